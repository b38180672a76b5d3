"""The exports over HTTP, run: what arrives is what our own request brings."""

import re
import time
from collections import Counter
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import boto3
import pytest
from botocore import xform_name

import botocore_judge
import core
import export_drafts
import local_ses
import run_export
import test_peers
from report import tell

FORMS = sorted({tool.form for tool in run_export.TOOLS})
TOOLS = pytest.mark.parametrize("tool", run_export.TOOLS, ids=lambda tool: tool.name)
RUNS: Counter = Counter()
STAMP = {**core.STAMP, "at": int(time.time())}


@pytest.fixture(scope="module", autouse=True)
def told():
    yield
    for tool in run_export.TOOLS:
        tell("exports run", f"{tool.name}: {RUNS[tool.name]} ({run_export.version(tool)})" if RUNS[tool.name]
             else f"{tool.name}: NOT RUN, it is absent")


@pytest.fixture(scope="module")
def ses():
    with local_ses.running() as ses:
        yield ses


@pytest.fixture(scope="module")
def one_recorder(ses):
    with local_ses.recording(ses.authority) as recorder:
        yield recorder


@pytest.fixture
def recorder(one_recorder):
    one_recorder.requests.clear()
    one_recorder.leaks.clear()
    one_recorder.answer = None
    return one_recorder


@pytest.fixture(scope="module")
def ours(ses, one_recorder):
    """By draft and route: what our own signed request asks, and the delivery that it brings."""
    drafts = [export_drafts.made(name, route, one_recorder.origin) for name, route in export_drafts.CASES]
    brought = {}
    for case, composed in zip(export_drafts.CASES, core.compose(drafts, local_ses.CREDENTIALS, STAMP)):
        status, answer = post(composed)
        assert status == 200, (case, answer)
        message_id = re.search(rb'MessageId(?:>|":")([-0-9a-f]+)', answer)[1].decode()
        brought[case] = decoded(one_recorder.requests[-1]), ses.delivery(message_id)
    return brought


@pytest.fixture(scope="module")
def exports(one_recorder):
    """By form, draft and route."""
    cases = [(form, *case) for form in FORMS for case in export_drafts.CASES]
    asked = [{"form": form, "draft": export_drafts.made(name, route, one_recorder.origin), "stamp": STAMP}
             for form, name, route in cases]
    return dict(zip(cases, run_export.exported(asked)))


def run(tool, export, folder, credentials=local_ses.CREDENTIALS, **changes):
    """Runs it, counts it, and searches whatever it says and writes for the secrets."""
    tool.need()
    RUNS[tool.name] += 1
    ran = run_export.run(tool, export, folder, credentials, **changes)
    secrets = [credentials["secretAccessKey"], credentials["sessionToken"]]
    files = [path for path in folder.rglob("*") if path.is_file() and "node_modules" not in path.parts]
    assert files
    for secret in secrets:
        assert secret not in ran.stdout + ran.stderr
        assert not [path for path in files if secret.encode() in path.read_bytes()]
    return ran


def decoded(recorded: dict) -> dict:
    """What a request asks. Clients differ in how they name the charset."""
    media_type = next(value for name, value in recorded["headers"].items() if name.lower() == "content-type")
    asks = botocore_judge.decode("POST", f"http://ses{recorded['path']}", media_type, recorded["body"])
    return {name: value for name, value in asks.items() if name != "contentType"}


def post(composed: dict) -> tuple[int, bytes]:
    try:
        with urlopen(Request(composed["url"], composed["body"], composed["headers"], method="POST"), timeout=30) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()


def knows(tool, name: str, route: str, folder) -> dict:
    """What a tool must be told to know the members of a draft."""
    files = route == "v2-send-email-simple" and name == "files"
    if tool.name == "AWS CLI 2" and files and run_export.older(tool, (2, 27)):
        tell("exports run", f"{tool.name}: {name} by {route} with the members of botocore's current model, "
             "since this version knows no files in Simple content")
        return run_export.newer_model(folder)
    return {}


def divided(cases: list[tuple], of_both=lambda case: False) -> list[tuple]:
    """Each tool with each case; the two versions of the AWS CLI, which run the same
    script and are slow to start, take turns, but for the cases `of_both`."""
    taking_turns = [case for case in cases if not of_both(case)]
    turn = {"AWS CLI 1": 0, "AWS CLI 2": 1}
    return [(tool, *case) for tool in run_export.TOOLS for case in cases
            if tool.name not in turn or of_both(case) or taking_turns.index(case) % 2 == turn[tool.name]]


# Versions differ in how they read text and bytes.
BRINGS = divided(export_drafts.CASES, lambda case: case[0] in ("tricks", "files"))
FAILS = divided([(500, "v1-send-raw-email"), (503, "v1-send-email"), (503, "v2-send-email-raw"), (429, "v2-send-email-simple")])


