"""Every operation of ses-local by boto3 and both AWS CLIs, from tests/ses_local/operations.json;
each answer's bytes are held against the model of AWS. Node's SDKs read the same table."""

import json
import os
import subprocess

import pytest

import local_ses
import run_export
from output_shape import strangers
from sending import client
from ses_local_table import SERVICES, WORLD, caller, differs, given, table, title
import botocore.session
from botocore.exceptions import ClientError

STEPS = table("operations")
# What the issue of ses-local asks for.
ASKED = {
    "v1": """SendEmail SendRawEmail SendTemplatedEmail SendBulkTemplatedEmail SendBounce GetSendQuota
        GetIdentityVerificationAttributes ListIdentityPolicies GetIdentityPolicies PutIdentityPolicy
        DeleteIdentityPolicy ListTemplates GetTemplate TestRenderTemplate CreateTemplate UpdateTemplate DeleteTemplate
        VerifyEmailIdentity VerifyDomainIdentity DeleteIdentity ListIdentities CreateConfigurationSet
        DeleteConfigurationSet ListConfigurationSets DescribeConfigurationSet""",
    "v2": """SendEmail SendBulkEmail GetAccount GetEmailIdentity CreateEmailIdentityPolicy UpdateEmailIdentityPolicy
        DeleteEmailIdentityPolicy GetEmailIdentityPolicies ListEmailTemplates GetEmailTemplate TestRenderEmailTemplate
        CreateEmailTemplate UpdateEmailTemplate DeleteEmailTemplate CreateEmailIdentity DeleteEmailIdentity
        ListEmailIdentities CreateConfigurationSet GetConfigurationSet ListConfigurationSets DeleteConfigurationSet""",
    "sts": "GetCallerIdentity AssumeRole",
}
CLIENTS = ["boto3", "AWS CLI 1", "AWS CLI 2"]


def test_every_operation_is_asked_for():
    assert {(step["api"], step["operation"]) for step in STEPS} == {
        (api, operation) for api, names in ASKED.items() for operation in names.split()}


def test_expected_answers_are_of_the_model():
    session = botocore.session.get_session()
    for step in STEPS:
        shape = session.get_service_model(SERVICES[step["api"]]).operation_model(step["operation"]).output_shape
        assert set(step["output"]) <= set(shape.members if shape else {}), title(step)


@pytest.fixture(scope="module")
def answers():
    """Of each client, asked for the first time: all steps in order, in a server of its own."""
    held = {}

    def of(name: str) -> list:
        if name not in held:
            with local_ses.running(WORLD) as server:
                held[name] = by_boto3(server) if name == "boto3" else by_cli(server, tool(name))
        return held[name]

    return of


def tool(name: str) -> run_export.Tool:
    found = next(tool for tool in run_export.TOOLS if tool.name == name)
    if not found.path:
        pytest.skip(f"{name} is absent: no operation was asked by it (cargo xtask test installs it)")
    return found


@pytest.mark.parametrize("name", CLIENTS)
@pytest.mark.parametrize("number", range(len(STEPS)), ids=[f"{n}-{title(step)}" for n, step in enumerate(STEPS)])
def test_operation(answers, name, number):
    step, (said, wrong) = STEPS[number], answers(name)[number]
    assert not wrong
    assert isinstance(said, dict), said
    assert differs(step["output"], said) == []


def method(operation: str) -> str:
    return botocore.xform_name(operation)


def by_boto3(server) -> list:
    said, sent = [], None
    for step in STEPS:
        asked = client(SERVICES[step["api"]], server.authority, caller(step))
        bodies = []
        asked.meta.events.register("before-parse", lambda response_dict, **_: bodies.append(response_dict["body"]))
        try:
            answer = getattr(asked, method(step["operation"]))(**given(step["input"], sent))
        except ClientError as error:
            said.append((str(error), []))
            continue
        model = asked.meta.service_model
        shape = model.operation_model(step["operation"]).output_shape
        answer.pop("ResponseMetadata")
        sent = answer.get("MessageId", sent)
        said.append((answer, strangers(shape, bodies[-1], model.protocol, step["operation"])))
    return said


def by_cli(server, tool) -> list:
    # The first AWS CLI takes blobs as text; the second takes base64 unless told.
    second = "2" in tool.name
    said, sent = [], None
    for step in STEPS:
        keys = caller(step)
        environment = {
            "PATH": os.environ["PATH"], "HOME": "/nonexistent", "AWS_EC2_METADATA_DISABLED": "true", "AWS_PAGER": "",
            "AWS_ACCESS_KEY_ID": keys["access_key_id"], "AWS_SECRET_ACCESS_KEY": keys["secret_access_key"],
            "AWS_MAX_ATTEMPTS": "1", "LC_ALL": "C.UTF-8"}
        if "session_token" in keys:
            environment["AWS_SESSION_TOKEN"] = keys["session_token"]
        command = [tool.path, SERVICES[step["api"]], method(step["operation"]).replace("_", "-"),
                   "--endpoint-url", f"http://{server.authority}", "--region", "us-east-1", "--output", "json",
                   "--no-paginate", "--cli-input-json", json.dumps(given(step["input"], sent))]
        command += ["--cli-binary-format", "raw-in-base64-out"] if second else []
        if not PAGED.get((step["api"], step["operation"]), False):
            command.remove("--no-paginate")
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
        answer = (json.loads(ran.stdout) if ran.stdout.strip() else {}) if ran.returncode == 0 else ran.stderr.strip()
        sent = answer.get("MessageId", sent) if isinstance(answer, dict) else sent
        said.append((answer, []))
    return said


def paged() -> dict:
    """Which operations have pages in botocore: an AWS CLI joins them by itself."""
    session = botocore.session.get_session()
    made = {api: session.create_client(name, region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x")
            for api, name in SERVICES.items()}
    return {(step["api"], step["operation"]): made[step["api"]].can_paginate(method(step["operation"]))
            for step in STEPS}


PAGED = paged()
