"""The SMTP interface of the local SES, by other people's clients: smtplib,
aiosmtplib, nodemailer and swaks."""

import asyncio
import base64
import contextlib
import hashlib
import hmac
import json
import re
import shutil
import smtplib
import ssl
import subprocess

import aiosmtplib
import pytest
import trustme

import core
import local_ses
from report import tell

USER = "AKIAMAILUSER00000001"
SECRET = "PLANTED+secret/of+the+mail+user/00000001"
TEMPORARY = "ASIAMAILSESSION00001"
ARN = "arn:aws:ses:us-east-1:111122223333:identity/owner.example"
ABROAD = "arn:aws:ses:eu-west-1:111122223333:identity/abroad.example"
WORLD = f"""
[[account]]
id = "111122223333"
name = "owner"
[[account]]
id = "444455556666"
name = "delegate"
[[user]]
account = "444455556666"
name = "mail"
access_key_id = "{USER}"
secret_access_key = "{SECRET}"
[[session]]
account = "444455556666"
role = "mailer"
session = "you"
access_key_id = "{TEMPORARY}"
secret_access_key = "{SECRET}"
session_token = "PLANTEDtoken=="
expires = "2100-01-01T00:00:00Z"
[[identity]]
account = "444455556666"
region = "us-east-1"
name = "delegate.example"
[[identity]]
account = "111122223333"
region = "us-east-1"
name = "silent.example"
""" + "".join(f"""
[[identity]]
account = "111122223333"
region = "{arn.split(":")[3]}"
name = "{arn.split("/")[1]}"
[[identity.policy]]
name = "allow"
document = '''{{"Statement": {{"Effect": "Allow", "Principal": {{"AWS": "444455556666"}},
  "Action": "ses:SendRawEmail", "Resource": "{arn}"}}}}'''
""" for arn in (ARN, ABROAD))

HEADERS = b"From: News <news@owner.example>\r\nTo: ann@reader.example\r\nSubject: =?UTF-8?Q?=C3=BC?=\r\nX-Odd:  two \r\n"
BODY = "ümlaut\r\n.\r\n..\r\n.dot\r\nX-SES-SOURCE-ARN: body\r\n\r\nend\r\n".encode()


def password(region: str = "us-east-1", secret: str = SECRET) -> str:
    """As AWS's documentation derives it."""
    key = b"AWS4" + secret.encode()
    for part in ("11111111", region, "ses", "aws4_request", "SendRawEmail"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return base64.b64encode(b"\x04" + key).decode()


class Server:
    def __init__(self, folder, running: local_ses.LocalSes):
        self.authority, self.get = str(folder / "authority.pem"), running.get
        banner = "".join(running.banner)
        ways = {False: "STARTTLS", True: "a TLS wrapper"}
        self.ports = {wrapped: int(re.search(rf"SMTP (?:with|in) {way} on \S+:(\d+)", banner)[1]) for wrapped, way in ways.items()}
        self.context = ssl.create_default_context(cafile=self.authority)

    def client(self, wrapped: bool) -> smtplib.SMTP:
        """Connected and encrypted."""
        if wrapped:
            return smtplib.SMTP_SSL("localhost", self.ports[True], context=self.context)
        client = smtplib.SMTP("localhost", self.ports[False])
        assert client.starttls(context=self.context) == (220, b"Ready to start TLS")
        return client

    def delivered(self, reply: str) -> bytes:
        """The message a reply names, its two new fields named."""
        message_id = re.search(r"Ok (\S{60})", reply)[1]
        raw = self.get(f"/messages/{message_id}/raw")
        block, end, body = raw.partition(b"\r\n\r\n")
        block = block.replace(message_id.encode(), b"(id)")
        return re.sub(rb"(?m)^Date: [^\r]*", b"Date: (now)", block) + end + body


def expected(headers: bytes, body: bytes) -> bytes:
    return headers + b"Date: (now)\r\nMessage-ID: <(id)@email.amazonses.com>\r\n\r\n" + body


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("smtp")
    (folder / "world.toml").write_text(WORLD)
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "authority.pem")
    leaf = authority.issue_cert("localhost", "127.0.0.1")
    leaf.private_key_pem.write_to_path(folder / "key.pem")
    for blob in leaf.cert_chain_pems:
        blob.write_to_path(folder / "certificate.pem", append=True)
    flags = {
        "--smtp": "127.0.0.1:0", "--smtps": "127.0.0.1:0",
        "--tls-certificate": folder / "certificate.pem", "--tls-key": folder / "key.pem",
    }
    flags = [str(word) for pair in flags.items() for word in pair]
    with local_ses.running(folder / "world.toml", "--quiet", *flags) as running:
        yield Server(folder, running)


