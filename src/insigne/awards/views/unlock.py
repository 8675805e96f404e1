"""The unlock page, opened by the mail's link: preview, keep or decline, share, take away, make an account.

The link is the proof that mail to the address reached this person; no page under it is ever indexed or cached.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insigne.awards import files, opened, selectors, services
from insigne.awards.forms import AccountForm, DeclineForm, ShareForm
from insigne.awards.selectors import EarnerAward
from insigne.awards.tokens import award_of_token
from insigne.catalogue import selectors as catalogue
from insigne.kernel import text
from insigne.orgs import selectors as orgs
from insigne.people import selectors as people
from insigne.people import services as people_services
from insigne.people.visitor import person_of

CONFETTI = 18
"""How many pieces the style sheet strews around a badge just unlocked."""

View = Callable[..., HttpResponse]


def _earners(view: View) -> View:
    """Give the view the award of the link; an unknown link is a 404 that tells nothing."""

    @wraps(view)
    @never_cache
    def open_link(request: HttpRequest, token: str, **kwargs: object) -> HttpResponse:
        award_id = award_of_token(token)
        award = selectors.award_for_earner(award_id) if award_id else None
        if award is None:
            raise Http404
        opened.remember(request.session, award.credential_id)
        answer = view(request, award, **kwargs)
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return open_link


def _page(request: HttpRequest, award: EarnerAward, form: AccountForm | None = None) -> HttpResponse:
    badge = catalogue.revision(award.revision_id)
    person_id = person_of(request)
    holder = people.person_of_address(award.address)
    public_url = settings.PUBLIC_URL + reverse("verifier:credential", args=[award.credential_id])
    name = text.pick(badge.names, request.LANGUAGE_CODE)
    context = {
        "award": award,
        "badge": badge,
        "organisation": orgs.organisation(id=award.organisation_id),
        "public_url": public_url,
        "confetti": range(CONFETTI),
        "share_links": _share_links(public_url, name),
        "pdf_languages": [code for code in files.LANGUAGES if badge.names.get(code)]
        or list(files.LANGUAGES[:1]),
        "mine": person_id is not None and holder == person_id,
        "elsewhere": person_id is not None and holder != person_id,
        "has_account": holder is not None,
        "account_form": form or AccountForm(address=award.address, initial={"full_name": award.name}),
        "login_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
    }
    return render(request, "awards/unlock.html", context, status=400 if form else 200)


def _share_links(url: str, name: str) -> list[tuple[str, str, str]]:
    """Return (label, icon, address) of plain links: nothing of theirs runs on our page."""
    words = _("My badge “%(name)s”") % {"name": name}
    return [
        (
            "LinkedIn",
            "linkedin",
            f"https://www.linkedin.com/sharing/share-offsite/?{urlencode({'url': url})}",
        ),
        ("Facebook", "facebook", f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': url})}"),
        ("X", "x", f"https://x.com/intent/post?{urlencode({'url': url, 'text': words})}"),
        (_("Email"), "mail", f"mailto:?{urlencode({'subject': words, 'body': url})}".replace("+", "%20")),
    ]


@require_safe
@_earners
def unlock(request: HttpRequest, award: EarnerAward) -> HttpResponse:
    """“You have received a badge!”"""
    return _page(request, award)


@require_POST
@_earners
def accept(request: HttpRequest, award: EarnerAward) -> HttpResponse:
    """Keep the badge; with an account that proved the address, it goes to the passport at once."""
    person_id = person_of(request)
    if person_id and request.POST.get("join") == "1":
        people_services.prove_address(person_id=person_id, address=award.address)
    mine = person_id if person_id and people.person_of_address(award.address) == person_id else None
    services.accept(award_id=award.award_id, person_id=mine)
    messages.success(request, _("The badge is unlocked: it is yours."))
    return redirect(reverse("awards:unlock", args=[award.token]) + "#unlocked")


@require_POST
@_earners
def account(request: HttpRequest, award: EarnerAward) -> HttpResponse:
    """Make an account on the address that the link proves, keep the badge, and enter."""
    form = AccountForm(request.POST, address=award.address)
    if not form.is_valid():
        return _page(request, award, form)
    person_id = people_services.register(
        email=award.address,
        full_name=form.cleaned_data["full_name"],
        password=form.cleaned_data["password"],
        language=request.LANGUAGE_CODE,
        verified=True,
    )
    people_services.sign_in(request, person_id=person_id)
    services.accept(award_id=award.award_id, person_id=person_id)
    messages.success(request, _("Your account is open, and your badge is in your passport."))
    return redirect("passport:home")


@require_http_methods(["GET", "HEAD", "POST"])
@_earners
def decline(request: HttpRequest, award: EarnerAward) -> HttpResponse:
    """Say no, with a reason or without; it can be taken back."""
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.decline(award_id=award.award_id, reason=form.cleaned_data["reason"])
        messages.info(
            request, _("The badge was declined. You can still change your mind with the same link.")
        )
        return redirect("awards:unlock", token=award.token)
    context = {"award": award, "badge": catalogue.revision(award.revision_id), "form": form}
    return render(request, "awards/decline.html", context)


@require_POST
@_earners
def share(request: HttpRequest, award: EarnerAward) -> HttpResponse:
    """Open or close the public page, with the name or without."""
    form = ShareForm(request.POST)
    form.is_valid()
    public = bool(form.cleaned_data.get("public"))
    services.share(award_id=award.award_id, public=public, show_name=bool(form.cleaned_data.get("show_name")))
    messages.success(
        request, _("The public page is open: copy its link.") if public else _("The public page is closed.")
    )
    return redirect(reverse("awards:unlock", args=[award.token]) + "#share")


@require_safe
@_earners
def download(request: HttpRequest, award: EarnerAward, kind: str) -> HttpResponse:
    """The badge as PNG, as PDF in a language, or as the signed document itself."""
    badge = catalogue.revision(award.revision_id)
    language = request.GET.get("language", "")
    language = language if language in files.LANGUAGES else files.LANGUAGES[0]
    if kind == "png":
        body, content_type = selectors.baked_png(award.credential_id), "image/png"
    elif kind == "pdf":
        body = selectors.baked_pdf(award.credential_id, language, show_name=award.show_name)
        content_type = "application/pdf"
    else:
        body, content_type = selectors.credential_bytes(award.credential_id), "application/vc+ld+json"
    name = text.pick(badge.names, language if kind == "pdf" else request.LANGUAGE_CODE)
    plain = files.file_name(f"{name}-{language}" if kind == "pdf" else name, kind)
    answer = HttpResponse(body, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{plain}"'
    return answer
