"""What this server says on its error output: warnings and tracebacks, never an address nor a token (I12)."""

import logging
import re

_ADDRESS = re.compile(r"(?<![^\s<>\"'(),;:/=?&])[^\s<>\"'(),;:/=?&@]{1,200}(?:@|%40)[\w-]+(?:\.[\w-]+)+")
_TOKEN = re.compile(r"(?<![\w-])[\w-]{43,}(?![\w-])")


def discreet(text: str) -> str:
    """Return `text` with each e-mail address and each long token replaced by a word."""
    return _TOKEN.sub("(token)", _ADDRESS.sub("(address)", text))


class DiscreetFormatter(logging.Formatter):
    """Formats a record, its traceback included, then hides what belongs to people."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, or lines, to print."""
        return discreet(super().format(record))


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {
            "()": "insigne.config.logs.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security.DisallowedHost": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False},
    },
}