def test_every_tool_takes_every_route_and_every_form_every_draft():
    assert {(tool.name, route) for tool, _, route in BRINGS} == {
        (tool.name, route) for tool in run_export.TOOLS for route in export_drafts.ROUTES}
    assert {(tool.form, *case) for tool, *case in BRINGS} == {
        (form, *case) for form in FORMS for case in export_drafts.CASES}


@pytest.mark.parametrize(("tool", "name", "route"), BRINGS,
                         ids=[f"{name} by {route}-{tool.name}" for tool, name, route in BRINGS])
def test_brings_what_our_request_brings(tool, name, route, ses, recorder, ours, exports, tmp_path):
    recorder.requests.clear()
    export = exports[tool.form, name, route]
    ran = run(tool, export, tmp_path / "run", **knows(tool, name, route, tmp_path))
    if tool.name == "AWS CLI 1" and route == "v2-send-email-simple" and name == "files":
        assert ran.returncode == 1 and "version 2 is needed" in ran.stderr, ran.stderr
        assert not recorder.requests
        return
    assert ran.returncode == 0, ran.stderr
    asks, brings = ours[name, route]
    request, = recorder.requests
    assert decoded(request) == asks
    assert ses.delivery(ran.stdout.strip()) == brings
    assert recorder.leaks == []


@pytest.mark.parametrize("name", [name for name, route in export_drafts.CASES if route == "v1-send-raw-email-headers"])
def test_the_message_as_a_file_says_it_all(name, ses, recorder, ours):
    """Any program that sends raw mail may send it; the envelope is all that it needs besides."""
    draft = export_drafts.made(name, "v1-send-raw-email-headers", recorder.origin)
    export, = run_export.exported([{"form": "eml", "draft": draft, "stamp": STAMP}])
    (file, message), = export.files.items()
    assert file == "message.eml" and not export.command and not export.environment
    _, brings = ours[name, "v1-send-raw-email-headers"]
    client = boto3.client(
        "ses", endpoint_url=recorder.origin, region_name=brings["region"],
        aws_access_key_id=local_ses.CREDENTIALS["accessKeyId"],
        aws_secret_access_key=local_ses.CREDENTIALS["secretAccessKey"],
        aws_session_token=local_ses.CREDENTIALS["sessionToken"])
    sent = client.send_raw_email(RawMessage={"Data": message}, Destinations=brings["destinations"])
    delivery = ses.delivery(sent["MessageId"])
    # By SMTP the last line has an end, too.
    assert delivery["size"] - brings["size"] in (0, 2)
    assert without_last_end(delivery) == without_last_end(brings)


def without_last_end(delivery: dict) -> dict:
    ends = {"raw": delivery["raw"].removesuffix(b"\r\n"), "text": (delivery["text"] or "").removesuffix("\r\n")}
    return {name: value for name, value in {**delivery, **ends}.items() if name != "size"}


@TOOLS
@pytest.mark.parametrize("route", ["v1-send-raw-email", "v2-send-email-simple"])
def test_a_wrong_secret_is_refused(tool, route, ses, recorder, exports, tmp_path):
    wrong = {**local_ses.CREDENTIALS, "secretAccessKey": "PLANTED+another/secret+of+forty+letters/01"}
    ran = run(tool, exports[tool.form, "plain", route], tmp_path / "run", wrong)
    assert ran.returncode != 0 and ran.stdout == ""
    assert "SignatureDoesNotMatch" in ran.stderr or "InvalidSignatureException" in ran.stderr \
        or "signature" in ran.stderr.lower(), ran.stderr
    assert len(recorder.requests) == 1


@pytest.mark.parametrize(("tool", "status", "route"), FAILS,
                         ids=[f"{status} by {route}-{tool.name}" for tool, status, route in FAILS])
def test_is_sent_once_whatever_the_answer(tool, status, route, recorder, exports, tmp_path):
    recorder.answer = (status, "text/plain", b"come back later")
    (tmp_path / ".curlrc").write_text("retry = 3\nretry-delay = 0\n")
    ran = run(tool, exports[tool.form, "plain", route], tmp_path / "run", CURL_HOME=str(tmp_path))
    assert ran.returncode != 0 and ran.stdout == "" and ran.stderr.strip()
    assert len(recorder.requests) == 1


@TOOLS
def test_a_page_is_no_success(tool, recorder, exports, tmp_path):
    """A hotel's login page has the status 200."""
    recorder.answer = (200, "text/html", b"<html><p>Log in</html>")
    ran = run(tool, exports[tool.form, "plain", "v1-send-email"], tmp_path / "run")
    assert ran.returncode != 0 and "0100" not in ran.stdout, ran.stdout