def delegated(body: bytes = BODY) -> bytes:
    fields = f"X-SES-SOURCE-ARN: {ARN}\r\nx-ses-from-arn: {ARN}\r\nX-SES-RETURN-PATH-ARN:\r\n {ARN}\r\n"
    return fields.encode() + HEADERS + b"Bcc: eve@reader.example\r\n\r\n" + body


def smtplib_send(server, wrapped, method, message, user=USER, secret=None, sender="news@owner.example"):
    """The reply, or what was refused."""
    with contextlib.ExitStack() as stack:
        client = stack.enter_context(server.client(wrapped))
        client.ehlo()
        client.user, client.password = user, secret or password()
        code, said = client.auth(method, getattr(client, f"auth_{method.lower()}"))
        assert code == 235, said
        client.mail(sender, ["BODY=8BITMIME"])
        client.rcpt("ann@reader.example")
        code, said = client.data(message)
        return f"{code} {said.decode()}"


def aiosmtplib_send(server, wrapped, method, message, user=USER, secret=None, sender="news@owner.example"):
    async def send():
        client = aiosmtplib.SMTP(
            hostname="localhost", port=server.ports[wrapped], use_tls=wrapped, start_tls=False if wrapped else None,
            tls_context=server.context)
        async with client:
            await client.ehlo()
            credentials = user, secret or password()
            await (client.auth_plain if method == "PLAIN" else client.auth_login)(*credentials)
            _, reply = await client.sendmail(sender, ["ann@reader.example"], message, mail_options=["BODY=8BITMIME"])
            return f"250 {reply}"

    return asyncio.run(send())


def nodemailer_send(server, wrapped, method, message, user=USER, secret=None, sender="news@owner.example"):
    order = {
        "host": "localhost", "port": server.ports[wrapped], "secure": wrapped, "authority": server.authority,
        "user": user, "pass": secret or password(), "method": method,
        "envelope": {"from": sender, "to": ["ann@reader.example"]},
        "raw": base64.b64encode(message).decode(),
    }
    script = core.ROOT / "tests/node/send_by_smtp.mjs"
    said = subprocess.run(["node", script], input=json.dumps(order), capture_output=True, text=True, timeout=60)
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)["response"]


def swaks_send(server, wrapped, method, message, user=USER, secret=None, sender="news@owner.example"):
    command = [
        "swaks", "--server", "localhost", "--port", str(server.ports[wrapped]),
        "--tls-on-connect" if wrapped else "--tls", "--tls-verify", "--tls-ca-path", server.authority,
        "--auth", method, "--auth-user", user, "--auth-password", secret or password(),
        "--from", sender, "--to", "ann@reader.example", "--data", "-",
    ]
    # swaks doubles dots and writes CRLF by itself.
    message = message.replace(b"\r\n", b"\n")
    said = subprocess.run(command, input=message, capture_output=True, timeout=60).stdout.decode(errors="replace")
    return (re.findall(r"<[~*]\*? +((?:250 Ok \S|[45]\d\d ).*)", said) or [said])[-1]


CLIENTS = {"smtplib": smtplib_send, "aiosmtplib": aiosmtplib_send, "nodemailer": nodemailer_send, "swaks": swaks_send}
NEEDS = {"nodemailer": "node", "swaks": "swaks"}


@pytest.fixture(params=CLIENTS)
def send(request):
    program = NEEDS.get(request.param)
    if program and not shutil.which(program):
        tell("SMTP clients", f"{request.param} is not installed: not asked")
        pytest.skip(f"{program} is not installed")
    return CLIENTS[request.param]


@pytest.mark.parametrize("method", ["PLAIN", "LOGIN"])
@pytest.mark.parametrize("wrapped", [False, True])
def test_a_delegate_sends(server, send, wrapped, method):
    reply = send(server, wrapped, method, delegated())
    got = server.delivered(reply)
    if send is swaks_send:
        # It ends its data with an empty line of its own.
        got = got.removesuffix(b"\r\n") if got.endswith(b"end\r\n\r\n") else got
    assert got == expected(HEADERS, BODY)


