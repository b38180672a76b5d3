"""The exports for SMTP, run: what a real server receives is the message, byte for byte."""

import base64
import os
import shlex
import shutil
import subprocess

import pytest

import cases
import core
import smtp_server

FORMS = {"swaks": "swaks", "curl-smtp": "curl", "openssl-smtp": "openssl", "nodemailer": "node"}
BOUNCES = "arn:aws:ses:us-east-1:210987654321:identity/bounces.example.net"
TRICKS = "it's \"quoted\" `run` $(run) $HOME \\n %TO_ADDRESS% %BODY%\n.\n..two\nQ\nRcpt\nDATA\n\n.\n"

DRAFTS = {
    "plain": cases.draft(None),
    "everything": cases.draft(None, **cases.EVERYTHING, attachments=cases.FILES, configurationSet="set",
                              tags=[{"name": "campaign", "value": "spring"}]),
    "tricks": cases.draft(None, subject=TRICKS.splitlines()[0], text=TRICKS, to=["o'neil@example.org", "a`b$c@example.org"]),
    "bounces elsewhere": cases.draft(None, returnPath="in@bounces.example.net",
                                     delegate={"sourceArn": cases.DOMAIN, "returnPathArn": BOUNCES}),
    "no text": cases.draft(None, text=""),
    "large": cases.draft(None, attachments=[cases.file("large.bin", "application/octet-stream", bytes(range(256)) * 4000)]),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with smtp_server.running(tmp_path_factory.mktemp("smtp")) as server:
        yield server


def exported(server, form: str, draft: dict) -> dict:
    export, = core.asked("smtp_export", [{
        "form": form, "draft": draft, "at": core.STAMP["at"], "host": smtp_server.HOST,
        "starttlsPort": server.starttls_port, "tlsPort": server.tls_port}])
    return {**export, "files": {name: base64.b64decode(content) for name, content in export["files"]}}


def run(server, export: dict, folder, **changes) -> subprocess.CompletedProcess:
    for name, content in export["files"].items():
        (folder / name).write_bytes(content)
    environment = {
        "PATH": os.environ["PATH"], "NODE_PATH": "", "SES_SMTP_USERNAME": smtp_server.USER,
        "SES_SMTP_PASSWORD": smtp_server.PASSWORD, "SSL_CERT_FILE": server.authority,
        "CURL_CA_BUNDLE": server.authority, "NODE_EXTRA_CA_CERTS": server.authority, **changes}
    if (folder / "send.mjs").exists():
        (folder / "node_modules").symlink_to(core.ROOT / "node_modules")
    return subprocess.run(
        shlex.split(export["command"]), cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=60)


def message(draft: dict) -> bytes:
    """The same mail by the API, with the ARNs in headers."""
    composed, = core.compose([{**draft, "route": "v1-send-raw-email-headers"}], stamp={**core.STAMP, "nonce": "07" * 16})
    mime = composed["mime"]
    # By SMTP the last line has an end, too (RFC 5321 section 4.1.1.4).
    return mime if mime.endswith(b"\r\n") else mime + b"\r\n"


@pytest.mark.parametrize("name", DRAFTS)
@pytest.mark.parametrize("form", FORMS)
def test_arrives_as_it_is(server, form, name, tmp_path):
    assert shutil.which(FORMS[form]), f"{FORMS[form]} is missing"
    draft = DRAFTS[name]
    export = exported(server, form, draft)
    server.mails.clear()
    ran = run(server, export, tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (sender, recipients, received), = server.mails
    assert received == message(draft)
    assert sender == "ann@example.com"
    addresses = [*draft["to"], *draft.get("cc", []), *draft.get("bcc", [])]
    assert len(recipients) == len(addresses)
    assert all(recipient in address for recipient, address in zip(recipients, addresses))
    for secret in (smtp_server.PASSWORD, base64.b64encode(smtp_server.PASSWORD.encode()).decode()):
        assert secret not in ran.stdout + ran.stderr
    if form != "curl-smtp":
        assert "250 Ok 0000" in ran.stdout


@pytest.mark.parametrize("form", FORMS)
def test_a_wrong_password_is_a_failure(server, form, tmp_path):
    server.mails.clear()
    ran = run(server, exported(server, form, DRAFTS["plain"]), tmp_path, SES_SMTP_PASSWORD="another")
    assert ran.returncode != 0 and "535" in ran.stdout + ran.stderr or form == "curl-smtp" and ran.returncode == 67
    assert server.mails == []


@pytest.mark.parametrize("form", FORMS)
def test_a_foreign_certificate_is_a_failure(server, form, tmp_path):
    nothing = {"SSL_CERT_FILE": "/dev/null", "CURL_CA_BUNDLE": "/dev/null", "NODE_EXTRA_CA_CERTS": ""}
    server.mails.clear()
    ran = run(server, exported(server, form, DRAFTS["plain"]), tmp_path, **nothing)
    assert ran.returncode != 0, ran.stdout + ran.stderr
    assert server.mails == []


@pytest.mark.parametrize("form", FORMS)
def test_a_missing_variable_is_named(server, form, tmp_path):
    ran = run(server, exported(server, form, DRAFTS["plain"]), tmp_path, SES_SMTP_PASSWORD="")
    assert ran.returncode != 0 and "SES_SMTP_PASSWORD" in ran.stderr
