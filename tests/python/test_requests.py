"""Requests and signatures equal botocore's; the golden files say what botocore says today."""

import base64
from email import policy
from email.parser import Parser

import pytest

import botocore_judge
import cases
import core
import generate_golden


@pytest.fixture(scope="module")
def composed():
    return core.compose([case.draft for case in cases.CASES])


def test_there_are_enough_cases():
    assert len(cases.CASES) >= 12
    assert len({case.folder for case in cases.CASES}) == len(cases.CASES)


@pytest.mark.parametrize("at", range(len(cases.CASES)), ids=[case.folder for case in cases.CASES])
def test_request_and_signature_equal_botocores(composed, at):
    case, ours = cases.CASES[at], composed[at]
    theirs = botocore_judge.serialise(
        case.service, case.operation, case.region, generate_golden.with_mime(case.params, ours["mime"]))
    assert botocore_judge.decode("POST", ours["url"], ours["headers"]["content-type"], ours["body"]) == theirs
    assert ours["headers"]["authorization"] == botocore_judge.authorization(
        ours["url"], case.region, ours["headers"], ours["body"], core.STAMP["at"])
    assert sorted(ours["headers"]) == ["authorization", "content-type", "x-amz-date", "x-amz-security-token"]
    signed = ours["headers"]["authorization"].split("SignedHeaders=")[1].split(",")[0]
    assert signed == "content-type;host;x-amz-date;x-amz-security-token"


def test_golden_files_are_what_botocore_says_now():
    expected = generate_golden.everything()
    found = {
        path.relative_to(generate_golden.GOLDEN): path.read_bytes()
        for path in generate_golden.GOLDEN.rglob("*") if path.is_file()
    }
    assert found == expected, "run: python tests/python/generate_golden.py"


@pytest.mark.parametrize("written, name, address", [
    (cases.ANN, "Ännchen", "ann@example.com"),
    (cases.SMITH, "Smith, Bob", "bob@example.org"),
    (cases.JAPANESE, "日本語", "nihon@example.org"),
])
def test_names_in_parameters_are_what_was_typed(written, name, address):
    header = Parser(policy=policy.default).parsestr(f"From: {written}\n\n")["From"]
    assert not header.defects
    assert [(a.display_name, a.addr_spec) for a in header.addresses] == [(name, address)]


def test_each_body_has_a_signature_of_its_own():
    ours = core.compose([cases.draft("v1-send-email", text=text) for text in ("one", "onf")])
    signatures = [request["headers"]["authorization"] for request in ours]
    assert signatures[0] != signatures[1]
    assert signatures == [
        botocore_judge.authorization(
            request["url"], "us-east-1", request["headers"], request["body"], core.STAMP["at"])
        for request in ours
    ]


def test_raw_data_is_the_mime():
    ours, = core.compose([cases.draft("v1-send-raw-email")])
    form = dict(botocore_judge.decode("POST", ours["url"], ours["headers"]["content-type"], ours["body"])["form"])
    assert base64.b64decode(form["RawMessage.Data"]) == ours["mime"]
