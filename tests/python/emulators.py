"""moto and ministack, started here on free ports, and what they say to the tables of tests/ses_local."""

import contextlib
import json
import os
import re
import socket
import subprocess
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import botocore
import pytest
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from sending import client
from ses_local_table import SERVICES, differs, given, title

# moto asks for no credentials; ministack, with AUTH, knows these as its root's and checks no signature of theirs.
ROOT = {"access_key_id": "test", "secret_access_key": "test"}
# Callers of ses-local's world that no emulator can be told of.
ABSENT = {"expired", "paused", "full", "stranger"}
HEALTH = {"moto": "/moto-api/data.json", "ministack": "/_ministack/health"}
# A parser of botocore that meets XML of another operation stops at a key or an attribute.
UNREAD = (BotoCoreError, ResponseParserError, KeyError, AttributeError)
RANDOM = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{20,}|[0-9a-f]{16,}|[A-Za-z0-9+/=]{40,}|\d{12}|datetime\.[^)]*\)(?:, tzinfo=\S+\))?")


class Authority:
    """What sending.py calls a server."""

    def __init__(self, authority: str):
        self.authority = authority


@contextlib.contextmanager
def running(name: str):
    python = os.environ.get("EMULATORS")
    if not python:
        pytest.skip(f"{name} is absent: ses-local was not compared with it (cargo xtask test installs it)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    programs = Path(python).parent
    commands = {"moto": [programs / "moto_server", "-H", "127.0.0.1", "-p", str(port)], "ministack": [programs / "ministack"]}
    settings = {"GATEWAY_PORT": str(port), "BIND_HOST": "127.0.0.1", "AUTH": "true", "SERVICES": "ses,iam,sts",
                "MINISTACK_ACCOUNT_ID": "111122223333", "LOG_LEVEL": "WARNING"}
    server = subprocess.Popen(commands[name], env={**os.environ, **settings}, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        until = time.monotonic() + 60
        while not answers(f"http://127.0.0.1:{port}{HEALTH[name]}"):
            assert server.poll() is None and time.monotonic() < until, f"{name} did not start"
            time.sleep(0.1)
        yield Authority(f"127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait()


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5):
            return True
    except (URLError, OSError):
        return False


def prepare(server) -> dict[str, dict]:
    """What the world of ses-local holds from its start; the keys of its callers."""
    v1 = client("ses", server.authority, ROOT)
    for domain in ("owner.example", "without-policy.example", "paused.example", "full.example"):
        v1.verify_domain_identity(Domain=domain)
    for name in ("owners", "paused"):
        v1.create_configuration_set(ConfigurationSet={"Name": name})
    iam = client("iam", server.authority, ROOT)
    iam.create_user(UserName="owner")
    everything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    iam.put_user_policy(UserName="owner", PolicyName="everything", PolicyDocument=json.dumps(everything))
    made = iam.create_access_key(UserName="owner")["AccessKey"]
    owner = {"access_key_id": made["AccessKeyId"], "secret_access_key": made["SecretAccessKey"]}
    account = client("sts", server.authority, owner).get_caller_identity()["Account"]
    trust = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": account}, "Action": "sts:AssumeRole"}]}
    role = iam.create_role(RoleName="mailer", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    iam.put_role_policy(RoleName="mailer", PolicyName="everything", PolicyDocument=json.dumps(everything))
    session = client("sts", server.authority, owner).assume_role(RoleArn=role, RoleSessionName="campaign")["Credentials"]
    campaign = {"access_key_id": session["AccessKeyId"], "secret_access_key": session["SecretAccessKey"],
                "session_token": session["SessionToken"]}
    # An emulator has one account: the delegate is its owner too.
    return {"owner": owner, "agent": owner, "campaign": campaign}


def outcomes(server, known: dict[str, dict], steps: list[dict], rows: list[dict]) -> dict[str, str]:
    """What became of each step and each refusal, in a few words: `as AWS`, or what was different first."""
    titles = [title(step) for step in steps]
    said = {}
    for number, step in enumerate(steps):
        again = " (again)" if titles[number] in titles[:number] else ""
        said[titles[number] + again] = outcome(server, step, keys_of(step, known))
    for row in rows:
        if row.get("who") in ABSENT:
            said[f"refusal: {row['name']}"] = "cannot be set up"
        else:
            said[f"refusal: {row['name']}"] = refusal(server, row, keys_of(row, known))
    return said


def keys_of(row: dict, known: dict[str, dict]) -> dict:
    return {**known[row.get("who", "owner")], **row.get("credentials", {})}


def ask(server, step: dict, keys: dict) -> dict:
    asked = client(SERVICES[step["api"]], server.authority, keys)
    if "body" in step:
        asked.meta.events.register("before-sign", lambda request, **_: setattr(request, "data", step["body"]))
    for name in step.get("drop", []):
        asked.meta.events.register("before-send", lambda request, **_: request.headers.__delitem__(name))
    answer = getattr(asked, botocore.xform_name(step["operation"]))(**given(step["input"]))
    answer.pop("ResponseMetadata")
    return answer


def error(failure: ClientError) -> str:
    said = failure.response["Error"]
    status = failure.response["ResponseMetadata"]["HTTPStatusCode"]
    # A page is no error of SES's: its text is left out.
    text = "a page" if str(said.get("Message", "")).startswith("<") else said.get("Message")
    return f"{status} {said['Code']}: {text}"


def outcome(server, step: dict, keys: dict) -> str:
    try:
        found = differs(step["output"], ask(server, step, keys))
    except ClientError as failure:
        return short(error(failure))
    except UNREAD:
        return "an answer that botocore cannot read"
    return short("; ".join(found)) if found else "as AWS"


def refusal(server, row: dict, keys: dict) -> str:
    with contextlib.suppress(ClientError, *UNREAD):
        if "first" in row:
            ask(server, row["first"], keys)
    try:
        answer = ask(server, row, keys)
    except ClientError as failure:
        said = failure.response["Error"]
        found = {"status": failure.response["ResponseMetadata"]["HTTPStatusCode"], "code": said["Code"]}
        expected = {"status": row["status"], "code": row["code"]}
        if found == expected and not differs(row["message"], said.get("Message")):
            return "as AWS"
        return short(error(failure))
    except UNREAD:
        return "an answer that botocore cannot read"
    return "accepted" if "MessageId" in answer else "answered"


def short(text: str) -> str:
    text = RANDOM.sub("…", " ".join(text.split()))
    return text if len(text) <= 160 else f"{text[:159]}…"
