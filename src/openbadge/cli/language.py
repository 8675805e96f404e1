"""Which language to speak: the one asked for, else the system's, else English."""

import os

from openbadge.verify.messages import LANGUAGES


def chosen(asked: str | None) -> str:
    """Return `en` or `fr`: `asked`, else the first of LC_ALL, LC_MESSAGES and LANG that is set (POSIX order)."""
    if asked:
        return asked
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    told = next((value for name in names if (value := os.environ.get(name))), "")
    return told[:2] if told[:2] in LANGUAGES else "en"
