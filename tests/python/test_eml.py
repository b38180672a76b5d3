"""Existing messages taken over by the core: Python's email package reads the
same before and after, and dkimpy's signatures still hold."""

import base64
import email
import os
import email.policy
import random
from email.message import EmailMessage
from pathlib import Path

import dkim
import pytest

import core
import rsa_key
from operations import SEED
from report import tell

ARN = "arn:aws:ses:us-east-1:123456789012:identity/example.com"
OURS = ["X-SES-SOURCE-ARN", "X-SES-FROM-ARN", "X-SES-RETURN-PATH-ARN"]
COUNT = 150
rng = random.Random(f"{SEED} eml")


def adopt(messages: list[bytes], arn: str | None = ARN) -> list[dict]:
    """What the core makes of the messages."""
    said = core.asked("adopt", [
        {"eml": base64.b64encode(message).decode(), "sourceArn": arn} for message in messages])
    return [{**answer, "eml": base64.b64decode(answer["eml"])} for answer in said]


def message() -> EmailMessage:
    """A message as Python writes it, of any structure."""
    made = EmailMessage()
    made["From"] = rng.choice(["Ännchen <ann@example.com>", "ann@example.com"])
    made["To"] = rng.choice(["bob@example.org", '"Smith, Bob" <bob@example.org>, eve@example.org'])
    made["Subject"] = rng.choice(["Hello", "Grüße an alle", " ".join(["日本語"] * 30), "x" * 200])
    made.set_content(rng.choice(["Hello\n", "Grüße\n", "日本語\n", "From here\n\n.\n", ""]),
                     cte=rng.choice(["base64", "quoted-printable", "8bit"]))
    if rng.random() < 0.4:
        made.add_alternative("<p>Grüße <img src=cid:logo>", subtype="html", cte=rng.choice(["base64", "8bit"]))
        if rng.random() < 0.5:
            made.get_payload()[1].add_related(b"\x89PNG", "image", "png", cid="<logo>")
    for name in rng.sample(["a.bin", "Übersicht.pdf", "日本 語.txt", "x" * 90 + ".dat"], rng.randint(0, 3)):
        made.add_attachment(rng.randbytes(rng.randint(0, 300)), "application", "octet-stream", filename=name)
    if rng.random() < 0.2:
        inner = EmailMessage()
        inner["Subject"] = "inner"
        inner["X-SES-SOURCE-ARN"] = "inner"
        inner.set_content("inner\n")
        made.add_attachment(inner)
    return made


def theirs(blanks: list[str]) -> tuple[bytes, bool]:
    """An X-SES header as somebody may have written it, and whether it names an identity."""
    name = rng.choice(OURS * 2 + ["X-SES-TENANT", "X-SES-MESSAGE-TAGS", "X-SES-Outgoing", "X-SES-FROM-ARN-2"])
    written = "".join(rng.choice([c.lower(), c.upper()]) for c in name)
    blank = rng.choice(blanks)
    value = rng.choice([f" {ARN}", "", f"\n {ARN}", " a\n\tb\n c", " ü", f" {ARN}\n "])
    return f"{written}{blank}:{value}\n".encode(), name in OURS


def cases(blanks=("",)) -> list[tuple[bytes, bytes, int]]:
    """Messages with such headers among their own, the same without, and how many identities they name."""
    made = []
    for _ in range(COUNT):
        plain = message().as_bytes(policy=email.policy.SMTP.clone(linesep="\n", cte_type="8bit"))
        block, body = plain.split(b"\n\n", 1)
        headers = fields(block + b"\n")
        with_theirs, named = list(headers), 0
        for _ in range(rng.randint(0, 4)):
            header, is_identity = theirs(blanks)
            at = rng.randint(0, len(with_theirs))
            named += is_identity
            with_theirs.insert(at, (header, is_identity))
        without = [header for header, is_identity in with_theirs if not is_identity]
        end = rng.choice([b"\n", b"\r\n"])
        before, after = (b"".join([*block, b"\n", body]).replace(b"\n", end)
                         for block in ([header for header, _ in with_theirs], without))
        made.append((before, after, named))
    return made


def fields(block: bytes) -> list[tuple[bytes, bool]]:
    """The header block, cut before every line that is no continuation."""
    found: list[tuple[bytes, bool]] = []
    for line in block.splitlines(keepends=True):
        if line[:1] in b" \t" and found:
            found[-1] = (found[-1][0] + line, False)
        else:
            found.append((line, False))
    return found


CASES = cases()
# A blank before the colon ends the header block for Python, so it cannot judge these as messages.
BLANK = cases(["", " ", "\t"])


@pytest.fixture(scope="module")
def adopted():
    return adopt([before for before, _, _ in CASES])


def test_every_other_byte_stays(adopted):
    answers = adopted + adopt([before for before, *_ in BLANK])
    for (before, without, named), answer in zip(CASES + BLANK, answers, strict=True):
        end = "\r\n" if b"\r\n" in before else "\n"
        ours = "".join(f"{name}: {ARN}{end}" for name in OURS).encode()
        assert answer["eml"] == ours + without
        assert len(answer["removed"]) == named


