"""Random values for the fields of a draft that most messages do without, and what a reader must find of them."""

from random import Random

from random_text import cut, line

WORD = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
ID = WORD + "!#$%&'*+/=?^`{|}~."
NAMES = ["X-Mailer", "X-Entity-Ref-ID", "X-" + "n" * 124, "Comments", "Organization", "Precedence", "x!#$%&'*+-.^_`|~"]
REPEATED = "X-Custom"
METHODS = ["PUBLISH", "REQUEST", "REPLY", "ADD", "CANCEL", "REFRESH", "COUNTER", "DECLINECOUNTER"]

SOME = 0.3


def token(random: Random, longest: int, letters: str = WORD) -> str:
    length = random.choice([n for n in (1, 8, 20, 63, 64, 250, 256) if n <= longest])
    return "".join(random.choice(letters) for _ in range(length))


def message_id(random: Random) -> str:
    return f"{token(random, 256, ID)}@{token(random, 63)}.example"


def quoted(name: str) -> str:
    """A name as it is typed: in quotes, whatever it holds."""
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def headers(random: Random) -> tuple[dict, list]:
    """Fields, and the headers that they become, in order: names and values, the
    parts of a value where it has some."""
    fields, found = {}, []

    def chosen() -> bool:
        return random.random() < SOME

    if chosen():
        name = cut(line(random, 77), 77, 80)
        fields["sender"] = f"{quoted(name)} <sender@example.com>"
        found.append(["Sender", [name, "sender@example.com"]])
    if chosen():
        one = message_id(random)
        fields["inReplyTo"] = random.choice([one, f"<{one}>"])
        found.append(["In-Reply-To", f"<{one}>"])
    if chosen():
        fields["references"] = [message_id(random) for _ in range(random.choice([1, 2, 30]))]
        found.append(["References", " ".join(f"<{one}>" for one in fields["references"])])
    if chosen():
        url = random.choice(["", f"https://example.com/leave?id={token(random, 256)}&x=%20,(a);"])
        email = f"{token(random, 20)}@example.com" if not url or chosen() else ""
        fields["listUnsubscribe"] = {"url": url, "email": email, "oneClick": bool(url) and chosen()}
        uris = [uri for uri in (url, email and f"mailto:{email}") if uri]
        found.append(["List-Unsubscribe", ", ".join(f"<{uri}>" for uri in uris)])
        if fields["listUnsubscribe"]["oneClick"]:
            found.append(["List-Unsubscribe-Post", "List-Unsubscribe=One-Click"])
    if chosen():
        name, one = random.choice(["", cut(line(random, 77), 77, 80)]), f"{token(random, 63, WORD)}.example.com"
        fields["listId"] = f"{quoted(name)} <{one}>" if name else one
        found.append(["List-Id", [name, one]])
    if chosen():
        fields["feedbackId"] = f"{token(random, 20)}::{token(random, 64)}:{token(random, 8)}sender"[:200]
        found.append(["Feedback-ID", fields["feedbackId"]])
    for field, name, values in (("autoSubmitted", "Auto-Submitted", ["no", "auto-generated", "auto-replied"]),
                                ("importance", "Importance", ["high", "normal", "low"])):
        if chosen():
            fields[field] = random.choice(values)
            found.append([name, fields[field]])
    if chosen():
        names = random.sample(NAMES, random.randrange(len(NAMES))) + [REPEATED] * random.randrange(3)
        random.shuffle(names)
        # White space around a value is not part of it.
        values = [line(random, 2500).strip() or "x" for _ in names]
        fields["headers"] = [{"name": name, "value": value} for name, value in zip(names, values)]
        found += [[name, value] for name, value in zip(names, values)]
    return fields, found


def settings(random: Random) -> dict:
    """What SES does with a message besides: parameters, or X-SES headers."""
    fields = {}
    for field in ("configurationSet", "tenant"):
        if random.random() < SOME:
            fields[field] = token(random, 64)
    if random.random() < SOME:
        # Together they fit into the one line of their header.
        fields["tags"] = [{"name": f"n{n}-{token(random, 63)}", "value": token(random, 63)} for n in range(random.randrange(1, 6))]
    if random.random() < SOME:
        fields["listManagement"] = {"contactList": token(random, 64), "topic": random.choice(["", token(random, 64)])}
    return fields


def ses_headers(draft: dict) -> list[list[str]]:
    """The lines at the top. API v1 has no parameters for the list and the tenant; v2 has all."""
    lines = []
    if draft["route"] == "v1-send-raw-email-headers":
        lines += [[f"X-SES-{kind}-ARN", draft["delegate"]["sourceArn"]] for kind in ("SOURCE", "FROM", "RETURN-PATH")]
        if draft.get("configurationSet"):
            lines.append(["X-SES-CONFIGURATION-SET", draft["configurationSet"]])
        if draft.get("tags"):
            pairs = ", ".join(f"{tag['name']}={tag['value']}" for tag in draft["tags"])
            lines.append(["X-SES-MESSAGE-TAGS", pairs])
    if draft["route"].startswith("v1"):
        if listed := draft.get("listManagement"):
            topic = listed["topic"] and f"; topic={listed['topic']}"
            lines.append(["X-SES-LIST-MANAGEMENT-OPTIONS", listed["contactList"] + topic])
        if draft.get("tenant"):
            lines.append(["X-SES-TENANT", draft["tenant"]])
    return lines


def invitation(random: Random, filename: str) -> dict:
    method = random.choice(METHODS)
    end = random.choice(["\r\n", "\n"])
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VEVENT",
             *(f"X-NOTE:{line(random, 2500)}" for _ in range(random.randrange(4))), "END:VEVENT", "END:VCALENDAR", ""]
    return {"method": random.choice([method, method.lower()]), "filename": filename, "content": end.join(lines)}


def embedded(random: Random) -> bytes:
    """A message to be sent along as it is: 7-bit, whole lines, and headers that ours has not."""
    text = "".join(f"{token(random, 64)} =?utf-8?Q?=41?= \r\n" for _ in range(random.randrange(1, 5)))
    return (
        f"Received: from x by y; Thu, 1 Jan 2026 00:00:00 +0000\r\nFrom: Eve <eve@example.net>\r\nBcc: hidden@example.net\r\n"
        f"Subject: {token(random, 64)}\r\nMIME-Version: 1.0\r\n"
    ).encode() + random.choice([
        f"Content-Type: text/plain; charset=us-ascii\r\n\r\n{text}",
        f"Content-Type: multipart/mixed; boundary=\"=_inner\"\r\n\r\n--=_inner\r\n\r\n{text}\r\n--=_inner--\r\n",
    ]).encode()
