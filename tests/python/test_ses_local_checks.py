"""Which checks each operation makes: asked of the running ses-local, by requests that only
that check refuses, and shown in the crate's OPERATIONS.md. SES_DELEGATE_WRITE=1 writes it anew."""

import json
import os

import pytest
from botocore.exceptions import ClientError

import core
import local_ses
from emulators import ask
from ses_local_table import WORLD, caller, table, title

PAGE = core.ROOT / "crates/ses-local/OPERATIONS.md"
BEGIN, END = "<!-- Asked of ses-local by tests/python/test_ses_local_checks.py -->", "<!-- end -->"
SENDING = {"SendEmail", "SendRawEmail", "SendTemplatedEmail", "SendBulkTemplatedEmail", "SendBulkEmail"}
DENIED = {"AccessDenied", "AccessDeniedException"}
PAUSED = {"AccountSendingPausedException", "SendingPausedException"}
INVALID = {"InvalidParameterValue", "BadRequestException", "MessageRejected"}
# A check, what is changed of a request that is fine, and the codes that say no.
EVERY = {
    "signature": (lambda step: {**step, "credentials": {"secret_access_key": "wrong"}},
                  {"SignatureDoesNotMatch", "InvalidSignatureException"}),
    "IAM": (lambda step: {**step, "who": "nobody", "credentials": {}}, DENIED),
}
SENDS = {
    "sending authorization": (lambda step: {**step, "who": "agent"}, {"MessageRejected"}),
    "sandbox": (lambda step: sent_by(step, "sandboxed"), {"MessageRejected"}),
    "paused": (lambda step: sent_by(step, "paused"), PAUSED),
    "quota": (lambda step: sent_by(step, "full"), {"Throttling", "LimitExceededException", "TooManyRequestsException"}),
    "configuration set": (lambda step: with_input(step, ConfigurationSetName="none"),
                          {"ConfigurationSetDoesNotExist", "NotFoundException"}),
    "50 recipients": (lambda step: crowded(step), INVALID),
    "addresses": (lambda step: replaced(step, "x@recipient.example", "x y@recipient.example"), INVALID),
}


def replaced(step: dict, old: str, new: str) -> dict:
    return {**step, "input": json.loads(json.dumps(step["input"]).replace(old, new))}


def with_input(step: dict, **members) -> dict:
    return {**step, "input": {**step["input"], **members}}


def sent_by(step: dict, who: str) -> dict:
    return {**replaced(step, "owner.example", f"{who}.example"), "who": who}


def crowded(step: dict) -> dict:
    many = [f"r{number}@recipient.example" for number in range(51)]
    if step["operation"] == "SendRawEmail":
        return with_input(step, Destinations=many)
    if step["operation"] == "SendEmail" and "Raw" in step["input"].get("Content", {}):
        return with_input(step, Destination={"ToAddresses": many})
    text = json.dumps(step["input"]).replace('["x@recipient.example"]', json.dumps(many))
    return {**step, "input": json.loads(text)}


def steps() -> list[dict]:
    """One request for each operation, with a template that is there from the start and no set."""
    once = {title(step): replaced(step, "Made", "Standing") for step in reversed(table("operations"))
            if not step.get("note", "").startswith("an identity")}
    for step in once.values():
        if step["operation"] in SENDING:
            step["input"].pop("ConfigurationSetName", None)
    return list(reversed(once.values()))


def refused(server, step: dict, codes: set[str]) -> bool:
    """By one of the codes; of a bulk, the whole or every one."""
    try:
        answer = ask(server, step, caller(step))
    except ClientError as error:
        return error.response["Error"]["Code"] in codes
    statuses = answer.get("Status") or answer.get("BulkEmailEntryResults") or []
    return bool(statuses) and all(entry.get("Status", "").upper() != "SUCCESS" for entry in statuses)


@pytest.fixture(scope="module")
def matrix() -> dict[str, dict[str, str]]:
    with local_ses.running(WORLD) as server:
        found = {}
        for step in steps():
            row = {name: refused(server, change(step), codes) for name, (change, codes) in EVERY.items()}
            if step["operation"] in SENDING:
                row |= {name: refused(server, change(step), codes) for name, (change, codes) in SENDS.items()}
            found[title(step)] = {name: "yes" if held else "no" for name, held in row.items()}
        return found


def test_every_operation_checks_who_asks(matrix):
    # GetCallerIdentity needs no permission; AssumeRole asks the role's trust policy.
    free = {"sts GetCallerIdentity"}
    assert [name for name, row in matrix.items() if row["signature"] != "yes"] == []
    assert [name for name, row in matrix.items() if row["IAM"] != "yes" and name not in free] == []


def test_every_send_makes_every_check(matrix):
    assert {name: row for name, row in matrix.items() if len(row) > 2 and set(row.values()) != {"yes"}} == {}


def test_the_page_shows_them(matrix):
    columns = [*EVERY, *SENDS]
    lines = [f"| operation | {' | '.join(columns)} |", "| --- |" + " --- |" * len(columns)]
    lines += [f"| {name} | {' | '.join(row.get(column, '') for column in columns)} |" for name, row in matrix.items()]
    made = "\n".join(lines)
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    shown, after = rest.split(END)
    if os.environ.get("SES_DELEGATE_WRITE"):
        PAGE.write_text(f"{before}{BEGIN}\n{made}\n{END}{after}", encoding="utf-8")
        return
    assert shown.strip() == made
