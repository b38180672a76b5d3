"""The core, asked from Python: drafts go through the `compose` program, AWS's
own inputs and answers through `operate`."""

import base64
import datetime
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
def built(name: str, package: str) -> tuple[str | None, str]:
    """A program by cargo's own report, and what cargo said; once, also if it failed."""
    cargo = subprocess.run(
        ["cargo", "build", "--quiet", "--message-format=json", "-p", package, "--bin", name],
        cwd=ROOT, capture_output=True, text=True,
    )
    reports = map(json.loads, cargo.stdout.splitlines())
    return next((r["executable"] for r in reports if r.get("executable")), None), cargo.stderr


def program(name: str, package: str = "ses-delegate-tests") -> str:
    """The path of a program, of the tests unless another package is named."""
    path, said = built(name, package)
    assert path, said
    return path


def asked(name: str, questions: list[dict]) -> list[dict]:
    """What one run of the program says to all questions."""
    lines = "\n".join(json.dumps(question) for question in questions)
    answer = subprocess.run([program(name)], input=lines, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    # Not splitlines, which cuts at U+2028 too.
    said = [json.loads(line) for line in answer.stdout.split("\n") if line]
    assert len(said) == len(questions)
    return said


def compose(drafts: list[dict], credentials=CREDENTIALS, stamp=STAMP) -> list[dict]:
    """The signed requests of `drafts`; bodies and MIME as bytes, headers as a dict."""
    requests = asked("compose", [
        {"draft": draft, "stamp": stamp, "credentials": credentials} for draft in drafts])
    for request in requests:
        request["headers"] = dict(request["headers"])
        request["body"] = base64.b64decode(request["body"])
        request["mime"] = request["mime"] and base64.b64decode(request["mime"])
    return requests


def operate(api: str, operation: str, inputs: list[tuple[str, dict]], credentials=CREDENTIALS,
            at=STAMP["at"], variant="standard") -> list[dict]:
    """For each Region and botocore's parameters: the signed request, body as
    bytes and headers as a dict, or `error`."""
    said = asked("operate", [
        {"api": api, "operation": operation, "region": region, "input": plain(params), "at": at,
         "credentials": credentials, "endpointVariant": variant} for region, params in inputs])
    return [answer if "error" in answer else {
        **answer["request"], "headers": dict(answer["request"]["headers"]),
        "body": base64.b64decode(answer["request"]["body"])} for answer in said]


def interpret(api: str, operation: str, answers: list[tuple[int, dict, bytes]]) -> list[dict]:
    """For each status, headers and body: `output` or `rejection`."""
    return asked("operate", [{"api": api, "operation": operation, "answer": plain_answer(answer)} for answer in answers])


def plain_answer(answer: tuple[int, dict, bytes]) -> dict:
    """An answer as JSON."""
    status, headers, body = answer
    return {"status": status, "headers": list(headers.items()), "body": base64.b64encode(body).decode()}


def plain(params):
    """botocore's parameters as JSON: bytes as base64, times as ISO 8601."""
    match params:
        case dict():
            return {name: plain(value) for name, value in params.items()}
        case list():
            return [plain(value) for value in params]
        case bytes():
            return base64.b64encode(params).decode()
        case datetime.datetime():
            return params.isoformat().replace("+00:00", "Z")
    return params
