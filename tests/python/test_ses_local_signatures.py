"""The probe table again, signed by botocore: what it signs, the local SES takes,
and nothing that was changed afterwards."""

import datetime
import json
from base64 import b64encode
from http.client import HTTPConnection
from urllib.parse import parse_qsl, quote, urlsplit
from xml.etree import ElementTree

import botocore.auth
import pytest
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

import local_ses
from report import tell

RAW = b64encode(b"From: a@delegate.example\r\nTo: r@reader.example\r\n\r\nx\r\n").decode()
FORM = "application/x-www-form-urlencoded; charset=utf-8"
V1 = ("POST", "/", FORM, f"Action=SendRawEmail&Version=2010-12-01&Tags.member.1.Name=a&Tags.member.1.Value=b"
      f"&RawMessage.Data={quote(RAW, safe='')}")
V2 = ("POST", "/v2/email/outbound-emails", "application/json", json.dumps({"Content": {"Raw": {"Data": RAW}}}))
CALLS = {"v1": V1, "v2": V2}

MISMATCH = ("SignatureDoesNotMatch", "InvalidSignatureException")
INVALID = ("InvalidClientTokenId", "UnrecognizedClientException")
INCOMPLETE = ("IncompleteSignature", "IncompleteSignatureException")
MISSING = ("MissingAuthenticationToken", "MissingAuthenticationTokenException")
OK = (None, None)


