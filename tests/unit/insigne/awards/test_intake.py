"""Lists of recipients: what is recognised, what is skipped and why; nothing is lost silently."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insigne.awards.errors import AwardError
from insigne.awards.intake import read_file, read_text
from insigne.awards.intake.rows import RowProblem, clean_date, clean_url
from insigne.awards.intake.tables import FILE_MOST_BYTES
from insigne.awards.problems import SENTENCES, sentence

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separators_and_encodings_are_recognised(separator: str, encoding: str) -> None:
    lines = [["Prénom", "Nom", "Adresse e-mail"], ["Zoé", "Lefèvre", "zoe@exemple.example"]]
    text = "\r\n".join(separator.join(cells) for cells in lines)
    intake = read_file(text.encode(encoding), zone=PARIS)
    assert [(row.name, row.address, row.line) for row in intake.recipients] == [
        ("Zoé Lefèvre", "zoe@exemple.example", 2)
    ]
    assert intake.encoding == {"cp1252": "latin-1", "utf-16": "utf-16"}.get(encoding, "utf-8")


@pytest.mark.parametrize(
    "titles",
    [
        "email,name,evidence,narrative,date",
        "Courriel,Nom complet,Preuve,Récit,Date d’obtention",
        "E-mail,Bénéficiaire,Lien de preuve,Commentaire,Date d'obtention",
        "MAIL,full name,evidence_url,comment,awarded on",
    ],
)
def test_columns_are_recognised_by_their_titles(titles: str) -> None:
    row = "a@exemple.example,Ana Roy,https://exemple.example/p,Très bien,30/06/2026"
    (found,) = read_file(f"{titles}\n{row}\n".encode(), zone=PARIS).recipients
    assert found.name == "Ana Roy"
    assert found.evidence_url == "https://exemple.example/p"
    assert found.narrative == "Très bien"
    assert found.awarded_at == datetime(2026, 6, 29, 22, tzinfo=UTC)


def test_a_bad_row_is_reported_with_its_line_and_stops_nobody() -> None:
    text = (
        "email,name,date,evidence\n"
        "a@exemple.example,Ana,,\n"
        "pas-une-adresse,Bo,,\n"
        ",Cy,,\n"
        "d@exemple.example,Di,31/02/2026,\n"
        "e@exemple.example,El,,javascript:alert(1)\n"
        "A@EXEMPLE.example,Ana encore,,\n"
        "\n"
        "f@exemple.example,Fa,01/01/2099,\n"
        "g@exemple.example,Gus,,\n"
    )
    intake = read_file(text.encode(), zone=PARIS)
    assert [row.address for row in intake.recipients] == ["a@exemple.example", "g@exemple.example"]
    assert [(row.line, row.code) for row in intake.skipped] == [
        (3, "bad_address"),
        (4, "no_address"),
        (5, "bad_date"),
        (6, "bad_evidence"),
        (7, "twice_in_list"),
        (9, "future_date"),
    ]
    for row in intake.skipped:
        assert "%(" not in sentence(row.code, row.facts)
        assert row.code in SENTENCES


def test_quoted_cells_keep_their_separators_and_line_numbers() -> None:
    text = 'email,narrative\r\na@exemple.example,"une, deux\nlignes"\r\nb@exemple.example,ok\r\n'
    intake = read_file(text.encode(), zone=PARIS)
    assert [(row.line, row.narrative) for row in intake.recipients] == [(2, "une, deux\nlignes"), (4, "ok")]


@pytest.mark.parametrize(
    "heading",
    [
        "sep=;\r\ncourriel;nom, prénom, surnom\r\n",
        '\ufeff"SEP=;"\ncourriel;nom, prénom, surnom\n',
        "\n \ncourriel;nom, prénom, surnom\n",
        "courriel;nom, prénom, surnom\n",
        "",
    ],
)
def test_what_stands_above_the_people_is_understood(heading: str) -> None:
    intake = read_file(f"{heading}ana@exemple.example;Ana\nbo@exemple.example;Bo".encode(), zone=PARIS)
    lines = heading.count("\n")
    assert [(row.line, row.address) for row in intake.recipients] == [
        (lines + 1, "ana@exemple.example"),
        (lines + 2, "bo@exemple.example"),
    ]
    assert intake.skipped == ()


def test_a_quotation_mark_that_swallows_people_is_told() -> None:
    text = 'email,name\na@exemple.example,Ana\nb@exemple.example,"Bo" B\nc@exemple.example,"Cy\nd@exemple.example,Di\n'
    intake = read_file(text.encode(), zone=PARIS)
    assert [row.address for row in intake.recipients] == ["a@exemple.example"]
    assert [(row.line, row.code) for row in intake.skipped] == [
        (3, "unreadable_line"),
        (4, "unreadable_line"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'email,"name\nana@exemple.example,Ana', "file_unreadable"),
        (b"", "file_empty"),
        (b"   \n ", "file_empty"),
        (b"PK\x03\x04xlsx", "file_not_text"),
        (b"%PDF-1.7", "file_not_text"),
        (b"a\0b", "file_not_text"),
        (b"nom,prenom\nRoy,Ana", "file_no_address_column"),
        (b"x" * (FILE_MOST_BYTES + 1), "file_too_big"),
    ],
)
def test_a_file_that_is_no_list_says_what_to_do(data: bytes, code: str) -> None:
    with pytest.raises(AwardError) as caught:
        read_file(data, zone=PARIS)
    assert caught.value.code == code
    assert "%(" not in caught.value.sentence()


def test_pasted_lines_with_names_or_without() -> None:
    intake = read_text(
        "Ana Roy <ana@exemple.example>\nbo@exemple.example\n\nCy ; cy@exemple.example\nsans adresse",
        zone=PARIS,
    )
    assert [(row.name, row.address) for row in intake.recipients] == [
        ("Ana Roy", "ana@exemple.example"),
        ("", "bo@exemple.example"),
        ("Cy", "cy@exemple.example"),
    ]
    assert [row.line for row in intake.skipped] == [5]


def test_a_pasted_table_is_read_by_its_titles() -> None:
    (row,) = read_text("Courriel\tNom\nana@exemple.example\tAna Roy\n", zone=PARIS).recipients
    assert (row.address, row.name) == ("ana@exemple.example", "Ana Roy")


@given(st.binary(max_size=400))
def test_any_bytes_give_rows_or_a_sentence(data: bytes) -> None:
    try:
        intake = read_file(data, zone=PARIS)
    except AwardError as error:
        assert error.sentence()
    else:
        assert all(row.address for row in intake.recipients)


@given(st.text(max_size=200))
def test_any_pasted_text_gives_rows_or_a_sentence(text: str) -> None:
    try:
        intake = read_text(text, zone=PARIS)
    except AwardError as error:
        assert error.sentence()
    else:
        assert len(intake.recipients) + len(intake.skipped) <= text.count("\n") + len(text) + 1


@pytest.mark.parametrize("text", ["2026-06-30", "30/06/2026", "30.06.2026", "2026/06/30", "30-06-2026"])
def test_dates_are_midnight_of_the_platforms_zone(text: str) -> None:
    assert clean_date(text, zone=PARIS, today=date(2026, 7, 1)) == datetime(2026, 6, 29, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["ftp://x.example", "javascript:1", "https://", "https://a b.example", "https://é.fr", "x"]
)
def test_evidence_must_be_a_plain_web_address(text: str) -> None:
    with pytest.raises(RowProblem):
        clean_url(text)


def test_m10_a_list_beyond_a_hundred_thousand_rows_is_refused_whole() -> None:
    text = "email\n" + "".join(f"p{number}@exemple.example\n" for number in range(100_001))
    with pytest.raises(AwardError) as caught:
        read_file(text.encode(), zone=PARIS)
    assert caught.value.code == "too_many_recipients"


@pytest.mark.parametrize(
    "cell", ["=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "\t=1", '=HYPERLINK("https://x.example")']
)
def test_m10_a_formula_in_a_cell_is_a_name_like_another(cell: str) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    (row,) = read_file(f"email,name\na@exemple.example,{quoted}\n".encode(), zone=PARIS).recipients
    assert row.name == " ".join(cell.split())
