"""Deploys sites to real servers on loopback, breaks deploys off, and compares what is there.

Usage: real_servers.py GRIOT TOOLS [--speed FILES]. `scripts/test-deploy` installs TOOLS and calls this.
"""

import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from servers import Azurite, Proxy, S3sFs, SeaweedFs, Sshd, rclone, tree

GRIOT = str(pathlib.Path(sys.argv[1]).resolve())
TOOLS = pathlib.Path(sys.argv[2]).resolve()
WORK = pathlib.Path(tempfile.mkdtemp(prefix="griot-test-deploy-"))
NOTES = {".griot", ".gitignore"}
MANIFEST = ".griot-deploy"
KILLS = 20
random.seed(20261201)


class Site:
    """A site with some articles, and a target."""

    def __init__(self, name, target, articles=30, environment=None):
        self.folder = WORK / name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.environment = environment or {}
        self.target(target)
        for at in range(articles):
            self.write(at, "Texte.")

    def target(self, target):
        settings = "base_url: https://blog.example\ncards: false\nlanguages: {fr: {title: Le Carnet}}\n"
        (self.folder / "griot.yaml").write_text(settings + f"deploy: {{targets: [{target}]}}\n")

    def article(self, at):
        return self.folder / f"content/articles/a{at}/fr.md"

    def write(self, at, text):
        self.article(at).parent.mkdir(parents=True, exist_ok=True)
        front = f"---\ntitle: a{at}\ndate: 2026-{1 + at % 9:02}-{1 + at % 28:02}\ndescription: D\n---\n"
        self.article(at).write_text(front + text + "\n")

    def command(self, *arguments):
        return [GRIOT, "deploy", "--root", str(self.folder), *arguments]

    def all_variables(self):
        return os.environ | {"SOURCE_DATE_EPOCH": "1795435200", "LC_ALL": "C.UTF-8"} | self.environment

    def run(self, *arguments, timeout=600):
        return subprocess.run(
            self.command(*arguments), env=self.all_variables(), capture_output=True, text=True, timeout=timeout,
            stdin=subprocess.DEVNULL,
        )

    def deploy(self, *arguments):
        done = self.run(*arguments)
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done

    def refused(self, words, *arguments):
        done = self.run(*arguments)
        assert done.returncode == 1 and words in done.stderr, f"{arguments}: {done.returncode} {done.stdout}{done.stderr}"
        return done

    def kill_after(self, seconds, signum=signal.SIGKILL):
        process = subprocess.Popen(
            self.command(), env=self.all_variables(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
        )
        try:
            process.wait(seconds)
            return False
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signum)
            process.wait(60)
            return True

    def published(self):
        return {path: data for path, data in tree(self.folder / "public").items() if path not in NOTES}


def assert_same(there, site, others=()):
    there = dict(there)
    assert there.pop(MANIFEST, None), "no manifest"
    for path in others:
        assert there.pop(path, None) is not None, f"{path} is gone"
    expected = site.published()
    assert there.keys() == expected.keys(), sorted(there.keys() ^ expected.keys())[:20]
    assert there == expected, "other content"


def assert_whole(there, versions):
    """Every file is one of its versions, and every page finds its style."""
    for path, data in there.items():
        if path != MANIFEST and not path.startswith("."):
            assert any(version.get(path) == data for version in versions), f"{path} is no whole file"
    for path, data in there.items():
        if path.endswith(".html"):
            for style in re.findall(rb'href="/(assets/[^"]+\.css)"', data):
                assert style.decode() in there, f"{path} needs {style}"


