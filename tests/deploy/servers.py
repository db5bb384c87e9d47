"""Real servers on loopback, each in a folder of its own, and a proxy that breaks connections.

Each server is started by `with`, and ended by the id of its process.
"""

import base64
import hashlib
import hmac
import json
import os
import pathlib
import random
import re
import socket
import subprocess
import tempfile
import threading
import time
import urllib.parse
import urllib.request
import xml.etree.ElementTree

KEY = {"AWS_ACCESS_KEY_ID": "griot-test", "AWS_SECRET_ACCESS_KEY": "secret-of-the-test", "AWS_REGION": "us-east-1"}
# the account that every Azurite has, from its documentation
AZURITE_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """A program that listens on a port of loopback."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()

    def command(self):
        raise NotImplementedError

    def prepare(self):
        """Runs once the port answers."""

    def __enter__(self):
        try:
            return self.start()
        except Exception:
            self.__exit__()
            raise

    def start(self):
        log = open(self.folder / "log", "wb")
        self.process = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder)
        end = time.time() + 60
        while time.time() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.command()[0]} ended: {(self.folder / 'log').read_text()[-2000:]}")
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", self.port)) == 0:
                    break
            time.sleep(0.1)
        self.prepare()
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class S3Server(Server):
    """A store that speaks S3, seen by rclone."""

    environment = KEY
    scheme = "s3"

    @property
    def endpoint(self):
        return f"http://127.0.0.1:{self.port}"

    def tree(self, prefix):
        with tempfile.TemporaryDirectory() as copy:
            rclone(self, ["copy", "--transfers", "16", f"target:site/{prefix}", copy])
            return tree(copy)

    def types(self, prefix):
        listed = json.loads(rclone(self, ["lsjson", "-R", "--files-only", "-M", f"target:site/{prefix}"]))
        return {entry["Path"]: entry.get("MimeType", "") for entry in listed}

    def put(self, path, text):
        rclone(self, ["rcat", f"target:site/{path}"], input=text)


class SeaweedFs(S3Server):
    """A real store that speaks S3 and refuses a wrong key."""

    def __init__(self, folder, weed):
        super().__init__(folder)
        self.weed = weed
        identities = (
            '{"identities": [{"name": "test", "credentials": [{"accessKey": "%s", "secretKey": "%s"}],'
            ' "actions": ["Admin", "Read", "Write", "List"]}]}'
        )
        identities %= (KEY["AWS_ACCESS_KEY_ID"], KEY["AWS_SECRET_ACCESS_KEY"])
        (self.folder / "s3.json").write_text(identities)

    def command(self):
        ports = {name: free_port() for name in ("master.port", "volume.port", "filer.port")}
        ports |= {name + ".grpc": free_port() for name in ("master.port", "volume.port", "filer.port", "s3.port")}
        # two catalogues that no deploy uses
        ports |= {"s3.port.iceberg": 0, "s3.port.lance": 0}
        options = [f"-{name}={port}" for name, port in ports.items()]
        return [
            self.weed, "server", "-ip=127.0.0.1", f"-dir={self.folder}", "-s3", f"-s3.port={self.port}",
            f"-s3.config={self.folder}/s3.json", "-volume.max=50", "-master.volumeSizeLimitMB=64", *options,
        ]

    def prepare(self):
        s3_make_bucket(self)


class S3sFs(S3Server):
    """A second store that speaks S3: it lists no ETags."""

    def __init__(self, folder, program):
        super().__init__(folder)
        self.program = program
        (self.folder / "root" / "site").mkdir(parents=True, exist_ok=True)

    def command(self):
        return [
            self.program, "--host", "127.0.0.1", "--port", str(self.port),
            "--access-key", KEY["AWS_ACCESS_KEY_ID"], "--secret-key", KEY["AWS_SECRET_ACCESS_KEY"], str(self.folder / "root"),
        ]

    # its objects are files, and rclone is confused by how it lists folders

    def tree(self, prefix):
        return tree(self.folder / "root" / "site" / prefix)

    def types(self, prefix):
        return None

    def put(self, path, text):
        path = self.folder / "root" / "site" / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


class Azurite(Server):
    """Microsoft's stand-in for Azure Blob Storage."""

    environment = {"AZURE_STORAGE_ACCOUNT_NAME": "devstoreaccount1", "AZURE_STORAGE_ACCOUNT_KEY": AZURITE_KEY}
    scheme = "az"

    def __init__(self, folder, program):
        super().__init__(folder)
        self.program = program

    def command(self):
        # Node 20 does not know the newest version of the protocol
        return [
            self.program, "--blobHost", "127.0.0.1", "--blobPort", str(self.port), "--location", str(self.folder / "data"),
            "--skipApiVersionCheck", "--silent",
        ]

    @property
    def endpoint(self):
        return f"http://127.0.0.1:{self.port}/devstoreaccount1"

    def prepare(self):
        self.request("PUT", "", "restype=container")

    def request(self, method, path, query="", body=None):
        """A request with a signature that allows everything for a day."""
        end = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 86400))
        fields = {"sp": "rwdlac", "ss": "b", "srt": "sco", "se": end, "spr": "https,http", "sv": "2019-12-12"}
        signed = ["devstoreaccount1", fields["sp"], fields["ss"], fields["srt"], "", end, "", fields["spr"], fields["sv"], ""]
        digest = hmac.new(base64.b64decode(AZURITE_KEY), "\n".join(signed).encode(), hashlib.sha256).digest()
        fields["sig"] = base64.b64encode(digest).decode()
        url = f"{self.endpoint}/site{urllib.parse.quote(path)}?{query}&{urllib.parse.urlencode(fields)}"
        request = urllib.request.Request(url, body, {"x-ms-blob-type": "BlockBlob"}, method=method)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
            return answer.read()

    def blobs(self, prefix):
        listed = self.request("GET", "", f"restype=container&comp=list&prefix={urllib.parse.quote(prefix + '/')}")
        return xml.etree.ElementTree.fromstring(listed).iter("Blob")

    def tree(self, prefix):
        names = [blob.findtext("Name") for blob in self.blobs(prefix)]
        return {name.removeprefix(prefix + "/"): self.request("GET", "/" + name) for name in names}

    def types(self, prefix):
        return {blob.findtext("Name").removeprefix(prefix + "/"): blob.findtext("Properties/Content-Type") for blob in self.blobs(prefix)}

    def put(self, path, text):
        self.request("PUT", "/" + path, body=text.encode())


