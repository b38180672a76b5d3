"""What SES would refuse, or read otherwise than meant, the core refuses first
and names by its place: each wrong value in turn, at each place of its kind."""

import copy
import json

import pytest

import core
import input_cases
from draw import Drawing, every_member
from operations import IDS, OPERATIONS, drawing, model
from report import tell

ACCOUNT = "123456789012"
INJECTION = "a\r\nBcc: eve@example.net"
ADDRESSES = ["", "ann", "@example.com", "a b@example.com", "jürgen@example.com", "ann@exa mple.com",
             "ann@example.com\r\nBcc: eve@example.net", "ann@example.com, bob@example.com", "ann@localhost"]
NAMES = ["", "a b", "ä", "x" * 65, INJECTION]
TEXTS_1_TO_256 = ["", "a b", "ä", "x" * 257, INJECTION]
DATA = ["", "no", "[]", '"x"', '{"a":1} x', '{"a":"' + "x" * 262_144 + '"}']
HEADER_NAMES = ["", "A:B", "A B", "Ä", "X\r\nBcc"]

# By the member's name, or by its shape's, as in values.py.
WRONG = {
    "Address": ADDRESSES,
    "EmailAddress": ADDRESSES,
    "AmazonResourceName": ["", "example.com", f"arn:aws:ses:us-east-1:{ACCOUNT}:template/welcome",
                           f"arn:aws:sns:us-east-1:{ACCOUNT}:identity/example.com",
                           "arn:aws:ses:us-east-1:1234:identity/example.com",
                           f"arn:aws:ses:us-east-1:{ACCOUNT}:identity/",
                           f"arn:aws:ses:us-gov-west-1:{ACCOUNT}:identity/example.com",
                           f"arn:aws:ses:us-east-1:{ACCOUNT}:identity/example.com\r\nX: y"],
    "TemplateArn": ["", "welcome", f"arn:aws:ses:us-east-1:{ACCOUNT}:identity/example.com",
                    f"arn:aws:ses:us-east-1:{ACCOUNT}:template/a b", f"arn:aws:ses:us-east-1:{ACCOUNT}:template/"],
    "Identity": ["", "exa mple.com", "localhost", "ann@", "bücher.example", "jürgen@example.com",
                 f"arn:aws:ses:us-east-1:{ACCOUNT}:template/x", "example.com\r\nX: y"],
    "PolicyName": NAMES,
    "Policy": ["", "no", "[]", '{"a":"' + "x" * 4096 + '"}'],
    "MessageTagName": TEXTS_1_TO_256,
    "MessageTagValue": TEXTS_1_TO_256,
    "ConfigurationSetName": NAMES,
    "TemplateName": [*NAMES, ".", ".."],
    "EmailTemplateName": [*NAMES, ".", ".."],
    "TemplateData": DATA,
    "EmailTemplateData": DATA,
    "Charset": ["", "UTF 8", INJECTION],
    "RawMessageData": ["no base64!", "AAA"],
    "RawAttachmentData": ["no base64!", "AAA"],
    "MessageHeaderName": [*HEADER_NAMES, "x" * 127],
    "MessageHeaderValue": ["", "ä", INJECTION, "x" * 996],
    "AttachmentFileName": ["x" * 256, INJECTION],
    "AttachmentContentDescription": ["x" * 1001, INJECTION],
    "AttachmentContentId": ["", "a b", "x" * 79, INJECTION],
    "AttachmentContentType": ["", "text", "text/" + "x" * 74, INJECTION],
    "ContactListName": NAMES,
    "TopicName": NAMES,
    "TenantName": NAMES,
    "EndpointId": ["", "a b", "a/b", "x" * 64],
    "ReportingMta": ["", INJECTION],
    "RemoteMta": ["", INJECTION],
    "DsnStatus": ["", "5.1", "6.1.1", "a.b.c", INJECTION],
    "DiagnosticCode": ["", INJECTION],
    "ExtensionFieldName": HEADER_NAMES,
    "ExtensionFieldValue": [INJECTION],
    "MaxItems": [-1, 0, 101],
    # STS
    "RoleArn": ["", "Mailer", f"arn:aws:iam::{ACCOUNT}:user/ann", "arn:aws:iam::1:role/Mailer",
                f"arn:aws:sts::{ACCOUNT}:role/Mailer"],
    "arn": ["", "AmazonSESFullAccess", f"arn:aws:iam::{ACCOUNT}:role/Mailer"],
    "roleSessionNameType": ["", "a", "a b", "ä", "x" * 65],
    "sourceIdentityType": ["", "a", "a b", "ä", "x" * 65],
    "externalIdType": ["", "a", "a b", "ä", "x" * 1225],
    "serialNumberType": ["", "12345678", "a b c d e f", "x" * 257],
    "tokenCodeType": ["", "12345", "1234567", "abcdef"],
    "tagKeyType": ["", "x" * 129, "a\tb", "a&b"],
    "tagValueType": ["x" * 257, "a\tb", "a&b"],
    "roleDurationSecondsType": [0, 899, 43_201],
    "minimumSessionTokenSizeType": [-1, 4097],
}
BY_TYPE = {"timestamp": ["now", -1, "2026-01-15"], "integer": ["x", 1.5], "string": [1], "blob": [1]}


