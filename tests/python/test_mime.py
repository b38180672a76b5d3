"""The core's MIME, read by Python's email package: no defects, equal content."""

import pytest

import core
from message_rules import broken
from mime_cases import CASES, IDS
from read_message import read


@pytest.fixture(scope="module")
def messages():
    return [composed["mime"] for composed in core.compose([case["draft"] for case in CASES])]


@pytest.mark.parametrize("at", range(len(CASES)), ids=IDS)
def test_reads_back_as_typed(messages, at):
    expected, message = CASES[at]["expected"], read(messages[at])
    assert message["defects"] == []
    assert message["headers"]["Subject"] == [expected["subject"]]
    for field in ("from", "to", "cc", "replyTo"):
        assert message[field] == expected[field], field
    assert message["headers"].get("Return-Path", []) == [f"<{each}>" for each in [expected["returnPath"]] if each]
    for kind in ("text", "html"):
        assert text(message[kind]) == text(expected[kind]), kind
    assert message["files"] == expected["files"]
    found, wanted = message["calendar"] or [None, None], expected["calendar"] or [None, None]
    assert [found[0], text(found[1])] == [wanted[0], text(wanted[1])]
    ours = [each for each in message["further"] if each[0].startswith("X-SES-")]
    assert ours == expected["sesHeaders"]
    assert message["further"][len(ours):] == expected["headers"]


def text(found: str | None) -> str | None:
    """With one kind of line end, and none at the end: there the package adds one."""
    return found and found.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")


@pytest.mark.parametrize("at", range(len(CASES)), ids=IDS)
def test_is_plain_enough_for_any_server(messages, at):
    assert broken(messages[at]) == []
