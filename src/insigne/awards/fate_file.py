"""The file that an issuer takes away from an act of awarding: what became of each line, as a CSV.

Room: awards. Pure: rows in, bytes out, in the language now active. A spreadsheet must show it as it is: a mark of
UTF-8 at the head, the separator that its language expects, and no cell that could be taken for a formula.
"""

import csv
import io
from collections.abc import Iterable
from typing import Final

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from insigne.awards.models import State
from insigne.awards.selectors import AwardRow

FORMULA_STARTS: Final = tuple("=+-@\t\r\n＝＋－＠")


def fate_file(rows: Iterable[AwardRow]) -> bytes:
    """Return the CSV of the rows: line, name, address, badge, mail and why; the last says what to do where it can."""
    text = io.StringIO()
    table = csv.writer(text, delimiter=";" if (get_language() or "").startswith("fr") else ",")
    table.writerow([_("Line"), _("Name"), _("Address"), _("Badge"), _("Mail"), _("Why")])
    states, mails = _states(), _mail_states()
    for row in rows:
        why = row.problem or row.revoked_reason
        cells = (row.name, row.address, states[row.state], mails[row.mail_state], why)
        table.writerow([row.line, *map(_as_text, cells)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _as_text(cell: str) -> str:
    """Return the cell, behind an apostrophe when a spreadsheet would compute it (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _states() -> dict[str, str]:
    return {
        State.PLANNED: _("In preparation"),
        State.SIGNED: _("Waiting for an answer"),
        State.ACCEPTED: pgettext("badge", "Accepted"),
        State.DECLINED: pgettext("badge", "Declined"),
        State.REVOKED: pgettext("badge", "Revoked"),
        State.FAILED: pgettext("badge", "Failed"),
        State.CANCELLED: pgettext("badge", "Cancelled"),
        "skipped": pgettext("line", "Left out"),
    }


def _mail_states() -> dict[str, str]:
    return {
        "": "",
        "queued": _("On its way"),
        "sending": _("On its way"),
        "sent": _("Sent"),
        "failed": _("Not delivered"),
    }
