"""What botocore serialises and signs, without sending anything."""

import datetime
import json
from functools import cache
from unittest import mock
from urllib.parse import parse_qsl, urlsplit

from botocore import xform_name
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.serialize import create_serializer

import core
from operations import session


class Sent(Exception):
    """Carries the request out of botocore in place of an answer."""

    def __init__(self, request):
        super().__init__("not sent")
        self.request = request


@cache
def client(service: str, region: str):
    keys = core.CREDENTIALS
    session().set_credentials(keys["accessKeyId"], keys["secretAccessKey"], keys["sessionToken"])
    made = session().create_client(service, region_name=region, config=Config(retries={"max_attempts": 0}))

    def stop(request, **_):
        raise Sent(request)

    made.meta.events.register("before-send", stop)
    return made


def serialise(service: str, operation: str, region: str, params: dict) -> dict:
    """The request for one call, decoded."""
    made = client(service, region)
    if "EndpointId" in params:
        return serialise_only(made, operation, params)
    try:
        getattr(made, xform_name(operation))(**params)
    except Sent as sent:
        request = sent.request
        return decode(request.method, request.url, request.headers.get("Content-Type"), request.body)
    raise AssertionError("botocore sent it")


def serialise_only(made, operation: str, params: dict) -> dict:
    """A multi-region endpoint has a host of its own and takes SigV4A, for which
    botocore needs a library in C: of these calls it judges all but host and signature."""
    serializer = create_serializer(made.meta.service_model.metadata["protocol"], include_validation=True)
    request = serializer.serialize_to_request(params, made.meta.service_model.operation_model(operation))
    assert not request["query_string"], request
    return decode(request["method"], made.meta.endpoint_url + request["url_path"],
                  request["headers"].get("Content-Type"), request["body"])


def decode(method: str, url: str, content_type: str | bytes | None, body: bytes | str | None) -> dict:
    """A request in the form in which two are compared: pairs, or a JSON structure."""
    if isinstance(content_type, bytes):
        content_type = content_type.decode()
    if isinstance(body, bytes):
        body = body.decode()
    parts = urlsplit(url)
    decoded = {"method": method, "url": f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/"),
               "contentType": content_type}
    if parts.query:
        decoded["query"] = sorted(parts.query.split("&"))
    if content_type is None:
        assert not body, body
    elif content_type.startswith("application/json"):
        decoded["json"] = json.loads(body)
    else:
        decoded["form"] = sorted(parse_qsl(body, keep_blank_values=True, strict_parsing=True))
    return decoded


def authorization(url: str, region: str, headers: dict, body: bytes, at: int, method="POST", service="ses",
                  keys=core.CREDENTIALS) -> str:
    """botocore's Authorization header for exactly this request at exactly this time."""
    credentials = Credentials(keys["accessKeyId"], keys["secretAccessKey"], keys["sessionToken"])
    content_type = {"Content-Type": headers["content-type"]} if "content-type" in headers else {}
    request = AWSRequest(method, url, content_type, body)
    now = datetime.datetime.fromtimestamp(at, datetime.UTC)
    with mock.patch("botocore.auth.get_current_datetime", return_value=now):
        SigV4Auth(credentials, service, region).add_auth(request)
    assert request.headers["X-Amz-Date"] == headers["x-amz-date"]
    return request.headers["Authorization"]
