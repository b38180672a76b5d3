"""The core's MIME, read by Python's email package: no defects, equal content."""

import itertools
import re

import pytest

import cases
import core
from read_message import read

NAMES = ["Ännchen", "Smith, Ann", 'the "boss"', "日本語の長い名前" * 6, "🎉 party", "plain", "a.b (c) <d> @", "=?x?="]
SUBJECTS = ["", "plain", "Grüße", "日本語 " * 30, "word " * 40, "x" * 300, "é" * 300, "🎉" * 90, 'a "quoted" \\ thing',
            "tail ", "semi; colon: comma,", "=?utf-8?Q?typed?=", " lead"]
TEXTS = ["", "one line", "two\nlines\n", "trailing space \n\n", "From here\n.\n..dots\n", "x" * 3000, "é" * 3000,
         "mixed\r\nline\rends\n", "=3D =20 =", "日本語\n" * 50, "tab\tand\u00a0nbsp\n", "nul\0inside\n"]
FILE_NAMES = ["a.txt", "résumé.pdf", "日本語" * 20 + ".txt", 'quo"te.txt', "back\\slash.txt", "long " * 30 + ".bin",
              "semi;colon=%41'.txt", "two  spaces.txt"]
BYTES = [b"", b"\x00", bytes(range(256)) * 3, b"\r\n.\r\n", b"x" * 57, b"x" * 58, b"y" * 10_000]

ENCODED_WORD = re.compile(rb"=\?[\w-]+\?[BQ]\?")


def drafts():
    """Each list cycles at its own length, so that values meet in ever new company."""
    values = [itertools.cycle(v) for v in (NAMES, SUBJECTS, TEXTS, FILE_NAMES, BYTES)]
    for n in range(160):
        name, subject, text, file_name, data = (next(v) for v in values)
        files = [cases.file(file_name, "application/octet-stream", data)] * (n % 3)
        if n % 4 == 3:
            files.append(cases.file("logo.png", "image/png", data + b"!", "logo@1"))
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        yield cases.draft(
            "v1-send-raw-email-headers" if n % 2 else "v1-send-raw-email",
            **{"from": f'"{quoted}" <ann@example.com>'},
            to=[f'"{quoted}" <r{i}@example.org>' for i in range(1 + n % 7)],
            subject=subject, text=text if n % 5 else "", html=f"<p>{text}</p>" if n % 3 else "",
            attachments=files,
        ) | {"_name": name, "_text": text}


DRAFTS = list(drafts())


@pytest.fixture(scope="module")
def messages():
    plain = [{k: v for k, v in draft.items() if not k.startswith("_")} for draft in DRAFTS]
    return [composed["mime"] for composed in core.compose(plain)]


@pytest.mark.parametrize("at", range(len(DRAFTS)))
def test_reads_back_as_typed(messages, at):
    draft, raw = DRAFTS[at], messages[at]
    message = read(raw)
    assert message["defects"] == []
    assert message["headers"]["Subject"] == [draft["subject"]]
    assert message["from"] == [[draft["_name"], "ann@example.com"]]
    assert message["to"] == [[draft["_name"], f"r{i}@example.org"] for i in range(len(draft["to"]))]
    lines = str.splitlines
    assert lines(message["text"] or "") == lines(draft["text"].replace("\r\n", "\n").replace("\r", "\n"))
    assert lines(message["html"] or "") == lines(draft["html"].replace("\r\n", "\n").replace("\r", "\n"))
    assert [(f["filename"], f["cid"], f["content"]) for f in message["files"]] == sorted(
        ((f["filename"], f["cid"] or None, bytes(f["content"]).hex()) for f in draft["attachments"]),
        key=lambda file: file[1] is None)


@pytest.mark.parametrize("at", range(len(DRAFTS)))
def test_is_plain_enough_for_any_server(messages, at):
    raw = messages[at]
    assert raw.isascii() and b"\x00" not in raw
    lines = raw.split(b"\r\n")
    assert all(b"\r" not in line and b"\n" not in line and len(line) <= 998 for line in lines)
    head = raw.split(b"\r\n\r\n")[0].split(b"\r\n")
    names = [line.split(b":")[0].lower() for line in head if line[:1] not in b" \t"]
    assert len(names) == len(set(names)) and b"mime-version" in names and b"bcc" not in names
    assert all(len(line) <= 76 for line in head if ENCODED_WORD.search(line))
