"""Drafts, each with the botocore call that means the same, written by hand."""

from dataclasses import dataclass, field

V1, V2 = "ses", "sesv2"
DOMAIN = "arn:aws:ses:us-east-1:123456789012:identity/example.com"
ADDRESS = "arn:aws:ses:eu-west-1:123456789012:identity/ann@example.com"
BOUNCES = "arn:aws:ses:us-east-1:210987654321:identity/bounces.example.net"
GOV = "arn:aws-us-gov:ses:us-gov-west-1:123456789012:identity/example.com"

# How the core writes names in parameters; a test has Python's email package read them back.
ANN = "=?utf-8?B?w4RubmNoZW4=?= <ann@example.com>"
SMITH = '"Smith, Bob" <bob@example.org>'
JAPANESE = "=?utf-8?B?5pel5pys6Kqe?= <nihon@example.org>"

RESERVED = "a+b/c=d&e %41 ~-_.!*'();:@$,?#[] \t end"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + bytes(range(256))


@dataclass
class Case:
    """`mime` stands for the core's MIME, which other tests judge."""

    name: str
    service: str
    operation: str
    draft: dict
    params: dict = field(default_factory=dict)
    region: str = "us-east-1"

    @property
    def folder(self) -> str:
        action = {"send_email": "SendEmail", "send_raw_email": "SendRawEmail"}[self.operation]
        return f"{'v1' if self.service == V1 else 'v2'}/{action}/{self.name}"


def draft(route, /, **fields) -> dict:
    base = {
        "delegate": {"sourceArn": DOMAIN},
        "from": "ann@example.com",
        "to": ["bob@example.org"],
        "subject": "Hello",
        "text": "Hello Bob",
        "route": route,
    }
    return {key: value for key, value in {**base, **fields}.items() if value is not None}


def content(data: str) -> dict:
    return {"Data": data, "Charset": "UTF-8"}


def file(name: str, kind: str, data: bytes, cid: str = "") -> dict:
    return {"filename": name, "contentType": kind, "cid": cid, "content": list(data)}


def raw(name, params, **fields) -> list[Case]:
    """The same raw message with the ARNs as parameters and as headers."""
    arns = {key: params.pop(key) for key in ("SourceArn", "FromArn", "ReturnPathArn") if key in params}
    region = fields.pop("at", "us-east-1")
    params = {"RawMessage": {"Data": "mime"}, **params}
    return [
        Case(f"{name}-parameters", V1, "send_raw_email", draft("v1-send-raw-email", **fields),
             {**params, **arns}, region),
        Case(f"{name}-headers", V1, "send_raw_email", draft("v1-send-raw-email-headers", **fields),
             params, region),
    ]


def all_three(arn: str) -> dict:
    return {"SourceArn": arn, "FromArn": arn, "ReturnPathArn": arn}


EVERYTHING = {
    "from": "Ännchen <ann@example.com>",
    "to": ["\"Smith, Bob\" <bob@example.org>"],
    "cc": ["日本語 <nihon@example.org>"],
    "bcc": ["hidden@example.net"],
    "replyTo": ["Ännchen <ann@example.com>"],
    "subject": "Grüße aus Köln, 日本 🎉",
    "text": "Zeile 1\r\nZeile 2: äöü\r\n",
    "html": "<p>Grüße <img src=\"cid:logo\"> &amp; mehr</p>",
}
DESTINATION = {"ToAddresses": [SMITH], "CcAddresses": [JAPANESE], "BccAddresses": ["hidden@example.net"]}
SIMPLE = {
    "Subject": content(EVERYTHING["subject"]),
    "Body": {"Text": content(EVERYTHING["text"]), "Html": content(EVERYTHING["html"])},
}
FILES = [file("résumé 日本.pdf", "application/pdf", PNG), file("logo.png", "image/png", PNG, "logo")]

