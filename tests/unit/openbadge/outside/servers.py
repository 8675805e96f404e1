"""Web servers on this machine for the fetcher's tests, and the stand-ins that lead the fetcher to them.

Stand-ins: `Names` answers name look-ups from a table, `Wires` connects a public address to a local port and
remembers every address that anybody tried to reach. Nothing leaves the machine.
"""

import datetime
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from openbadge.outside.clock import SystemClock

PUBLIC = "93.184.215.14"
OTHER_PUBLIC = "1.1.1.1"

Answer = Callable[[socket.socket, bytes], None]
"""Gets the connection and the request's head; writes what it likes."""


@dataclass
class Names:
    """A stand-in for name look-up: each name has one list of answers for each time it is asked."""

    table: dict[str, Sequence[Sequence[str]]]
    asked: list[str] = field(default_factory=list)

    def __call__(self, host: str, port: int, timeout_seconds: float) -> Sequence[str]:
        answers = self.table.get(host)
        if answers is None:
            raise OSError("no such name")
        self.asked.append(host)
        return answers[min(self.asked.count(host), len(answers)) - 1]


@dataclass
class Wires:
    """A stand-in for connecting: public address → local port; every other address is closed."""

    ports: dict[str, int]
    reached: list[str] = field(default_factory=list)

    def __call__(self, address: str, port: int, timeout_seconds: float) -> socket.socket:
        self.reached.append(address)
        if address not in self.ports:
            raise ConnectionRefusedError(address)
        return socket.create_connection(("127.0.0.1", self.ports[address]), timeout=timeout_seconds)


class Server:
    """A TCP server on 127.0.0.1 that hands each connection to `answer`; keeps the requests' heads."""

    def __init__(self, answer: Answer, context: ssl.SSLContext | None = None) -> None:
        self.heads: list[bytes] = []
        self._answer = answer
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            connection.settimeout(10)
            if self._context is not None:
                connection = self._context.wrap_socket(connection, server_side=True)
            head = b""
            while b"\r\n\r\n" not in head:
                piece = connection.recv(4096)
                if not piece:
                    return
                head += piece
            self.heads.append(head)
            self._answer(connection, head)
        except OSError:
            pass
        finally:
            connection.close()

    def close(self) -> None:
        # shutdown wakes the thread that waits in accept; close alone would not.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=12)
            assert not thread.is_alive(), "the fetcher left a connection open"


@contextmanager
def serving(answer: Answer, context: ssl.SSLContext | None = None) -> Iterator[Server]:
    server = Server(answer, context)
    try:
        yield server
    finally:
        server.close()


def reply(body: bytes = b"{}", *, status: str = "200 OK", headers: dict[str, str] | None = None) -> Answer:
    """An answer that is always the same."""
    lines = {"Content-Length": str(len(body)), "Content-Type": "application/json", **(headers or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    data = f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body
    return lambda connection, _head: connection.sendall(data)


def certificate_for(folder: Path, *names: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return a server's context with a fresh certificate for `names`, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, names[0])])
    start = SystemClock().now() - datetime.timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(each) for each in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoded = certificate.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "server.pem"
    file.write_bytes(secret + encoded)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cadata=encoded.decode("ascii"))
