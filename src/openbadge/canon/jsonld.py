"""A JSON-LD document to RDF quads, refusing all that would otherwise stay outside the signature.

PyLD expands the document; the rest is here, because PyLD on its own drops undefined terms and relative
IRIs in silence, resolves them against an invented base, rewrites strings typed xsd:double and writes
control characters raw. What cannot be said in quads without loss is an error (Data Integrity 1.0,
section 5.5 "Securing Data Losslessly"). Only pinned contexts are read and nothing is fetched.
"""

import re
from collections.abc import Mapping
from threading import Lock
from typing import TypeAlias

from pyld import jsonld as pyld_jsonld
from pyld.context_resolver import ContextResolver

from openbadge.canon import contexts, jcs, nquads
from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.canon.nquads import RDF, XSD, Quad
from openbadge.canon.strict_json import check_depth
from openbadge.errors import LimitError, MalformedError, OpenBadgeError, UnsupportedError
from openbadge.model.json import JsonObject, JsonValue

_ResolvedCache: TypeAlias = dict[str, object]
_ContextMemory: TypeAlias = dict[
    tuple[int, object, bool, bool], tuple[Mapping[str, object], Mapping[str, object], object]
]

# Keywords that a document may use itself. The others move statements about (@graph, @reverse, @included,
# @nest), change meanings (@vocab, @base) or leave no trace in the quads (@index, @direction).
_KEYWORDS = frozenset({"@context", "@id", "@type", "@value", "@language", "@list", "@set"})
# Contexts in one array. A credential names two to six; PyLD takes each in anew, at every step of an array.
_MOST_CONTEXTS = 32
_INLINE_TERM = frozenset({"@id", "@type", "@container", "@protected"})
_TYPE, _FIRST, _REST, _NIL = (f"<{RDF}{name}>" for name in ("type", "first", "rest", "nil"))

# PyLD keeps resolved contexts by URL in one cache for the whole process, which other code may fill from
# the network: this one is ours and can only hold pinned contexts.
_pinned_contexts: _ResolvedCache = {}
_pinned_memory: _ContextMemory = {}
_REMEMBERED_CONTEXTS = 256
_one_at_a_time = Lock()
"""PyLD's caches break under two threads; expansion holds the interpreter anyway."""


def to_quads(
    document: JsonObject, *, limits: Limits = DEFAULT_LIMITS, inline_contexts: bool = False
) -> list[Quad]:
    """Return the quads of a JSON-LD document; blank nodes are named `_:b0`, `_:b1`, … in document order.

    With `inline_contexts`, an object in `@context` may define plain terms; URLs must be pinned anyway.
    Raises MalformedError DATA_LOSS (a term, type or value that no context defines or RDF does not hold),
    RELATIVE_IRI, JSON_LD, LANGUAGE_TAG, JSON_SURROGATE; UnsupportedError CONTEXT_UNKNOWN, CONTEXT_INLINE
    or KEYWORD; LimitError. Source: JSON-LD 1.1 API section 8, Data Integrity 1.0 section 5.5.
    """
    if check_depth(document, limits=limits) > limits.json_values:
        raise LimitError("JSON_TOO_MANY_VALUES", f"The document holds more than {limits.json_values} values.")
    check_document(document, inline_contexts=inline_contexts)
    return write_quads(document, QuadWriter(limits), inline_contexts=inline_contexts)


def write_quads(document: JsonObject, writer: "QuadWriter", *, inline_contexts: bool = False) -> list[Quad]:
    """Return the quads of a document that `check_document` has passed, made by a given writer.

    Raises as `to_quads` does.
    """
    expanded = _expand(document, inline_contexts, writer.limits)
    if not expanded and any(key != "@context" for key in document):
        raise _loss("The document says nothing.")
    for node in expanded:
        writer.root(node, "")
    return list(dict.fromkeys(writer.quads))


