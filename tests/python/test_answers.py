"""The core reads every answer as botocore's parsers do, from the same bytes."""

import base64
import json

import pytest

import answers
import botocore_judge
import core
from operations import IDS, OPERATIONS, SEED, model
from report import tell


@pytest.mark.parametrize("api, operation", OPERATIONS, ids=IDS)
def test_answers_are_read_as_botocore_reads_them(api, operation):
    drawn = answers.Answers(api, operation).drawn()
    different, shape = [], model(api, operation).output_shape
    for answer, said in zip(drawn, core.interpret(api, operation, drawn)):
        found = answers.difference(said, answers.parse(api, operation, answer), answer, shape)
        if found:
            different.append({"status": answer[0], "headers": answer[1], "body": answer[2].decode(), **found})
    tell("answers compared with botocore's reading",
         f"{api:<4}{operation:<36}{len(drawn):>5} answers{len(drawn) - len(different):>6} equal")
    replay = json.dumps(different[:1], ensure_ascii=False, indent=1, default=str)
    assert not different, f"{len(different)} of {len(drawn)} differ (SES_DELEGATE_SEED={SEED}); the first: {replay}"


def test_a_difference_is_found():
    """The judge sees a member more, less or other, and another code or text."""
    shape = model("v1", "SendBulkTemplatedEmail").output_shape
    success = (200, {}, b"<R><SendBulkTemplatedEmailResult><Status><member><Status>Failed</Status><Error>e</Error>"
                        b"</member></Status></SendBulkTemplatedEmailResult></R>")
    refusal = (400, {}, b"<R><Error><Code>A</Code><Message>m</Message></Error><RequestId>r</RequestId></R>")
    parsed, refused = (answers.parse("v1", "SendBulkTemplatedEmail", answer) for answer in (success, refusal))
    one = {"Status": "Failed", "Error": "e"}
    rejection = {"status": 400, "code": "A", "message": "m", "requestId": "r"}
    assert answers.difference({"output": {"Status": [one]}}, parsed, success, shape) == {}
    assert answers.difference({"rejection": rejection}, refused, refusal, shape) == {}
    for output in ([], [one, one], [{"Status": "Failed"}], [{**one, "Error": "x"}], [{**one, "MessageId": "m"}]):
        assert answers.difference({"output": {"Status": output}}, parsed, success, shape)
    assert answers.difference({"rejection": rejection}, parsed, success, shape)
    assert answers.difference({"output": {"Status": [one]}}, refused, refusal, shape)
    for change in ({"code": "B"}, {"code": None}, {"message": None}, {"status": 403}, {"requestId": None}):
        assert answers.difference({"rejection": {**rejection, **change}}, refused, refusal, shape), change


def test_assumed_credentials_sign_as_botocores_do():
    """The core never writes them out, so they show by what they sign."""
    drawn = [answer for answer in answers.Answers("sts", "AssumeRole").drawn() if answer[0] == 200]
    signed = core.asked("operate", [{
        "api": "sts", "operation": "GetCallerIdentity", "region": "us-east-1", "input": {}, "at": core.STAMP["at"],
        "credentials": {"assumedBy": core.plain_answer(answer)}} for answer in drawn])
    assert len(signed) > 100
    for answer, said in zip(drawn, signed):
        keys = answers.parse("sts", "AssumeRole", answer)["Credentials"]
        headers = dict(said["request"]["headers"])
        assert headers["x-amz-security-token"] == keys["SessionToken"]
        assert headers["authorization"] == botocore_judge.authorization(
            said["request"]["url"], "us-east-1", headers, base64.b64decode(said["request"]["body"]), core.STAMP["at"],
            "POST", "sts", {"accessKeyId": keys["AccessKeyId"], "secretAccessKey": keys["SecretAccessKey"],
                            "sessionToken": keys["SessionToken"]})


UNREADABLE = [b"<html><body>ok</body></html>", b"<html><body>ok <br>", b"ok", b"[]", b"null", b"<a>", b"{", b'"x"',
              b"7"]


@pytest.mark.parametrize("api, operation", OPERATIONS, ids=IDS)
def test_a_success_that_cannot_be_read_is_unclear(api, operation):
    """botocore finds nothing in it and says success; whoever sends mail must look first."""
    unreadable = UNREADABLE + ([b"", b"{}"] if model(api, operation).output_shape.required_members else [])
    for body, said in zip(unreadable, core.interpret(api, operation, [(200, {}, body) for body in unreadable])):
        assert said.get("rejection", said)["kind"] == "unclear", body
        if operation != "AssumeRole":  # whose answers hold credentials
            assert said["rejection"]["body"] == body.decode()


@pytest.mark.parametrize("api, operation, body", [
    ("v1", "SendEmail", b"<R><SendEmailResult><MessageId/></SendEmailResult></R>"),
    ("v1", "SendEmail", b"<R><MessageId>m</MessageId></R>"),
    ("v2", "SendEmail", b'{"MessageId": null}'),
    ("v2", "SendEmail", b'{"MessageId": ""}'),
    ("v2", "SendEmail", b'{"MessageId": 7}'),
    ("v2", "SendEmail", b"{}"),
    ("v1", "SendBounce", b"<R><SendBounceResult/></R>"),
    ("v1", "SendBulkTemplatedEmail", b"<R><SendBulkTemplatedEmailResult/></R>"),
    ("v2", "SendBulkEmail", b'{"BulkEmailEntryResults": null}'),
    ("sts", "AssumeRole", b"<R><AssumeRoleResult/></R>"),
])
def test_a_success_without_what_the_call_is_for_is_unclear(api, operation, body):
    said, = core.interpret(api, operation, [(200, {}, body)])
    assert said.get("rejection", said)["kind"] == "unclear"
