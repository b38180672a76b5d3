"""Values that SES takes, drawn for the members that have rules.

A member is known by its own name or by its shape's, both AWS's. What is named
nowhere here is free text.
"""

import datetime
import json
import random
import string

WORD = string.ascii_letters + string.digits + "-_"
VISIBLE = "".join(map(chr, range(0x21, 0x7F)))
PIECES = [
    "plain", "a+b", "/", "=", "&", "%41", "~", "*", " ", "  ", "'", '"', "\\", "<b>", ";", "?", "#", "@", ":", "(!)",
    "Grüße", "日本語", "🎉", "e\u0301", "\u2028", "\u00a0", "\ufeff", "ñ", "{{name}}", "]]>", "&amp;",
]
LINES = ["\n", "\r\n", "\t"]
NAMES = ["Ännchen", "Smith, Ann", "日本語", "Bob", "The \"Boss\"", "🎉 party", "a.b & c", "O'Neil"]
# As AWS's reference wants names beyond ASCII; of several words, the blanks between them are not shown.
ENCODED = ["=?utf-8?B?w4RubmNoZW4=?=", "=?UTF-8?Q?Gr=C3=BC=C3=9Fe_an?= =?UTF-8?B?IGFsbGU=?=", "=?us-ascii?q?plain?="]
OWNER, OTHER = "123456789012", "210987654321"


class Values:
    """Draws the values of one input, which goes to one Region."""

    def __init__(self, rng: random.Random, region: str):
        self.rng = rng
        self.region = region

    # Texts

    def word(self, most=64, least=1, letters=WORD) -> str:
        # Half of them short, a few of full length.
        length = self.rng.choice([self.rng.randint(least, min(most, least + 11)), self.rng.randint(least, most), most])
        return "".join(self.rng.choices(letters, k=length))

    def text(self, lines=True) -> str:
        pieces = PIECES + (LINES if lines else [])
        if self.rng.random() < 0.05:
            return ""
        return "x" + "".join(self.rng.choices(pieces, k=self.rng.randint(0, 14))) + "x"

    def ascii(self, most=200, least=2) -> str:
        """Printable, without blanks at its ends."""
        inner = (chr(self.rng.randint(0x20, 0x7E)) for _ in range(self.rng.randint(max(0, least - 2), most - 2)))
        return f"x{''.join(inner)}x"

    def json_text(self) -> str:
        data = {self.word(12): self.rng.choice([self.text(), self.rng.randint(-9, 9), [self.text()], {"a": self.text()}])
                for _ in range(self.rng.randint(0, 5))}
        return json.dumps(data, ensure_ascii=self.rng.random() < 0.3, indent=self.rng.choice([None, 1]))

    # Addresses and ARNs

    def domain(self) -> str:
        return self.rng.choice(["example.com", "example.com", "news.example.com", "EXAMPLE.com"])

    def local(self) -> str:
        return self.rng.choice(["ann", "ann+news", "o'neil", "first.last", "a/b=c", "x!#$%&*-", "{id}", "Bob", "~"])

    def address(self) -> str:
        return f"{self.local()}@{self.domain()}"

    def mailbox(self) -> str:
        address = self.address() if self.rng.random() < 0.9 else f"{self.local()}@bücher.example"
        if self.rng.random() < 0.6:
            return address
        if self.rng.random() < 0.2:
            return f"{self.rng.choice(ENCODED)} <{address}>"
        name = self.rng.choice(NAMES)
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}" <{address}>'

    def partition(self) -> str:
        return {"us-gov": "aws-us-gov", "eusc-d": "aws-eusc"}.get(self.region[:6], "aws")

    def arn(self, resource: str, service="ses", region=None, account=OWNER) -> str:
        region = self.region if region is None else region
        return f"arn:{self.partition()}:{service}:{region}:{account}:{resource}"

    def identity_arn(self) -> str:
        """It covers every address drawn here; `*` stands for a replicated identity."""
        region = None if self.rng.random() < 0.9 else "*"
        return self.arn("identity/example.com", region=region, account=self.rng.choice([OWNER, OTHER]))

    def identity(self) -> str:
        return self.rng.choice([self.domain, self.address, self.identity_arn])()

    def role_arn(self) -> str:
        path = self.rng.choice(["", "a/", "service-role/x+y/"])
        return self.arn(f"role/{path}{self.word(20, letters=WORD + '+=,.@')}", "iam", "")

    # Documents

    def policy(self) -> str:
        return json.dumps({"Version": "2012-10-17", "Statement": [{
            "Sid": self.word(10, letters=string.ascii_letters),
            "Effect": "Allow", "Principal": {"AWS": f"arn:{self.partition()}:iam::{OTHER}:root"},
            "Action": self.rng.sample(["ses:SendEmail", "ses:SendRawEmail", "ses:SendTemplatedEmail"], 2),
            "Resource": self.arn("identity/example.com"),
            "Condition": {"StringLike": {"ses:FromAddress": self.rng.choice(["a+b*@example.com", "*", "x & y/z=~"])}},
        }]}, indent=self.rng.choice([None, 1]))

    def session_policy(self) -> str:
        return json.dumps({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "ses:Send*", "Resource": "*"}]}, indent=self.rng.choice([None, 1]))

    def message(self) -> bytes:
        """MIME, up to some kilobytes of it, of which 8bit is one kind."""
        body = "".join(self.text() + "\r\n" for _ in range(self.rng.choice([1, 1, 3, 40])))
        head = f"From: {self.address()}\r\nTo: {self.address()}\r\nSubject: x\r\nMIME-Version: 1.0\r\n" \
               "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        return (head + body.replace("\r\n", "\n").replace("\n", "\r\n")).encode()

    def blob(self) -> bytes:
        return self.rng.randbytes(self.rng.choice([0, 1, 2, 3, 57, 58, self.rng.randint(0, 3000)]))

    def time(self) -> datetime.datetime:
        return datetime.datetime.fromtimestamp(self.rng.randint(0, 2_000_000_000), datetime.UTC)

    def header_name(self, most=126, letters=WORD) -> str:
        return "X-" + self.word(most - 2, letters=letters)