def check_document(value: JsonValue, *, inline_contexts: bool = False, path: str = "$") -> None:
    """Refuse contexts that are not pinned and keywords that no credential needs, at any depth.

    Raises UnsupportedError CONTEXT_UNKNOWN, CONTEXT_INLINE or KEYWORD with the JSON path in `facts`, LimitError
    TOO_COMPLEX for a crowd of contexts, and MalformedError DATA_LOSS for a language without a text or a null value,
    which expansion drops.
    """
    if isinstance(value, dict):
        if "@language" in value and not isinstance(value.get("@value"), str):
            raise _loss(f"{path} names a language, but has no text.")
        if "@value" in value and value["@value"] is None and value.get("@type") != "@json":
            raise _loss(f"{path} has the value null.")
        for key, item in value.items():
            where = f"{path}.{key[:60]}"
            if key == "@context":
                named = item if isinstance(item, list) else [item]
                if len(named) > _MOST_CONTEXTS:
                    raise LimitError("TOO_COMPLEX", f"{where} names more than {_MOST_CONTEXTS} contexts.")
                for context in named:
                    _check_context(context, inline_contexts, where)
                continue
            if key[:1] == "@" and key not in _KEYWORDS:
                raise UnsupportedError(
                    "KEYWORD", f"The JSON-LD keyword {key[:60]!r} has no place in a credential.", path=where
                )
            check_document(item, inline_contexts=inline_contexts, path=where)
    elif isinstance(value, list):
        for position, item in enumerate(value):
            if isinstance(item, dict | list):
                check_document(item, inline_contexts=inline_contexts, path=f"{path}[{position}]")


def _check_context(context: JsonValue, inline_contexts: bool, path: str) -> None:
    if isinstance(context, str):
        if context not in contexts.PINNED:
            raise UnsupportedError(
                "CONTEXT_UNKNOWN",
                f"The JSON-LD context {context[:200]!r} is not one that this library knows.",
                path=path,
                url=context,
            )
        return
    if not inline_contexts or not isinstance(context, dict):
        raise UnsupportedError(
            "CONTEXT_INLINE", "A context inside the document could change what its words mean.", path=path
        )
    for term, definition in context.items():
        plain = isinstance(definition, str) or (
            isinstance(definition, dict) and definition.keys() <= _INLINE_TERM
        )
        if term[:1] == "@" or not plain:
            raise UnsupportedError(
                "CONTEXT_INLINE",
                f"The inline context does more than define the term {term[:60]!r}.",
                path=path,
            )


class _Processor(pyld_jsonld.JsonLdProcessor):  # type: ignore[misc] # PyLD has no types
    """PyLD's expansion: a dropped member is an error, and a context is processed once, not once a node.

    PyLD clones the active context for each typed node, and so misses its own cache of processed contexts.
    """

    def __init__(self, memory: "_ContextMemory", limits: Limits) -> None:
        super().__init__(on_property_dropped=self._dropped)
        self._memory = memory
        self._work = limits.context_work

    def _dropped(self, name: str | None) -> None:
        raise _loss(f"No context defines the member {str(name)[:80]!r}.")

    def _process_context(
        self,
        active_ctx: Mapping[str, object],
        local_ctx: object,
        options: Mapping[str, object],
        override_protected: bool = False,
        propagate: bool = True,
        validate_scoped: bool = True,
        cycles: set[object] | None = None,
    ) -> Mapping[str, object]:
        if cycles is not None:  # a step inside the processing of another context
            return self._processed(
                active_ctx, local_ctx, options, override_protected, propagate, validate_scoped, cycles
            )
        local: object = id(local_ctx)
        if isinstance(local_ctx, list) and all(isinstance(url, str) for url in local_ctx):
            local = tuple(local_ctx)
        key = (id(active_ctx), local, override_protected, propagate)
        known = self._memory.get(key)
        if known is None:
            self._work -= 1
            if self._work < 0:
                raise LimitError("TOO_COMPLEX", "The document changes its contexts too often.")
            result = self._processed(
                active_ctx, local_ctx, options, override_protected, propagate, validate_scoped, None
            )
            if len(self._memory) >= _REMEMBERED_CONTEXTS:
                self._memory.clear()
            # The operands are kept too, so that no other object can get their ids.
            known = self._memory[key] = (result, active_ctx, local_ctx)
        return known[0]

    def _processed(self, *arguments: object) -> Mapping[str, object]:
        result: Mapping[str, object] = super()._process_context(*arguments)
        return result