def check_store(server, name):
    prefix = f"{name}-basic"
    target = f'{{name: web, to: "{server.scheme}://site/{prefix}", endpoint: "{server.endpoint}"}}'
    site = Site(prefix, target, environment=server.environment)
    site.deploy()
    assert_same(server.tree(prefix), site)
    report = json.loads(site.deploy("--json").stdout)
    assert report["sent"] == [] and report["removed"] == [], report
    # somebody's file stays; one article changes, one goes
    server.put(f"{prefix}/theirs.txt", "theirs")
    site.write(1, "Autre texte.")
    site.article(2).unlink()
    site.deploy()
    assert_same(server.tree(prefix), site, ["theirs.txt"])
    # half of the site goes
    for at in range(3, 20):
        site.article(at).unlink()
    site.refused("would be removed")
    site.deploy("--max-removals", "60%")
    assert_same(server.tree(prefix), site, ["theirs.txt"])
    # a folder of somebody else
    server.put(f"{prefix}-other/index.html", "theirs")
    site.target(target.replace(prefix, prefix + "-other"))
    site.refused("files that Griot did not put there")
    site.deploy("--adopt")
    assert_same(server.tree(prefix + "-other"), site)
    site.target(target.replace("//site/", "//nobodys-bucket-of-that-name/"))
    done = site.run()
    assert done.returncode == 1, done
    check_types(server, prefix)


def check_types(server, prefix):
    types = server.types(prefix)
    if types is None:
        return
    assert types["index.html"] == "text/html; charset=utf-8", types["index.html"]
    assert types["feed.xml"].startswith("application/atom+xml"), types["feed.xml"]


def check_wrong_key(server, name):
    target = f'{{name: web, to: "s3://site/{name}-key", endpoint: "{server.endpoint}"}}'
    secret = "a-wrong-secret-of-somebody"
    site = Site(f"{name}-key", target, 3, server.environment | {"AWS_SECRET_ACCESS_KEY": secret})
    done = site.refused("refuses the credentials")
    assert secret not in done.stdout + done.stderr
    assert "AWS_SECRET_ACCESS_KEY" in done.stderr, done.stderr


def change(site, round_number):
    site.write(1, f"Version {round_number}.")
    site.write(100 + round_number, "Neuf.")
    if round_number > 1:
        site.article(100 + round_number - 2).unlink(missing_ok=True)


def check_kills(site, there, name):
    """Killed at many moments: whole pages, and the next deploy completes."""
    site.deploy()
    before = site.published()
    started = time.time()
    change(site, 0)
    site.deploy()
    usual = time.time() - started
    killed = 0
    for number in range(1, KILLS + 1):
        change(site, number)
        versions = [before, site.published()]
        signum = signal.SIGINT if number % 5 == 0 else signal.SIGKILL
        killed += site.kill_after(usual * number / KILLS, signum)
        versions.append(site.published())
        assert_whole(there(), versions)
        # what the killed deploy may have sent must not become somebody else's
        site.article(100 + number).unlink()
        site.deploy("--max-removals", "100%")
        assert_same(there(), site)
        before = site.published()
    print(f"  {name}: {killed} of {KILLS} deploys were cut, all completed", flush=True)


def store_kills(server, name):
    folder = f"{name}-kills"
    target = f'{{name: web, to: "{server.scheme}://site/{folder}", endpoint: "{server.endpoint}"}}'
    site = Site(folder, target, 60, server.environment)
    check_kills(site, lambda: server.tree(folder), name)


def first_deploy_kills(server, name):
    """Killed while the first files are sent: ours stay ours."""
    for number in range(5):
        folder = f"{name}-first-{number}"
        target = f'{{name: web, to: "{server.scheme}://site/{folder}", endpoint: "{server.endpoint}"}}'
        site = Site(folder, target, 60, server.environment)
        site.kill_after(0.15 + 0.15 * number)
        site.deploy()
        assert_same(server.tree(folder), site)


FAULTS = {
    "500": lambda number: 500 if number % 4 == 0 else None,
    "429": lambda number: 429 if number % 3 == 0 else None,
    "503 for a while": lambda number: 503 if number < 7 else None,
    "slow": lambda number: "slow" if number % 5 == 0 else None,
    "cut off": lambda number: random.choice(["before", "after", "half"]) if number % 5 == 0 else None,
}