BARE = {"ReturnPath", "FeedbackForwardingEmailAddress", "Recipient", "FinalRecipient"}
TAG_TEXT = WORD + " .:/=+@äßñ日本語"
PHONE = "+=,.@-"

# By the member's name, or by its shape's. Each takes the values and the place (a tuple of member names).
RULES = {
    "Address": lambda v, at: v.address() if at[-1] in BARE else v.mailbox(),
    "EmailAddress": lambda v, at: v.address() if at[-1] in BARE else v.mailbox(),
    "AmazonResourceName": lambda v, at: v.identity_arn(),
    "TemplateArn": lambda v, at: v.arn(f"template/t{v.word(63, letters=VISIBLE)}"),
    "Identity": lambda v, at: v.identity(),
    "PolicyName": lambda v, at: v.word(),
    "Policy": lambda v, at: v.session_policy() if at[0] == "AssumeRole" else v.policy(),
    "MessageTagName": lambda v, at: v.word(256),
    "MessageTagValue": lambda v, at: v.word(256),
    "ConfigurationSetName": lambda v, at: v.word(),
    "TemplateName": lambda v, at: "t" + v.word(63, letters=VISIBLE),
    "EmailTemplateName": lambda v, at: "t" + v.word(63, letters=VISIBLE),
    "TemplateData": lambda v, at: v.json_text(),
    "EmailTemplateData": lambda v, at: v.json_text(),
    "EmailTemplateSubject": lambda v, at: v.text(lines=False),
    "Charset": lambda v, at: "UTF-8",
    "MessageData": lambda v, at: v.text(lines="Subject" not in at),
    "RawMessageData": lambda v, at: v.message(),
    "MessageHeaderName": lambda v, at: v.header_name(),
    "MessageHeaderValue": lambda v, at: v.ascii(v.rng.choice([40, 860])),
    "AttachmentFileName": lambda v, at: v.text(lines=False)[:255],
    "AttachmentContentDescription": lambda v, at: v.text(lines=False),
    "AttachmentContentId": lambda v, at: v.word(78, letters=WORD + ".@"),
    "AttachmentContentType": lambda v, at: v.rng.choice(["text/plain", "application/pdf", "image/svg+xml",
                                                        "application/vnd.a.b-c"]),
    "RawAttachmentData": lambda v, at: v.blob(),
    "ContactListName": lambda v, at: v.word(),
    "TopicName": lambda v, at: v.word(),
    "TenantName": lambda v, at: v.word(),
    "EndpointId": lambda v, at: v.word(8, letters="abcdef0123456789") + ".g3h",
    # SendBounce: what a delivery status notification holds (RFC 3464).
    "MessageId": lambda v, at: "0100" + v.word(40, letters="0123456789abcdef-"),
    "ReportingMta": lambda v, at: f"dns; {v.domain()}",
    "RemoteMta": lambda v, at: f"dns; {v.domain()}",
    "DsnStatus": lambda v, at: f"{v.rng.choice('245')}.{v.rng.randint(0, 999)}.{v.rng.randint(0, 999)}",
    "DiagnosticCode": lambda v, at: f"smtp; 550 {v.ascii(100)}",
    "ExtensionFieldName": lambda v, at: v.header_name(50, WORD.replace("_", "")),
    "ExtensionFieldValue": lambda v, at: v.ascii(200),
    "MaxItems": lambda v, at: v.rng.randint(1, 100),
    # STS
    "RoleArn": lambda v, at: v.role_arn(),
    "arn": lambda v, at: v.arn(f"policy/{v.word(20)}", "iam", "", v.rng.choice([OWNER, "aws"])),
    "ProviderArn": lambda v, at: f"arn:{v.partition()}:iam::aws:contextProvider/{v.word(20)}",
    "ContextAssertion": lambda v, at: v.ascii(300, 4),
    "roleSessionNameType": lambda v, at: v.word(64, 2, WORD + PHONE),
    "sourceIdentityType": lambda v, at: "x" + v.word(63, 1, WORD + PHONE),
    "externalIdType": lambda v, at: v.word(1224, 2, WORD + PHONE + ":/"),
    "serialNumberType": lambda v, at: v.rng.choice([v.arn(f"mfa/{v.word(12)}", "iam", ""), "GAHT12345678"]),
    "tokenCodeType": lambda v, at: v.word(6, 6, string.digits),
    "tagKeyType": lambda v, at: "k" + v.word(127, 0, TAG_TEXT.replace(":", "")),
    "tagValueType": lambda v, at: v.word(256, 0, TAG_TEXT),
    "roleDurationSecondsType": lambda v, at: v.rng.randint(900, 43200),
    "minimumSessionTokenSizeType": lambda v, at: v.rng.randint(0, 4096),
}
