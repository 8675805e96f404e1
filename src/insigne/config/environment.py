"""Reads the settings that an operator may give by environment variables, and says what to do when one is wrong.

Each variable has a `_FILE` twin that names a file holding the value (for container secrets).
"""

import os
import re
import secrets
import sys
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import NoReturn
from urllib.parse import parse_qs, unquote, urlsplit

from insigne.kernel.mailway import MailWay

CACHE_ENTRIES = 100_000
"""Kept in a process's own memory: Django's 300 would let a crowd push out the counts that limit guessing."""


FOUNDER = re.compile(r"[^@;]*@[^@;.]+(\.[^@;.]+)+")


def stop(sentence: str) -> NoReturn:
    """End the process with one sentence that says what to do."""
    sys.exit(f"insigne: {sentence}")


def read(name: str, default: str = "") -> str:
    """Return the value of `name`, or of the file that `name`_FILE names, or `default`."""
    file_name = os.environ.get(f"{name}_FILE", "")
    if file_name:
        try:
            return Path(file_name).read_text().strip()
        except OSError as error:
            stop(f"{name}_FILE names {file_name}, which cannot be read ({error.strerror}).")
    return os.environ.get(name, "") or default


def founders(value: str) -> frozenset[str]:
    """Return the addresses and `@domains` whose holders may create organisations; empty means everybody."""
    named = frozenset(value.lower().replace(",", " ").split())
    for one in sorted(named):
        if not FOUNDER.fullmatch(one):
            stop(
                f"FOUNDERS holds {one!r}; write addresses and domains, such as ada@school.example, @univ.example."
            )
    return named


def proxies(value: str) -> int:
    """Return how many reverse proxies of the operator's own stand in front of this server."""
    if not (value.isascii() and value.isdigit() and len(value) < 3):
        stop(f"TRUSTED_PROXIES is {value!r}; write how many proxies of yours stand in front, such as 1.")
    return int(value)


def database(url: str, data: Path) -> dict[str, object]:
    """Return Django's database settings for `url` (sqlite:///PATH or postgresql://…); empty means SQLite in `data`."""
    if not url:
        url = f"sqlite:///{data / 'insigne.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path.removeprefix("/") if parts.path.startswith("//") else parts.path,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728;"
                    "PRAGMA cache_size=-20000; PRAGMA journal_size_limit=67108864; PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    stop(f"DATABASE_URL begins with {parts.scheme!r}; write sqlite:///FILE or postgresql://USER@HOST/NAME.")


def cache(url: str) -> dict[str, object]:
    """Return Django's cache settings for `url` (redis://…); empty means the process's own memory."""
    if not url:
        return {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "insigne",
            "OPTIONS": {"MAX_ENTRIES": CACHE_ENTRIES},
        }
    parts = urlsplit(url)
    if parts.scheme not in ("redis", "rediss") or not parts.hostname:
        stop("CACHE_URL is not an address of Redis; write redis://HOST:PORT/0, or leave it empty.")
    _need("CACHE_URL", "redis", "redis")
    return {
        "BACKEND": "insigne.kernel.shared_cache.SharedCache",
        "LOCATION": url,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }


def storage(url: str, data: Path) -> dict[str, object]:
    """Return Django's settings of the place of stored files: a folder, or `s3://BUCKET/PREFIX`.

    `s3://KEY:SECRET@BUCKET/PREFIX?endpoint=https://HOST&region=NAME`: what is left out comes from the machine, as
    usual for S3.
    """
    parts = urlsplit(url or f"file://{data / 'files'}")
    if parts.scheme == "file":
        folder = Path(unquote(parts.path))
        return {"BACKEND": "insigne.kernel.storage.WholeFileStorage", "OPTIONS": {"location": folder}}
    if parts.scheme != "s3" or not parts.hostname:
        stop("STORAGE_URL is no place for files; write s3://BUCKET?endpoint=https://HOST, or file:///FOLDER.")
    asked = parse_qs(parts.query)
    if set(asked) - {"endpoint", "region"}:
        stop(
            "STORAGE_URL knows two options, endpoint and region; write s3://BUCKET?endpoint=https://HOST&region=NAME."
        )
    _need("STORAGE_URL", "storages", "s3")
    _need("STORAGE_URL", "boto3", "s3")
    options = {
        "bucket_name": parts.hostname,
        "location": parts.path.strip("/"),
        "access_key": unquote(parts.username) if parts.username else None,
        "secret_key": unquote(parts.password) if parts.password else None,
        "endpoint_url": asked.get("endpoint", [None])[0],
        "region_name": asked.get("region", [None])[0],
        "addressing_style": "path" if "endpoint" in asked else None,
        "default_acl": None,
        "file_overwrite": True,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def _need(variable: str, module: str, extra: str) -> None:
    if find_spec(module) is None:
        stop(
            f"{variable} needs packages that are not installed; run "
            f".venv/bin/python -m pip install --require-hashes -r requirements/{extra}.txt."
        )


def mail(url: str, data: Path) -> MailWay:
    """Return the way out for `url` (smtp://, smtp+tls://, smtps://, file:///FOLDER); empty means a folder in `data`."""
    parts = urlsplit(url or f"file://{data / 'mails'}")
    if parts.scheme == "file":
        return MailWay(folder=Path(unquote(parts.path)))
    if parts.scheme in ("smtp", "smtps", "smtp+tls"):
        if not parts.hostname:
            stop("EMAIL_URL has no host; write smtp+tls://USER:PASSWORD@HOST:587.")
        return MailWay(
            folder=None,
            host=parts.hostname,
            port=parts.port or {"smtps": 465, "smtp+tls": 587}.get(parts.scheme, 25),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            use_ssl=parts.scheme == "smtps",
            use_tls=parts.scheme == "smtp+tls",
        )
    stop(f"EMAIL_URL begins with {parts.scheme!r}; write smtp://, smtp+tls://, smtps:// or file:///FOLDER.")


def public_url(value: str) -> str:
    """Return the site's own address, without a last slash."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        stop(f"PUBLIC_URL is {value!r}; write the site's full address, such as https://badges.example.org.")
    return value.rstrip("/")


def secret_file(path: Path, size_bytes: int = 48) -> str:
    """Return the secret kept in `path`, made on first use and readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return secret_file(path)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(size_bytes))
    return path.read_text().strip()


def mail_host(url: str) -> str:
    """Return the host that our mails come from by default: the site's own, `localhost` for a bare IP address."""
    host = urlsplit(url).hostname or "localhost"
    try:
        ip_address(host)
    except ValueError:
        return host
    return "localhost"