@pytest.mark.parametrize("api, operation", OPERATIONS, ids=IDS)
def test_wrong_values_are_refused_by_place(api, operation):
    shape = model(api, operation).input_shape
    questions = [question for place in every_member(shape) for question in mutated(api, operation, shape, place)]
    questions += [("an unknown member", "", {**required(api, operation), "Unknown": "x"})]
    questions += [(f"no {name}", "", {k: v for k, v in required(api, operation).items() if k != name})
                  for name in (shape.required_members if shape else [])]
    said = core.operate(api, operation, [("us-east-1", params) for _, _, params in questions])
    bad = []
    for (what, field, params), answer in zip(questions, said):
        found = answer.get("error")
        if found is None:
            bad.append(f"{what}: accepted")
        elif field and found["field"] != field:
            bad.append(f"{what}: named {found['field']!r} ({found['code']}: {found['message'][:80]})")
    tell("wrong inputs refused", f"{api:<4}{operation:<36}{len(questions):>5} inputs{len(questions) - len(bad):>6} "
                                 "refused at their place")
    assert not bad, f"{len(bad)} of {len(questions)}:\n" + "\n".join(bad)


def required(api: str, operation: str) -> dict:
    rng = drawing(api, operation, "refusals")
    return core.plain(Drawing(api, operation, rng, "us-east-1", lambda at: False, (1,)).draw())


def mutated(api, operation, shape, place):
    """What is wrong, where, and the input, for each wrong value at `place`."""
    rng = drawing(api, operation, "refusals")
    params = core.plain(Drawing(api, operation, rng, "us-east-1", lambda at: at == place[:len(at)], (1,)).draw())
    leaf, path, at, held = shape, "", params, None
    for name in place:
        leaf, held, key = leaf.members[name], at, name
        at = at[name]
        path = f"{path}.{name}" if path else name
        while leaf.type_name == "list":
            leaf, held, key, at = leaf.member, at, 0, at[0]
            path += "[0]"
    if leaf.type_name == "structure":
        values = [1]
    else:
        values = [*WRONG.get(place[-1], WRONG.get(leaf.name, [])), *BY_TYPE.get(leaf.type_name, [])]
        values += ["NOPE", leaf.enum[0].swapcase()] if getattr(leaf, "enum", None) else []
    for value in values:
        before, held[key] = held[key], value
        shown = json.dumps(value)
        yield f"{path} = {shown if len(shown) < 60 else shown[:50] + '…'}", path, copy.deepcopy(params)
        held[key] = before


def whole(api: str, operation: str, name: str, **changes) -> dict:
    """A golden input with some of its members replaced."""
    case = next(c for c in input_cases.CASES if c.folder == f"{api}/{operation}/{name}")
    return core.plain({**case.params, **changes})


MANY = [f"r{n}@example.org" for n in range(51)]
SPREAD = {"ToAddresses": MANY[:20], "CcAddresses": MANY[:20], "BccAddresses": MANY[:11]}
SIMPLE = {"Subject": {"Data": "x"}, "Body": {"Text": {"Data": "x"}}}
TEMPLATE = {"TemplateName": "welcome", "TemplateData": "{}"}
HEADERS = [{"Name": f"X-{n}", "Value": "x"} for n in range(16)]