class Signed:
    """A signed request, every part open to tampering."""

    def __init__(self, form, call, authority, credentials, service="ses", region="eu-west-1", headers=(), query=""):
        self.method, path, media_type, self.body = call
        if form == "query":
            # Presigning, botocore moves a form into the query, and can sign no other body.
            self.method, query, self.body = "GET", f"{query}{'&' if query else '?'}{self.body}", ""
        url = f"http://{authority}{path}{query}"
        request = AWSRequest(self.method, url, data=self.body, headers={"Content-Type": media_type, **dict(headers)})
        signer = SigV4Auth if form == "header" else SigV4QueryAuth
        if form == "header":
            signer(credentials, service, region).add_auth(request)
        else:
            signer(credentials, service, region, expires=600).add_auth(request)
        parts = urlsplit(request.url)
        self.target = parts.path + (f"?{parts.query}" if parts.query else "")
        self.headers = [("Host", authority), *request.headers.items()]

    def header(self, name, change):
        changed = [(key, change(value) if key == name else value) for key, value in self.headers]
        assert changed != self.headers, name
        self.headers = changed

    def anywhere(self, old, new):
        """Changes the claim, in the header or in the query."""
        before = (self.target, list(self.headers))
        self.target = self.target.replace(quote(old, safe=""), quote(new, safe=""))
        self.headers = [(key, value.replace(old, new) if key == "Authorization" else value)
                        for key, value in self.headers]
        assert before != (self.target, self.headers), old

    def signature(self, change):
        def changed(text):
            start = text.index("Signature=", text.find("Signature=")) + len("Signature=")
            return text[:start] + change(text[start:start + 64]) + text[start + 64:]
        if "X-Amz-Signature=" in self.target:
            self.target = changed(self.target)
        else:
            self.header("Authorization", changed)

    def send(self, authority):
        connection = HTTPConnection(authority, timeout=30)
        connection.putrequest(self.method, self.target, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers:
            connection.putheader(name, value)
        body = self.body.encode()
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        code = None
        if answer.status != 200:
            code = answer.headers.get("x-amzn-errortype") or next(
                element.text for element in ElementTree.fromstring(text).iter() if element.tag.endswith("Code"))
        return code, text


def swap(text):
    return ("1" if text[0] == "0" else "0") + text[1:]


def reverse(signed):
    signed.headers.reverse()


def with_token(signed, token):
    if "X-Amz-Security-Token=" in signed.target:
        own = quote(local_ses.CREDENTIALS["sessionToken"], safe="")
        assert own in signed.target
        signed.target = signed.target.replace(own, quote(token, safe=""))
    else:
        signed.header("X-Amz-Security-Token", lambda _: token)


def reordered(signed):
    path, _, query = signed.target.partition("?")
    signed.target = path + "?" + "&".join(reversed(query.split("&")))


def query_blank(signed):
    signed.target = signed.target.replace("%20", "+")


# What, the changes before signing, the change after, the codes of v1 and v2, the form if only one.
PROBES = [
    ("untouched", {}, None, OK, None),
    ("signature", {}, lambda s: s.signature(swap), MISMATCH, None),
    ("upper-case hex", {}, lambda s: s.signature(str.upper), MISMATCH, None),
    ("secret", {"secret": "another"}, None, MISMATCH, None),
    ("body", {}, lambda s: setattr(s, "body", s.body + "&"), MISMATCH, "header"),
    ("token", {}, lambda s: with_token(s, "another"), INVALID, None),
    ("no token", {"token": None}, None, INVALID, None),
    ("unknown key", {"key": "ASIANOBODY0000000001"}, None, INVALID, None),
    ("scope: Region", {}, lambda s: s.anywhere("/eu-west-1/", "/us-east-1/"), MISMATCH, None),
    ("scope: service", {"service": "email"}, None, MISMATCH, None),
    ("scope: date", {}, lambda s: s.anywhere(datetime.datetime.now(datetime.UTC).strftime("/%Y%m%d/"), "/20200101/"),
     MISMATCH, None),
    ("scope: terminator", {}, lambda s: s.anywhere("/aws4_request", "/aws5_request"), MISMATCH, None),
    ("scope: too few", {}, lambda s: s.anywhere("/aws4_request", ""), INCOMPLETE, None),
    ("another Region, signed so", {"region": "nowhere"}, None, MISMATCH, None),
    ("no Authorization", {}, lambda s: setattr(s, "headers", [h for h in s.headers if h[0] != "Authorization"]),
     MISSING, "header"),
    ("host unsigned", {}, lambda s: s.anywhere("content-type;host", "content-type"), MISMATCH, "header"),
    ("token unsigned", {}, lambda s: s.anywhere(";x-amz-security-token", ""), MISMATCH, "header"),
    ("date unsigned", {}, lambda s: s.anywhere(";x-amz-date", ""), MISMATCH, "header"),
    ("date", {}, lambda s: s.header("X-Amz-Date", lambda date: date[:-2] + swap(date[-2]) + "Z"), MISMATCH, "header"),
    ("Date header instead", {"headers": {"Date": "given"}}, None, OK, "header"),
    ("headers reordered", {}, reverse, OK, None),
    ("a header more", {}, lambda s: s.headers.append(("X-Probe", "1")), OK, None),
    ("a signed header twice", {"headers": {"X-Probe": "1"}}, lambda s: s.headers.append(("X-Probe", "1")), MISMATCH, None),
    ("a signed header changed", {"headers": {"X-Probe": "1"}}, lambda s: s.header("X-Probe", lambda _: "2"), MISMATCH, None),
    ("blanks in a value", {"headers": {"X-Probe": "a   b"}}, lambda s: s.header("X-Probe", lambda _: "a b  "), OK, None),
    ("Content-Type changed", {}, lambda s: s.header("Content-Type", lambda value: value + " ;x=y"), MISMATCH, "header"),
    ("parameters reordered", {"query": "?a=1&b=2"}, reordered, OK, None),
    ("%20 in the query", {"query": "?a=b%20c"}, None, OK, "header"),
    ("+ for %20 in the query", {"query": "?a=b%20c"}, query_blank, OK, "header"),
    ("a parameter more", {"query": "?a=1"}, lambda s: setattr(s, "target", s.target + "&b=2"), MISMATCH, None),
    ("Authorization and query", {}, lambda s: s.headers.append(("Authorization", "AWS4-HMAC-SHA256 x")), MISMATCH, "query"),
    ("no X-Amz-Date", {}, lambda s: setattr(s, "target", s.target.replace("X-Amz-Date", "X-Amz-Day")), INCOMPLETE, "query"),
    ("X-Amz-Expires of a week and more", {},
     lambda s: setattr(s, "target", s.target.replace("Expires=600", "Expires=604801")), INCOMPLETE, "query"),
]


@pytest.fixture(scope="module")
def ses():
    with local_ses.running() as server:
        yield server


def credentials(probe):
    own = local_ses.CREDENTIALS
    return Credentials(probe.pop("key", own["accessKeyId"]), probe.pop("secret", own["secretAccessKey"]),
                       probe.pop("token", own["sessionToken"]))


def test_every_probe_has_its_answer(ses):
    rows, accepted, wrong = 0, 0, []
    for name, before, after, codes, only in PROBES:
        for api, call in CALLS.items():
            for form in [only] if only else ["header", "query"]:
                if (api, form) == ("v2", "query"):
                    continue
                before_here = dict(before)
                signed = Signed(form, call, ses.authority, credentials(before_here), **before_here)
                if after:
                    after(signed)
                code, text = signed.send(ses.authority)
                rows += 1
                accepted += code is None
                if code != codes[api == "v2"]:
                    wrong.append((name, api, form, code, text))
                assert not any(secret in text for secret in local_ses.SECRETS), (name, text)
    assert not wrong, "\n".join(map(str, wrong))
    assert rows > 80
    tell("signatures of botocore, tampered with", f"{rows} probes: {accepted} accepted, {rows - accepted} refused")


@pytest.mark.parametrize("seconds,code", [(-299, None), (-310, "SignatureDoesNotMatch"), (310, "SignatureDoesNotMatch")])
def test_the_clock(ses, monkeypatch, seconds, code):
    # However a version of botocore reads the time, it is this function's.
    shifted = datetime.datetime.now(datetime.UTC).replace(tzinfo=None) + datetime.timedelta(seconds=seconds)
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda *_, **__: shifted)
    signed = Signed("header", V1, ses.authority, credentials({}))
    found, text = signed.send(ses.authority)
    assert found == code, text
    if code:
        assert ("Signature expired: " if seconds < 0 else "Signature not yet current: ") in text