def _load(url: str, _options: Mapping[str, object]) -> dict[str, object]:
    """Document loader for PyLD: pinned contexts only."""
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": contexts.get(url),
    }


def _expand(document: JsonObject, inline_contexts: bool, limits: Limits) -> list[JsonValue]:
    # An inline context is cached under its own text: caches of its own keep the shared ones bounded.
    cache: _ResolvedCache = {} if inline_contexts else _pinned_contexts
    processor = _Processor({} if inline_contexts else _pinned_memory, limits)
    options = {
        "documentLoader": _load,
        "contextResolver": ContextResolver(cache, _load),
        "processingMode": "json-ld-1.1",
        "base": None,
    }
    try:
        with _one_at_a_time:
            expanded: list[JsonValue] = processor.expand(document, options)
    except OpenBadgeError:
        raise
    except pyld_jsonld.JsonLdError as error:
        _raise_own(error)
        raise MalformedError("JSON_LD", f"The document is not valid JSON-LD: {_reason(error)}") from error
    except RecursionError as error:
        raise LimitError("JSON_TOO_DEEP", "The document nests too deeply for JSON-LD.") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        # PyLD meets some ill-typed members ("@type": {...}, "@id": 5) without a check of its own.
        raise MalformedError(
            "JSON_LD", "The document is not valid JSON-LD: a member has a wrong type."
        ) from error
    return expanded


def _raise_own(error: BaseException) -> None:
    """Raise the OpenBadgeError that a PyLD error wraps, if there is one."""
    cause = error.__cause__
    while cause is not None:
        if isinstance(cause, OpenBadgeError):
            raise cause
        cause = cause.__cause__


def _reason(error: pyld_jsonld.JsonLdError) -> str:
    code = getattr(error, "code", None)
    return str(code) if code else str(error.args[0] if error.args else "")[:200]


def _loss(reason: str) -> MalformedError:
    return MalformedError("DATA_LOSS", f"{reason} It would stay outside the signature.")


