"""kill -9 in the middle of load: whatever got its 200 is on disk, whole and once."""

import collections
import hashlib
import json
import random
import re
import signal
import subprocess
import threading
from base64 import b64encode
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

import local_ses
from report import tell

QUIET = ["--quiet", "--no-smtp"]
ROUNDS = 5
THREADS = 16
# More than a round ever sends before it is killed.
PREPARED = 300
SOURCE_ARN = "arn:aws:ses:us-east-1:123456789012:identity/example.com"
# What SES writes into every message.
WRITTEN = re.compile(rb"(?m)^(?:Date|Message-ID): [^\r\n]*\r\n")
KEYS = Credentials(*(local_ses.CREDENTIALS[name] for name in ("accessKeyId", "secretAccessKey", "sessionToken")))


def mail(draw: random.Random, number: int) -> bytes:
    """Distinct in header and body; most are small, some so large that their way
    to the disk takes long enough to be met by the kill."""
    size = 600_000 if number % 12 == 5 else draw.randrange(20, 3000)
    lines = "\r\n".join(draw.randbytes(36).hex() for _ in range(1 + size // 74))
    return (f"From: a@example.com\r\nTo: r{number}@reader.example\r\nSubject: {number}\r\n"
            f"X-Number: {number}\r\n\r\n{lines}\r\n").encode()


def signed(authority: str, message: bytes) -> tuple[dict, bytes]:
    """A SendRawEmail as botocore signs it."""
    form = {"Action": "SendRawEmail", "Version": "2010-12-01", "Source": "a@example.com", "SourceArn": SOURCE_ARN,
            "RawMessage.Data": b64encode(message).decode()}
    body = urlencode(form).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8", "Host": authority}
    request = AWSRequest("POST", f"http://{authority}/", headers=headers, data=body)
    SigV4Auth(KEYS, "ses", "us-east-1").add_auth(request)
    return dict(request.headers), body


def digest(message: bytes) -> str:
    return hashlib.sha256(WRITTEN.sub(b"", message)).hexdigest()


def kept(server) -> list[str]:
    """The ids of all messages, page by page."""
    ids, before = [], ""
    while True:
        page = json.loads(server.get(f"/messages?limit=1000{before}"))
        ids += [row["id"] for row in page["messages"]]
        if page["next"] is None:
            assert page["total"] == len(ids) and page["dropped"] == 0
            return ids
        before = f"&before={page['next']}"


def load_until_killed(server, prepared: list[tuple[int, dict, bytes]], kill_at: int) -> dict[int, str]:
    """Sends from many threads; the one that gets the `kill_at`-th 200 kills the
    server while the others are on their way. The id of each number that got 200."""
    accepted: dict[int, str] = {}
    surprises: list[str] = []
    todo = collections.deque(prepared)
    lock = threading.Lock()

    def work():
        connection = HTTPConnection(server.authority, timeout=60)
        while todo:
            try:
                number, headers, body = todo.popleft()
                connection.request("POST", "/", body, headers)
                answer = connection.getresponse()
                said = answer.read()
            except IndexError:
                return
            except (OSError, HTTPException):
                return  # Killed: whether this one was kept is open.
            with lock:
                if answer.status != 200:
                    surprises.append(f"{answer.status} {said!r}")
                    return
                accepted[number] = re.search(rb"<MessageId>([^<]+)", said)[1].decode()
                if len(accepted) == kill_at:
                    server.process.send_signal(signal.SIGKILL)

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not surprises, surprises[0]
    return accepted


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL: kill -9 is not tried on this system")
def test_what_got_200_survives_kill_9(tmp_path):
    seed = random.randrange(2**32)
    draw = random.Random(seed)
    data = tmp_path / "data"
    sent: dict[int, str] = {}
    accepted: dict[int, str] = {}
    for round_number in range(ROUNDS):
        kill_at = draw.randrange(20, PREPARED // 2)
        with local_ses.running(local_ses.WORLD, "--data", str(data), *QUIET) as server:
            prepared = []
            for number in range(round_number * PREPARED, (round_number + 1) * PREPARED):
                message = mail(draw, number)
                sent[number] = digest(message)
                prepared.append((number, *signed(server.authority, message)))
            answered = load_until_killed(server, prepared, kill_at)
            assert server.process.wait(60) == -signal.SIGKILL
            assert kill_at <= len(answered) < PREPARED, f"seed {seed}: the kill came when nothing was left to send"
            accepted |= answered
    with local_ses.running(local_ses.WORLD, "--data", str(data), *QUIET) as server:
        unanswered = judge(server, sent, accepted)
    tell("kill -9 under load", f"{ROUNDS} rounds (seed {seed}): all {len(accepted)} messages that got 200 are there, "
         f"and {unanswered} whole ones whose answer was cut off")


def judge(server, sent: dict[int, str], accepted: dict[int, str]) -> int:
    """Every accepted message is there under its id, no message twice, none in
    part. How many are there beyond those."""
    numbers: dict[int, str] = {}
    for message_id in kept(server):
        raw = server.get(f"/messages/{message_id}/raw")
        number = int(re.search(rb"(?m)^X-Number: (\d+)", raw)[1])
        assert number not in numbers, f"number {number} is there twice"
        assert digest(raw) == sent[number], f"number {number} is not what was sent"
        assert f"\r\nMessage-ID: <{message_id}@".encode() in raw
        numbers[number] = message_id
    lost = {number: message_id for number, message_id in accepted.items() if numbers.get(number) != message_id}
    assert not lost, f"{len(lost)} of {len(accepted)} messages that got 200 are lost, the first of them {min(lost)}"
    return len(numbers) - len(accepted)


def test_one_directory_is_of_one_server(tmp_path):
    with local_ses.running(local_ses.WORLD, "--data", str(tmp_path / "data"), *QUIET):
        program = local_ses.start(local_ses.WORLD, "--data", str(tmp_path / "data"), *QUIET, stderr=subprocess.PIPE)
        said = program.communicate(timeout=60)[1]
        assert program.returncode == 1
        assert "ses-local.redb" in said and "another ses-local has it open" in said, said