CASES = [
    Case("minimal", V1, "send_email", draft("v1-send-email"), {
        "Source": "ann@example.com", "SourceArn": DOMAIN, "Destination": {"ToAddresses": ["bob@example.org"]},
        "Message": {"Subject": content("Hello"), "Body": {"Text": content("Hello Bob")}},
    }),
    Case("everything", V1, "send_email", draft(
        "v1-send-email", **EVERYTHING, returnPath="feedback@example.com"), {
        "Source": ANN, "SourceArn": DOMAIN, "ReturnPath": "feedback@example.com", "ReturnPathArn": DOMAIN,
        "Destination": DESTINATION, "ReplyToAddresses": [ANN], "Message": SIMPLE,
    }),
    Case("reserved-characters", V1, "send_email", draft("v1-send-email", subject="a+b=c&d %41~", text=RESERVED), {
        "Source": "ann@example.com", "SourceArn": DOMAIN, "Destination": {"ToAddresses": ["bob@example.org"]},
        "Message": {"Subject": content("a+b=c&d %41~"), "Body": {"Text": content(RESERVED)}},
    }),
    Case("html-only-address-identity", V1, "send_email", draft(
        "v1-send-email", delegate={"sourceArn": ADDRESS}, text="", html="<b>x</b>",
        **{"from": "ann+news@example.com"}), {
        "Source": "ann+news@example.com", "SourceArn": ADDRESS,
        "Destination": {"ToAddresses": ["bob@example.org"]},
        "Message": {"Subject": content("Hello"), "Body": {"Html": content("<b>x</b>")}},
    }, "eu-west-1"),
    Case("own-identity", V1, "send_email", draft("v1-send-email", delegate=None, region="eu-west-1"), {
        "Source": "ann@example.com", "Destination": {"ToAddresses": ["bob@example.org"]},
        "Message": {"Subject": content("Hello"), "Body": {"Text": content("Hello Bob")}},
    }, "eu-west-1"),
    Case("fifty-recipients", V1, "send_email", draft(
        "v1-send-email", to=[f"r{n}@example.org" for n in range(48)], bcc=["x@example.net", "y@example.net"]), {
        "Source": "ann@example.com", "SourceArn": DOMAIN,
        "Destination": {"ToAddresses": [f"r{n}@example.org" for n in range(48)],
                        "BccAddresses": ["x@example.net", "y@example.net"]},
        "Message": {"Subject": content("Hello"), "Body": {"Text": content("Hello Bob")}},
    }),
    *raw("minimal", {"Source": "ann@example.com", "Destinations": ["bob@example.org"], **all_three(DOMAIN)}),
    *raw("everything", {
        "Source": "ann@example.com", **all_three(DOMAIN),
        "Destinations": ["bob@example.org", "nihon@example.org", "hidden@example.net"],
    }, **EVERYTHING, attachments=FILES),
    *raw("return-path", {
        "Destinations": ["bob@example.org"], "SourceArn": DOMAIN, "FromArn": DOMAIN, "ReturnPathArn": BOUNCES,
    }, delegate={"sourceArn": DOMAIN, "returnPathArn": BOUNCES}, returnPath="in@bounces.example.net"),
    *raw("govcloud", {"Source": "ann@example.com", "Destinations": ["bob@example.org"], **all_three(GOV)},
         delegate={"sourceArn": GOV}, at="us-gov-west-1"),
    Case("raw-everything", V2, "send_email", draft(
        "v2-send-email-raw", **EVERYTHING, attachments=FILES, returnPath="feedback@example.com"), {
        "FromEmailAddressIdentityArn": DOMAIN, "FeedbackForwardingEmailAddress": "feedback@example.com",
        "FeedbackForwardingEmailAddressIdentityArn": DOMAIN, "Destination": DESTINATION,
        "Content": {"Raw": {"Data": "mime"}},
    }),
    Case("raw-minimal", V2, "send_email", draft("v2-send-email-raw"), {
        "FromEmailAddressIdentityArn": DOMAIN, "Destination": {"ToAddresses": ["bob@example.org"]},
        "Content": {"Raw": {"Data": "mime"}},
    }),
    Case("simple-minimal", V2, "send_email", draft("v2-send-email-simple"), {
        "FromEmailAddress": "ann@example.com", "FromEmailAddressIdentityArn": DOMAIN,
        "Destination": {"ToAddresses": ["bob@example.org"]},
        "Content": {"Simple": {"Subject": content("Hello"), "Body": {"Text": content("Hello Bob")}}},
    }),
    Case("simple-everything", V2, "send_email", draft(
        "v2-send-email-simple", **EVERYTHING, attachments=FILES, returnPath="feedback@example.com"), {
        "FromEmailAddress": ANN, "FromEmailAddressIdentityArn": DOMAIN, "Destination": DESTINATION,
        "ReplyToAddresses": [ANN], "FeedbackForwardingEmailAddress": "feedback@example.com",
        "FeedbackForwardingEmailAddressIdentityArn": DOMAIN,
        "Content": {"Simple": {**SIMPLE, "Attachments": [
            {"RawContent": PNG, "FileName": "résumé 日本.pdf", "ContentDisposition": "ATTACHMENT",
             "ContentType": "application/pdf", "ContentTransferEncoding": "BASE64"},
            {"RawContent": PNG, "FileName": "logo.png", "ContentDisposition": "INLINE", "ContentId": "logo",
             "ContentType": "image/png", "ContentTransferEncoding": "BASE64"},
        ]}},
    }),
    Case("simple-reserved-characters", V2, "send_email", draft(
        "v2-send-email-simple", subject='"quotes" \\ / \u2028', text=RESERVED + "\u0001\U0001f600"), {
        "FromEmailAddress": "ann@example.com", "FromEmailAddressIdentityArn": DOMAIN,
        "Destination": {"ToAddresses": ["bob@example.org"]},
        "Content": {"Simple": {"Subject": content('"quotes" \\ / \u2028'),
                               "Body": {"Text": content(RESERVED + "\u0001\U0001f600")}}},
    }),
]
