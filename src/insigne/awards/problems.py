"""Why a row of a list, or an award, makes no badge: code → sentence that says what to do."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "no_address": _("No email address on this line: add one."),
    "bad_address": _("“%(address)s” is not an email address: correct it."),
    "bad_evidence": _("The evidence “%(evidence)s” is not a web address: write https://…"),
    "bad_date": _("The date “%(date)s” does not exist: write it as 2026-06-30 or 30/06/2026."),
    "future_date": _("The date “%(date)s” is in the future: a badge bears the date when it was earned."),
    "long_narrative": _("The text is too long: at most %(most)s characters."),
    "long_name": _("The name is too long: at most %(most)s characters."),
    "twice_in_list": _("This address is already on line %(first)s: each person receives the badge once."),
    "unreadable_line": _(
        "This line cannot be read: a quotation mark is out of place or never closed, or a cell is far too long. "
        "Check it and the lines that follow."
    ),
    "already_awarded": _("%(address)s already holds this badge: nothing to do."),
    "line_not_taken": _(
        "This line could not be read or stored, several times; the server's log says why. Try it on its own."
    ),
    "signing_failed": _(
        "This badge could not be made, several times; the server's log says why. Correct the line, then award it again."
    ),
    "signing_died": _(
        "Making this badge stopped the server's worker, several times: it was left out, and the others were made."
    ),
}


def sentence(code: str, facts: Mapping[str, str]) -> str:
    """Return the sentence of `code` in the language now active."""
    return str(SENTENCES[code]) % facts