@pytest.mark.parametrize("api, operation, field, params", [
    ("v1", "SendEmail", "Destination", whole("v1", "SendEmail", "no-charset", Destination={"ToAddresses": MANY})),
    ("v1", "SendEmail", "Destination", whole("v1", "SendEmail", "no-charset", Destination=SPREAD)),
    ("v1", "SendEmail", "Destination", whole("v1", "SendEmail", "no-charset", Destination={})),
    ("v1", "SendEmail", "Destination", whole("v1", "SendEmail", "no-charset", Destination={"ToAddresses": []})),
    ("v1", "SendRawEmail", "Destinations", whole("v1", "SendRawEmail", "headers-decide", Destinations=MANY)),
    ("v1", "SendTemplatedEmail", "Destination",
     whole("v1", "SendTemplatedEmail", "required", Destination={"CcAddresses": MANY})),
    ("v1", "SendBulkTemplatedEmail", "Destinations", whole("v1", "SendBulkTemplatedEmail", "twelve", Destinations=[])),
    ("v1", "SendBulkTemplatedEmail", "Destinations", whole(
        "v1", "SendBulkTemplatedEmail", "twelve", Destinations=[{"Destination": {"ToAddresses": MANY[:1]}}] * 51)),
    ("v1", "SendBulkTemplatedEmail", "Destinations[1].Destination", whole(
        "v1", "SendBulkTemplatedEmail", "twelve",
        Destinations=[{"Destination": {"ToAddresses": MANY[:1]}}, {"Destination": SPREAD}])),
    ("v1", "SendBounce", "BouncedRecipientInfoList", whole("v1", "SendBounce", "required", BouncedRecipientInfoList=[])),
    ("v1", "SendBounce", "BouncedRecipientInfoList[0]", whole(
        "v1", "SendBounce", "required", BouncedRecipientInfoList=[{"Recipient": "bob@example.com"}])),
    ("v2", "SendEmail", "Destination", whole("v2", "SendEmail", "simple", Destination=SPREAD)),
    ("v2", "SendEmail", "Content", whole("v2", "SendEmail", "simple", Content={})),
    ("v2", "SendEmail", "Content", whole("v2", "SendEmail", "simple", Content={"Simple": SIMPLE, "Template": TEMPLATE})),
    ("v2", "SendEmail", "Content.Simple.Headers", whole(
        "v2", "SendEmail", "simple", Content={"Simple": {**SIMPLE, "Headers": HEADERS}})),
    ("v2", "SendEmail", "Content.Template.Headers", whole(
        "v2", "SendEmail", "simple", Content={"Template": {**TEMPLATE, "Headers": HEADERS}})),
    ("v2", "SendEmail", "Content.Simple.Headers[0]", whole("v2", "SendEmail", "simple", Content={"Simple": {
        **SIMPLE, "Headers": [{"Name": "x" * 100, "Value": "y" * 900}]}})),
    ("v2", "SendBulkEmail", "BulkEmailEntries", whole("v2", "SendBulkEmail", "two", BulkEmailEntries=[])),
    ("v2", "SendBulkEmail", "BulkEmailEntries", whole(
        "v2", "SendBulkEmail", "two", BulkEmailEntries=[{"Destination": {"ToAddresses": MANY[:1]}}] * 51)),
    ("v2", "SendBulkEmail", "BulkEmailEntries[0].ReplacementHeaders", whole(
        "v2", "SendBulkEmail", "two",
        BulkEmailEntries=[{"Destination": {"ToAddresses": MANY[:1]}, "ReplacementHeaders": HEADERS}])),
    ("v1", "GetIdentityVerificationAttributes", "Identities", {"Identities": ["example.com"] * 101}),
    ("v1", "GetIdentityPolicies", "PolicyNames", {"Identity": "example.com", "PolicyNames": ["p"] * 21}),
    ("sts", "AssumeRole", "Tags", whole("sts", "AssumeRole", "required", Tags=[
        {"Key": f"k{n}", "Value": ""} for n in range(51)])),
    ("sts", "AssumeRole", "PolicyArns", whole("sts", "AssumeRole", "required", PolicyArns=[
        {"arn": "arn:aws:iam::aws:policy/x"}] * 11)),
])
def test_what_is_wrong_only_together(api, operation, field, params):
    said, = core.operate(api, operation, [("us-east-1", params)])
    assert said.get("error", said)["field"] == field, said
