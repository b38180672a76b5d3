"""Sending authorization, row by row: delegation/scenarios.json names who sends
what with which ARNs, what SES does, and which page of AWS's or which report of a
real sender says so. boto3 sends it by v1 and v2, smtplib by SMTP."""

import contextlib
import json
from functools import cache
from pathlib import Path

import pytest

import local_ses
from sending import ACTIONS, WAYS, Refused, arn

FOLDER = Path(__file__).parents[1] / "delegation"
ROWS = json.loads((FOLDER / "scenarios.json").read_text(encoding="utf-8"))
NOT_VERIFIED = "Email address is not verified. The following identities failed the check in region {}: {}"
DENIED = "User `{}' is not authorized to perform `{}' on resource `{}'"
# v1, v2, and what SMTP's reply begins with.
CODES = {
    "not_verified": ("MessageRejected", "MessageRejected", "554 Message rejected: "),
    "denied": ("AccessDenied", "AccessDeniedException", "554 Access denied: "),
    "invalid": ("InvalidParameterValue", "BadRequestException", "554 Transaction failed: "),
    "no_configuration_set": ("ConfigurationSetDoesNotExist", "NotFoundException", "554 "),
}
STATUS = {"AccessDenied": 403, "AccessDeniedException": 403, "NotFoundException": 404}


@pytest.fixture(scope="module")
def server():
    """A server with these flags, started when it is first asked for."""
    started = {}
    with contextlib.ExitStack() as stack:

        def with_flags(*flags: str):
            if flags not in started:
                started[flags] = stack.enter_context(local_ses.running(FOLDER / "world.toml", *flags))
            return started[flags]

        yield with_flags


@cache
def callers() -> dict[str, dict]:
    """The keys of the world by the name of a user or session, and the ARN of each."""
    tables = local_ses.read_toml(FOLDER / "world.toml")
    users = {user["name"]: {**user, "arn": f"arn:aws:iam::{user['account']}:user/{user['name']}"}
             for user in tables["user"]}
    sessions = {session["session"]: {**session, "arn": "arn:aws:sts::{account}:assumed-role/{role}/{session}".format(**session)}
                for session in tables["session"]}
    return {**users, **sessions}


def test_there_are_enough_of_them():
    assert len(ROWS) >= 40
    assert len({row["name"] for row in ROWS}) == len(ROWS)
    assert all(row["aws"] and set(row["ways"]) <= set(WAYS) for row in ROWS)


@pytest.mark.parametrize(("row", "way"), [
    pytest.param(row, way, id=f"{row['name']} ({way})") for row in ROWS for way in row["ways"]])
def test_scenario(server, row, way):
    # As AWS's pages say, or as senders report.
    asked = server(*(["--strict-from"] if row.get("strict_from") else []))
    caller = callers()[row.get("who", "agent")]
    (kind, expected), = row["expect"].items()
    try:
        message_id = WAYS[way](asked, caller, row)
    except Refused as refused:
        assert kind != "accepted", refused
        assert refused.said == refusal(kind, expected, way, caller, row), (refused, row["aws"])
        return
    assert kind == "accepted", (message_id, row["aws"])
    if isinstance(expected, str):
        expected = dict.fromkeys(("Source", "From", "Return-Path"), expected)
    assert granted(asked.delivery(message_id)["authorization"]) == expected, row["aws"]


def granted(grants: list[dict]) -> dict[str, str]:
    """By what each address was accepted: a policy's name, or `own`."""
    return {grant["role"]: grant["basis"].get("name", "own") for grant in grants
            if grant["role"] in ("Source", "From", "Return-Path")}


def refusal(kind: str, expected, way: str, caller: dict, row: dict) -> tuple:
    """What the caller is told: v1 and v2 by status, code and text, SMTP by its reply."""
    region = row.get("region", "us-east-1")
    # SMTP sends raw mail, and counts as v1's SendRawEmail in texts.
    text = {
        "not_verified": lambda: NOT_VERIFIED.format(region.upper(), ", ".join(expected)),
        "denied": lambda: DENIED.format(caller["arn"], ACTIONS[way], arn(expected, region)),
        "invalid": lambda: expected,
        "no_configuration_set": lambda: f"Configuration set <{expected}> does not exist.",
    }[kind]()
    v1, v2, smtp = CODES[kind]
    if way == "SMTP":
        return (smtp + text,)
    code = v1 if way.startswith("v1") else v2
    return STATUS.get(code, 400), code, text
