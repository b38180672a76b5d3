"""Every refusal of ses-local as botocore reads it: code, class, status and text, from
tests/ses_local/errors.json, whose rows say what AWS's source is."""

import re

import botocore.session
import pytest
from botocore.exceptions import ClientError

import core
import local_ses
from sending import client
from ses_local_table import SERVICES, WORLD, caller, differs, given, table
from test_ses_local_operations import method

ROWS = table("errors")


@pytest.fixture(scope="module")
def server():
    with local_ses.running(WORLD) as running:
        yield running


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_refusal(server, row):
    asked = client(SERVICES[row["api"]], server.authority, caller(row))
    if "first" in row:
        first = row["first"]
        getattr(client(SERVICES[first["api"]], server.authority, caller(row)), method(first["operation"]))(**first["input"])
    if "body" in row:
        asked.meta.events.register("before-sign", lambda request, **_: setattr(request, "data", row["body"]))
    if "drop" in row:
        def drop(request, **_):
            for name in row["drop"]:
                del request.headers[name]
        asked.meta.events.register("before-send", drop)
    with pytest.raises(ClientError) as caught:
        getattr(asked, method(row["operation"]))(**given(row["input"]))
    said = caught.value.response
    found = {"status": said["ResponseMetadata"]["HTTPStatusCode"], "code": said["Error"]["Code"],
             "message": said["Error"].get("Message")}
    expected = {"status": row["status"], "code": row["code"], "message": row["message"]}
    assert differs(expected, found) == [], row["aws"]
    # An error of the model is raised as its class.
    assert type(caught.value).__name__ == row.get("class", "ClientError"), row["aws"]


def test_every_kind_of_refusal_has_a_row():
    text = (core.ROOT / "crates/ses-local/src/refusal.rs").read_text(encoding="utf-8")
    rows = re.findall(r'\(\s*"([A-Za-z]+)",\s*"([A-Za-z]+)"', text)
    assert rows, "refusal.rs has no table of codes any more"
    named = {row["code"] for row in ROWS}
    lacking = {pair for pair in rows if not named & set(pair)}
    assert {pair for pair in lacking if pair[0] not in ELSEWHERE_CODES} == set()


# No well-made client provokes these: crates/ses-local/tests speak HTTP for them.
ELSEWHERE_CODES = {
    "IncompleteSignature", "MissingParameter", "MalformedQueryString", "UnsupportedMediaType", "RequestEntityTooLarge",
    "InternalFailure", "ServiceUnavailable"}


def test_the_rows_are_of_the_model():
    """Where a row names a class of AWS's model, code and status are the model's, of that operation."""
    session = botocore.session.get_session()
    for row in ROWS:
        if "class" not in row:
            continue
        operation = session.get_service_model(SERVICES[row["api"]]).operation_model(row["operation"])
        shape = next((shape for shape in operation.error_shapes if shape.name == row["class"]), None)
        assert shape is not None, row["name"]
        error = shape.metadata.get("error", {})
        assert error.get("code", shape.name) == row["code"], row["name"]
        assert error.get("httpStatusCode", row["status"]) == row["status"], row["name"]