def check_faults(server, name):
    for fault_name, fault in FAULTS.items():
        folder = f"{name}-fault-{fault_name.replace(' ', '-')}"
        with Proxy(server.port, fault) as proxy:
            endpoint = server.endpoint.replace(str(server.port), str(proxy.port))
            # the proxy changes the port, which the signature of a request holds
            target = f'{{name: web, to: "{server.scheme}://site/{folder}", endpoint: "{endpoint}"}}'
            site = Site(folder, target, 20, server.environment)
            started = time.time()
            site.deploy()
            assert_same(server.tree(folder), site)
            seconds = time.time() - started
            print(f"  {name}, {fault_name}: completed in {seconds:.1f} s, {proxy.requests} requests", flush=True)
    folder = f"{name}-fault-lasting"
    with Proxy(server.port, lambda number: 500 if number > 12 else None) as proxy:
        endpoint = server.endpoint.replace(str(server.port), str(proxy.port))
        target = f'{{name: web, to: "{server.scheme}://site/{folder}", endpoint: "{endpoint}"}}'
        site = Site(folder, target, 20, server.environment)
        site.refused("the next `griot deploy` completes it")
    site.target(f'{{name: web, to: "{server.scheme}://site/{folder}", endpoint: "{server.endpoint}"}}')
    site.deploy()
    assert_same(server.tree(folder), site)


def check_ssh(server):
    folder = WORK / "www" / "my-blog"
    target = f'{{name: web, to: "ssh://{server.user}@127.0.0.1:{server.port}{folder}"}}'
    site = Site("ssh", target, environment=server.environment)
    site.deploy()
    assert_same(tree(folder), site)
    (folder / "theirs.txt").write_text("theirs")
    site.write(1, "Autre texte.")
    site.article(2).unlink()
    site.deploy()
    assert_same(tree(folder), site, ["theirs.txt"])
    (folder / "theirs.txt").unlink()
    for at in range(3, 20):
        site.article(at).unlink()
    site.refused("would be removed")
    site.deploy("--max-removals", "60%")
    assert_same(tree(folder), site)
    check_kills(Site("ssh-kills", target.replace("my-blog", "kills"), 60, server.environment), lambda: ssh_tree(folder.parent / "kills"), "ssh")
    other = folder.parent / "other"
    other.mkdir()
    (other / "index.html").write_text("theirs")
    site.target(target.replace("my-blog", "other"))
    site.refused("files that Griot did not put there")
    assert (other / "index.html").read_text() == "theirs"
    key = server.folder / "user"
    stranger = server.environment | {"RSYNC_RSH": server.rsh.replace(str(key), str(server.folder / "host"))}
    refused = Site("ssh-key", target, 3, stranger).run()
    assert refused.returncode == 1 and "Permission denied" in refused.stderr, refused


def ssh_tree(folder):
    """Without the temporary files that a killed rsync left: no reader asks for them."""
    # the server's rsync notices the end of the other side a moment later
    time.sleep(0.3)
    return {path: data for path, data in tree(folder).items() if not re.search(r"(^|/)\.[^/]+\.[A-Za-z0-9]{6}$", path)}


def git_tree(repository, branch):
    copy = WORK / "git-copy"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    archive = subprocess.run(["git", "-C", repository, "archive", branch], capture_output=True)
    if archive.returncode == 0:
        subprocess.run(["tar", "-x", "-C", str(copy)], input=archive.stdout, check=True)
    files = tree(copy)
    files.pop(".nojekyll", None)
    return files


def check_git(server):
    repository = WORK / "pages.git"
    subprocess.run(["git", "init", "--quiet", "--bare", repository], check=True)
    subprocess.run(["git", "-C", repository, "config", "uploadpack.allowFilter", "true"], check=True)
    target = f'{{name: web, to: "git+ssh://{server.user}@127.0.0.1:{server.port}{repository}#gh-pages"}}'
    site = Site("git", target, environment=server.environment)
    site.deploy()
    assert_same(git_tree(repository, "gh-pages"), site)
    check_kills(site, lambda: git_tree(repository, "gh-pages"), "git over ssh")
    subprocess.run(["git", "-C", repository, "fsck", "--strict"], check=True, capture_output=True)


