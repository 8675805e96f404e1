"""The badge editor: a new badge, the next content of one, and the studio's live picture."""

import base64
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from insigne.catalogue import forms, rights, selectors, services, studio
from insigne.catalogue.definition import image_of
from insigne.catalogue.errors import CatalogueError
from insigne.catalogue.facts import RevisionFacts
from insigne.catalogue.forms import BadgeForm, DesignForm
from insigne.catalogue.studio import StudioError
from insigne.catalogue.views.picker import panel
from insigne.orgs.selectors import OrganisationFacts
from insigne.orgs.views.visitor import entered
from insigne.people.visitor import signed_in

FIELDS_OF_CODES = {
    "slug_taken": "slug",
    "slug_bad": "slug",
    "name_missing": "name_fr",
    "expiry_bad": "expires_after_days",
    "alignment_bad": "alignments",
    "level_not_in_framework": "level",
    "image_missing": "file",
    "image_too_big": "file",
    "image_bad": "file",
    "image_text": "file",
    "image_size": "file",
    "image_too_small": "file",
}
"""Where on the form a refusal is said; codes that name a language go to that language's field."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The live picture: `source` a data: address, or `problem` a sentence."""

    source: str
    tint_class: str
    problem: str


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Define a badge."""
    organisation = entered(request, slug, rights.DEFINE)
    form, design = _forms(request, organisation, None)
    if _saves(request) and form.is_valid() and _design_valid(form, design):
        data = form.cleaned_data
        try:
            badge = services.define(
                actor_id=signed_in(request),
                organisation_id=organisation.id,
                content=form.content(_design(form, design)),
                slug=data["slug"],
                once=data["once"],
                shared_down=data["shared_down"],
            )
        except CatalogueError as error:
            _say(form, error)
        else:
            messages.success(request, _("The draft is saved. Read it through, then publish it."))
            return redirect("catalogue:detail", slug=slug, badge_slug=badge.badge_slug)
    return _page(request, organisation, None, form, design)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, badge_slug: str) -> HttpResponse:
    """Write the draft, or begin the next revision of a published badge."""
    organisation = entered(request, slug, rights.DEFINE)
    badge = selectors.newest(organisation.id, badge_slug)
    form, design = _forms(request, organisation, badge)
    if _saves(request) and form.is_valid() and _design_valid(form, design):
        data = form.cleaned_data
        try:
            services.revise(
                actor_id=signed_in(request),
                badge_id=badge.badge_id,
                content=form.content(_design(form, design)),
                expected_version=data["version"],
                once=data["once"],
                shared_down=data["shared_down"],
            )
        except CatalogueError as error:
            _say(form, error)
        else:
            messages.success(request, _("The draft is saved. Read it through, then publish it."))
            return redirect("catalogue:detail", slug=slug, badge_slug=badge_slug)
    return _page(request, organisation, badge, form, design)


@login_required
@require_POST
def drawing(request: HttpRequest, slug: str) -> HttpResponse:
    """The studio's picture of the choices sent, as a fragment of the page."""
    entered(request, slug, rights.DEFINE)
    return render(
        request, "catalogue/drawing.html", {"drawing": _drawn(DesignForm(request.POST, prefix="design"))}
    )


def _saves(request: HttpRequest) -> bool:
    """Return whether the form is to be saved: not when only its picture is asked for (without modules)."""
    return request.method == "POST" and "look" not in request.POST


def _forms(
    request: HttpRequest, organisation: OrganisationFacts, badge: RevisionFacts | None
) -> tuple[BadgeForm, DesignForm]:
    frameworks = selectors.frameworks(organisation.id)
    options = {"frameworks": frameworks, "exists": badge is not None, "language": get_language() or "fr"}
    if request.method == "POST":
        return (
            BadgeForm(request.POST, request.FILES, **options),  # type: ignore[arg-type]
            DesignForm(request.POST, prefix="design"),
        )
    start = forms.initial(badge) if badge else {}
    chosen = forms.initial_design(badge.design if badge else None)
    return BadgeForm(initial=start, **options), DesignForm(initial=chosen, prefix="design")  # type: ignore[arg-type]


def _design_valid(form: BadgeForm, design: DesignForm) -> bool:
    return form.cleaned_data["picture"] != forms.DRAW or design.is_valid()


def _design(form: BadgeForm, design: DesignForm) -> dict[str, object] | None:
    return {**design.design()} if form.cleaned_data["picture"] == forms.DRAW else None


def _say(form: BadgeForm, error: CatalogueError) -> None:
    """Put the refusal where its cause is on the form."""
    field = FIELDS_OF_CODES.get(error.code)
    if error.code in ("description_missing", "criteria_missing"):
        field = f"{error.code.removesuffix('_missing')}_{error.facts['language']}"
    form.add_error(field if field in form.fields else None, error.sentence())


def _drawn(design: DesignForm) -> Drawing:
    """Return the picture of the choices; unbound, of those that the form begins with."""
    if design.is_bound and not design.is_valid():
        sentence = next(iter(design.errors.values()))[0]
        return Drawing("", "tint-ardoise", str(sentence))
    values = design.design() if design.is_bound else _begun(design)
    try:
        svg = studio.render(values)
    except StudioError as error:
        return Drawing("", "tint-ardoise", error.sentence())
    colour = str(values["colour"])
    tint = studio.nearest_tint(colour) if colour else values["palette"]
    source = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
    return Drawing(source, f"tint-{tint}", "")


def _begun(design: DesignForm) -> dict[str, object]:
    values = dict(design.initial)
    own = values.pop("own_colour", False)
    return {**values, "colour": values["colour"] if own else ""}


def _page(
    request: HttpRequest,
    organisation: OrganisationFacts,
    badge: RevisionFacts | None,
    form: BadgeForm,
    design: DesignForm,
) -> HttpResponse:
    if form.is_bound and not _saves(request):
        form.errors.clear()
    wrong = form.is_bound and _saves(request) and bool(form.errors or design.errors)
    context = {
        "organisation": organisation,
        "badge": badge,
        "wrong": wrong,
        "form": form,
        "design": design,
        "panel": panel(design, get_language() or "fr"),
        "drawing": _drawn(design),
        "kept_image": image_of(badge, organisation) if badge else "",
    }
    return render(request, "catalogue/editor.html", context, status=400 if wrong else 200)
