"""Random text of many scripts, lengths and traps; only what `random.Random` gives."""

from random import Random

SCRIPTS = {
    "latin": list("abcdefghijklmnopqrstuvwxyz ABC äöüßéñłőşøŽ"),
    "ascii": list("abcdefghijklmnopqrstuvwxyz 0123456789"),
    "cjk": list("日本語漢字仮名交じり文中文简体한국어、。「」　"),
    "bidi": list("שלום עולם مرحبا بالعالم") + ["\u200e", "\u200f", "\u202b", "\u202c", "\u2067", "\u2069"],
    "combining": ["e\u0301", "n\u0303", "a\u0308\u0323", "Z\u0351\u036b\u0343", "क्षि", "நி", "ก็", "\u1112\u1161\u11ab"],
    "emoji": ["👨‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪", "👍🏽", "❤️", "🎉", "1️⃣"],
    "astral": list("𝒜𝓑𐍈𠀋🂡𝄞") + ["\U0010fffd", "\U000e0041"],
    "invisible": ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "x"],
    "space": list(" \u00a0\u2003\u3000\u202f\u2028\u2029") + ["a"],
    "specials": list("\"\\()<>@,;:.[]'`%&=?_{}|~^$!#*+-/ ab"),
}

# What looks like something that it is not.
TRAPS = [
    "=?utf-8?Q?=41?=", "=?UTF-8?B?QQ==?=", "=?", "?=", "=?x?=", "=?utf-8?q?a_b?= =?utf-8?q?c?=", "=20", "=", "=3D=",
    "Bcc: evil@example.net", "Content-Type: text/html", "MIME-Version: 1.0", "X-SES-SOURCE-ARN: arn", "From ", ">From ",
    "--=_mixed_0001020304050607", "--=_alternative_08090a0b0c0d0e0f--", "--", ".", "..", "%41", "utf-8''x", "UTF-8''%41",
    "*0*=", "\\\"", "\"\"", "(comment)", "<x@y.z>", "a@b.c, d@e.f", ";group:;", "&amp;<b>", "\\r\\n", "{{name}}", "  ", "   x",
]

LENGTHS = [0, 1, 2, 3, 20, 45, 46, 74, 75, 76, 77, 78]
LONG = [150, 997, 998, 999, 1000, 2500, 5000]


def word(random: Random) -> str:
    """A character, as people see characters, of some script; or a trap."""
    if random.random() < 0.06:
        return random.choice(TRAPS)
    return random.choice(SCRIPTS[random.choice(list(SCRIPTS))])


def line(random: Random, longest: int) -> str:
    """One line of at most `longest` code points: of one script, of all, or one character repeated."""
    lengths = [n for n in LENGTHS + LONG * (random.random() < 0.3) if n <= longest]
    length = random.choice(lengths)
    kind = random.random()
    if kind < 0.1:
        text = word(random) * length
    elif kind < 0.6:
        script = SCRIPTS[random.choice(list(SCRIPTS))]
        text = "".join(random.choice(script) for _ in range(length))
    elif kind < 0.75:
        text = " ".join("".join(random.choice(SCRIPTS["latin"]) for _ in range(random.randrange(1, 12))).replace(" ", "")
                        for _ in range(length // 6 + 1))
    else:
        text = "".join(word(random) for _ in range(length))
    return cut(text, longest)


def cut(text: str, longest: int, utf8: int | None = None) -> str:
    """The first `longest` code points, in at most `utf8` bytes."""
    text = text[:longest]
    return text if utf8 is None else text.encode()[:utf8].decode(errors="ignore")


def body(random: Random) -> str:
    """Text of some lines, with every way to end one; and now and then a control character."""
    lines = [line(random, 5000) for _ in range(random.choice([0, 1, 1, 2, 5, 20]))]
    ends = random.choice([["\n"], ["\r\n"], ["\r\n", "\n"], ["\n", "\r", "\r\n", "\n\n"], [" \n", "\t\n", "\n. "]])
    text = "".join(each + random.choice(ends) for each in lines)
    if random.random() < 0.5:
        text = text.rstrip("\r\n")
    if random.random() < 0.1:
        text += random.choice(["\0", "\t", "\x0b", "\x0c", "\x1b[0m", "\x7f", "\x85", "a\0b\n", "\x1a"])
    return text


def some_bytes(random: Random) -> bytes:
    """Contents around the length of a line of base64, and every byte value."""
    kind = random.random()
    if kind < 0.1:
        return b""
    if kind < 0.5:
        return random.randbytes(57 * random.choice([1, 2, 3, 10]) + random.choice([-1, 0, 1]))
    if kind < 0.6:
        return bytes(range(256)) * random.choice([1, 3])
    if kind < 0.8:
        return random.choice([b"\r\n.\r\n", b"\n", b"\r", b"\0", b"--=_mixed_\r\n", b"text\r\nmore", "Grüße\n".encode()])
    return random.randbytes(random.choice([1, 2, 3, 4, 1000, 57 * 1024 + 1]) if kind > 0.98 else random.randrange(1, 300))
