"""Where two requests that mean the same may differ, and nowhere else."""

import datetime
import re
from email.header import decode_header, make_header
from email.utils import getaddresses

ADDRESSES = re.compile(
    r"(?:^|\.)(?:Source|ReturnPath|FromEmailAddress|FeedbackForwardingEmailAddress|BounceSender|Recipient"
    r"|FinalRecipient|(?:(?:To|Cc|Bcc|ReplyTo)Addresses|Destinations)\[\])$")
MOMENTS = re.compile(r"(?:^|\.)(?:ArrivalDate|LastAttemptDate)$")
NUMBER = re.compile(r"\.member\.\d+")


def comparable(decoded: dict) -> dict:
    """`decoded` without what says the same in two ways:

    - an empty list is `Member=` or `[]` to botocore and is left out by the core;
    - a display name beyond ASCII is RFC 2047's to the core, and quotes are put
      round a name or not;
    - a domain beyond ASCII is punycode to the core;
    - a moment has three or six digits of a fraction, or none.
    """
    decoded = dict(decoded)
    if "form" in decoded:
        decoded["form"] = [(name, member(NUMBER.sub("[]", name), value)) for name, value in decoded["form"]]
    if "json" in decoded:
        decoded["json"] = structure("", decoded["json"])
    return decoded


def without_empty_lists(decoded: dict, params: dict) -> dict:
    """botocore's request without the lists of `params` that are empty."""
    decoded = dict(decoded)
    if "form" in decoded:
        empty = {(name, "") for name in empty_lists("", params)}
        assert empty <= set(decoded["form"]), empty
        decoded["form"] = [pair for pair in decoded["form"] if pair not in empty]
    if "json" in decoded:
        decoded["json"] = filled(decoded["json"])
    return decoded


def empty_lists(at: str, params):
    if params == []:
        yield at
    elif isinstance(params, dict):
        for name, value in params.items():
            yield from empty_lists(f"{at}.{name}" if at else name, value)
    elif isinstance(params, list):
        for number, value in enumerate(params, 1):
            yield from empty_lists(f"{at}.member.{number}", value)


def filled(value):
    if isinstance(value, dict):
        return {name: filled(inner) for name, inner in value.items() if inner != []}
    return [filled(inner) for inner in value] if isinstance(value, list) else value


def structure(at: str, value):
    if isinstance(value, dict):
        return {name: structure(f"{at}.{name}", inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [structure(f"{at}[]", inner) for inner in value]
    return member(at, value)


def member(at: str, value):
    if ADDRESSES.search(at):
        (name, address), = getaddresses([value])
        assert address, value
        local, domain = address.rsplit("@", 1)
        return shown(value, name), local, domain.encode("idna")
    if MOMENTS.search(at):
        return datetime.datetime.fromisoformat(value)
    return value


def shown(value: str, name: str) -> str:
    """What a reader sees: within quotes nothing is an encoded word (RFC 2047 section 5)."""
    return name if value.startswith('"') else str(make_header(decode_header(name)))
