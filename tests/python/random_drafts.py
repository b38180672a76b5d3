"""Random drafts for raw mail, each with what a reader must find in its message.

As a program: random_drafts.py COUNT writes one JSON object a line, `draft` and
`expected`. The seed is new in every run and printed; SES_DELEGATE_SEED sets it.
"""

import json
import os
import secrets
import sys
from random import Random

import random_headers
from random_headers import embedded, invitation, quoted, ses_headers
from random_text import body, cut, line, some_bytes

ARN = "arn:aws:ses:us-east-1:123456789012:identity/example.com"
ROUTES = ["v1-send-raw-email", "v1-send-raw-email-headers", "v2-send-email-raw"]
TYPES = ["application/octet-stream", "application/pdf", "text/plain", "text/html", "text/csv", "image/png", "font/woff2",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "a/" + "x" * 76]
INLINE_TYPES = ["image/png", "image/svg+xml", "application/octet-stream"]
LOCALS = ["bob", "b.o.b", "bob+tag", "o'neil", "!#$%&'*+-/=?^_`{|}~", "x" * 64, "0", "BOB"]
# As typed and, where that is another, in punycode.
DOMAINS = [("example.org",), ("xn--bcher-kva.example",), ("a.b.c.d.example",), ("x" * 63 + ".example",), ("1.example",),
           ("bücher.example", "xn--bcher-kva.example"), ("日本語.example", "xn--wgv71a119e.example"),
           ("παράδειγμα.example", "xn--hxajbheg2az3al.example"), ("BÜCHER.example", "xn--bcher-kva.example")]

# Longest mailbox, encoded, that SES takes.
MAILBOX_MAX = 320


VARIABLE = "SES_DELEGATE_SEED"


def seed() -> int:
    """That of the environment, else a new one."""
    return int(os.environ.get(VARIABLE) or secrets.randbits(48))


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
    if random.random() < 0.2:
        draft["icalEvent"] = invitation(random, random.choice(["", file_name(random)]))
    fields, headers = random_headers.headers(random)
    draft |= fields | random_headers.settings(random)
    return {"draft": draft, "expected": expected(draft, people, headers)}


def expected(draft: dict, people: dict, headers: list) -> dict:
    """What a reader must find; `people` are its mailboxes as names and addresses,
    `headers` those that most messages do without."""
    event = draft.get("icalEvent")
    invitations = [{"filename": event["filename"], "contentType": "application/ics", "disposition": "attachment",
                    "cid": None, "content": event["content"].encode().hex()}] if event and event["filename"] else []
    return {
        **people,
        "subject": draft["subject"],
        "returnPath": draft.get("returnPath", ""),
        "text": None if draft["html"] and not draft["text"] else draft["text"],
        "html": draft["html"] or None,
        "calendar": event and [event["method"].upper(), event["content"]],
        # The inline ones come first in the message.
        "files": sorted(({
            "filename": each["filename"],
            "contentType": each["contentType"] or "application/octet-stream",
            "disposition": "inline" if each["cid"] else "attachment",
            "cid": each["cid"] or None,
            "content": bytes(each["content"]).hex(),
        } for each in draft["attachments"]), key=lambda each: each["cid"] is None) + invitations,
        "headers": headers,
        "sesHeaders": ses_headers(draft),
    }


def mailbox(random: Random, address: str | None = None) -> tuple[str, list[str]]:
    """As it is typed, and as name and address."""
    typed = sent = address
    if not address:
        local, domain = random.choice(LOCALS), random.choice(DOMAINS)
        typed, sent = f"{local}@{domain[0]}", f"{local}@{domain[-1]}"
    if random.random() < 0.25:
        return random.choice([typed, f"<{typed}>", f"  {typed} "]), ["", sent]
    # Encoded, a byte becomes three characters at most, and words have a frame.
    name = cut(line(random, 77), 77, (MAILBOX_MAX - len(sent)) * 2 // 7)
    return f"{quoted(name)} <{typed}>", [name, sent]


def file(random: Random, at: int) -> dict:
    inline = random.random() < 0.3
    if random.random() < 0.1:
        return {"filename": file_name(random), "contentType": "message/rfc822", "cid": "", "content": list(embedded(random))}
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
    print(f"{VARIABLE}={chosen}", file=sys.stderr)
    for each in cases(chosen, int(sys.argv[1])):
        print(json.dumps(each))


if __name__ == "__main__":
    main()
