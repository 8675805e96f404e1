"""What can go wrong when awarding, as codes with their sentences."""

from django.utils.translation import gettext_lazy as _

from insigne.kernel.errors import ServiceError


class AwardError(ServiceError):
    messages = {
        "not_found": _("This page does not exist, or you may not see it."),
        "not_awardable": _(
            "This badge cannot be awarded by this organisation. Publish it, or ask its owner to share it."
        ),
        "no_recipient": _("There is nobody to award it to: give at least one email address."),
        "too_many_recipients": _(
            "This list has %(count)s lines, and a file may hold at most %(most)s. Split it into several."
        ),
        "already_awarded": _("%(address)s already holds this badge, and it can be received only once."),
        "other_act": _("This form has already been used for somebody else. Start again from the badge."),
        "bad_address": _("“%(address)s” is not an email address. Check it, then try again."),
        "already_revoked": _("This badge was already revoked."),
        "reason_needed": _("Say why: anyone who checks the badge sees the reason."),
        "not_signed": _("This badge is still being prepared. Try again in a moment."),
        "revoked": _("This badge was revoked: it can no longer be accepted or shared."),
        "declined": _("This badge was declined. Accept it first."),
        "file_empty": _("The file is empty."),
        "file_too_big": _("The file is larger than %(most)s MB. Split it into several."),
        "file_not_text": _("This file is not a list in CSV form. In your spreadsheet, choose “Save as CSV”."),
        "file_no_address_column": _(
            "No column holds email addresses. Name one “email” (or “courriel”); columns found: %(columns)s."
        ),
        "file_unreadable": _(
            "Line %(line)s cannot be read: a quotation mark is out of place or never closed."
        ),
        "undo_too_late": _(
            "It is too late to undo this award: its badges are being signed. Revoke those given by mistake."
        ),
        "draft_gone": _("This list was already awarded, or it has expired. Start again from the badge."),
        "still_reading": _("This list is still being read. Wait until every line has been, then award."),
    }
    statuses = {"draft_gone": 404, "other_act": 409, "still_reading": 409, "undo_too_late": 409}
