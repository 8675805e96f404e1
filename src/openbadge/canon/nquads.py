"""RDF quads as text and back: the canonical N-Quads form of RDFC-1.0 section 5.

A term is kept as its canonical N-Quads text, so that hashing and sorting need no conversion:
`<https://example.org/>`, `_:b0`, `"text"`, `"7"^^<http://www.w3.org/2001/XMLSchema#integer>`, `"mot"@fr`.
"""

import re
from typing import NamedTuple

from openbadge.errors import MalformedError

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


class Quad(NamedTuple):
    """One statement; each part is a term in canonical N-Quads text, `graph` is "" for the default graph."""

    subject: str
    predicate: str
    object: str
    graph: str = ""

    def line(self) -> str:
        """Return the N-Quads line of this quad, with its line feed."""
        graph = self.graph and " " + self.graph
        return f"{self.subject} {self.predicate} {self.object}{graph} .\n"


# RDFC-1.0 section 5: \b \t \n \f \r \" \\ by letter, the other C0 controls and DEL as \uXXXX, all else raw.
ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}
ESCAPES |= {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 0x22: '\\"', 0x5C: "\\\\"}

needs_escape = re.compile('[\x00-\x1f"\\\\\x7f\ud800-\udfff]').search
"""Finds the first character that keeps a text from standing in N-Quads as it is."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]*\Z")
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*\Z")


def escape(text: str) -> str:
    """Return `text` as it stands between the quotes of a canonical literal.

    Raises MalformedError JSON_SURROGATE for half of a surrogate pair, which has no UTF-8 form.
    """
    if needs_escape(text) is None:
        return text
    if _SURROGATE.search(text):
        raise MalformedError("JSON_SURROGATE", "A text holds half of a surrogate pair.")
    return text.translate(ESCAPES)


def literal(text: str, *, datatype: str = XSD + "string", language: str = "") -> str:
    """Return the term of a literal; with a language, its datatype is rdf:langString.

    Raises MalformedError JSON_SURROGATE or LANGUAGE_TAG.
    """
    if language:
        if not _LANGUAGE.match(language):
            raise MalformedError("LANGUAGE_TAG", f"{language[:60]!r} is not a language tag.")
        return f'"{escape(text)}"@{language}'
    if datatype == XSD + "string":
        return f'"{escape(text)}"'
    return f'"{escape(text)}"^^<{datatype}>'


def is_absolute_iri(text: str) -> bool:
    """Return whether `text` is an absolute IRI that N-Quads can hold unescaped (RDF 1.1 N-Quads, IRIREF)."""
    return _IRI.match(text) is not None


_LITERAL = r'"(?:[^"\\\n\r]|\\[tbnrf"\'\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*"'
_BLANK = r"_:[\w.·-]*[\w·-]"
_LINE = re.compile(
    rf"[ \t]*(<[^>]*>|{_BLANK})[ \t]*(<[^>]*>)[ \t]*"
    rf"(<[^>]*>|{_BLANK}|{_LITERAL}(?:\^\^<[^>]*>|@[a-zA-Z0-9-]+)?)[ \t]*"
    rf"(<[^>]*>|{_BLANK})?[ \t]*\.[ \t]*(?:#.*)?\Z"
)
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def parse(text: str) -> list[Quad]:
    """Return the quads of an N-Quads document, terms rewritten to their canonical text.

    Raises MalformedError NQUADS with the line number. Source: RDF 1.1 N-Quads.
    """
    quads: list[Quad] = []
    for number, line in enumerate(re.split(r"[\r\n]+", text), start=1):
        if not line.strip(" \t") or line.lstrip(" \t").startswith("#"):
            continue
        match = _LINE.match(line)
        if match is None:
            raise MalformedError("NQUADS", f"Line {number} is not an N-Quads statement.", line=number)
        subject, predicate, value, graph = match.groups()
        quads.append(Quad(_term(subject), _term(predicate), _term(value), _term(graph or "")))
    return quads


def _term(source: str) -> str:
    """Rewrite one term of a source to its canonical text."""
    if source[:1] == "<":
        iri = _ESCAPED.sub(_unescape, source[1:-1])
        if not is_absolute_iri(iri):
            raise MalformedError("NQUADS", f"{source[:80]} is not an absolute IRI.")
        return f"<{iri}>"
    if source[:1] != '"':
        return source
    end = source.rindex('"')
    text, suffix = _ESCAPED.sub(_unescape, source[1:end]), source[end + 1 :]
    if suffix[:1] == "@":
        return literal(text, language=suffix[1:])
    return literal(text, datatype=_term(suffix[2:])[1:-1]) if suffix else literal(text)


def _unescape(match: re.Match[str]) -> str:
    short, long, letter = match.groups()
    if letter:
        return _LETTERS.get(letter, letter)
    code = int(short or long, 16)
    if code > 0x10FFFF:
        raise MalformedError("NQUADS", "An escape is beyond the last character of Unicode.")
    return chr(code)