class Sshd(Server):
    """OpenSSH on loopback with a key of its own, for rsync and git."""

    def __init__(self, folder, sshd):
        super().__init__(folder)
        self.sshd = sshd
        for name in ("host", "user"):
            key = self.folder / name
            if not key.exists():
                subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
        (self.folder / "authorized").write_text((self.folder / "user.pub").read_text())
        # `sshd` reads no file that others may write
        config = (
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {self.folder}/host\nPidFile {self.folder}/pid\n"
            f"AuthorizedKeysFile {self.folder}/authorized\nStrictModes no\nPasswordAuthentication no\n"
            "UsePAM no\nMaxStartups 100\n"
        )
        (self.folder / "config").write_text(config)
        self.rsh = (
            f"ssh -i {self.folder}/user -o IdentitiesOnly=yes -o BatchMode=yes -o UserKnownHostsFile={self.folder}/known"
            " -o StrictHostKeyChecking=accept-new"
        )
        self.environment = {"RSYNC_RSH": self.rsh, "GIT_SSH_COMMAND": self.rsh}
        self.user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()

    def command(self):
        os.makedirs("/run/sshd", exist_ok=True) if os.getuid() == 0 else None
        return [self.sshd, "-D", "-e", "-f", str(self.folder / "config")]


def tree(folder):
    """The files of a folder with their contents, by path below it."""
    files = (path for path in pathlib.Path(folder).rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def rclone_remote(server):
    """The settings of rclone for a store, as variables."""
    options = {
        "TYPE": "s3", "PROVIDER": "Other", "ENDPOINT": server.endpoint, "FORCE_PATH_STYLE": "true",
        "ACCESS_KEY_ID": KEY["AWS_ACCESS_KEY_ID"], "SECRET_ACCESS_KEY": KEY["AWS_SECRET_ACCESS_KEY"],
    }
    return {f"RCLONE_CONFIG_TARGET_{name}": value for name, value in options.items()}


def rclone(server, arguments, **options):
    # rclone cannot use another list of certificates, and needs none here
    environment = {name: value for name, value in os.environ.items() if name != "AWS_CA_BUNDLE"}
    environment |= rclone_remote(server) | {"RCLONE_CONFIG": "/dev/null"}
    done = subprocess.run(["rclone", *arguments], env=environment, capture_output=True, text=True, timeout=900, **options)
    if done.returncode != 0:
        raise RuntimeError(f"rclone {arguments}: {done.stderr[-2000:]}")
    return done.stdout


def s3_make_bucket(server):
    end = time.time() + 60
    while True:
        try:
            rclone(server, ["mkdir", "target:site", "--retries", "1", "--low-level-retries", "1"])
            # the first write waits for volumes
            rclone(server, ["rcat", "target:site/warm", "--retries", "1"], input="x")
            return rclone(server, ["deletefile", "target:site/warm"])
        except RuntimeError:
            if time.time() > end:
                raise
            time.sleep(1)


class Proxy:
    """Passes connections on to a server, and breaks what its fault says.

    `fault(number)` gives for each request: None, a status, "slow", "before" (cut before the server has it), "after"
    (cut after the server did it) or "half" (cut in the middle of what is sent).
    """

    def __init__(self, server_port, fault):
        self.server_port = server_port
        self.fault = fault
        self.requests = 0
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.listener.getsockname()[1]

    def __enter__(self):
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        try:
            with client:
                self.pass_on(client)
        except (OSError, ValueError):
            pass

    def pass_on(self, client):
        while True:
            head, rest = read_head(client)
            if not head:
                return
            length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.I)
            length = int(length.group(1)) if length else 0
            body = rest
            while len(body) < length:
                piece = client.recv(65536)
                if not piece:
                    return
                body += piece
            with self.lock:
                self.requests += 1
                fault = self.fault(self.requests)
            if fault == "before":
                return
            if isinstance(fault, int):
                client.sendall(b"HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n" % fault)
                continue
            if fault == "slow":
                time.sleep(random.uniform(0.3, 1.5))
            with socket.create_connection(("127.0.0.1", self.server_port)) as server:
                head = re.sub(rb"\r\nconnection: [^\r]*", b"", head, flags=re.I)
                head = head[:-2] + b"Connection: close\r\n\r\n"
                if fault == "half":
                    server.sendall(head + body[: length // 2])
                    return
                server.sendall(head + body)
                answer = b""
                while piece := server.recv(65536):
                    answer += piece
            if fault == "after":
                return
            client.sendall(answer)
            if b"\r\nconnection: close" in answer.split(b"\r\n\r\n")[0].lower():
                return


def read_head(client):
    data = b""
    while b"\r\n\r\n" not in data:
        piece = client.recv(65536)
        if not piece:
            return b"", b""
        data += piece
    head, rest = data.split(b"\r\n\r\n", 1)
    return head + b"\r\n\r\n", rest
