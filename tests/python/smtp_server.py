"""A real SMTP server (aiosmtpd) that demands TLS and a password, and keeps what it is sent."""

import contextlib
import socket
import ssl
from dataclasses import dataclass, field

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

HOST = "localhost"
USER = "AKIAIOSFODNN7EXAMPLE"
PASSWORD = "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9"


@dataclass
class Server:
    """What it keeps: sender, recipients and the message's bytes."""

    starttls_port: int = 0
    tls_port: int = 0
    authority: str = ""
    mails: list[tuple[str, list[str], bytes]] = field(default_factory=list)

    async def handle_DATA(self, _server, session, envelope):
        assert session.authenticated
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return f"250 Ok {len(self.mails):020d}"

    def __call__(self, _server, _session, _envelope, mechanism, data):
        wanted = LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=mechanism in ("PLAIN", "LOGIN") and data == wanted, handled=False)


@contextlib.contextmanager
def running(folder):
    """One server at two ports, its authority's certificate in `folder`."""
    server = Server(authority=str(folder / "authority.pem"))
    authority = trustme.CA()
    authority.cert_pem.write_to_path(server.authority)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(HOST).configure_cert(context)
    server.starttls_port, server.tls_port = free_port(), free_port()
    demands = {"hostname": "127.0.0.1", "authenticator": server, "auth_required": True}
    starttls = Controller(
        server, port=server.starttls_port, **demands, tls_context=context, require_starttls=True)
    # It does not know that TLS from the first byte is as good as STARTTLS.
    tls = Controller(server, port=server.tls_port, **demands, ssl_context=context, auth_require_tls=False)
    starttls.start()
    tls.start()
    try:
        yield server
    finally:
        starttls.stop()
        tls.stop()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]