def test_paths_are_encoded_twice(ses):
    """botocore does so for every service but S3; S3's way is refused."""
    made = ("POST", "/v2/email/identities", "application/json", json.dumps({"EmailIdentity": "a+b@label.example"}))
    code, text = Signed("header", made, ses.authority, credentials({})).send(ses.authority)
    assert code is None, text
    path = "/v2/email/identities/a%2Bb%40label.example/policies"
    call = ("GET", path, "application/json", "")
    once = botocore.auth.S3SigV4Auth(credentials({}), "ses", "eu-west-1")
    request = AWSRequest("GET", f"http://{ses.authority}{path}", headers={"Content-Type": "application/json"})
    once.add_auth(request)
    signed = Signed("header", call, ses.authority, credentials({}))
    code, text = signed.send(ses.authority)
    assert code is None and json.loads(text) == {"Policies": {}}, text
    signed.headers = [("Host", ses.authority), *request.headers.items()]
    found, text = signed.send(ses.authority)
    assert found == "InvalidSignatureException", text
    assert "/v2/email/identities/a%252Bb%2540label.example/policies" in text


def test_the_query_of_a_get(ses):
    """Everything in the query: the mail, and the signature in the header."""
    call = ("GET", "/", FORM, "")
    signed = Signed("header", call, ses.authority, credentials({}), query="?" + V1[3])
    assert dict(parse_qsl(urlsplit(signed.target).query))["Action"] == "SendRawEmail"
    code, text = signed.send(ses.authority)
    assert code is None, text
