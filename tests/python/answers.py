"""Answers drawn from botocore's own description of an operation's output, as
SES or something before it would write them, and how two readings compare."""

import datetime
import http.client
import json
from xml.sax.saxutils import escape

from botocore.model import Shape
from botocore.parsers import ResponseParserError, create_parser

from operations import SERVICES, drawing, model, session
from values import WORD, Values

NAMESPACES = {"v1": "http://ses.amazonaws.com/doc/2010-12-01/", "sts": "https://sts.amazonaws.com/doc/2011-06-15/"}
REQUEST_ID = "fd3ae762-2563-11df-8cd4-6d4e828a9ae8"
# Texts without white space around them.
IDS = {
    "MessageId": lambda v: f"0100{v.word(40)}",
    "AccessKeyId": lambda v: "ASIA" + v.word(16, 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
    "SecretAccessKey": lambda v: v.word(40, 40, WORD + "+/"),
    "SessionToken": lambda v: v.word(1500, 200, WORD + "+/="),
}
CODES = ["MessageRejected", "AccessDenied", "Throttling", "InvalidParameterValue", "TemplateDoesNotExist"]
TEXTS = ["Email address is not verified.", "User `arn:aws:iam::1:user/x' is not authorized", "a <b> & 'c' \"d\"",
         "Grüße 日本語 🎉", "two\nlines", "", "]]> and &amp;", "Rate exceeded"]


def parse(api: str, operation: str, answer: tuple[int, dict, bytes]) -> dict | None:
    """botocore's reading; none if it cannot read it."""
    service = session().get_service_model(SERVICES[api])
    status, headers, body = answer
    try:
        parsed = create_parser(service.protocol).parse(
            {"status_code": status, "body": body, "headers": {name.lower(): value for name, value in headers.items()}},
            service.operation_model(operation).output_shape)
        # A page in place of an error is nonsense to it, by its own words.
        return None if status >= 300 and "Error" not in parsed else parsed
    except ResponseParserError:
        return None
    except (AttributeError, TypeError, ValueError):  # JSON or XML of another shape stops it in its tracks
        return None


def difference(said: dict, parsed: dict | None, answer: tuple[int, dict, bytes], shape: Shape | None = None) -> dict:
    """What the core and botocore read differently; nothing if both read the same."""
    if parsed is None:
        unread = "rejection" in said and said["rejection"]["code"] is said["rejection"]["message"] is None
        return {} if unread else {"core": said, "botocore": "cannot read it"}
    theirs = {name: value for name, value in parsed.items() if name != "ResponseMetadata"}
    request_id = parsed.get("ResponseMetadata", {}).get("RequestId") or None
    if "Error" in theirs:
        theirs = {**failure(theirs["Error"], answer), "requestId": request_id}
        ours = said.get("rejection", said)
        ours = {name: ours.get(name) or None for name in theirs}
    else:
        if "output" not in said:
            return {"core": said, "botocore": theirs}
        # `Sent` is JavaScript's too, and named as there; an output without members is none.
        ours = {name[0].upper() + name[1:]: value for name, value in (said["output"] or {}).items()}
        ours_id = ours.pop("RequestId", request_id)
        if ours_id != request_id:
            return {"core": ours_id, "botocore": request_id}
        ours, theirs = comparable(ours, shape), comparable(theirs, shape)
    return {} if ours == theirs else {"core": ours, "botocore": theirs}


def failure(error: dict, answer: tuple[int, dict, bytes]) -> dict:
    """botocore's error without its stand-ins: the status for a code; the status's
    name, or the whole of a page, for a text."""
    status, _, body = answer
    code, message = error.get("Code"), error.get("Message")
    stand_in = code in (None, "", str(status))
    if stand_in and message in (*http.client.responses.values(), body.decode()):
        message = None
    return {"status": status, "code": None if stand_in else code, "message": message or None}


def bulk_status(word: str) -> str:
    """v2's words as v1's: both models list them in the same order."""
    v1 = model("v1", "SendBulkTemplatedEmail").output_shape.members["Status"].member.members["Status"]
    v2 = model("v2", "SendBulkEmail").output_shape.members["BulkEmailEntryResults"].member.members["Status"]
    assert len(v1.enum) == len(v2.enum)
    return dict(zip(v2.enum, v1.enum)).get(word, word)


def comparable(value, shape: Shape | None):
    """Without empty lists, maps and what is null; moments as moments; the core
    has one word for a bulk status, v1's."""
    if isinstance(value, dict):
        members = getattr(shape, "members", {})
        inner = shape.value if shape is not None and shape.type_name == "map" else None
        read = {name: comparable(held, members.get(name, inner)) for name, held in value.items()}
        return {name: held for name, held in read.items()
                if held is not None and held != [] and held != {} and name not in SECRETS}
    if isinstance(value, list):
        return [comparable(held, getattr(shape, "member", None)) for held in value]
    if shape is not None and shape.name == "BulkEmailStatus":
        return bulk_status(value)
    if shape is not None and shape.type_name == "timestamp":
        if isinstance(value, (int, float)):
            value = datetime.datetime.fromtimestamp(value, datetime.UTC)
        if isinstance(value, str):
            value = datetime.datetime.fromisoformat(value)
        return round(value.timestamp() * 1000)
    return value


# What the core reads and never writes out: test_answers.py has it sign with them.
SECRETS = ("SecretAccessKey", "SessionToken")


class Answers:
    """Draws the answers of one operation."""

    def __init__(self, api: str, name: str):
        self.api, self.name = api, name
        self.rng = drawing(api, name, "answers")
        self.values = Values(self.rng, "us-east-1")
        self.output = model(api, name).output_shape
        self.sparse = 0.5

    def drawn(self, count=120) -> list[tuple[int, dict, bytes]]:
        write, refuse = (self.json, self.json_error) if self.api == "v2" else (self.xml, self.xml_error)
        answers = [write() for _ in range(count)] + [refuse() for _ in range(count // 2)]
        return answers + [self.gateway(status, body) for status in (302, 400, 403, 413, 500, 502, 503, 504)
                          for body in (b"", b"<html><body>503 <br> x", b"<html><body><h1>no</h1></body></html>", b"no")]

    def value(self, shape: Shape, name=""):
        """A value of the shape, as Python has it."""
        if shape.type_name == "structure":
            return {member: self.value(inner, member) for member, inner in shape.members.items()
                    if self.wanted(shape, member)}
        if shape.type_name == "list":
            return [self.value(shape.member, name) for _ in range(self.rng.choice([0, 1, 2, 12]))]
        if shape.type_name == "map":
            return {self.values.text(lines=False): self.value(shape.value) for _ in range(self.rng.choice([0, 1, 3]))}
        if shape.type_name == "timestamp":
            return self.values.time()
        if shape.type_name == "boolean":
            return self.rng.random() < 0.5
        if shape.type_name == "double":
            return self.rng.choice([0.0, 200.0, 14.5, -1.0, 1e5, 50000.0, float(self.rng.randint(0, 10**7))])
        if shape.type_name in ("integer", "long"):
            return self.rng.randint(0, 2**31)
        if getattr(shape, "enum", None):
            # Now and then one that is not in the model yet.
            return self.rng.choice([*shape.enum, "SOMETHING_NEW"])
        if name in IDS:
            return IDS[name](self.values)
        return self.rng.choice([self.values.text(), self.values.text(), " led and trailed "])

    def wanted(self, shape: Shape, member: str) -> bool:
        # What a call is for must be there for a success: of that, see test_answers.py.
        return member in (*shape.required_members, "MessageId", "Credentials") or self.rng.random() < self.sparse

    # The Query protocol

    def xml(self) -> tuple[int, dict, bytes]:
        self.sparse = self.rng.choice([0, 0.5, 1])
        result = "" if self.output is None else self.element(f"{self.name}Result", self.output, self.value(self.output))
        metadata = f"<ResponseMetadata><RequestId>{REQUEST_ID}</RequestId></ResponseMetadata>"
        return 200, self.headers("text/xml"), self.document(f"{self.name}Response", result + self.gap() + metadata)

    def xml_error(self) -> tuple[int, dict, bytes]:
        parts = [f"<Type>{self.rng.choice(['Sender', 'Receiver'])}</Type>",
                 f"<Code>{self.rng.choice(CODES)}</Code>", f"<Message>{self.written(self.rng.choice(TEXTS))}</Message>",
                 "<ConfigurationSetName>promo</ConfigurationSetName>"]
        kept = [part for part in parts if part.startswith("<Code") or self.rng.random() < 0.8]
        self.rng.shuffle(kept)
        request_id = f"<RequestId>{REQUEST_ID}</RequestId>"
        body = f"<Error>{self.gap().join(kept)}</Error>{self.gap()}{request_id}"
        status = self.rng.choice([400, 403, 404, 429, 500, 503])
        return status, self.headers("text/xml"), self.document("ErrorResponse", body)

    def document(self, name: str, body: str) -> bytes:
        declaration = self.rng.choice(["", '<?xml version="1.0" encoding="UTF-8"?>\n', '<?xml version="1.0"?>'])
        namespace = self.rng.choice(["", f' xmlns="{NAMESPACES[self.api]}"'])
        return f"{declaration}<{name}{namespace}>{self.gap()}{body}{self.gap()}</{name}>\n".encode()

    def element(self, name: str, shape: Shape, value) -> str:
        if shape.type_name == "structure":
            inner = [self.element(member, shape.members[member], held) for member, held in value.items()]
            if self.rng.random() < 0.2:
                inner.append("<NotYetKnown><Name>x</Name></NotYetKnown>")
            inner = self.gap() + self.gap().join(inner) + self.gap()
        elif shape.type_name == "list":
            inner = self.gap().join(self.element("member", shape.member, held) for held in value)
        elif shape.type_name == "map":
            inner = self.gap().join(
                f"<entry>{self.gap()}<key>{self.written(key)}</key>{self.element('value', shape.value, held)}</entry>"
                for key, held in value.items())
        elif shape.type_name == "timestamp":
            inner = value.strftime(self.rng.choice(["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.000Z"]))
        elif shape.type_name == "boolean":
            inner = str(value).lower()
        elif shape.type_name in ("double", "integer", "long"):
            inner = str(value)
        else:
            inner = self.written(value)
        return f"<{name}>{inner}</{name}>" if inner or self.rng.random() < 0.5 else f"<{name}/>"

    def gap(self) -> str:
        return self.rng.choice(["", "", "\n  ", "\r\n\t", "<!-- x -->"])

    def written(self, text: str) -> str:
        """Text in XML: by names, by numbers, or as CDATA."""
        way = self.rng.choice(["names", "numbers", "cdata"])
        if way == "cdata" and "]]>" not in text:
            return f"<![CDATA[{text}]]>" if "\r" not in text else escape(text).replace("\r", "&#13;")
        if way == "numbers":
            return "".join(f"&#x{ord(c):x};" if c in "<>&'\"\r" or ord(c) > 127 else c for c in text)
        return escape(text, {"\r": "&#13;", '"': "&quot;"})

    # REST JSON

    def json(self) -> tuple[int, dict, bytes]:
        self.sparse = self.rng.choice([0, 0.5, 1])
        if not self.output.members:
            return 200, self.headers("application/json"), self.rng.choice([b"", b"{}"])
        value = self.holed(jsonable(self.value(self.output)), self.output)
        return 200, self.headers("application/json"), self.dumped(value)

    def holed(self, value, shape: Shape):
        """With nulls in place of some missing members, and with members not known yet."""
        if shape.type_name == "list":
            return [self.holed(held, shape.member) for held in value]
        if shape.type_name == "map":
            return {key: self.holed(held, shape.value) for key, held in value.items()}
        if shape.type_name != "structure":
            return value
        holed = {name: self.holed(held, shape.members[name]) for name, held in value.items()}
        holed |= {name: None for name in shape.members if name not in value and self.rng.random() < 0.2}
        return {**holed, "NotYetKnown": self.rng.choice([None, [1], {"a": {}}])} if self.rng.random() < 0.2 else holed

    def json_error(self) -> tuple[int, dict, bytes]:
        code = self.rng.choice(["MessageRejected", "BadRequestException", "com.amazonaws.sesv2#NotFoundException",
                                "TooManyRequestsException:http://internal.amazon.com/coral/x/"])
        headers, body = self.headers("application/json"), {}
        where = self.rng.choice(["header", "__type", "code", "nowhere"])
        if where == "header":
            headers["X-Amzn-ErrorType"] = code
        elif where != "nowhere":
            body[where] = code
        body |= self.rng.choice([{"message": self.rng.choice(TEXTS)}, {"Message": self.rng.choice(TEXTS)},
                                 {"message": None}, {}])
        return self.rng.choice([400, 403, 404, 429, 500]), headers, self.dumped(body)

    def dumped(self, value) -> bytes:
        return json.dumps(value, ensure_ascii=self.rng.random() < 0.5, indent=self.rng.choice([None, 1])).encode()

    # Before either

    def headers(self, content_type: str) -> dict:
        return {"Content-Type": self.rng.choice([content_type, content_type, "text/plain"]),
                self.rng.choice(["x-amzn-RequestId", "X-Amzn-Requestid"]): REQUEST_ID}

    def gateway(self, status: int, body: bytes) -> tuple[int, dict, bytes]:
        return status, {"Content-Type": "text/html"}, body


def jsonable(value):
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    if isinstance(value, dict):
        return {name: jsonable(held) for name, held in value.items()}
    return [jsonable(held) for held in value] if isinstance(value, list) else value
