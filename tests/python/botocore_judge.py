"""What botocore serialises and signs, without sending anything."""

import datetime
import json
from functools import cache
from urllib.parse import parse_qsl
from unittest import mock

import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

import core


class Sent(Exception):
    """Carries the request out of botocore in place of an answer."""

    def __init__(self, request):
        super().__init__("not sent")
        self.request = request


@cache
def client(service: str, region: str):
    session = botocore.session.Session()
    keys = core.CREDENTIALS
    session.set_credentials(keys["accessKeyId"], keys["secretAccessKey"], keys["sessionToken"])
    made = session.create_client(service, region_name=region, config=Config(retries={"max_attempts": 0}))

    def stop(request, **_):
        raise Sent(request)

    made.meta.events.register("before-send", stop)
    return made


def serialise(service: str, operation: str, region: str, params: dict) -> dict:
    """The request for one call: method, url, content type, and its decoded body."""
    method = getattr(client(service, region), operation)
    try:
        method(**params)
    except Sent as sent:
        return decode(sent.request.url, sent.request.headers["Content-Type"], sent.request.body)
    raise AssertionError("botocore sent it")


def decode(url: str, content_type: str | bytes, body: bytes | str) -> dict:
    """A request in the form in which two are compared: pairs, or a JSON structure."""
    if isinstance(content_type, bytes):
        content_type = content_type.decode()
    if isinstance(body, bytes):
        body = body.decode()
    decoded = {"method": "POST", "url": url.rstrip("/"), "contentType": content_type}
    if content_type.startswith("application/json"):
        decoded["json"] = json.loads(body)
    else:
        decoded["form"] = sorted(parse_qsl(body, keep_blank_values=True, strict_parsing=True))
    return decoded


def authorization(url: str, region: str, headers: dict, body: bytes, at: int) -> str:
    """botocore's Authorization header for exactly this request at exactly this time."""
    keys = core.CREDENTIALS
    credentials = Credentials(keys["accessKeyId"], keys["secretAccessKey"], keys["sessionToken"])
    request = AWSRequest("POST", url, {"Content-Type": headers["content-type"]}, body)
    now = datetime.datetime.fromtimestamp(at, datetime.UTC)
    with mock.patch("botocore.auth.get_current_datetime", return_value=now):
        SigV4Auth(credentials, "ses", region).add_auth(request)
    assert request.headers["X-Amz-Date"] == headers["x-amz-date"]
    return request.headers["Authorization"]
