"""Texts that people should never write, put wherever they may write; and the look for what they would have done."""

from dataclasses import dataclass, replace
from uuid import UUID

from lxml import html
from tests.unit.insigne.realm import Estate, estate

from insigne.awards import services as awards
from insigne.awards.intake import RecipientInput, Skipped
from insigne.awards.models import Credential
from insigne.awards.tokens import unlock_token
from insigne.catalogue import services as catalogue
from insigne.catalogue.content import Alignment, BadgeContent
from insigne.catalogue.facts import RevisionFacts
from insigne.catalogue.models import Badge
from insigne.kernel.text import clean
from insigne.orgs import selectors as orgs_read
from insigne.orgs import services as orgs
from insigne.passport import selectors as passport
from insigne.people import services as people

TEXTS = {
    "markup": "\"'><canary-a onload=canary()><script>canary()</script></textarea><img src=x onerror=canary()>",
    "closing": "</title></head><body onload=canary()>--></style></script>]]><!-- <canary-b/>",
    "templates": "{{613*97}}{% debug %}${613*97}#{613*97}%(x)s %s {0} <%= 613*97 %>&lt;canary-c&gt; \\x3ccanary-d\\x3e",
    "lines": "a\nBcc: x@evil.example\r\nhttps://evil.example/\ttab <canary-e>",
    "unicode": "\u202eevil\u2066 \u200bz\ufeffw e\u0301\u0301 \ufffe\uffff \U000e0041 ＜canary-f＞ 👩‍👩‍👧 \u2028\u0085",
    "controls": "\x01\x08\x0b\x0c\x1b[31m\x7f\x9f canary-g",
    "formulas": "=cmd|' /C calc'!A0 javascript:canary() ../../etc/passwd ;DROP TABLE awards_award;--",
    "typst": '#eval("1+1") #read("/etc/passwd") $x$ *b* _i_ `c` <label> @cite \\ // /* #image("x")',
}
MARKDOWN = (
    "- [x](javascript:canary()) [y](data:text/html,canary) <canary-m onclick=canary()>\n"
    "- ![p](https://evil.example/p.png) <img src=x onerror=canary()> <https://evil.example/>\n"
    "- [z]( \x01javascript:canary()) [q](vbscript:canary) [r]: javascript:canary()\n\n"
    "<script>canary()</script>\n\n<style>@import 'https://evil.example'</style>\n"
)
ALLOWED = ("/", "#", "?", "http://127.0.0.1:8000", "https://", "http://preuve.example", "mailto:")


@dataclass(frozen=True, slots=True)
class Scene:
    """An estate in which every text is the hostile one, and what its texts have become."""

    alpha: Estate
    text: str
    award_id: UUID


def scene(text: str) -> Scene:
    """Return an estate where `text` stands in every place that people may write."""
    alpha = estate("alpha")
    organisation_id = orgs_read.organisation(slug="alpha").id
    both = {"fr": text, "en": text}
    site = "https://preuve.example/"
    orgs.edit(
        actor_id=alpha.owner,
        organisation_id=organisation_id,
        names=both,
        descriptions=both,
        url=site,
        email="",
    )
    for person_id in (*alpha.members.values(), alpha.earner, alpha.guest):
        people.rename(person_id=person_id, full_name=text)
    badge = _badge(alpha, organisation_id, text)
    common = {"actor_id": alpha.owner, "organisation_id": organisation_id, "revision_id": badge.id}
    award_id = awards.award_one(
        **common,
        recipient=RecipientInput("earner-alpha@mail.example", text, f"{site}e", text),
        reason=text,
        idempotency_key="hostile",
        language="en",
    )
    awards.accept(award_id=award_id, person_id=alpha.earner)
    awards.share(award_id=award_id, public=True, show_name=True)
    rows = awards.award_many(
        **common,
        recipients=[RecipientInput("other@mail.example", text, line=1)],
        skipped=[
            Skipped(2, text, "bad_address", {"address": text}),
            Skipped(3, text, "bad_date", {"date": text}),
        ],
        idempotency_key="list",
        language="fr",
    )
    holdings = [
        one for one in passport.holdings(alpha.earner) if one.award and one.award.award_id == award_id
    ]
    values = {
        **alpha.values,
        "number": badge.number,
        "award_id": award_id,
        "event_id": rows.id,
        "credential_id": Credential.objects.get(award_id=award_id).id,
        "holding_id": holdings[0].id,
        "token": unlock_token(award_id),
    }
    return Scene(replace(alpha, award_id=award_id, values=values), clean(text), award_id)


def _badge(alpha: Estate, organisation_id: UUID, text: str) -> RevisionFacts:
    """Return the estate's badge with a published revision of such words, and a draft that follows it."""
    both = {"fr": text, "en": text}
    badge_id = Badge.objects.get(public_slug=alpha.values["public_slug"]).id
    catalogue.draw_framework(
        actor_id=alpha.owner,
        organisation_id=organisation_id,
        slug="g",
        names=both,
        families=[{"slug": "f", "names": both, "descriptions": both}],
        levels=[{"number": 1, "names": both, "descriptions": both}],
    )
    content = BadgeContent(
        names=both,
        descriptions=both,
        criteria=dict.fromkeys(both, f"- {text}\n{MARKDOWN}"),
        tags={"fr": [text[:60]], "en": [text[:60]]},
        level=1,
        family="g/f",
        alignments=[Alignment(text, "https://preuve.example/a", text)],
    )
    catalogue.revise(actor_id=alpha.owner, badge_id=badge_id, content=content)
    badge = catalogue.publish(actor_id=alpha.owner, badge_id=badge_id)
    catalogue.revise(actor_id=alpha.owner, badge_id=badge_id, content=content)
    return badge


def wrong_with(page: bytes) -> list[str]:
    """Return what a page holds that only a hostile text could have put there."""
    tree, found = html.fromstring(page), []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            if "canary" in str(element.text):
                found.append(f"a comment: {element.text}")
            continue
        if element.tag.startswith("canary") or element.tag in ("style", "object", "embed", "base"):
            found.append(f"<{element.tag}>")
        if element.tag == "script" and not str(element.get("src", "")).startswith("/static/"):
            found.append(f"<script>{element.text}")
        for name, value in element.attrib.items():
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                found.append(f"{element.tag} {name}={value}")
            drawn = element.tag == "img" and value.startswith("data:image/")
            if name in ("href", "src", "action") and not drawn and not value.startswith(ALLOWED):
                found.append(f"{element.tag} {name}={value}")
            if name == "src" and "evil.example" in value:
                found.append(f"{element.tag} {name}={value}")
    if str(613 * 97) in tree.text_content():
        found.append("a template was run")
    return found
