"""The core reads every answer as botocore's parsers do, from the same bytes."""

import json

import pytest

import answers
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


UNREADABLE = [b"<html><body>ok</body></html>", b"<html><body>ok <br>", b"ok", b"[]", b"null", b"<a>", b"{", b'"x"', b"7"]


@pytest.mark.parametrize("api, operation", OPERATIONS, ids=IDS)
def test_a_success_that_cannot_be_read_is_unclear(api, operation):
    """botocore finds nothing in it and says success; whoever sends mail must look first."""
    unreadable = UNREADABLE + ([b"", b"{}"] if model(api, operation).output_shape.required_members else [])
    for body, said in zip(unreadable, core.interpret(api, operation, [(200, {}, body) for body in unreadable])):
        assert said.get("rejection", said)["kind"] == "unclear", body
        assert said["rejection"]["body"] == body.decode()


@pytest.mark.parametrize("api, operation, body", [
    ("v1", "SendEmail", b"<R><SendEmailResult><MessageId/></SendEmailResult></R>"),
    ("v1", "SendEmail", b"<R><MessageId>m</MessageId></R>"),
    ("v2", "SendEmail", b'{"MessageId": null}'),
    ("v2", "SendEmail", b'{"MessageId": ""}'),
    ("v2", "SendEmail", b'{"MessageId": 7}'),
    ("v2", "SendEmail", b"{}"),
])
def test_a_send_without_an_id_is_unclear(api, operation, body):
    said, = core.interpret(api, operation, [(200, {}, body)])
    assert said.get("rejection", said)["kind"] == "unclear"
