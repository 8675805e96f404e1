"""The components: what they write, and that nothing typed by people gets through unescaped."""

import re
from datetime import UTC, datetime

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from insigne.web import built

HOSTILE = '<img src=x onerror="alert(1)">'


def show(source: str, **values: object) -> str:
    """Return what the template writes, without the blanks of its layout."""
    with translation.override("fr"):
        written = Template(source).render(Context(values)).strip()
    return re.sub(r">[ \n]+<", "><", re.sub(r"[ \n]+", " ", written))


class Sample(forms.Form):
    address = forms.EmailField(
        label="Adresse", help_text="La vôtre.", widget=forms.EmailInput(attrs={"placeholder": "x"})
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    shown = forms.BooleanField(label="Montrer", required=False)
    level = forms.ChoiceField(label="Niveau", choices=[("1", "Un"), ("2", "Deux")], widget=forms.RadioSelect)


def test_an_icon_is_silent_unless_it_is_named() -> None:
    assert 'aria-hidden="true"' in show('{% icon "check" %}')
    named = show('{% icon "check" "Vérifié" %}')
    assert 'role="img" aria-label="Vérifié"' in named
    assert "aria-hidden" not in named


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(built.UnknownIconError):
        show('{% icon "no-such-icon" %}')


def test_every_icon_is_plain_shapes() -> None:
    assert len(built.icon_names()) > 1000
    assert not [
        name for name in built.icon_names() if "<script" in built.icon(name) or " on" in built.icon(name)
    ]


def test_a_built_file_has_a_hash_in_its_address() -> None:
    address = show('{% built "insigne.css" %}')
    assert address.startswith("/static/built/insigne.")
    assert (built.FOLDER / address.removeprefix("/static/built/")).is_file()


def test_a_missing_build_says_what_to_do(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(built, "FOLDER", tmp_path)
    built._read.cache_clear()
    try:
        with pytest.raises(ImproperlyConfigured, match=r"\./run"):
            built.path("insigne.css")
    finally:
        built._read.cache_clear()


def test_the_fonts_of_the_renderers_know_french_and_its_neighbours() -> None:
    from fontTools.ttLib import TTFont

    names = {path.name for path in built.FONTS.glob("*.ttf")}
    assert {"Inter-Regular.ttf", "Inter-Bold.ttf", "BricolageGrotesque-Bold.ttf"} <= names
    for name in names:
        with TTFont(built.FONTS / name) as font:
            known = font.getBestCmap()
            assert not [letter for letter in "AÉéèçœŒ«»’–ŁłğŠ€" if ord(letter) not in known], name
            assert "fvar" not in font


def test_a_field_is_linked_to_its_help_and_its_errors() -> None:
    form = Sample({"address": HOSTILE})
    written = show("{% field form.address %}", form=form)
    assert '<label for="id_address">Adresse</label>' in written
    assert 'aria-describedby="id_address_help id_address_errors"' in written
    assert 'aria-invalid="true"' in written
    assert 'id="id_address_errors"' in written
    assert "placeholder" not in written
    assert "<img" not in written


def test_an_optional_field_says_so() -> None:
    assert "(facultatif)" in show("{% field form.note %}", form=Sample())
    assert "(facultatif)" not in show("{% field form.address %}", form=Sample())


def test_a_box_stands_beside_its_label_and_choices_in_a_group() -> None:
    box = show("{% field form.shown %}", form=Sample())
    assert box.startswith('<div class="check"><input type="checkbox"')
    assert 'class="input"' not in box
    group = show("{% field form.level %}", form=Sample())
    assert group.startswith("<fieldset") and "<legend>Niveau</legend>" in group
    assert group.count('type="radio"') == 2


def test_form_fields_show_the_errors_of_the_whole_form_first() -> None:
    form = Sample({"address": "a@b.example", "level": "1"})
    form.add_error(None, HOSTILE)
    written = show("{% form_fields form %}", form=form)
    assert written.startswith('<div class="message error" role="alert">')
    assert "&lt;img" in written and "<img" not in written
    assert all(f'id="id_{name}' in written for name in form.fields)


def test_a_badge_card_escapes_what_people_wrote() -> None:
    written = show(
        '{% badge_card name=name url="/b/x" image="/b/x.png" issuer=name tint="rose" state="ok" word="Vérifié" %}',
        name=HOSTILE,
    )
    assert written.startswith('<li class="card badge tint-rose">')
    assert "onerror=" not in written.replace("onerror=&quot;", "")
    assert '<span class="chip ok">' in written
    assert "<h3>" in written
    assert "<h2>" in show('{% badge_card name="x" url="/" image="/" level=2 %}')


def test_a_verdict_shows_icon_title_and_sentences() -> None:
    written = show('{% verdict "bad" title %}<p>{{ why }}</p>{% endverdict %}', title=HOSTILE, why=HOSTILE)
    assert written.startswith('<div class="verdict bad"><svg')
    assert "<img" not in written
    assert 'class="verdict"' in show('{% verdict "ok" "Oui" %}{% endverdict %}')


def test_a_verdict_needs_a_title() -> None:
    with pytest.raises(TemplateSyntaxError):
        show('{% verdict "ok" %}{% endverdict %}')


def test_a_value_to_copy_is_escaped() -> None:
    assert 'value="&lt;img' in show('{% copy_field "link" "Lien" value %}', value=HOSTILE)


def test_a_moment_is_readable_and_machine_readable() -> None:
    at = datetime(2026, 6, 12, 22, 30, tzinfo=UTC)
    assert (
        show("{% local_time at %}", at=at) == '<time datetime="2026-06-12T22:30:00+00:00">13 juin 2026</time>'
    )
    assert "13 juin 2026 à 0\xa0h\xa030<" in show('{% local_time at "moment" %}', at=at)
    assert ">0\xa0h\xa030\xa0min\xa000\xa0s<" in show('{% local_time at "second" %}', at=at)
    assert show("{% local_time at %}", at=None) == ""


def test_pages_keep_the_rest_of_the_query() -> None:
    page = Paginator(list(range(95)), 10).page(4)
    request = RequestFactory().get("/", {"q": "a&b", "page": "4"})
    written = show("{% pages page %}", page=page, request=request)
    assert 'href="?q=a%26b&amp;page=5"' in written
    assert '<a href="?q=a%26b&amp;page=4" aria-label="Page 4" aria-current="page">' in written
    assert show("{% pages page %}", page=Paginator([1], 10).page(1), request=request) == ""


@pytest.mark.parametrize(
    ("size", "said"),
    [(5, "5\xa0octets"), (1, "1\xa0octet"), (118_400, "118\xa0Ko"), (2_640_000, "2,6\xa0Mo")],
)
def test_a_size_is_said_in_the_unit_that_people_read(size: int, said: str) -> None:
    assert show("{% file_size size %}", size=size) == said
