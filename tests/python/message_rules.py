"""Rules for messages that no reader enforces: every one that `raw` breaks, in words."""

import base64
import binascii
import re

# At most once in a header block (RFC 5322 section 3.6, RFC 2045 to 2183, RFC 2369, RFC 2919, RFC 8058).
SINGLE = set("""
    from sender reply-to to cc subject date message-id in-reply-to references return-path mime-version content-type
    content-transfer-encoding content-disposition content-id content-description list-unsubscribe
    list-unsubscribe-post list-id feedback-id auto-submitted importance
""".split())

ENCODED_WORD = re.compile(rb"=\?([^?\s]*)\?([^?\s]*)\?([^?\s]*)\?=")


def broken(raw: bytes) -> list[str]:
    found = [*lines(raw)]
    parts = list(blocks(raw))
    boundaries = [boundary for _, _, boundary in parts if boundary]
    if len(boundaries) != len(set(boundaries)):
        found.append("two multiparts with one boundary")
    for depth, head, boundary in parts:
        found += encoded_words(head)
        names = [name for name, _ in headers(head)]
        found += [f"{name} twice" for name in sorted(set(names) & SINGLE) if names.count(name) > 1]
        found += [f"{name} names who is hidden" for name in names if name.endswith("bcc")]
        if names.count("mime-version") != (depth == 0):
            found.append(f"MIME-Version {names.count('mime-version')} times at depth {depth}")
        found += ses_headers(head, names, depth)
        if boundary:
            closed = len(re.findall(rb"(?m)^--" + re.escape(boundary) + rb"--\r?$", raw))
            if closed != 1:
                found.append(f"a boundary closed {closed} times")
    return found


def lines(raw: bytes):
    if not raw.isascii():
        yield "8-bit bytes"
    if b"\0" in raw:
        yield "NUL"
    for line in raw.split(b"\r\n"):
        if b"\r" in line or b"\n" in line:
            yield f"a bare line end in {line[:80]!r}"
        if len(line) > 998:
            yield f"a line of {len(line)} bytes"


def blocks(part: bytes, depth: int = 0):
    """(depth, header block, boundary or nothing) of the message and of every part, without the email package."""
    head, _, content = (b"\r\n" + part).partition(b"\r\n\r\n")
    head = head[2:]
    content_type = dict(headers(head)).get("content-type", b"")
    found = re.search(rb'boundary="?([^";]+)', content_type)
    boundary = found[1] if found and content_type.strip().lower().startswith(b"multipart/") else None
    yield depth, head, boundary
    if boundary:
        for each in re.split(rb"\r\n--" + re.escape(boundary) + rb"(?:--)?[ \t]*(?=\r\n|$)", b"\r\n" + content)[1:-1]:
            yield from blocks(each.removeprefix(b"\r\n"), depth + 1)


def headers(head: bytes) -> list[tuple[str, bytes]]:
    """Names in lower case, values unfolded."""
    unfolded = re.sub(rb"\r\n(?=[ \t])", b"", head)
    pairs = (line.partition(b":") for line in unfolded.split(b"\r\n") if line)
    return [(name.decode("latin-1").lower(), value) for name, _, value in pairs]


def encoded_words(head: bytes):
    """RFC 2047: sections 2 (lengths), 5 (not within quotes; whole characters in each word)."""
    for line in head.split(b"\r\n"):
        if ENCODED_WORD.search(line) and len(line) > 76:
            yield f"an encoded word in a line of {len(line)} bytes"
    for _, value in headers(head):
        # Outside quotes only: what stands inside is text (section 5, rule 3).
        bare = re.sub(rb'"(?:[^"\\]|\\.)*"', b'""', value)
        for found in ENCODED_WORD.finditer(bare):
            word, (charset, encoding, text) = found[0], found.groups()
            if len(word) > 75:
                yield f"an encoded word of {len(word)} bytes"
            around = bare[max(found.start() - 1, 0):found.start()] + bare[found.end():found.end() + 1]
            if around.strip(b' \t(),<"'):
                yield f"an encoded word that touches other text: {bare!r}"
            try:
                decoded(charset, encoding, text)
            except (ValueError, LookupError) as error:
                yield f"{word!r}: {error}"


def decoded(charset: bytes, encoding: bytes, text: bytes) -> str:
    if encoding.upper() == b"B":
        plain = base64.b64decode(text, validate=True)
    elif encoding.upper() == b"Q":
        if re.search(rb"=(?![0-9A-F]{2})", text):
            raise ValueError("a stray equals sign")
        plain = binascii.a2b_qp(text, header=True)
    else:
        raise ValueError("neither B nor Q")
    return plain.decode(charset.decode())


def ses_headers(head: bytes, names: list[str], depth: int):
    """Literally, once, together and first: SES reads no folding and no encoded words."""
    ours = [name for name in names if name.startswith("x-ses-")]
    if ours and depth:
        yield f"{ours} in a part"
    if names[:len(ours)] != ours:
        yield f"{ours} not at the top of {names}"
    if len(set(ours)) < len(ours):
        yield f"one of {ours} twice"
    lines = head.split(b"\r\n")
    for line, following in zip(lines, lines[1:] + [b""]):
        if line.lower().startswith(b"x-ses-") and (following[:1] in (b" ", b"\t") or ENCODED_WORD.search(line)):
            yield f"{line!r} is not a literal header"
