"""A message as Python's email package (policy default) reads it, as JSON.

As a program: read_message.py FILE.eml prints it.
"""

import json
import re
import sys
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import getaddresses


def read(raw: bytes) -> dict:
    """Headers, addresses, bodies, files (inline ones first) and every defect, of all parts."""
    message = message_from_bytes(raw, policy=policy.default)
    parts = list(own(message))
    defects = [str(d) or type(d).__name__ for part in parts for d in part.defects]
    defects += [f"{name}: {d}" for part in parts for name, value in part.items() for d in value.defects]
    body = {kind: message.get_body((kind,)) for kind in ("plain", "html")}
    files = [part for part in parts if part.get_content_disposition()]
    files.sort(key=lambda part: part["Content-ID"] is None)
    return {
        "defects": defects,
        "headers": {name: [str(v) for v in message.get_all(name)] for name in message.keys()},
        "from": people(message, "From"),
        "to": people(message, "To"),
        "cc": people(message, "Cc"),
        "replyTo": people(message, "Reply-To"),
        "text": body["plain"] and decoded(body["plain"]),
        "html": body["html"] and decoded(body["html"]),
        "calendar": calendar(parts),
        "further": further(message),
        "structure": structure(message),
        "files": [{
            # get_filename takes the brackets off a name such as <x>.
            "filename": part["Content-Disposition"].params.get("filename"),
            "contentType": part.get_content_type(),
            "disposition": part.get_content_disposition(),
            "cid": part["Content-ID"] and part["Content-ID"].strip().strip("<>"),
            "content": content(part).hex(),
        } for part in files],
    }


def own(part):
    """The part and those within it, but not within a message that it carries."""
    yield part
    if part.get_content_maintype() == "multipart":
        for each in part.iter_parts():
            yield from own(each)


# What nearly every message has, or what the fields above tell.
USUAL = set("from to cc reply-to return-path subject date message-id mime-version".split())


def further(message) -> list[list]:
    """All other headers in order; the names and addresses of those that have some."""
    found = []
    for name, raw in message.raw_items():
        key = name.lower()
        if key in USUAL or key.startswith("content-"):
            continue
        if key == "sender":
            value = people(message, name)[0]
        elif key == "list-id":
            value = list_id(unfolded(raw))
        else:
            # The package takes the white space off that follows the colon (RFC 5322
            # section 2.2), but not where the line is folded there.
            value = str(message.policy.header_fetch_parse(name, unfolded(raw).lstrip(" ")))
        found.append([name, value])
    return found


def list_id(value: str) -> list[str]:
    """Name and id (RFC 2919 section 3); the package knows no such header."""
    name, _, listed = value.rpartition("<")
    name = name.strip(" ")
    if name.startswith('"'):
        return [re.sub(r"\\(.)", r"\1", name[1:-1]), listed.removesuffix(">")]
    return [str(make_header(decode_header(name))), listed.removesuffix(">")]


def unfolded(value: str) -> str:
    """RFC 5322 section 2.2.3."""
    return re.sub(r"\r?\n", "", value)


def calendar(parts) -> list[str] | None:
    """Method and text of the invitation among the alternatives."""
    for part in parts:
        if part.get_content_type() == "text/calendar" and not part.get_content_disposition():
            return [part["Content-Type"].params["method"], decoded(part)]
    return None


def content(part) -> bytes:
    """The bytes of a file; of an embedded message as it stands."""
    if part.get_content_type() == "message/rfc822":
        return part.get_payload(0).as_bytes(policy=policy.SMTP.clone(refold_source="none"))
    return part.get_payload(decode=True)


def people(message, name: str) -> list[list[str]]:
    """Names by the older decoder: up to Python 3.12 the newer one keeps the
    white space between encoded words, against RFC 2047 section 6.2. The older
    one knows no folded lines, so they are unfolded first (RFC 5322 section 2.2.3)."""
    addresses = [a for h in message.get_all(name, []) for a in h.addresses]
    plain = getaddresses(unfolded(v) for n, v in message.raw_items() if n.lower() == name.lower())
    assert [a.addr_spec for a in addresses] == [address for _, address in plain]
    return [[str(make_header(decode_header(shown))), address] for shown, address in plain]


def decoded(part) -> str:
    """The text without the newline that the package adds to an unterminated 7bit part."""
    return part.get_payload(decode=True).decode("utf-8")


def structure(part) -> str:
    if not part.is_multipart():
        return part.get_content_type()
    return f"{part.get_content_type()}({', '.join(map(structure, part.iter_parts()))})"


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        json.dump(read(file.read()), sys.stdout)