@TOOLS
@pytest.mark.parametrize("missing", ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
def test_a_missing_variable_is_named(tool, missing, recorder, exports, tmp_path):
    ran = run(tool, exports[tool.form, "plain", "v1-send-email"], tmp_path / "run", **{missing: None})
    assert ran.returncode != 0 and ran.stdout == ""
    assert missing in ran.stderr or "Unable to locate credentials" in ran.stderr, ran.stderr
    assert recorder.requests == []


def test_curl_asks_for_the_token_of_a_temporary_key(recorder, exports, tmp_path):
    curl = next(tool for tool in run_export.TOOLS if tool.form == "curl")
    ran = run(curl, exports["curl", "plain", "v1-send-email"], tmp_path / "run", AWS_SESSION_TOKEN=None)
    assert ran.returncode != 0 and "AWS_SESSION_TOKEN" in ran.stderr
    assert recorder.requests == []


@pytest.mark.parametrize(("shell", "route"), [("bash", "v1-send-email"), ("dash", "v2-send-email-simple")])
@pytest.mark.parametrize("tool", [tool for tool in run_export.TOOLS if tool.form in ("aws-cli", "curl")],
                         ids=lambda tool: tool.name)
def test_any_shell_and_locale(tool, shell, route, recorder, ours, exports, tmp_path):
    """Python decides by these how it reads files; shells differ in words and here-documents."""
    changes = {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    ran = run(tool, exports[tool.form, "tricks", route], tmp_path / "run", shell=shell, **changes)
    assert ran.returncode == 0, ran.stderr
    assert decoded(recorder.requests[0]) == ours["tricks", route][0]


@TOOLS
def test_the_guides_example(tool, ses, recorder, tmp_path):
    """The call in AWS's guide, with SourceArn and ReturnPathArn."""
    draft = {**export_drafts.GUIDE, "endpoint": recorder.origin}
    export, = run_export.exported([{"form": tool.form, "draft": draft, "stamp": STAMP}])
    ran = run(tool, export, tmp_path / "run")
    assert ran.returncode == 0, ran.stderr
    asks = botocore_judge.serialise("ses", "send_email", "us-east-1", export_drafts.GUIDE_CALL)
    assert decoded(recorder.requests[0])["form"] == asks["form"]
    delivery = ses.delivery(ran.stdout.strip())
    assert delivery["returnPath"] == "feedback@example.com"


@TOOLS
@pytest.mark.parametrize("at", range(len(export_drafts.OPERATIONS)),
                         ids=[f"{api} {name} {ok}" for api, name, _, _, ok in export_drafts.OPERATIONS])
def test_operations_with_templates(tool, at, recorder, tmp_path):
    api, operation, params, answer, succeeds = export_drafts.OPERATIONS[at]
    said, = core.asked("export", [{"form": tool.form, "api": api, "operation": operation, "region": "us-east-1",
                                   "endpoint": recorder.origin, "input": params}])
    if tool.form == "curl" and "Bulk" in operation:
        assert said == {"errors": [["export.operation", ""]]}
        return
    recorder.answer = (200, "text/xml" if api == "v1" else "application/json", answer.encode())
    ran = run(tool, run_export.read(said), tmp_path / "run")
    service, kind = {"v1": ("ses", "form"), "v2": ("sesv2", "json")}[api]
    asks = botocore_judge.serialise(service, xform_name(operation), "us-east-1", params)
    request, = recorder.requests
    assert decoded(request)[kind] == asks[kind]
    assert "0100-one" in ran.stdout and ("refused" in ran.stdout) == ("Bulk" in operation), ran.stdout
    assert (ran.returncode == 0) == succeeds, ran.stderr


@TOOLS
@pytest.mark.parametrize("route", export_drafts.ROUTES)
def test_anothers_server_takes_it(tool, route, tmp_path):
    """ministack checks signature and session token. It knows no delegation."""
    credentials = test_peers.keys()
    test_peers.verify(credentials)
    name = "names and return path" if route == "v1-send-email" else "files"
    if tool.name == "AWS CLI 1" and route == "v2-send-email-simple":
        name = "names and return path"
    draft = export_drafts.made(name, route, test_peers.ENDPOINT)
    export, = run_export.exported([{"form": tool.form, "draft": draft, "stamp": STAMP}])
    ran = run(tool, export, tmp_path / "run", credentials, **knows(tool, name, route, tmp_path))
    assert ran.returncode == 0 and ran.stdout.strip(), ran.stderr
    if route != "v1-send-raw-email":
        return
    wrong = {**credentials, "secretAccessKey": "another"}
    refused = run(tool, export, tmp_path / "refused", wrong, **knows(tool, name, route, tmp_path / "again"))
    assert refused.returncode != 0 and refused.stdout == "", refused.stdout
