"""Inputs drawn from botocore's model: the core's request and signature equal botocore's."""

import json

import pytest

import botocore_judge
import compare
import core
from draw import every_member, inputs
from operations import IDS, OPERATIONS, SEED, SERVICES, SIGNED_AS, model
from report import tell


@pytest.mark.parametrize("api, operation", OPERATIONS, ids=IDS)
def test_requests_and_signatures_equal_botocores(api, operation):
    drawn = inputs(api, operation)
    shape = model(api, operation).input_shape
    assert len(drawn) >= (200 if shape and shape.members else 30)
    assert members(params for _, params in drawn) == set(every_member(shape)), "some member was never drawn"
    written = core.operate(api, operation, drawn)
    different = []
    for (region, params), ours in zip(drawn, written):
        theirs = botocore_judge.serialise(SERVICES[api], operation, region, params)
        found = differences(params, region, ours, theirs, SIGNED_AS[api])
        if found:
            different.append({"region": region, "input": core.plain(params), **found})
    tell("requests compared with botocore's",
         f"{api:<4}{operation:<36}{len(drawn):>5} inputs{len(drawn) - len(different):>6} equal")
    replay = json.dumps(different[:1], ensure_ascii=False, indent=1, default=str)
    assert not different, f"{len(different)} of {len(drawn)} differ (SES_DELEGATE_SEED={SEED}); the first: {replay}"


def differences(params: dict, region: str, ours: dict, theirs: dict, service: str) -> dict:
    """What differs; nothing if both say the same."""
    if "error" in ours:
        return {"refused": ours["error"]}
    decoded = botocore_judge.decode(ours["method"], ours["url"], ours["headers"].get("content-type"), ours["body"])
    ours_says = compare.comparable(decoded)
    theirs_says = compare.comparable(compare.without_empty_lists(theirs, params))
    found = {part: {"core": ours_says.get(part), "botocore": theirs_says.get(part)}
             for part in {**ours_says, **theirs_says} if ours_says.get(part) != theirs_says.get(part)}
    signature = botocore_judge.authorization(
        ours["url"], region, ours["headers"], ours["body"], core.STAMP["at"], ours["method"], service)
    if ours["headers"]["authorization"] != signature:
        found["authorization"] = {"core": ours["headers"]["authorization"], "botocore": signature,
                                  "canonicalRequest": ours["canonicalRequest"]}
    names = {"authorization", "x-amz-date", "x-amz-security-token"} | ({"content-type"} if ours["body"] else set())
    if set(ours["headers"]) != names:
        found["headers"] = sorted(ours["headers"])
    return found


def members(values) -> set[tuple]:
    """The place of every member in any of `values`."""
    found = set()
    for value in values:
        if isinstance(value, list):
            found |= members(value)
        elif isinstance(value, dict):
            found |= {(name, *inner) for name, held in value.items() for inner in [(), *members([held])]}
    return found


def test_a_difference_is_found():
    """The judge sees one byte, one member, one header more or less."""
    drawn = inputs("v1", "SendRawEmail")[:1]
    (region, params), = drawn
    theirs = botocore_judge.serialise("ses", "SendRawEmail", region, params)
    written, = core.operate("v1", "SendRawEmail", drawn)
    assert differences(params, region, written, theirs, "ses") == {}
    for part, change in {
        "form": {"body": written["body"].replace(b"RawMessage.Data=", b"RawMessage.Data=AAAA")},
        "authorization": {"url": written["url"] + "?a=b"},
        "url": {"url": written["url"] + "x"},
        "headers": {"headers": {**written["headers"], "x-more": "1"}},
        "method": {"method": "GET"},
        "contentType": {"headers": {**written["headers"], "content-type": "text/plain"}},
    }.items():
        assert part in differences(params, region, {**written, **change}, theirs, "ses"), part


def test_names_and_domains_are_seven_bit():
    """botocore passes on what it is given; SES wants encoded words and punycode."""
    drawn = [(region, params) for region, params in inputs("v1", "SendEmail") if not params["Source"].isascii()]
    assert len(drawn) > 10
    for written in core.operate("v1", "SendEmail", drawn):
        form = dict(botocore_judge.decode("POST", written["url"], written["headers"]["content-type"],
                                          written["body"])["form"])
        assert form["Source"].isascii()
