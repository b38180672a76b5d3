"""10 000 distinct signed sends by wrk: ses-local in memory and with --data, moto
and ministack, in one run. Of ses-local every message is read back: each exactly
once, and as it was sent. Requests per second of one machine mean nothing on
another; the ratios do."""

import collections
import hashlib
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
from base64 import b64encode
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "python"))

import emulators  # noqa: E402
import local_ses  # noqa: E402
from sending import client  # noqa: E402

SENDS = int(os.environ.get("LOAD_SENDS", "10000"))
THREADS, CONNECTIONS = 2, 16
# ses-local is measured so often, each time anew; its median counts.
RUNS = 3
SOURCE_ARN = "arn:aws:ses:us-east-1:123456789012:identity/example.com"
OURS = Credentials(*(local_ses.CREDENTIALS[name] for name in ("accessKeyId", "secretAccessKey", "sessionToken")))
ROOT = Credentials(emulators.ROOT["access_key_id"], emulators.ROOT["secret_access_key"])
# What SES writes into every message.
WRITTEN = re.compile(rb"(?m)^(?:Date|Message-ID): [^\r\n]*\r\n")
QUIET = ["--quiet", "--no-smtp"]

Load = collections.namedtuple("Load", "rate median slowest")


def mail(number: int) -> bytes:
    """About a kilobyte, distinct in header and body."""
    body = "\r\n".join(hashlib.sha256(f"{number} {line}".encode()).hexdigest() for line in range(12))
    return (f"From: Ann <ann@example.com>\r\nTo: r{number}@reader.example\r\nSubject: Number {number}\r\n"
            f"X-Number: {number}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n{body}\r\n").encode()


MAILS = [mail(number) for number in range(SENDS)]
DIGESTS = [hashlib.sha256(message).hexdigest() for message in MAILS]


def write_requests(path: Path, authority: str, keys: Credentials) -> None:
    """SendRawEmail as botocore signs it, whole requests one after the other."""
    with path.open("wb") as file:
        for message in MAILS:
            form = {"Action": "SendRawEmail", "Version": "2010-12-01", "Source": "ann@example.com",
                    "SourceArn": SOURCE_ARN, "RawMessage.Data": b64encode(message).decode()}
            body = urlencode(form).encode()
            headers = {"Host": authority, "Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
            request = AWSRequest("POST", f"http://{authority}/", headers=headers, data=body)
            SigV4Auth(keys, "ses", "us-east-1").add_auth(request)
            lines = ["POST / HTTP/1.1", *(f"{name}: {value}" for name, value in request.headers.items()),
                     f"Content-Length: {len(body)}", "", ""]
            whole = "\r\n".join(lines).encode() + body
            file.write(b"%08d" % len(whole) + whole)


def load(name: str, authority: str, keys: Credentials, filler: str) -> Load:
    with tempfile.TemporaryDirectory() as folder:
        requests = Path(folder) / "requests"
        write_requests(requests, authority, keys)
        command = [os.environ.get("WRK", "wrk"), "-t", str(THREADS), "-c", str(CONNECTIONS), "-d", "600s",
                   "--timeout", "60s", "-s", HERE / "load.lua", f"http://{authority}", "--", requests, str(THREADS), filler]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as wrk:
            said, done = "", 0
            for line in wrk.stdout:
                said += line
                done += line == "DONE\n"
                # It sleeps until its time is up, whatever its threads do.
                if line == "DONE\n" and done == THREADS:
                    wrk.send_signal(signal.SIGINT)
    found = re.search(r"^RESULT (\d+) (\d+) (\d+) (\S+) (\S+) (\S+)$", said, re.M)
    assert found, (name, said)
    taken, refused, errors = map(int, found.groups()[:3])
    assert (taken, refused, errors) == (SENDS, 0, 0), (name, said)
    seconds, median, slowest = map(float, found.groups()[3:])
    return Load(SENDS / seconds, median, slowest)


def read_back(server) -> None:
    """Every message is there exactly once, and is what was sent."""
    connection = HTTPConnection(server.authority, timeout=60)

    def get(path: str) -> bytes:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200, (path, body)
        return body

    seen, before = {}, ""
    while True:
        page = json.loads(get(f"/messages?limit=1000{before}"))
        for row in page["messages"]:
            raw = get(f"/messages/{row['id']}/raw")
            number = int(re.search(rb"(?m)^X-Number: (\d+)", raw)[1])
            assert number not in seen, f"number {number} is there twice"
            seen[number] = hashlib.sha256(WRITTEN.sub(b"", raw)).hexdigest()
        if page["next"] is None:
            break
        before = f"&before={page['next']}"
    assert page["total"] == SENDS and page["dropped"] == 0, page["total"]
    assert [seen.get(number) for number in range(SENDS)] == DIGESTS, "a message is missing or not what was sent"


@contextmanager
def ses_local(on_disk: bool):
    with tempfile.TemporaryDirectory() as folder:
        data = ["--data", str(Path(folder) / "data")] if on_disk else []
        with local_ses.running(local_ses.WORLD, *QUIET, *data) as server:
            yield server


def peer(name: str) -> Load:
    with emulators.running(name) as server:
        client("ses", server.authority, emulators.ROOT).verify_domain_identity(Domain="example.com")
        return load(name, server.authority, ROOT, emulators.HEALTH[name])


def median(loads: list[Load]) -> Load:
    return Load(*(statistics.median(column) for column in zip(*loads)))


def main() -> None:
    ours: dict[str, list[Load]] = {"ses-local": [], "ses-local --data": []}
    for _ in range(RUNS):
        for name, all_loads in ours.items():
            with ses_local(name.endswith("--data")) as server:
                all_loads.append(load(name, server.authority, OURS, "/status"))
                read_back(server)
    results = {name: median(loads) for name, loads in ours.items()}
    for name in emulators.HEALTH if os.environ.get("EMULATORS") else []:
        results[name] = peer(name)
    peers = [name for name in results if name in emulators.HEALTH]
    print(f"{SENDS} distinct SendRawEmail of 1 kB, {CONNECTIONS} connections; ses-local is the median of {RUNS} runs, "
          "every message read back: each once, and by its SHA-256 the one sent")
    print(f"{'':18}{'requests/s':>12}{'median':>10}{'99 %':>10}" + "".join(f"{'/ ' + name:>13}" for name in peers))
    for name, result in results.items():
        ratios = "".join(f"{result.rate / results[other].rate:>12.1f}x" for other in peers)
        print(f"{name:18}{result.rate:>12.0f}{result.median:>7.1f} ms{result.slowest:>7.1f} ms{ratios}")
    if not peers:
        print("moto and ministack were absent: EMULATORS names the Python that has them")
    for name in ours:
        for other in peers:
            assert results[name].rate > results[other].rate, f"{name} is slower than {other}"


if __name__ == "__main__":
    main()
