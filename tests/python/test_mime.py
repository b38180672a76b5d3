"""The core's MIME, read by Python's email package: no defects, equal content."""

import itertools

import pytest

import cases
import core
import random_drafts
from message_rules import broken
from read_message import read

NAMES = ["Ännchen", "Smith, Ann", 'the "boss"', "日本語の長い名前" * 6, "🎉 party", "plain", "a.b (c) <d> @", "=?x?="]
SUBJECTS = ["", "plain", "Grüße", "日本語 " * 30, "word " * 40, "x" * 300, "é" * 300, "🎉" * 90, 'a "quoted" \\ thing',
            "tail ", "semi; colon: comma,", "=?utf-8?Q?typed?=", " lead"]
TEXTS = ["", "one line", "two\nlines\n", "trailing space \n\n", "From here\n.\n..dots\n", "x" * 3000, "é" * 3000,
         "mixed\r\nline\rends\n", "=3D =20 =", "日本語\n" * 50, "tab\tand\u00a0nbsp\n", "nul\0inside\n"]
FILE_NAMES = ["a.txt", "résumé.pdf", "日本語" * 20 + ".txt", 'quo"te.txt', "back\\slash.txt", "long " * 30 + ".bin",
              "semi;colon=%41'.txt", "two  spaces.txt", "\U0001f600" * 255]
BYTES = [b"", b"\x00", bytes(range(256)) * 3, b"\r\n.\r\n", b"x" * 57, b"x" * 58, b"y" * 10_000]

SEED = random_drafts.seed()
RANDOM = 300


def table():
    """Each list cycles at its own length, so that values meet in ever new company."""
    values = [itertools.cycle(v) for v in (NAMES, SUBJECTS, TEXTS, FILE_NAMES, BYTES)]
    for n in range(200):
        name, subject, text, file_name, data = (next(v) for v in values)
        files = [cases.file(file_name, "application/octet-stream", data)] * (n % 3)
        if n % 4 == 3:
            files.append(cases.file("logo.png", "image/png", data + b"!", "logo@1"))
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        draft = cases.draft(
            "v1-send-raw-email-headers" if n % 2 else "v1-send-raw-email",
            **{"from": f'"{quoted}" <ann@example.com>'},
            to=[f'"{quoted}" <r{i}@example.org>' for i in range(1 + n % 7)],
            subject=subject, text=text if n % 5 else "", html=f"<p>{text}</p>" if n % 3 else "",
            attachments=files,
        )
        yield {"draft": draft, "expected": random_drafts.expected(draft, {
            "from": [[name, "ann@example.com"]], "to": [[name, f"r{i}@example.org"] for i in range(1 + n % 7)],
            "cc": [], "replyTo": [],
        })}


CASES = [*table(), *random_drafts.cases(SEED, RANDOM)]
IDS = [f"table-{at}" for at in range(len(CASES) - RANDOM)] + [f"seed-{SEED}-{at}" for at in range(RANDOM)]


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
    found = [[name, value] for name, values in message["headers"].items() for value in values]
    assert [header for header in found if header[0].startswith("X-SES-")] == expected["sesHeaders"]


def text(found: str | None) -> str | None:
    """With one kind of line end, and none at the end: there the package adds one."""
    return found and found.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")


@pytest.mark.parametrize("at", range(len(CASES)), ids=IDS)
def test_is_plain_enough_for_any_server(messages, at):
    assert broken(messages[at]) == []
