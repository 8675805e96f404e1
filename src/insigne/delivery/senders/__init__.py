"""The ways out: a folder of .eml files, or an SMTP server. Nothing else leaves by mail."""

from insigne.delivery.senders.folder import FolderSender
from insigne.delivery.senders.smtp import Sender, SmtpSender

__all__ = ["FolderSender", "Sender", "SmtpSender"]
