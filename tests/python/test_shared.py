"""A second set of requests and answers, which botocore wrote elsewhere and by
other hands. It is no part of the repository: without it these tests say so and
pass. SES_DELEGATE_SHARED names its folder, else it lies beside the repository."""

import base64
import datetime
import json
import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import answers
import botocore_judge
import compare
import core
from operations import OPERATIONS, model
from report import tell

SHARED = Path(os.environ.get("SES_DELEGATE_SHARED") or core.ROOT.parent / "shared") / "ses"
REQUESTS = sorted(path for path in SHARED.glob("golden/*.json") if path.name != "index.json")
SAMPLES = SHARED / "data" / "response-samples.json"
ANSWERS = json.loads(SAMPLES.read_text()) if SAMPLES.is_file() else []
# Those that go elsewhere than to the Region's usual host.
VARIANTS = {"v1-sendemail-fips": "fips", "v1-sendemail-dualstack": "dual-stack"}

if not REQUESTS or not ANSWERS:
    tell("the second set of requests and answers", f"is not at {SHARED}: nothing was compared with it")


def test_how_much_was_there():
    if REQUESTS or ANSWERS:
        tell("the second set of requests and answers", f"{len(REQUESTS)} requests, {len(ANSWERS)} answers")
        assert len(REQUESTS) >= 39 and len(ANSWERS) >= 45


def parameters(value, blob):
    """The file's parameters, its blobs as `blob` makes them of base64."""
    if isinstance(value, dict):
        if set(value) == {"$bytes_base64"}:
            return blob(value["$bytes_base64"])
        return {name: parameters(inner, blob) for name, inner in value.items()}
    return [parameters(inner, blob) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", REQUESTS, ids=lambda path: path.stem)
def test_request_and_signature(path):
    golden = json.loads(path.read_text())
    expected, proof = golden["expected"], golden["sigv4"]
    at = datetime.datetime.strptime(proof["amz_date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.UTC)
    keys = {"accessKeyId": proof["access_key_id"], "secretAccessKey": proof["secret_access_key"],
            "sessionToken": proof["session_token"]}
    assert (golden["api"], golden["operation"]) in OPERATIONS
    params = parameters(golden["params"], base64.b64decode)
    ours, = core.operate(golden["api"], golden["operation"], [(golden["region"], params)], keys,
                         int(at.timestamp()), VARIANTS.get(golden["id"], "standard"))
    assert "error" not in ours, ours
    url = f"{expected['scheme']}://{expected['host']}{expected['path']}"
    theirs = botocore_judge.decode(
        expected["method"], f"{url}?{expected['raw_query']}" if expected["raw_query"] else url,
        expected["headers"].get("Content-Type"), expected["body"])
    assert theirs.get("json") == expected.get("json") and theirs.get("form", []) == sorted(
        map(tuple, expected.get("form", [])))
    said = botocore_judge.decode(ours["method"], ours["url"], ours["headers"].get("content-type"), ours["body"])
    assert compare.comparable(said) == compare.comparable(compare.without_empty_lists(theirs, params))
    assert urlsplit(ours["url"]).hostname == expected["host"]
    # The file's signature holds for the file's bytes only; for others botocore signs anew.
    signature = proof["authorization"] if ours["body"] == expected["body"].encode() else \
        botocore_judge.authorization(ours["url"], golden["region"], ours["headers"], ours["body"],
                                     int(at.timestamp()), ours["method"], proof["service"], keys)
    assert ours["headers"]["authorization"] == signature


@pytest.mark.parametrize("sample", ANSWERS, ids=lambda sample: sample["id"])
def test_answer(sample):
    answer = (sample["status"], sample["headers"], sample["body"].encode())
    said, = core.interpret(sample["api"], sample["operation"], [answer])
    shape = model(sample["api"], sample["operation"]).output_shape
    assert answers.difference(said, sample["botocore_parsed"], answer, shape) == {}
