"""How mails leave this server: what EMAIL_URL says, as a value.

Room: kernel. Pure.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class MailWay:
    """How mails leave: into `folder`, or when it is None through the SMTP server `host`."""

    folder: Path | None
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    use_ssl: bool = False
    use_tls: bool = False
