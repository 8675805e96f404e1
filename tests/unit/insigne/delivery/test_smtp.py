"""The SMTP way out, against a server of our own on this machine."""

import socketserver
import threading
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from insigne.delivery.senders import SmtpSender
from insigne.kernel.mailway import MailWay
from insigne.kernel.outbox import RefusedForGood


@pytest.fixture
def no_network() -> None:
    """Let these tests reach the server that they start themselves."""


class Post(socketserver.StreamRequestHandler):
    """A small SMTP server: refuses nobody@, keeps the rest."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        data = False
        body: list[bytes] = []
        for line in self.rfile:
            if data:
                if line == b".\r\n":
                    data = False
                    self.server.received.append(b"".join(body))
                    self.wfile.write(b"250 kept\r\n")
                else:
                    body.append(line)
            elif line.upper().startswith(b"RCPT") and b"nobody@" in line:
                self.wfile.write(b"550 no such person\r\n")
            elif line.upper().startswith(b"RCPT") and b"later@" in line:
                self.wfile.write(b"450 try later\r\n")
            elif line.upper().startswith(b"DATA"):
                data, body = True, []
                self.wfile.write(b"354 go on\r\n")
            elif line.upper().startswith(b"QUIT"):
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")


class Server(socketserver.ThreadingTCPServer):
    """Keeps what it received."""

    daemon_threads = True
    allow_reuse_address = True
    received: list[bytes]


@pytest.fixture
def post() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Post) as server:
        server.received = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def way(server: Server) -> SmtpSender:
    return SmtpSender(MailWay(folder=None, host="127.0.0.1", port=server.server_address[1]))


def letter(to: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@x.example", to, "Badge"
    message.set_content("Bravo")
    return message


def test_mails_leave_and_the_connection_is_kept(post: Server) -> None:
    sender = way(post)
    sender.send(letter("lea@x.example"), None)
    first = sender._connection
    sender.send(letter("bo@x.example"), None)
    assert sender._connection is first
    assert len(post.received) == 2
    first.quit()


def test_a_recipient_refused_for_good_is_told(post: Server) -> None:
    sender = way(post)
    with pytest.raises(RefusedForGood, match="550"):
        sender.send(letter("nobody@x.example"), None)
    sender._connection.quit()


def test_a_passing_refusal_is_no_final_word(post: Server) -> None:
    sender = way(post)
    with pytest.raises(Exception, match="450") as caught:
        sender.send(letter("later@x.example"), None)
    assert not isinstance(caught.value, RefusedForGood)
    if sender._connection:
        sender._connection.quit()