@pytest.mark.parametrize("at", range(COUNT))
def test_python_reads_the_same_message(adopted, at):
    before, after = (email.message_from_bytes(text) for text in (CASES[at][0], adopted[at]["eml"]))
    is_ours = lambda name: name.strip().upper() in OURS
    others = lambda read: [(name, value) for name, value in read.items() if not is_ours(name)]
    assert others(after) == others(before)
    assert [(name, value) for name, value in after.items() if is_ours(name)] == [(name, ARN) for name in OURS]
    tree = lambda read: [(part.get_content_type(), part.get_filename(), part.get("Content-ID"),
                          part.get_payload(decode=True)) for part in read.walk()]
    assert tree(after)[1:] == tree(before)[1:]
    assert after.get_payload(decode=True) == before.get_payload(decode=True)


@pytest.mark.parametrize("at", range(COUNT))
def test_the_list_is_what_python_lists(adopted, at):
    read = email.message_from_bytes(CASES[at][0], policy=email.policy.default)
    headers = dict(adopted[at]["headers"])
    assert headers["Subject"] == read["Subject"]
    # Python walks into a message; there the core lists the message, then what is in it: the same order.
    walked = [(part.get_content_type(), part.get_content_charset() or "", part.get_content_disposition() or "",
               part.get_filename() or "", (part.get("Content-ID") or "").strip("<>")) for part in read.walk()]
    assert [tuple(part[:5]) for part in adopted[at]["parts"]] == walked
    sizes = [len(part.get_payload(decode=True) or b"") for part in read.walk()
             if part.get_content_type() in ("application/octet-stream", "image/png")]
    assert [part[5] for part in adopted[at]["parts"] if part[0] in ("application/octet-stream", "image/png")] == sizes


def test_adopted_twice_is_adopted_once(adopted):
    once = [answer["eml"] for answer in adopted]
    assert [answer["eml"] for answer in adopt(once)] == once
    named = sum(named for *_, named in CASES + BLANK)
    tell("existing messages", f"{len(CASES + BLANK)} adopted, {named} identity headers removed")


# Messages of others, many malformed; no part of the repository.
REAL = Path(os.environ.get("SES_DELEGATE_SHARED") or core.ROOT.parent / "shared") / "eml" / "messages"


def walk(part):
    """Python's walk, but into messages only: it also takes reports apart."""
    yield part
    if part.is_multipart() and (part.get_content_maintype() == "multipart" or part.get_content_type() == "message/rfc822"):
        for inner in part.get_payload():
            yield from walk(inner)


def test_parts_of_real_messages():
    if not REAL.is_dir():
        tell("existing messages", f"others' are not at {REAL}: their parts were compared with nothing")
        return
    texts = [path.read_bytes() for path in sorted(REAL.glob("*.eml"))]
    same, whole = 0, 0
    for text, answer in zip(texts, adopt(texts), strict=True):
        read = email.message_from_bytes(text)
        # Where Python sees defects, nobody knows what is right.
        if not any(part.defects for part in read.walk()):
            whole += 1
            same += [part.get_content_type() for part in walk(read)] == [part[0] for part in answer["parts"]]
    tell("existing messages", f"parts of {same} of {whole} real ones without defects are those that Python lists")
    assert len(texts) >= 492 and whole > 400 and same >= whole - 1


KEY = rsa_key.make(random.Random(f"{SEED} dkim"))


def signed(text: bytes, names: list[bytes]) -> bytes:
    return dkim.sign(text, b"key", b"example.com", KEY.pem, include_headers=names) + text


def holds(text: bytes) -> bool:
    return dkim.verify(text, dnsfunc=lambda *_, **__: KEY.record)


def signable() -> bytes:
    made = message()
    made["X-SES-Tenant"] = "t"
    for header in rng.sample(OURS, rng.randint(0, 3)):
        made[header] = ARN
    return made.as_bytes(policy=email.policy.SMTP.clone(cte_type="8bit"))


def test_signatures_still_hold():
    names = [b"from", b"to", b"subject", b"mime-version", b"content-type"]
    messages = [signed(signable(), names) for _ in range(20)]
    assert all(map(holds, messages))
    for arn in (ARN, None):
        answers = adopt(messages, arn)
        assert all(holds(answer["eml"]) for answer in answers)
        assert all(answer["brokenSignatures"] == [] for answer in answers)
    # A changed byte is seen: these signatures do judge.
    assert not any(holds(text.replace(b"Subject:", b"Subject: x", 1)) for text in messages)


def test_signatures_over_x_ses_headers_break_and_are_told():
    made = message()
    made["X-SES-Source-Arn"] = "arn:aws:ses:us-east-1:210987654321:identity/example.net"
    text = signed(made.as_bytes(policy=email.policy.SMTP.clone(cte_type="8bit")), [b"from", b"x-ses-source-arn"])
    assert holds(text)
    for arn in (ARN, None):
        answer, = adopt([text], arn)
        assert not holds(answer["eml"])
        assert answer["brokenSignatures"] == [["example.com", ["x-ses-source-arn"]]]
        assert [name for name, *_ in answer["removed"]] == ["X-SES-Source-Arn"]
