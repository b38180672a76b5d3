"""Inputs drawn from botocore's model: the core's request and signature equal botocore's."""

import json

import pytest

import botocore_judge
import compare
import core
from draw import inputs
from operations import IDS, OPERATIONS, SEED, SERVICES, model
from report import tell

SIGNED_AS = {"v1": "ses", "v2": "ses", "sts": "sts"}


@pytest.mark.parametrize("api, operation", OPERATIONS, ids=IDS)
def test_requests_and_signatures_equal_botocores(api, operation):
    drawn = inputs(api, operation)
    members = model(api, operation).input_shape and model(api, operation).input_shape.members
    assert len(drawn) >= (200 if members else 30)
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
