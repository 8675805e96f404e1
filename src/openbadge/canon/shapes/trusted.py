"""When a leaf may be an IRI without looking at it twice: safe IRIs and contexts that leave them alone.

JSON-LD rewrites an identifier that is a term, a compact IRI or relative. A leaf of the safe class is none
of these under a trusted context, whatever its text, so a template may put any other safe IRI in its place.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from operator import methodcaller

from openbadge.canon import contexts
from openbadge.model.json import JsonValue

SCHEMES = ("https", "http", "did", "urn", "mailto")

_PREFIXES = ("https://", "http://", "did:", "urn:", "mailto:")
_has_prefix = methodcaller("startswith", _PREFIXES)
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%"


def are_safe_iris(iris: Sequence[str]) -> bool:
    """Return whether each text is an absolute IRI in plain ASCII, of a scheme that no trusted context uses.

    All are looked at in three passes in C: scheme, letters, and no line feed but those put between them.
    """
    return all(map(_has_prefix, iris)) and are_safe_letters(iris)


def are_safe_letters(texts: Sequence[str]) -> bool:
    """Return whether each text has only ASCII letters that an IRI holds as they are."""
    if not texts:
        return True
    together = "\n".join(texts)
    return together.isascii() and together.encode("ascii").translate(None, _LETTERS) == b"\n" * (
        len(texts) - 1
    )


_STEERING = frozenset({"@language", "@base", "@import", "@direction", "@nest", "@propagate", "@reverse"})


@cache
def is_trusted(url: str) -> bool:
    """Return whether templates may be compiled under the pinned context `url`.

    True when no scheme is a term, no term holds a colon, only `id` and `type` stand for keywords, and
    nothing sets a language, a base, a direction, a nesting or a reverse property.
    """
    return url in contexts.PINNED and all(
        _leaves_alone(name, definition) for name, definition in _definitions(contexts.get(url))
    )


def _leaves_alone(name: str, definition: JsonValue) -> bool:
    if name in _STEERING or name in SCHEMES or ":" in name:
        return False
    target = definition.get("@id") if isinstance(definition, dict) else definition
    if name[:1] == "@" or not isinstance(target, str) or target[:1] != "@":
        return True
    return (name, target) in (("id", "@id"), ("type", "@type"))


def _definitions(value: JsonValue) -> Iterator[tuple[str, JsonValue]]:
    if isinstance(value, dict):
        for name, definition in value.items():
            yield name, definition
            yield from _definitions(definition)
    elif isinstance(value, list):
        for item in value:
            yield from _definitions(item)
