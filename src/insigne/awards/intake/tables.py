"""Turns a file or pasted text into rows: encoding, separator and columns are recognised. No database here."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from zoneinfo import ZoneInfo

from insigne.awards.errors import AwardError
from insigne.awards.intake.rows import Intake, RecipientInput, RowProblem, Skipped, clean_row
from insigne.kernel import clock

FILE_MOST_BYTES = 20 * 1024 * 1024
ROWS_MOST = 100_000
COLUMNS_MOST = 200
TITLE_MOST = 100
"""Columns and characters of a title that are looked at: putting the marks of a long one in order takes for ever."""

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

Cells = list[str] | None
"""What a line says, cell by cell; None when it is not written as CSV."""

Row = tuple[int, Cells]
"""A line's number and its cells."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The lines of a list as they were given, not judged yet: each with its number and its cells.

    `columns` names what each cell is, an empty name for a column that nobody knows; it is None when each line is
    one text about one person.
    """

    rows: tuple[Row, ...]
    columns: tuple[str, ...] | None
    encoding: str = "utf-8"


def read_file(data: bytes, *, zone: ZoneInfo) -> Intake:
    """Return the rows of a file, each judged. Raises the same errors as `list_file`."""
    return _judged(list_file(data), zone)


def read_text(text: str, *, zone: ZoneInfo) -> Intake:
    """Return the rows of pasted text, each judged. Raises the same errors as `list_text`."""
    return _judged(list_text(text), zone)


def _judged(listing: Listing, zone: ZoneInfo) -> Intake:
    columns = tuple(dict.fromkeys(filter(None, listing.columns or ())))
    return replace(
        judge(listing.rows, listing.columns, zone=zone), encoding=listing.encoding, columns=columns
    )


def list_file(data: bytes) -> Listing:
    """Return the lines of a CSV file (comma, semicolon or tab; UTF-8 with or without BOM, UTF-16 with BOM, Latin-1).

    A file without headings, one address a line, is listed as pasted text is. Quick: 100,000 lines in a fraction of a
    second. Raises AwardError `file_empty`, `file_too_big`, `file_not_text`,
    `file_no_address_column`, `file_unreadable`, `too_many_recipients`.
    """
    if len(data) > FILE_MOST_BYTES:
        raise AwardError("file_too_big", most=FILE_MOST_BYTES // 1024 // 1024)
    text, encoding = _decode(data)
    if not text.strip():
        raise AwardError("file_empty")
    if _ADDRESS.search(_first_line(text)):
        return _lines(text, encoding)
    return _listed(_table(text), encoding)


def list_text(text: str) -> Listing:
    """Return the lines of pasted text: one person a line (`Name <address>`, `address`, `name; address`), or a table.

    Raises AwardError `no_recipient`, and the same errors as `list_file`.
    """
    if len(text.encode("utf-8", "replace")) > FILE_MOST_BYTES:
        raise AwardError("file_too_big", most=FILE_MOST_BYTES // 1024 // 1024)
    if not text.strip():
        raise AwardError("no_recipient")
    if not _ADDRESS.search(_first_line(text)):
        table = _table(text)
        if "email" in table.columns:
            return _listed(table, "utf-8")
    return _lines(text, "utf-8")


def _first_line(text: str) -> str:
    return next((line for line in text.splitlines() if line.strip()), "")


def _lines(text: str, encoding: str) -> Listing:
    lines = ((number, [line]) for number, line in enumerate(text.splitlines(), 1) if line.strip())
    return Listing(_within_limit(lines), None, encoding)


def _within_limit(rows: Iterable[Row]) -> tuple[Row, ...]:
    found = tuple(islice(rows, ROWS_MOST + 1))
    if len(found) > ROWS_MOST:
        raise AwardError("too_many_recipients", count=f"> {ROWS_MOST}", most=ROWS_MOST)
    return found


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


def _columns(titles: Sequence[str]) -> list[str]:
    """Return what each of the first columns holds, empty when it is not known. A longer title is no title of ours."""
    return [_column(title) if len(title) <= TITLE_MOST else "" for title in titles[:COLUMNS_MOST]]


def _column(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return _COLUMN_OF.get(re.sub(r"[^a-z0-9]", "", plain), "")


@dataclass(frozen=True, slots=True)
class _Table:
    titles: list[str]
    columns: list[str]
    rows: Iterator[Row]


def _separator(heading: str) -> str:
    """Return the separator by which the headings are known: the addresses first, then the most of them."""

    def merit(mark: str) -> tuple[bool, int, int]:
        known = [column for column in _columns(heading.split(mark, COLUMNS_MOST)) if column]
        return "email" in known, len(known), heading.count(mark)

    return max(",;\t", key=merit)


def _table(text: str) -> _Table:
    told = _SEPARATOR_LINE.match(text)
    if told:
        text = "\n" + text[told.end() :]
    mark = told[1] if told else _separator(_first_line(text))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)

    def rows() -> Iterator[Row]:
        while True:
            line = reader.line_num + 1
            try:
                cells: Cells = next(reader)
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
    columns = _columns(titles)
    if "first_name" in columns and "last_name" not in columns and "name" in columns:
        columns[columns.index("name")] = "last_name"
    return _Table(titles, columns, table)


def _listed(table: _Table, encoding: str) -> Listing:
    if "email" not in table.columns:
        shown = ", ".join(title.strip()[:30] for title in table.titles[:12] if title.strip()) or "-"
        raise AwardError("file_no_address_column", columns=shown)
    return Listing(_within_limit(table.rows), tuple(table.columns), encoding)


def said(cells: Cells) -> str:
    """Return a line as it is shown to whoever gave it, at most 300 characters of it."""
    return " · ".join(cell.strip() for cell in cells or () if cell.strip())[:300]


def judge(
    rows: Iterable[Row],
    columns: Sequence[str] | None,
    *,
    zone: ZoneInfo,
    earlier: Callable[[Sequence[str]], Mapping[str, int]] = lambda addresses: {},
) -> Intake:
    """Return each line as a recipient or a reason. `earlier` says which addresses stand above, and on which line."""
    read: list[tuple[RecipientInput | RowProblem, int, Cells]] = []
    today = clock.now().astimezone(zone).date()
    for line, cells in rows:
        try:
            known = _known(columns, cells)
            read.append((clean_row(known, line=line, zone=zone, today=today), line, cells))
        except RowProblem as problem:
            read.append((problem, line, cells))
    seen = dict(earlier([row.address for row, _, _ in read if isinstance(row, RecipientInput)]))
    recipients: list[RecipientInput] = []
    skipped: list[Skipped] = []
    for row, line, cells in read:
        if isinstance(row, RecipientInput) and row.address in seen:
            row = RowProblem("twice_in_list", first=str(seen[row.address]))
        if isinstance(row, RowProblem):
            skipped.append(Skipped(line, said(cells), row.code, row.facts))
        else:
            seen[row.address] = line
            recipients.append(row)
    return Intake(tuple(recipients), tuple(skipped))


def _known(columns: Sequence[str] | None, cells: Cells) -> dict[str, str]:
    if cells is None:
        raise RowProblem("unreadable_line")
    if columns is None:
        return _person(cells[0])
    known: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column and not known.get(column):
            known[column] = cell
    return known
