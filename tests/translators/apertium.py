"""A translation program for `griot translate`, on top of Apertium: the placeholders are tags to it.

Usage: apertium.py PAIR, where PAIR is a mode such as eng-spa.
"""

import html
import json
import re
import subprocess
import sys


def translate(text):
    """The translation of a text with placeholders."""
    tagged = re.sub(r"&lt;(x\d+/)&gt;", r"<\1>", html.escape(text, quote=False))
    command = ["apertium", "-u", "-f", "html", sys.argv[1]]
    run = subprocess.run(command, input=tagged, capture_output=True, text=True, check=True)
    return html.unescape(run.stdout)


for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {"text": translate(request["text"])}
    except subprocess.CalledProcessError as error:
        answer = {"error": error.stderr[-200:]}
    print(json.dumps({"id": request["id"], **answer}), flush=True)
