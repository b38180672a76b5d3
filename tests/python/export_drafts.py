"""Drafts for the exports, each with the routes that carry it."""

from cases import ANN, BOUNCES, DOMAIN, FILES, SMITH, content, draft, file

RAW = ["v1-send-raw-email", "v1-send-raw-email-headers", "v2-send-email-raw"]
WITH_FILES = [*RAW, "v2-send-email-simple"]
ROUTES = [*WITH_FILES, "v1-send-email"]

# What shells, Python, JavaScript, JSON, curl and the AWS CLI might take for theirs.
TRICKS = (
    "it's \"quoted\" `run` $(run) ${HOME} $HOME !! !$ \\ \\n \\' \\\" %s %(x)s {x} ${{x}} <!-- </script> @file & | ; #\n"
    "'''\n\"\"\"\n\tJSON\nJSON\n.\n\\\n\r\nhttps://example.org/ file:///etc/passwd fileb://x\n"
    "\u2028line\u2029 \u202eright\u202c \ufeff \u00a0 \u0001 \u007f \u0085 日本語 🎉 e\u0301\n\n ends in spaces  ")

DRAFTS = {
    "plain": (ROUTES, {}),
    "names and return path": (ROUTES, {
        "from": "Ännchen O'Hara <ann@example.com>",
        "to": ['"Smith, \\"Bob\\" \\\\ $HOME" <bob@example.org>', "o'neil+a`b$c@example.org"],
        "cc": ["日本語 <nihon@example.org>"], "bcc": ["hidden@example.net", "other@example.net"],
        "replyTo": ["Ännchen <ann@example.com>"], "subject": "Grüße aus Köln, 日本 🎉",
        "html": "<p>Grüße &amp; mehr</p>\n",
        "delegate": {"sourceArn": DOMAIN, "returnPathArn": BOUNCES}, "returnPath": "in@bounces.example.net",
    }),
    "tricks": (ROUTES, {"subject": TRICKS.splitlines()[0], "text": TRICKS, "html": TRICKS}),
    "files": (WITH_FILES, {
        "html": '<img src="cid:logo">',
        "attachments": [*FILES, file("../$(run) 'x'.txt", "text/plain", b"a\r\nb\n\xff"),
                        # More than an argument may hold.
                        file("large.bin", "application/octet-stream", bytes(range(256)) * 600)]}),
    "long": (ROUTES, {"text": "a\0b\n" + "0123456789 'long' \"text\" \\ ä\r\n" * 5000, "html": "<p>long</p>\n" * 20000}),
    "three ARNs": (["v1-send-raw-email", "v1-send-raw-email-headers"], {
        "delegate": {"sourceArn": DOMAIN, "returnPathArn": BOUNCES,
                     "fromArn": "arn:aws:ses:us-east-1:123456789012:identity/ann@example.com"},
        "returnPath": "in@bounces.example.net"}),
    # Values that begin as places from which the AWS CLI and curl read.
    "settings": (ROUTES, {
        "subject": "fileb://message.eml", "text": "https://example.org/", "html": "@/etc/passwd",
        "configurationSet": "newsletters",
        "tags": [{"name": "campaign", "value": "spring"}, {"name": "team", "value": "a_b-c"}]}),
    "own identity": (ROUTES, {"delegate": None, "region": "eu-west-1", "from": "me@delegate.example"}),
}

CASES = [(name, route) for name, (routes, _) in DRAFTS.items() for route in routes]


def made(name: str, route: str, endpoint: str) -> dict:
    """One of them, by one route, to a server."""
    return draft(route, **{**DRAFTS[name][1], "endpoint": endpoint})


# "Amazon SES identity owners: sending emails for the identity owner", the guide's
# example with SourceArn and ReturnPathArn: as a draft, and as boto3 is called there.
GUIDE = {
    "delegate": {"sourceArn": DOMAIN, "returnPathArn": DOMAIN}, "from": "sender@example.com",
    "to": ["recipient@example.com"], "returnPath": "feedback@example.com", "subject": "Amazon SES Test",
    "text": "", "html": "This email was sent with Amazon SES.",
}
GUIDE_CALL = {
    "Destination": {"ToAddresses": ["recipient@example.com"]},
    "Message": {"Body": {"Html": content("This email was sent with Amazon SES.")}, "Subject": content("Amazon SES Test")},
    "SourceArn": DOMAIN, "ReturnPathArn": DOMAIN, "Source": "sender@example.com", "ReturnPath": "feedback@example.com",
}

SENT_XML = """<{0}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><{0}Result>{1}</{0}Result>
<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></{0}Response>"""
ONE = "<MessageId>0100-one</MessageId>"
TWO = ("<Status><member><Status>Success</Status><MessageId>0100-one</MessageId></member>"
       "<member><Status>{}</Status><Error>refused</Error></member></Status>")

# Operations with templates: API, name, input, what SES answers, and what the script says to it.
OPERATIONS = [
    ("v1", "SendTemplatedEmail", {
        "Source": ANN, "Destination": {"ToAddresses": [SMITH]}, "SourceArn": DOMAIN, "ReturnPath": "in@bounces.example.net",
        "ReturnPathArn": BOUNCES, "Template": "order", "TemplateData": '{"name":"O\'Neil \\"$HOME\\" ä","lines":[1,2]}',
        "Tags": [{"Name": "a", "Value": "b"}], "ConfigurationSetName": "newsletters",
    }, SENT_XML.format("SendTemplatedEmail", ONE), True),
    ("v2", "SendEmail", {
        "FromEmailAddress": ANN, "FromEmailAddressIdentityArn": DOMAIN, "Destination": {"ToAddresses": [SMITH]},
        "Content": {"Template": {"TemplateName": "order", "TemplateData": '{"name":"ä"}'}},
    }, '{"MessageId":"0100-one"}', True),
    *[("v1", "SendBulkTemplatedEmail", {
        "Source": ANN, "SourceArn": DOMAIN, "Template": "order", "DefaultTemplateData": "{}",
        "DefaultTags": [{"Name": "a", "Value": "b"}],
        "Destinations": [
            {"Destination": {"ToAddresses": [SMITH]}, "ReplacementTemplateData": '{"name":"a\'b"}'},
            {"Destination": {"ToAddresses": ["eve@example.net"]}, "ReplacementTags": [{"Name": "c", "Value": "d"}]}],
    }, SENT_XML.format("SendBulkTemplatedEmail", TWO.format(status)), status == "Success")
        for status in ("Success", "MessageRejected")],
    *[("v2", "SendBulkEmail", {
        "FromEmailAddress": ANN, "FromEmailAddressIdentityArn": DOMAIN,
        "DefaultContent": {"Template": {"TemplateName": "order", "TemplateData": "{}"}},
        "BulkEmailEntries": [
            {"Destination": {"ToAddresses": [SMITH]}, "ReplacementEmailContent": {
                "ReplacementTemplate": {"ReplacementTemplateData": '{"name":"a\'b"}'}}},
            {"Destination": {"ToAddresses": ["eve@example.net"]}}],
    }, '{"BulkEmailEntryResults":[{"Status":"SUCCESS","MessageId":"0100-one"},{"Status":"%s","Error":"refused"}]}' % status,
        status == "SUCCESS") for status in ("SUCCESS", "TRANSIENT_FAILURE")],
]
