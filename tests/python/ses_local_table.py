"""The tables of tests/ses_local: what every client asks of ses-local, and what it must be told.

An expected value is the value itself, or `*` (some text), `#` (a number), `@` (a
moment), `?` (anything, or absent), `~text` (a text with that in it). A list that
begins with `+` holds at least the rest.
"""

import datetime
import json
from functools import cache
from pathlib import Path

import local_ses

FOLDER = Path(__file__).parents[1] / "ses_local"
WORLD = FOLDER / "world.toml"
SERVICES = {"v1": "ses", "v2": "sesv2", "sts": "sts"}
LARGE = "From: a@owner.example\r\nTo: x@recipient.example\r\n\r\n" + "0123456789abcdef\r\n" * 600_000


def table(name: str) -> list[dict]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def title(step: dict) -> str:
    note = f" ({step['note']})" if "note" in step else ""
    return f"{step['api']} {step['operation']}{note}"


@cache
def keys(name: str) -> dict:
    """The credentials of a user or session of the world."""
    world = local_ses.read_toml(WORLD)
    return next(key for key in world["user"] + world["session"] if name in (key.get("name"), key.get("session")))


def caller(step: dict) -> dict:
    return {**keys(step.get("who", "owner")), **step.get("credentials", {})}


def given(value, sent="$sent"):
    """An input with what no table holds: what is too large, and the id of the message sent last."""
    if isinstance(value, dict):
        return {name: given(held, sent) for name, held in value.items()}
    return {"$large": LARGE, "$sent": sent}.get(value, value) if isinstance(value, str) else value


def differs(expected, found, at="") -> list[str]:
    """What was not as expected, by its path."""
    if isinstance(expected, dict) and isinstance(found, dict):
        missing = [f"{at}.{name}: absent" for name, wanted in expected.items() if name not in found and wanted != "?"]
        extra = [f"{at}.{name}: not expected, but {held!r}" for name, held in found.items() if name not in expected]
        inner = [line for name, wanted in expected.items() if name in found
                 for line in differs(wanted, found[name], f"{at}.{name}")]
        return missing + extra + inner
    if isinstance(expected, list) and isinstance(found, list):
        if expected[:1] == ["+"]:
            return [f"{at}: lacks {wanted!r}, has {found!r}" for wanted in expected[1:]
                    if all(differs(wanted, held) for held in found)]
        if len(expected) == len(found):
            return [line for number, pair in enumerate(zip(expected, found)) for line in differs(*pair, f"{at}[{number}]")]
    return [] if fits(expected, found) else [f"{at}: expected {expected!r}, but found {found!r}"]


def fits(expected, found) -> bool:
    if expected == "*":
        return isinstance(found, str) and found != ""
    if expected == "#":
        return isinstance(found, (int, float)) and not isinstance(found, bool)
    if expected == "@":
        # AWS CLI 1 prints v2's times as it gets them: seconds.
        return isinstance(found, (datetime.datetime, float)) or (
            isinstance(found, str) and bool(datetime.datetime.fromisoformat(found.replace("Z", "+00:00"))))
    if isinstance(expected, str) and expected.startswith("~"):
        return isinstance(found, str) and expected[1:] in found
    return expected in ("?", found)