class QuadWriter:
    """Deserialize JSON-LD to RDF (JSON-LD 1.1 API section 8), one walk over the expanded form."""

    def __init__(self, limits: Limits) -> None:
        self.quads: list[Quad] = []
        self.limits = limits
        self.issued = 0
        self.labels: dict[str, str] = {}

    def root(self, node: JsonValue, graph: str) -> None:
        """Write a node that stands directly in a graph: it must say something."""
        before = len(self.quads)
        if not isinstance(node, dict) or "@value" in node or "@list" in node:
            raise _loss("A bare value stands where a statement must.")
        self.node(node, graph)
        if len(self.quads) == before:
            raise _loss(f"The bare reference {str(node.get('@id'))[:100]!r} says nothing.")

    def node(self, node: JsonObject, graph: str) -> str:
        """Write all quads of a node object and return its term."""
        subject = self.resource(node["@id"]) if "@id" in node else self.blank()
        for key, value in node.items():
            if key == "@id":
                continue
            items = value if isinstance(value, list) else [value]
            if key == "@type":
                for item in items:
                    self.write(subject, _TYPE, self.resource(item), graph)
            elif key == "@graph":
                for item in items:
                    self.root(item, subject)
            elif key[:1] == "@":
                raise _loss(f"{key} leaves no trace.")
            else:
                predicate = self.resource(key)
                if predicate[:1] != "<":
                    raise _loss(f"The member {key[:80]!r} cannot be a property.")
                for item in items:
                    self.write(subject, predicate, self.object(item, graph), graph)
        return subject

    def write(self, subject: str, predicate: str, value: str, graph: str) -> None:
        """Keep one statement. Raises LimitError QUADS beyond the limit."""
        if len(self.quads) >= self.limits.quads:
            raise LimitError(
                "QUADS",
                f"The document makes more than {self.limits.quads} statements.",
                limit=self.limits.quads,
            )
        self.quads.append(Quad(subject, predicate, value, graph))

    def object(self, item: JsonValue, graph: str) -> str:
        """Return the object's term as it stands in N-Quads, writing what it holds."""
        if not isinstance(item, dict):
            raise _loss("A bare value stands where a statement must.")
        if "@value" in item:
            return _literal(item)
        if "@list" in item:
            return self.rdf_list(item, graph)
        return self.node(item, graph)

    def rdf_list(self, item: JsonObject, graph: str) -> str:
        """Write an rdf:List and return its head (section 8.5)."""
        members = item["@list"]
        if len(item) > 1 or not isinstance(members, list):
            raise _loss("A list carries more than its items.")
        cells = [self.blank() for _ in members]
        for position, (cell, member) in enumerate(zip(cells, members, strict=True)):
            self.write(cell, _FIRST, self.object(member, graph), graph)
            self.write(cell, _REST, cells[position + 1] if position + 1 < len(cells) else _NIL, graph)
        return cells[0] if cells else _NIL

    def blank(self) -> str:
        """Return a new blank node's label."""
        self.issued += 1
        return f"_:b{self.issued - 1}"

    def resource(self, identifier: JsonValue) -> str:
        """Return the term of an @id, @type or property. Raises MalformedError RELATIVE_IRI."""
        if not isinstance(identifier, str):
            raise MalformedError("RELATIVE_IRI", "An identifier is empty or looks like a keyword.")
        if identifier[:2] == "_:":
            label = self.labels.get(identifier)
            if label is None:
                label = self.labels[identifier] = self.blank()
            return label
        if not nquads.is_absolute_iri(identifier):
            return self.relative(identifier)
        return f"<{identifier}>"

    def relative(self, identifier: str) -> str:
        """Refuse an identifier that is not an absolute IRI; the shape compiler overrides this."""
        raise MalformedError("RELATIVE_IRI", f"{identifier[:100]!r} is not an absolute IRI.", iri=identifier)


_EXPONENT = re.compile(r"(\d)0*E\+?(-)?0*(\d)")


def _double(number: float) -> str:
    """Return the canonical lexical form of an xsd:double (JSON-LD 1.1 API section 8.6, step 9)."""
    return _EXPONENT.sub(r"\1E\2\3", f"{number:1.15E}")


def _literal(item: JsonObject) -> str:
    """Return the term of a value object (JSON-LD 1.1 API section 8.6)."""
    if not item.keys() <= {"@value", "@type", "@language"}:
        raise _loss("A value carries @direction or @index.")
    value, datatype, language = item["@value"], item.get("@type"), item.get("@language")
    if datatype == "@json":
        return nquads.literal(jcs.canonicalize(value).decode("utf-8"), datatype=RDF + "JSON")
    if datatype is not None and not (isinstance(datatype, str) and nquads.is_absolute_iri(datatype)):
        raise MalformedError("RELATIVE_IRI", f"The datatype {str(datatype)[:100]!r} is not an absolute IRI.")
    if isinstance(value, str):
        if language is not None:
            return nquads.literal(value, language=str(language) or "-")
        return nquads.literal(value, datatype=datatype or XSD + "string")
    if isinstance(value, bool):
        return nquads.literal("true" if value else "false", datatype=datatype or XSD + "boolean")
    if not isinstance(value, int | float):
        raise _loss("A value is neither text, number nor boolean.")
    if (
        (isinstance(value, float) and not value.is_integer())
        or abs(value) >= 1e21
        or datatype == XSD + "double"
    ):
        return nquads.literal(_double(value), datatype=datatype or XSD + "double")
    return nquads.literal(str(int(value)), datatype=datatype or XSD + "integer")
