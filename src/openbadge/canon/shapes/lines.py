"""Lines of canonical N-Quads with holes, as bytes.

UTF-8 sorts in code point order, and bytes are filled, split and sorted twice as fast as text.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import eq, itemgetter
from typing import NamedTuple, TypeAlias, TypeVar

import orjson

from openbadge.canon import nquads
from openbadge.canon.rdfc import Digest
from openbadge.errors import MalformedError


class Hole(NamedTuple):
    """A term with holes: a %-format such as `<%b>` or `"%b"`, and which values fill it, in order."""

    text: str
    places: tuple[int, ...]


class Blank(NamedTuple):
    """A term that is the label of blank node `number`."""

    number: int


Part: TypeAlias = str | Hole | Blank
"""A term of a line; a str is a constant in canonical N-Quads text, "" the default graph."""

Line: TypeAlias = tuple[Part, Part, Part, Part]
"""Subject, predicate, object and graph of one quad."""

Value = TypeVar("Value")


def escape_all(texts: Sequence[str]) -> list[bytes]:
    """Return each text as it stands between quotes in canonical N-Quads, UTF-8; the result is JSON too.

    JSON and canonical N-Quads escape alike but for rare controls and DEL, so orjson does the work when no
    text holds one. It is asked to indent, for no escaped text holds a line feed: that is the border.
    Raises MalformedError JSON_SURROGATE.
    """
    if not texts:
        return []
    try:
        together = orjson.dumps(texts, option=orjson.OPT_INDENT_2)
    except TypeError as error:
        raise MalformedError("JSON_SURROGATE", "A text holds half of a surrogate pair.") from error
    if b"\\u00" in together or b"\x7f" in together:
        return [nquads.escape(text).encode("utf-8") for text in texts]
    return together[5:-3].split(b'",\n  "')


def picker(places: Sequence[int]) -> Callable[[Sequence[Value]], tuple[Value, ...]]:
    """Return a function that takes the values at `places` as a tuple."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda values: tuple(values[place] for place in places)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Lines with holes: `text` is a %-format, `pick` takes what fills it from all values."""

    text: bytes
    pick: Callable[[Sequence[bytes]], tuple[bytes, ...]]
    holes: int

    @staticmethod
    def of(lines: Iterable[Line], *, labels_from: int, me: int | None = None) -> "Pattern":
        """Return the pattern of some lines; the label of blank node n is value number `labels_from` + n.

        With `me`, blank nodes are written as Hash First Degree Quads wants them: `_:a` for number `me`,
        `_:z` for the others (RDFC-1.0 section 4.6).
        """
        text: list[str] = []
        places: list[int] = []
        for line in lines:
            for part in line:
                if isinstance(part, str):
                    text.append(part.replace("%", "%%") + " " if part else "")
                elif isinstance(part, Hole):
                    text.append(part.text + " ")
                    places += part.places
                elif me is None:
                    text.append("%b ")
                    places.append(labels_from + part.number)
                else:
                    text.append("_:a " if part.number == me else "_:z ")
            text.append(".\n")
        return Pattern("".join(text).encode("utf-8"), picker(places), len(places))

    def fill(self, values: Sequence[bytes]) -> list[bytes]:
        """Return the filled lines, without their line feeds, in pattern order."""
        filled = (self.text % self.pick(values)).split(b"\n")
        filled.pop()
        return filled


def joined(lines: list[bytes]) -> bytes:
    """Return lines as a canonical document: sorted, each once, each ended by a line feed."""
    lines.sort()
    if any(map(eq, lines, islice(lines, 1, None))):
        lines = list(dict.fromkeys(lines))
    lines.append(b"")
    return b"\n".join(lines)


def first_degree_hash(lines: list[bytes], algorithm: Callable[[bytes], Digest]) -> str:
    """Return the Hash First Degree Quads of a blank node's masked lines (RDFC-1.0 section 4.6)."""
    lines.sort()
    lines.append(b"")
    return algorithm(b"\n".join(lines)).hexdigest()


def labels_in_order(hashes: Sequence[str]) -> list[bytes]:
    """Return the label of each blank node when all first degree hashes differ (RDFC-1.0 4.4.3 step 4)."""
    labels = [b""] * len(hashes)
    for rank, number in enumerate(sorted(range(len(hashes)), key=hashes.__getitem__)):
        labels[number] = b"_:c14n%d" % rank
    return labels


def blanks_of(line: Line) -> list[int]:
    """Return the numbers of the blank nodes of a line."""
    return [part.number for part in line if isinstance(part, Blank)]


def look_alikes(lines: Iterable[Line]) -> list[list[Line]]:
    """Return the groups of lines that touch a blank node and could become equal when filled.

    A dataset is a set: equal quads count once, but quads that are equal only under the `_:z` of a first
    degree hash count twice. So a document where such a group holds equal lines is hashed the long way.
    """
    groups: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        if blanks_of(line):
            subject, predicate, value, graph = line
            groups.setdefault((_kind(subject), str(predicate), _kind(value), _kind(graph)), []).append(line)
    return [
        group
        for group in groups.values()
        if len(group) > 1 and any(isinstance(part, Hole) for line in group for part in line)
    ]


def _kind(part: Part) -> str:
    """Name what a part may be equal to: a blank node to itself, an IRI to IRIs, a literal to its datatype."""
    if isinstance(part, Blank):
        return f"_:{part.number}"
    text = part.text.replace("%%", "%") if isinstance(part, Hole) else part
    return text[text.rindex('"') :] if text[:1] == '"' else text[:1]