def refused(send, *arguments, **options) -> str:
    try:
        return send(*arguments, **options)
    except smtplib.SMTPResponseException as error:
        said = error.smtp_error
        return f"{error.smtp_code} {said.decode() if isinstance(said, bytes) else said}"
    except aiosmtplib.SMTPResponseException as error:
        return f"{error.code} {error.message}"


def test_what_is_refused(server, send):
    bare = HEADERS.replace(b"owner", b"silent") + b"\r\nbody\r\n"
    silent = ARN.replace("owner", "silent")
    user = "User `arn:aws:iam::444455556666:user/mail' is not authorized to perform `ses:SendRawEmail' on resource"
    for message, options, reply in [
        (delegated(), {"secret": SECRET}, "535 Authentication Credentials Invalid"),
        (delegated(), {"secret": "wrong"}, "535 Authentication Credentials Invalid"),
        (delegated(), {"user": "AKIANOBODY0000000001"}, "535 Authentication Credentials Invalid"),
        (delegated(), {"user": TEMPORARY}, "535 Authentication Credentials Invalid"),
        (
            bare, {"sender": "news@silent.example"},
            "554 Message rejected: Email address is not verified. The following identities failed the check in "
            "region US-EAST-1: News <news@silent.example>, news@silent.example",
        ),
        (
            delegated(), {"secret": password("eu-west-1")},
            "554 Message rejected: Email address is not verified. The following identities failed the check in "
            "region EU-WEST-1: News <news@owner.example>, news@owner.example",
        ),
        (
            f"X-SES-SOURCE-ARN: {silent}\r\n".encode() + bare, {"sender": "news@silent.example"},
            f"554 Access denied: {user} `{silent}'",
        ),
        (b"Subject: twice\r\n" + delegated(), {}, "554 Transaction failed: Duplicate header 'Subject'."),
    ]:
        said = refused(send, server, True, "PLAIN", message, **options)
        assert said.strip() == reply, (message[:60], options)


def test_the_region_is_the_one_of_the_password(server):
    message = f"X-SES-SOURCE-ARN: {ABROAD}\r\nFrom: a@abroad.example\r\nTo: ann@reader.example\r\n\r\nbody\r\n".encode()
    reply = smtplib_send(server, True, "PLAIN", message, secret=password("eu-west-1"), sender="a@abroad.example")
    assert reply.startswith("250 Ok 0102")
    assert b"@eu-west-1.amazonses.com>" in server.delivered(reply)


def test_before_tls_there_is_no_login(server):
    with smtplib.SMTP("localhost", server.ports[False]) as client:
        with pytest.raises(smtplib.SMTPAuthenticationError) as refusal:
            client.login(USER, password())
        assert (refusal.value.smtp_code, refusal.value.smtp_error) == (530, b"Must issue a STARTTLS command first")
        assert client.mail("a@delegate.example") == (530, b"Must issue a STARTTLS command first")


@pytest.mark.parametrize("size", [20_000_000, 41_943_040])
def test_big_messages_arrive_whole(server, size):
    headers = b"From: a@delegate.example\r\nTo: ann@reader.example\r\n"
    line = b"." + b"0123456789" * 7 + b"\r\n"
    room = size - len(headers) - 2
    body = line * (room // len(line) - 1)
    body += b"x" * (room - len(body) - 2 - len(line)) + b"\r\n" + line
    reply = smtplib_send(server, True, "PLAIN", headers + b"\r\n" + body, sender="a@delegate.example")
    assert server.delivered(reply) == expected(headers, body)
    if size == 41_943_040:
        reply = smtplib_send(server, True, "PLAIN", headers + b"\r\nx" + body, sender="a@delegate.example")
        assert reply == "552 Message is too long."


def test_many_at_once(server):
    async def one(number):
        message = delegated(f"{number}\r\n".encode())
        _, reply = await aiosmtplib.send(
            message, sender="news@owner.example", recipients=["ann@reader.example"], hostname="localhost",
            port=server.ports[number % 2 == 0], use_tls=number % 2 == 0, start_tls=number % 2 == 1,
            tls_context=server.context, username=USER, password=password())
        return reply

    async def every():
        return await asyncio.gather(*(one(number) for number in range(60)))

    for number, reply in enumerate(asyncio.run(every())):
        assert server.delivered(reply).endswith(f"\r\n\r\n{number}\r\n".encode())
