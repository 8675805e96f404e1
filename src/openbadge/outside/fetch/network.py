"""Names to addresses and addresses to sockets, for one fetch, under its deadline.

The HTTP engine (httpcore, the one inside httpx) asks this module for every connection. So the address
that was checked is the address that is connected to, whatever a second name look-up would say; the
server's name stays in TLS and in the Host header.
"""

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import httpcore

from openbadge.outside.fetch.address import Target, is_public, literal

ADDRESSES_TRIED = 3
_LOCAL = {"localhost": ("127.0.0.1", "::1"), "127.0.0.1": ("127.0.0.1",), "[::1]": ("::1",)}


class Resolve(Protocol):
    """Turns a name into IP addresses."""

    def __call__(self, host: str, port: int, timeout_seconds: float) -> Sequence[str]:
        """Return every address of `host`. Raises OSError when there is none."""
        ...


class Connect(Protocol):
    """Opens a connection to a checked address; tests lead it to a server of their own."""

    def __call__(self, address: str, port: int, timeout_seconds: float) -> socket.socket:
        """Return a connected socket. Raises OSError."""
        ...


def system_resolve(host: str, port: int, timeout_seconds: float) -> Sequence[str]:
    """Return the addresses that the operating system knows. Raises OSError, also when it is late.

    The system call has no time limit of its own, so it runs in a thread that is left behind when late.
    """
    answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            answers.put(OSError(str(error)))
        else:
            answers.put([str(entry[4][0]) for entry in found])

    threading.Thread(target=ask, daemon=True, name="resolve").start()
    try:
        answer = answers.get(timeout=timeout_seconds)
    except queue.Empty as error:
        raise TimeoutError("name look-up") from error
    if isinstance(answer, OSError):
        raise answer
    return answer


def system_connect(address: str, port: int, timeout_seconds: float) -> socket.socket:
    """Return a TCP connection to an IP address. Raises OSError."""
    return socket.create_connection((address, port), timeout=timeout_seconds)


@dataclass(slots=True)
class Budget:
    """What one fetch may still spend: until when (monotonic seconds), and how many bytes off the wire."""

    ends_at: float
    raw_bytes: int

    def seconds(self) -> float:
        """Return the seconds left. Raises TimeoutError when there are none."""
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise TimeoutError("deadline")
        return left


class CheckedBackend(httpcore.NetworkBackend):
    """httpcore's way to the network, for one target: checks every address first, then connects to it."""

    def __init__(self, target: Target, *, resolve: Resolve, connect: Connect, budget: Budget) -> None:
        self._target = target
        self._resolve = resolve
        self._connect = connect
        self._budget = budget

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a stream to the first checked address that answers. Raises httpcore.ConnectError."""
        try:
            return self._open()
        except (OSError, ValueError) as error:
            raise httpcore.ConnectError("connect") from error

    def _open(self) -> httpcore.NetworkStream:
        addresses = self._addresses()
        for number, address in enumerate(addresses, start=1):
            try:
                # The last one may use all the time that is left, the others an equal part of it.
                patience = self._budget.seconds() / (len(addresses) - number + 1)
                return _Stream(self._connect(address, self._target.port, patience), self._budget)
            except OSError:
                if number == len(addresses):
                    raise
        raise OSError("no address")

    def _addresses(self) -> Sequence[str]:
        """Return up to three addresses; one that is not public spoils them all."""
        if self._target.local:
            return _LOCAL[self._target.host]
        spelled = literal(self._target.host)
        if spelled is not None:
            found = [str(spelled)]
        else:
            found = list(self._resolve(self._target.host, self._target.port, self._budget.seconds()))
        if not all(is_public(ipaddress.ip_address(address)) for address in found):
            raise OSError("address refused")
        return found[:ADDRESSES_TRIED]


class _Stream(httpcore.NetworkStream):
    """A socket whose every wait ends at the deadline, and that stops reading when the budget is spent."""

    def __init__(self, connection: socket.socket, budget: Budget) -> None:
        self._connection = connection
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what has come. Raises httpcore.ReadError or ReadTimeout."""
        try:
            self._connection.settimeout(self._budget.seconds())
            data = self._connection.recv(max_bytes)
        except TimeoutError as error:
            raise httpcore.ReadTimeout("read") from error
        except OSError as error:
            raise httpcore.ReadError("read") from error
        self._budget.raw_bytes -= len(data)
        if self._budget.raw_bytes < 0:
            raise httpcore.ReadError("too much")
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send everything. Raises httpcore.WriteError or WriteTimeout."""
        try:
            self._connection.settimeout(self._budget.seconds())
            self._connection.sendall(buffer)
        except TimeoutError as error:
            raise httpcore.WriteTimeout("write") from error
        except OSError as error:
            raise httpcore.WriteError("write") from error

    def close(self) -> None:
        """Close the socket."""
        self._connection.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Return the stream under TLS, the server's name checked. Raises httpcore.ConnectError."""
        try:
            self._connection.settimeout(self._budget.seconds())
            secured = ssl_context.wrap_socket(self._connection, server_hostname=server_hostname)
        except (OSError, ValueError) as error:
            self.close()
            raise httpcore.ConnectError("tls") from error
        return _Stream(secured, self._budget)

    def get_extra_info(self, info: str) -> object:
        """Return None: httpcore asks for HTTP/2 and for idle connections only, of which there are none."""
        return None
