"""The local SES in a world of its own, and a recorder before it that keeps every request."""

import contextlib
import json
import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import core

WORLD = Path(__file__).with_name("export_world.toml")
CREDENTIALS = {
    "accessKeyId": "ASIATESTDELEGATE0001",
    "secretAccessKey": "PLANTED+secret/of+the+valid+session/0001",
    "sessionToken": "PLANTEDtoken//of+the+valid+session==",
}
SECRETS = [CREDENTIALS["secretAccessKey"], CREDENTIALS["sessionToken"]]


@dataclass
class LocalSes:
    """Where it listens: `host:port`."""

    authority: str
    # What it printed when it started.
    banner: list[str] = field(default_factory=list)
    process: subprocess.Popen | None = None

    def smtp_address(self) -> tuple[str, int]:
        """Where it speaks SMTP with STARTTLS, by its banner."""
        lines = (re.match(r"SMTP with STARTTLS on (127\.0\.0\.1):(\d+)", line) for line in self.banner)
        found = next(filter(None, lines), None)
        assert found, f"the banner names no SMTP port: {''.join(self.banner)}"
        return found[1], int(found[2])

    def get(self, path: str) -> bytes:
        connection = HTTPConnection(self.authority, timeout=30)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        assert answer.status == 200, (path, body)
        return body

    def delivery(self, message_id: str) -> dict:
        """A message it took: everything it knows of it, and its bytes, but for
        what is new in every message."""
        details = json.loads(self.get(f"/messages/{message_id}"))
        raw = self.get(f"/messages/{message_id}/raw")
        raw = raw.replace(message_id.encode(), b"(id)").replace(message_id[17:53].encode(), b"(tag)")
        kept = {name: value for name, value in details.items() if name not in ("id", "receivedAt", "headers")}
        return {**kept, "raw": re.sub(rb"(?m)^Date: .*$", b"Date: (now)", raw)}


def read_toml(path: Path) -> dict:
    if sys.version_info < (3, 11):
        pytest.skip("Python before 3.11 reads no TOML: run the delegation scenarios by a newer one")
    import tomllib

    return tomllib.loads(path.read_text(encoding="utf-8"))


@contextlib.contextmanager
def running(world: Path = WORLD, *flags: str):
    program = os.environ.get("SES_LOCAL") or core.program("ses-local", "ses-local")
    server = subprocess.Popen(
        [program, "--listen", "127.0.0.1:0", "--world", world, *flags], stdout=subprocess.PIPE, text=True)
    try:
        said = iter(server.stdout.readline, "")
        heard = []
        found = next(filter(None, (re.search(r"listening on http://(\S+)", line) for line in said)), None)
        assert found, "ses-local ended before it listened"
        # The banner ends with the inbox.
        for line in said:
            heard.append(line)
            if line.startswith("Inbox:"):
                break
        threading.Thread(target=server.stdout.read, daemon=True).start()
        yield LocalSes(found[1], heard, server)
    finally:
        server.terminate()
        server.wait()


@dataclass
class Recorder:
    """What came, and what shall be answered instead of SES."""

    port: int = 0
    requests: list[dict] = field(default_factory=list)
    answer: tuple[int, str, bytes] | None = None
    # Command lines that showed a secret while a request was under way.
    leaks: list[str] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextlib.contextmanager
def recording(authority: str, secrets: list[str] = SECRETS):
    """A server that hands every request on to `authority`, byte for byte: `Host`
    is signed, and stays."""
    recorder = Recorder()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            recorder.requests.append({"path": self.path, "headers": dict(self.headers), "body": body})
            recorder.leaks.extend(line for line in command_lines() if any(secret in line for secret in secrets))
            status, media_type, answer = recorder.answer or self.handed_on(body)
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def handed_on(self, body: bytes):
            connection = HTTPConnection(authority, timeout=30)
            connection.putrequest("POST", self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                if name.lower() not in ("expect", "connection"):
                    connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            said = answer.status, answer.headers.get("Content-Type", ""), answer.read()
            connection.close()
            return said

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    recorder.port = server.server_port
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield recorder
    finally:
        server.shutdown()
        server.server_close()


def command_lines() -> list[str]:
    """Those of all processes, where the system shows them."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            lines.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return lines
