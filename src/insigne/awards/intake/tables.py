"""Turns a file or pasted text into rows: encoding, separator and columns are recognised. No database here."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from insigne.awards.errors import AwardError
from insigne.awards.intake.rows import Intake, RecipientInput, RowProblem, Skipped, clean_row
from insigne.kernel import clock

FILE_MOST_BYTES = 20 * 1024 * 1024
ROWS_MOST = 100_000

COLUMNS = {
    "email": "email mail courriel adresse adresseemail adressemail adressecourriel adresseelectronique emailaddress",
    "name": "name fullname nom nomcomplet prenomnom nometprenom nomprenom beneficiaire recipient apprenant learner",
    "first_name": "firstname givenname prenom",
    "last_name": "lastname surname familyname nomdefamille",
    "evidence": "evidence evidenceurl preuve lien lienpreuve liendepreuve urlpreuve url link",
    "narrative": "narrative recit commentaire comment justification motif appreciation",
    "date": "date awardedon awardedat issuedon issuedat dateobtention datedobtention obtenule datededelivrance",
}
_COLUMN_OF = {alias: column for column, aliases in COLUMNS.items() for alias in aliases.split()}
_ADDRESS = re.compile(r"(?<![^\s<>;,\"'])[^\s<>;,\"'@]{1,64}@[^\s<>;,\"']{1,255}")
"""Begun only where a word begins and never longer than an address is: a long text is read once."""

_SEPARATOR_LINE = re.compile(r"\s*\"?sep=(.)\"?\r?\n", re.IGNORECASE)
"""With which spreadsheets tell one another the separator."""

_Row = dict[str, str] | RowProblem


def read_file(data: bytes, *, zone: ZoneInfo) -> Intake:
    """Return the rows of a CSV file (comma, semicolon or tab; UTF-8 with or without BOM, UTF-16 with BOM, Latin-1).

    A file without headings, one address a line, is read as pasted text is. Raises AwardError `file_empty`,
    `file_too_big`, `file_not_text`, `file_unreadable`, `file_no_address_column`, `too_many_recipients`.
    """
    if len(data) > FILE_MOST_BYTES:
        raise AwardError("file_too_big", most=FILE_MOST_BYTES // 1024 // 1024)
    text, encoding = _decode(data)
    if not text.strip():
        raise AwardError("file_empty")
    if _ADDRESS.search(_first_line(text)):
        return _lines(text, zone=zone, encoding=encoding)
    return _intake(_table(text), zone=zone, encoding=encoding)


def read_text(text: str, *, zone: ZoneInfo) -> Intake:
    """Return the rows of pasted text: one person a line (`Name <address>`, `address`, `name; address`), or a table.

    Raises the same errors as `read_file`.
    """
    if len(text.encode("utf-8", "replace")) > FILE_MOST_BYTES:
        raise AwardError("file_too_big", most=FILE_MOST_BYTES // 1024 // 1024)
    if not text.strip():
        raise AwardError("no_recipient")
    if not _ADDRESS.search(_first_line(text)):
        table = _table(text)
        if "email" in table.columns:
            return _intake(table, zone=zone, encoding="utf-8")
    return _lines(text, zone=zone, encoding="utf-8")


def _first_line(text: str) -> str:
    return next((line for line in text.splitlines() if line.strip()), "")


def _lines(text: str, *, zone: ZoneInfo, encoding: str) -> Intake:
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    return _collect(((number, line, _person(line)) for number, line in lines), zone, encoding, ())


def _person(line: str) -> dict[str, str]:
    found = _ADDRESS.search(line)
    if not found:
        return {"email": line}
    name = _ADDRESS.sub("", line)
    return {"email": found.group(), "name": name.strip(" \t;,<>\"'")}


def _decode(data: bytes) -> tuple[str, str]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as error:
            raise AwardError("file_not_text") from error
    if b"\0" in data or data[:4] == b"PK\x03\x04" or data[:5] == b"%PDF-":
        raise AwardError("file_not_text")
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "latin-1"


def _column(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return _COLUMN_OF.get(re.sub(r"[^a-z0-9]", "", plain), "")


@dataclass(frozen=True, slots=True)
class _Table:
    titles: list[str]
    columns: list[str]
    rows: Iterator[tuple[int, list[str] | None]]
    """None for a row that is not written as CSV."""


def _separator(heading: str) -> str:
    """Return the separator by which the headings are known: the addresses first, then the most of them."""

    def merit(mark: str) -> tuple[bool, int, int]:
        known = [column for title in heading.split(mark) if (column := _column(title))]
        return "email" in known, len(known), heading.count(mark)

    return max(",;\t", key=merit)


def _table(text: str) -> _Table:
    told = _SEPARATOR_LINE.match(text)
    if told:
        text = "\n" + text[told.end() :]
    mark = told[1] if told else _separator(_first_line(text))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)

    def rows() -> Iterator[tuple[int, list[str] | None]]:
        while True:
            line = reader.line_num + 1
            try:
                cells: list[str] | None = next(reader)
            except StopIteration:
                return
            except csv.Error:
                cells = None
            if cells is None or any(cell.strip() for cell in cells):
                yield line, cells

    table = rows()
    line, titles = next(table, (1, []))
    if titles is None:
        raise AwardError("file_unreadable", line=line)
    columns = [_column(title) for title in titles]
    if "first_name" in columns and "last_name" not in columns and "name" in columns:
        columns[columns.index("name")] = "last_name"
    return _Table(titles, columns, table)


def _intake(table: _Table, *, zone: ZoneInfo, encoding: str) -> Intake:
    if "email" not in table.columns:
        shown = ", ".join(title.strip()[:30] for title in table.titles[:12] if title.strip()) or "-"
        raise AwardError("file_no_address_column", columns=shown)

    def people() -> Iterator[tuple[int, str, _Row]]:
        for line, cells in table.rows:
            if cells is None:
                yield line, "", RowProblem("unreadable_line")
                continue
            known: dict[str, str] = {}
            for column, cell in zip(table.columns, cells, strict=False):
                if column and not known.get(column):
                    known[column] = cell
            yield line, " · ".join(cell.strip() for cell in cells if cell.strip()), known

    recognised = tuple(dict.fromkeys(column for column in table.columns if column))
    return _collect(people(), zone, encoding, recognised)


def _collect(
    people: Iterable[tuple[int, str, _Row]], zone: ZoneInfo, encoding: str, columns: tuple[str, ...]
) -> Intake:
    recipients: list[RecipientInput] = []
    skipped: list[Skipped] = []
    seen: dict[str, int] = {}
    today = clock.now().astimezone(zone).date()
    for line, text, cells in people:
        if len(recipients) + len(skipped) >= ROWS_MOST:
            raise AwardError("too_many_recipients", count=f"> {ROWS_MOST}", most=ROWS_MOST)
        try:
            if isinstance(cells, RowProblem):
                raise cells
            row = clean_row(cells, line=line, zone=zone, today=today)
            if row.address in seen:
                raise RowProblem("twice_in_list", first=str(seen[row.address]))
        except RowProblem as problem:
            skipped.append(Skipped(line, text[:300], problem.code, problem.facts))
            continue
        seen[row.address] = line
        recipients.append(row)
    return Intake(tuple(recipients), tuple(skipped), encoding, columns)
