"""Raw messages of which no two are alike, their sends signed by botocore as bytes for any socket,
and the reading of all that ses-local has kept."""

import base64
import hashlib
import json
import re
from collections import Counter
from http.client import HTTPConnection
from urllib.parse import urlencode

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

import core

WORLD = core.ROOT / "tests/ses_local/load.toml"
OWNER = {"access_key_id": "AKIALOADTEST00000001", "secret_access_key": "secret/of+owner/00000000000000000000load"}
DELEGATE = {"access_key_id": "AKIALOADTEST00000002", "secret_access_key": "secret/of+agent/00000000000000000000load"}
SOURCE = "news@owner.example"
SOURCE_ARN = "arn:aws:ses:us-east-1:111122223333:identity/owner.example"
APIS = ("v1", "v2")


def message(name: str, size=2048) -> bytes:
    """Without a Date and a Message-ID: those are SES's."""
    head = (f"From: News <{SOURCE}>\r\nTo: reader@recipient.example\r\nSubject: {name}\r\n"
            "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n")
    line = hashlib.sha256(name.encode()).hexdigest() + "\r\n"
    return (head + line * ((size - len(head)) // len(line))).encode()


def as_sent(delivered: bytes) -> bytes:
    """A delivered message without the two header lines that SES adds."""
    head, blank, body = delivered.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    kept = [line for line in lines if not line.startswith((b"Date: ", b"Message-ID: "))]
    assert len(lines) == len(kept) + 2, head
    return b"\r\n".join(kept) + blank + body


def digest(mail: bytes) -> str:
    return hashlib.sha256(mail).hexdigest()


def request(authority: str, caller: dict, api: str, mail: bytes) -> bytes:
    """A whole HTTP request: SendRawEmail, or v2 SendEmail with raw content."""
    data = base64.b64encode(mail).decode()
    if api == "v1":
        path, media_type = "/", "application/x-www-form-urlencoded; charset=utf-8"
        body = urlencode({"Action": "SendRawEmail", "Version": "2010-12-01", "Source": SOURCE, "SourceArn": SOURCE_ARN,
                          "Destinations.member.1": "reader@recipient.example", "RawMessage.Data": data})
    else:
        path, media_type = "/v2/email/outbound-emails", "application/json"
        # Without FromEmailAddress, which would be written over the From header.
        body = json.dumps({"FromEmailAddressIdentityArn": SOURCE_ARN,
                           "Destination": {"ToAddresses": ["reader@recipient.example"]},
                           "Content": {"Raw": {"Data": data}}})
    unsigned = AWSRequest("POST", f"http://{authority}{path}", {"Content-Type": media_type}, body.encode())
    keys = Credentials(caller["access_key_id"], caller["secret_access_key"], caller.get("session_token"))
    SigV4Auth(keys, "ses", "us-east-1").add_auth(unsigned)
    headers = {"Host": authority, **dict(unsigned.headers.items()), "Content-Length": str(len(body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {path} HTTP/1.1\r\n{head}\r\n{body}".encode()


def message_id(answer: bytes) -> str:
    """In either dialect."""
    found = re.search(rb'(?:<MessageId>|"MessageId":\s*")([0-9a-f-]+)', answer)
    assert found, answer
    return found[1].decode()


def kept(authority: str) -> tuple[dict[str, str], Counter]:
    """All messages of a ses-local: by id the hash of what was sent, and how often each hash is there."""
    connection = HTTPConnection(authority, timeout=60)

    def get(path: str) -> bytes:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200, (path, body)
        return body

    ids, before = [], ""
    while True:
        page = json.loads(get(f"/messages?limit=1000{before}"))
        ids += [row["id"] for row in page["messages"]]
        if page["next"] is None:
            break
        before = f"&before={page['next']}"
    assert len(ids) == page["total"] == len(set(ids)), (len(ids), page["total"], len(set(ids)))
    hashes = {one: digest(as_sent(get(f"/messages/{one}/raw"))) for one in ids}
    connection.close()
    return hashes, Counter(hashes.values())
