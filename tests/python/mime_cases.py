"""The drafts whose messages every judge of MIME reads: a fixed table, then random ones.

As a program it writes one JSON object a line, `draft` and `expected`.
"""

import itertools
import json
import sys

import cases
import random_drafts
from random_headers import quoted

NAMES = ["Ännchen", "Smith, Ann", 'the "boss"', "日本語の長い名前" * 6, "🎉 party", "plain", "a.b (c) <d> @", "=?x?=",
         "=?utf-8?Q?typed?=", "two  spaces", "x" * 77, "👨‍👩‍👧‍👦" * 4]
SUBJECTS = ["", "plain", "Grüße", "日本語 " * 30, "word " * 40, "x" * 300, "é" * 300, "🎉" * 90, 'a "quoted" \\ thing',
            "tail ", "semi; colon: comma,", "=?utf-8?Q?typed?=", " lead", "x" * 998, "x" * 5000, "a\u2028b\u2029c\u0301",
            "Bcc: evil@example.net", "שלום \u202bעולם\u202c"]
TEXTS = ["", "one line", "two\nlines\n", "trailing space \n\n", "From here\n.\n..dots\n", "x" * 3000, "é" * 3000,
         "mixed\r\nline\rends\n", "=3D =20 =", "日本語\n" * 50, "tab\tand\u00a0nbsp\n", "nul\0inside\n", "x" * 998,
         "x" * 999, "--=_mixed_08090a0b0c0d0e0f\n", "a\u2028b\u0085c", "\n\n\n", "é" * 76 + "\n"]
FILE_NAMES = ["a.txt", "résumé.pdf", "日本語" * 20 + ".txt", 'quo"te.txt', "back\\slash.txt", "long " * 30 + ".bin",
              "semi;colon=%41'.txt", "two  spaces.txt", "\U0001f600" * 255, "<x@y.z>", "=?utf-8?Q?=41?=", "UTF-8''%41", "x" * 255]
BYTES = [b"", b"\x00", bytes(range(256)) * 3, b"\r\n.\r\n", b"x" * 56, b"x" * 57, b"x" * 58, b"y" * 10_000]

SEED = random_drafts.seed()
RANDOM = 300


def table():
    """Each list cycles at its own length, so that values meet in ever new company."""
    values = [itertools.cycle(v) for v in (NAMES, SUBJECTS, TEXTS, FILE_NAMES, BYTES)]
    for n in range(250):
        name, subject, text, file_name, data = (next(v) for v in values)
        files = [cases.file(file_name, "application/octet-stream", data)] * (n % 3)
        if n % 4 == 3:
            files.append(cases.file("logo.png", "image/png", data + b"!", "logo@1"))
        draft = cases.draft(
            "v1-send-raw-email-headers" if n % 2 else "v1-send-raw-email",
            **{"from": f"{quoted(name)} <ann@example.com>"},
            to=[f"{quoted(name)} <r{i}@example.org>" for i in range(1 + n % 7)],
            subject=subject, text=text if n % 5 else "", html=f"<p>{text}</p>" if n % 3 else "",
            attachments=files,
        )
        people = {"from": [[name, "ann@example.com"]], "to": [[name, f"r{i}@example.org"] for i in range(1 + n % 7)],
                  "cc": [], "replyTo": []}
        yield {"draft": draft, "expected": random_drafts.expected(draft, people, [])}


CASES = [*table(), *random_drafts.cases(SEED, RANDOM)]
IDS = [f"table-{at}" for at in range(len(CASES) - RANDOM)] + [f"seed-{SEED}-{at}" for at in range(RANDOM)]


def main() -> None:
    print(f"{random_drafts.VARIABLE}={SEED}", file=sys.stderr)
    for each in CASES:
        print(json.dumps(each))


if __name__ == "__main__":
    main()
