"""MINT and BAKE: the files that an earner takes away, made from the stored bytes, which are never changed."""

import re
import unicodedata
from datetime import timedelta
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from insigne.awards.certificate import Certificate, draw
from insigne.awards.models import Award
from insigne.catalogue import selectors as catalogue
from insigne.kernel import blobs, text
from insigne.orgs import selectors as orgs
from openbadge.baking import pdf as pdf_baking
from openbadge.baking import png as png_baking

LANGUAGES = ("fr", "en")


@lru_cache(maxsize=128)
def _picture(sha256: str) -> bytes:
    return blobs.load(sha256)


def png(award: Award, body: bytes) -> bytes:
    """Return the badge's PNG with the credential in one chunk. Raises BlobError when the picture is lost."""
    return png_baking.bake(_picture(catalogue.revision(award.revision_id).image_png_sha256), body)


def pdf(award: Award, body: bytes, credential_id: UUID, language: str, *, show_name: bool) -> bytes:
    """Return the certificate in `language` (fr or en) with the credential attached.

    It names the earner only when `show_name` says so. The code on it leads to the public page when there is one,
    else to the page where the file itself is checked.
    """
    revision = catalogue.revision(award.revision_id)
    organisation = orgs.organisation(id=award.organisation_id)
    shared = award.shared_at is not None
    with translation.override(language):
        path = reverse("verifier:credential", args=[credential_id]) if shared else reverse("verifier:home")
        name = text.pick(revision.names, language)
        day = timezone.localtime(award.awarded_at)
        until = ""
        if revision.expires_after_days:
            last = timezone.localtime(award.awarded_at + timedelta(days=revision.expires_after_days))
            until = _("Valid until %(date)s") % {"date": formats.date_format(last, "DATE_FORMAT")}
        certificate = Certificate(
            language=language,
            kind=_("Digital badge"),
            badge=name,
            level=text.pick(revision.level_names, language),
            awarded_to=_("Awarded to"),
            earner=award.name if show_name else "",
            issued_by=_("Issued by"),
            issuer=organisation.name(language),
            awarded_on=_("On"),
            date=formats.date_format(day, "DATE_FORMAT"),
            valid_until=until,
            description=text.pick(revision.descriptions, language),
            criteria_title=_("What it took to earn it"),
            criteria=text.pick(revision.criteria, language),
            check_title=_("Check this badge"),
            check_text=_(
                "This file contains the signed badge: drop it on any Open Badges verifier, or here:"
            ),
            check_url=f"{settings.PUBLIC_URL}{path}",
            picture_text=_("Picture of the badge “%(name)s”") % {"name": name},
            tint=revision.tint,
        )
    return pdf_baking.bake(
        draw(certificate, _picture(revision.image_png_sha256)), body, name="credential.json"
    )


def file_name(badge_name: str, extension: str) -> str:
    """Return a plain ASCII file name for a download, never empty."""
    plain = unicodedata.normalize("NFKD", badge_name).encode("ascii", "ignore").decode().lower()
    return f"{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')[:60] or 'badge'}.{extension}"
