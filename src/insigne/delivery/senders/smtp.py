"""Hands mails to an SMTP server, one connection kept for the next one."""

import smtplib
import ssl
from email.message import EmailMessage
from typing import Protocol

from insigne.kernel.mailway import MailWay
from insigne.kernel.outbox import Outgoing, RefusedForGood

_TIMEOUT_SECONDS = 30


class Sender(Protocol):
    """A way out."""

    def send(self, message: EmailMessage, outgoing: Outgoing) -> None:
        """Send the message. Raises RefusedForGood when no retry can help, anything else to be tried again."""
        ...


class SmtpSender:
    """An SMTP server named by EMAIL_URL (smtp://, smtp+tls://, smtps://)."""

    def __init__(self, server: MailWay) -> None:
        self._server = server
        self._connection: smtplib.SMTP | None = None

    def send(self, message: EmailMessage, outgoing: Outgoing) -> None:
        """Send through the kept connection, or a new one. A 5xx answer about the recipient is final."""
        connection = self._alive() or self._connect()
        try:
            connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            code, text = next(iter(refused.recipients.values()))
            if code >= 500:
                raise RefusedForGood(f"{code} {text.decode('utf-8', 'replace')[:200]}") from refused
            raise
        except (smtplib.SMTPException, OSError):
            self._connection = None
            raise

    def _alive(self) -> smtplib.SMTP | None:
        if self._connection is None:
            return None
        try:
            return self._connection if self._connection.noop()[0] == 250 else None
        except (smtplib.SMTPException, OSError):
            return None

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        if server.use_ssl:
            context = ssl.create_default_context()
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=_TIMEOUT_SECONDS, context=context
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT_SECONDS)
        if server.use_tls:
            connection.starttls(context=ssl.create_default_context())
        if server.user:
            connection.login(server.user, server.password)
        self._connection = connection
        return connection
