"""Another's server takes what the core sends: ministack checks SigV4 and the
session token on the raw bytes. It runs where the peers are up (cargo xtask test
starts them if it finds them)."""

import os
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen
import time

import pytest

import cases
import core

ENDPOINT = os.environ.get("SES_PEERS_ENDPOINT", "http://127.0.0.1:8005")
ROUTES = ["v1-send-raw-email", "v1-send-raw-email-headers", "v1-send-email", "v2-send-email-raw",
          "v2-send-email-simple"]


@pytest.fixture(scope="module")
def credentials():
    return keys()


def keys() -> dict:
    """Those of a session of ministack's; skips what needs them if there is none."""
    path = os.environ.get("SES_PEERS_CREDS")
    if not path:
        pytest.skip("the peers are absent: nothing was sent through another's server")
    key, secret, token = Path(path).read_text().split()
    return {"accessKeyId": key, "secretAccessKey": secret, "sessionToken": token}


def post(composed: dict, **changes) -> tuple[int, str]:
    """The answer's status and text; each change replaces a header."""
    headers = {**composed["headers"], **changes}
    try:
        with urlopen(Request(composed["url"], composed["body"], headers, method="POST"), timeout=30) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def composed(route: str, credentials: dict) -> dict:
    everything = {**cases.EVERYTHING, "attachments": [] if route == "v1-send-email" else cases.FILES}
    draft = cases.draft(route, **everything, endpoint=ENDPOINT)
    stamp = {**core.STAMP, "at": int(time.time())}
    return core.compose([draft], credentials, stamp)[0]


@pytest.mark.parametrize("route", ROUTES)
def test_is_accepted(credentials, route):
    # It knows no delegation: the identity must be its own caller's.
    verify(credentials)
    status, body = post(composed(route, credentials))
    assert status == 200, body
    assert "MessageId" in body


def test_a_byte_changed_in_the_signature_is_refused(credentials):
    request = composed("v1-send-email", credentials)
    authorization = request["headers"]["authorization"]
    last = "0" if authorization[-1] != "0" else "1"
    status, body = post(request, authorization=authorization[:-1] + last)
    assert status == 403 and "SignatureDoesNotMatch" in body


def test_a_foreign_session_token_is_refused(credentials):
    request = composed("v1-send-email", {**credentials, "sessionToken": "another"})
    status, body = post(request)
    assert status == 403, body


def verify(credentials: dict) -> None:
    import boto3

    ses = boto3.client(
        "ses", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id=credentials["accessKeyId"],
        aws_secret_access_key=credentials["secretAccessKey"], aws_session_token=credentials["sessionToken"])
    ses.verify_email_identity(EmailAddress="ann@example.com")
    ses.verify_domain_identity(Domain="example.com")
