"""The core, asked from Python: each case goes through the `compose` program."""

import base64
import json
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

CREDENTIALS = {
    "accessKeyId": "ASIAIOSFODNN7EXAMPLE",
    "secretAccessKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "sessionToken": "FwoGZXIvYXdzEXAMPLE//////////wEaDExampleSessionToken+/==",
}
STAMP = {"at": 1768480496, "nonce": "000102030405060708090a0b0c0d0e0f"}


@cache
def program(name: str = "compose") -> str:
    """The path of a program of the tests; built once, then taken from cargo's own report."""
    built = subprocess.run(
        ["cargo", "build", "--quiet", "--message-format=json", "-p", "ses-delegate-tests", "--bin", name],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )
    reports = map(json.loads, built.stdout.splitlines())
    return next(r["executable"] for r in reports if r.get("executable"))


def compose(drafts: list[dict], credentials=CREDENTIALS, stamp=STAMP) -> list[dict]:
    """The signed requests of `drafts`; bodies and MIME as bytes, headers as a dict."""
    lines = "\n".join(
        json.dumps({"draft": draft, "stamp": stamp, "credentials": credentials}) for draft in drafts
    )
    answer = subprocess.run([program()], input=lines, check=True, capture_output=True, text=True)
    requests = [json.loads(line) for line in answer.stdout.splitlines()]
    assert len(requests) == len(drafts)
    for request in requests:
        request["headers"] = dict(request["headers"])
        request["body"] = base64.b64decode(request["body"])
        request["mime"] = request["mime"] and base64.b64decode(request["mime"])
    return requests
