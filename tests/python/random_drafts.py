"""Random drafts for raw mail, each with what a reader must find in its message.

As a program: random_drafts.py COUNT writes one JSON object a line, `draft` and
`expected`. The seed is new in every run and printed; SES_DELEGATE_SEED sets it.
"""

import json
import os
import secrets
import sys
from random import Random

from random_text import body, cut, line, some_bytes

ARN = "arn:aws:ses:us-east-1:123456789012:identity/example.com"
ROUTES = ["v1-send-raw-email", "v1-send-raw-email-headers", "v2-send-email-raw"]
TYPES = ["application/octet-stream", "application/pdf", "text/plain", "text/html", "text/csv", "image/png", "font/woff2",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "a/" + "x" * 76]
INLINE_TYPES = ["image/png", "image/svg+xml", "application/octet-stream"]
LOCALS = ["bob", "b.o.b", "bob+tag", "o'neil", "!#$%&'*+-/=?^_`{|}~", "x" * 64, "0", "BOB"]
DOMAINS = ["example.org", "xn--bcher-kva.example", "a.b.c.d.example", "x" * 63 + ".example", "1.example"]

# Longest mailbox, encoded, that SES takes.
MAILBOX_MAX = 320


def seed() -> int:
    """That of the environment, else a new one."""
    return int(os.environ.get("SES_DELEGATE_SEED") or secrets.randbits(48))


def cases(seed: int, count: int) -> list[dict]:
    """`count` drafts; equal seeds give equal ones."""
    random = Random(seed)
    return [case(random) for _ in range(count)]


def case(random: Random) -> dict:
    draft, people = {"delegate": {"sourceArn": ARN}, "route": random.choice(ROUTES)}, {}
    draft["from"], sender = mailbox(random, "ann@example.com")
    people["from"] = [sender]
    for field, most in (("to", 5), ("cc", 3), ("bcc", 2), ("replyTo", 2)):
        some = [mailbox(random) for _ in range(random.choice([0, 1, most]))]
        draft[field], people[field] = [text for text, _ in some], [person for _, person in some]
    if not draft["to"] + draft["cc"] + draft["bcc"]:
        draft["to"], people["to"] = ["bob@example.org"], [["", "bob@example.org"]]
    del people["bcc"]
    draft["returnPath"] = random.choice(["", "", "bounces@example.com"])
    draft["subject"] = line(random, 5000)
    draft["text"], draft["html"] = random.choice([
        (body(random), ""), ("", f"<p>{body(random)}"), (body(random), f"<p>{body(random)}</p>\n"), ("", "")])
    draft["attachments"] = [file(random, at) for at in range(random.choice([0, 0, 1, 2, 4]))]
    return {"draft": draft, "expected": expected(draft, people)}


def expected(draft: dict, people: dict) -> dict:
    """What a reader must find; `people` are its mailboxes as names and addresses."""
    return {
        **people,
        "subject": draft["subject"],
        "returnPath": draft.get("returnPath", ""),
        "text": None if draft["html"] and not draft["text"] else draft["text"],
        "html": draft["html"] or None,
        # The inline ones come first in the message.
        "files": sorted(({
            "filename": each["filename"],
            "contentType": each["contentType"] or "application/octet-stream",
            "disposition": "inline" if each["cid"] else "attachment",
            "cid": each["cid"] or None,
            "content": bytes(each["content"]).hex(),
        } for each in draft["attachments"]), key=lambda each: each["cid"] is None),
        "sesHeaders": ses_headers(draft),
    }


def ses_headers(draft: dict) -> list[list[str]]:
    """The lines at the top, which name the identities."""
    if draft["route"] != "v1-send-raw-email-headers":
        return []
    return [[f"X-SES-{kind}-ARN", draft["delegate"]["sourceArn"]] for kind in ("SOURCE", "FROM", "RETURN-PATH")]


def mailbox(random: Random, address: str | None = None) -> tuple[str, list[str]]:
    """As it is typed, and as name and address."""
    address = address or f"{random.choice(LOCALS)}@{random.choice(DOMAINS)}"
    if random.random() < 0.25:
        return random.choice([address, f"<{address}>", f"  {address} "]), ["", address]
    # Encoded, a byte becomes three characters at most, and words have a frame.
    name = cut(line(random, 77), 77, (MAILBOX_MAX - len(address)) * 2 // 7)
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{address}>', [name, address]


def file(random: Random, at: int) -> dict:
    inline = random.random() < 0.3
    return {
        "filename": file_name(random),
        "contentType": random.choice(INLINE_TYPES if inline else TYPES + [""]),
        "cid": random.choice([f"c{at}", f"logo{at}@example.com", f"{at}$%&'*+/=?^_`{{|}}~"]) if inline else "",
        "content": list(some_bytes(random)),
    }


def file_name(random: Random) -> str:
    if random.random() < 0.05:
        return "\U0001f600" * 255
    # White space around it is not part of a name.
    return line(random, 255).strip() or "unnamed"


def main() -> None:
    chosen = seed()
    print(f"SES_DELEGATE_SEED={chosen}", file=sys.stderr)
    for each in cases(chosen, int(sys.argv[1])):
        print(json.dumps(each))


if __name__ == "__main__":
    main()