def speed(server, files):
    """One deploy of many files beside rclone, in one run: the first time, and after one page changed."""
    target = f'{{name: web, to: "s3://site/speed-griot", endpoint: "{server.endpoint}"}}'
    site = Site("speed", target, 0, server.environment)
    front = "---\ntitle: Une page\ndate: 2026-10-01\n---\n"
    site.write(0, "Texte.")
    static = site.folder / "static"
    for at in range(files):
        path = static / f"p{at // 100}" / f"page-{at}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<!DOCTYPE html><title>{at}</title><p>" + f"{at} " * 700)
    subprocess.run([GRIOT, "build", "--quiet", "--root", str(site.folder)], env=site.all_variables(), check=True)
    public = site.folder / "public"
    options = ["--transfers", "32", "--checkers", "32", "--exclude", ".griot"]

    def measured(run):
        started = time.time()
        run()
        return time.time() - started

    figures = {}
    # both in turn, so that neither has the warmer server
    for round_number in range(3):
        site.target(target.replace("speed-griot", f"speed-griot-{round_number}"))
        ours = lambda: site.deploy()
        theirs = lambda: rclone(server, ["sync", *options, str(public), f"target:site/speed-rclone-{round_number}"])
        for name, run in [("griot", ours), ("rclone", theirs)] if round_number % 2 else [("rclone", theirs), ("griot", ours)]:
            figures.setdefault(f"{name}, first", []).append(measured(run))
        page = static / "p0" / "page-1.html"
        page.write_text(page.read_text() + f"<p>{round_number}")
        for name, run in [("griot", ours), ("rclone", theirs)]:
            figures.setdefault(f"{name}, one page changed", []).append(measured(run))
    for name, seconds in figures.items():
        print(f"  {name}: {' '.join(f'{value:.2f}' for value in seconds)} s, median {sorted(seconds)[1]:.2f} s", flush=True)
    median = {name: sorted(seconds)[1] for name, seconds in figures.items()}
    for step in ("first", "one page changed"):
        ratio = median[f"griot, {step}"] / median[f"rclone, {step}"]
        print(f"  {step}: {ratio:.2f} times the time of rclone", flush=True)


def main():
    failed = []
    files = int(sys.argv[sys.argv.index("--speed") + 1]) if "--speed" in sys.argv else 0

    def check(name, run):
        print(f"== {name}", flush=True)
        started = time.time()
        try:
            run()
            print(f"passed in {time.time() - started:.0f} s", flush=True)
        except Exception as error:  # one check must not keep the others from running
            failed.append(name)
            print(f"FAILED in {time.time() - started:.0f} s: {type(error).__name__}: {error}", flush=True)

    only = [argument.removeprefix("--only=") for argument in sys.argv if argument.startswith("--only=")]
    wanted = lambda name: not only or name in only
    weed = TOOLS / "venv/bin/weed"
    if wanted("seaweedfs"):
        with SeaweedFs(WORK / "weed", str(weed)) as server:
            if files:
                check("10,000 files beside rclone", lambda: speed(server, files))
            else:
                check("SeaweedFS: deploys", lambda: check_store(server, "weed"))
                check("SeaweedFS: a wrong key", lambda: check_wrong_key(server, "weed"))
                check("SeaweedFS: killed", lambda: store_kills(server, "weed"))
                check("SeaweedFS: killed the first time", lambda: first_deploy_kills(server, "weed"))
                check("SeaweedFS: faults", lambda: check_faults(server, "weed"))
    if wanted("s3s-fs") and not files:
        with S3sFs(WORK / "s3s", str(TOOLS / "bin/s3s-fs")) as server:
            check("s3s-fs: deploys", lambda: check_store(server, "s3s"))
            check("s3s-fs: faults", lambda: check_faults(server, "s3s"))
    if wanted("azurite") and not files:
        with Azurite(WORK / "azurite", str(TOOLS / "npm/node_modules/.bin/azurite-blob")) as server:
            check("Azurite: deploys", lambda: check_store(server, "az"))
            check("Azurite: killed the first time", lambda: first_deploy_kills(server, "az"))
    if wanted("ssh") and not files:
        sshd = shutil.which("sshd") or "/usr/sbin/sshd"
        with Sshd(WORK / "sshd", sshd) as server:
            check("sshd with rsync", lambda: check_ssh(server))
            check("a bare git repository over ssh", lambda: check_git(server))
    for name in failed:
        print(f"failed: {name}")
    shutil.rmtree(WORK, ignore_errors=True)
    sys.exit(1 if failed else 0)


main()
