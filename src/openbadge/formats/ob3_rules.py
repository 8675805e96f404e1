"""What a document breaks of the OB 3.0 data model: every broken rule, with its place and its clause.

Two flavours, as published: `json` wants an array wherever several values may stand, `json-ld` takes a single
value in its place and a language map in place of a text. We are stricter than the published json-ld schema
where VCDM 2.0 is: contexts, types and issuers are judged in both flavours alike. Nothing is fetched; a
document that names another schema is still judged by this table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from openbadge.errors import MalformedError
from openbadge.formats import moments
from openbadge.formats.ob3_names import VC1_CONTEXT, VC2_CONTEXT
from openbadge.formats.ob3_schema import KINDS, Kind, Member
from openbadge.model.json import JsonObject, JsonValue

Flavour = Literal["json", "json-ld"]

_CONTEXT = re.compile(r"^https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json$")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
_LOCAL_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENTS = {"moment": _MOMENT, "local_moment": _LOCAL_MOMENT, "day": _DAY}
_MAX_DEPTH = 64
_VC2 = "VCDM 2.0"


@dataclass(frozen=True, slots=True)
class Broken:
    """One broken rule: where (JSON path), which (code in capitals), by which clause, in English."""

    path: str
    code: str
    clause: str
    message: str


def check(document: JsonObject, *, flavour: Flavour = "json-ld") -> tuple[Broken, ...]:
    """Return every rule that an OB 3.0 credential breaks, in the order of the data model; none when it is sound.

    Codes: SCHEMA_REQUIRED, SCHEMA_KIND, SCHEMA_ARRAY, SCHEMA_TYPE, SCHEMA_WORD, SCHEMA_TIME, SCHEMA_UNKNOWN,
    SCHEMA_CONTEXT, RULE_RECIPIENT, RULE_PERIOD. A document whose first context is that of VCDM 1.1 is judged as
    one of that era. Proofs are looked at for their form only.
    """
    checker = Checker(flavour)
    checker.credential(document)
    return tuple(checker.broken)


class Checker:
    """Walks one document along the table and notes what is broken. Only `ob3_rules` and `ob3_settled` use it."""

    def __init__(self, flavour: Flavour) -> None:
        self.broken: list[Broken] = []
        self._linked = flavour == "json-ld"

    def note(self, path: str, code: str, clause: str, message: str) -> None:
        """Keep one broken rule."""
        self.broken.append(Broken(path, code, clause, message))

    def credential(self, document: JsonObject) -> None:
        """Walk a whole credential: contexts, members, earner and period."""
        contexts = document.get("@context")
        first = contexts[0] if isinstance(contexts, list) and contexts else contexts
        older = first == VC1_CONTEXT
        self.object(document, "AchievementCredential 1.1" if older else "AchievementCredential", "$", 0)
        self.recipient(document)
        self.period(document, ("issuanceDate", "expirationDate") if older else ("validFrom", "validUntil"))

    def object(self, value: JsonValue, name: str, path: str, depth: int) -> None:
        """Walk an object of the kind `name`, at `path`."""
        kind = KINDS[name]
        clause = f"OB 3.0, {name.split()[0]}"
        if not isinstance(value, dict):
            self.note(path, "SCHEMA_KIND", clause, f"{path} is not an object.")
            return
        if depth > _MAX_DEPTH:
            self.note(path, "SCHEMA_KIND", clause, f"{path} lies too deep.")
            return
        if name.startswith(("AchievementCredential", "EndorsementCredential")):
            self.context(value.get("@context"), path, older=name.endswith("1.1"))
        if kind.typed:
            self.types(value.get("type"), kind, path, clause)
        for member, rule in kind.members.items():
            self.member(value, member, rule, _at(path, member), clause, depth)
        if kind.closed:
            for member in value:
                if member not in kind.members and member != "type":
                    self.note(_at(path, member), "SCHEMA_UNKNOWN", clause, f"{member} may not stand here.")

    def member(self, holder: JsonObject, name: str, rule: Member, path: str, clause: str, depth: int) -> None:
        """Look at one member: there when required, once or several times as the rule says."""
        if name not in holder:
            if rule.required and not (rule.free_in_json_ld and self._linked):
                self.note(path, "SCHEMA_REQUIRED", clause, f"{path} is missing.")
            return
        value = holder[name]
        if not rule.many:
            self.value(value, rule, path, clause, depth)
        elif isinstance(value, list):
            for position, item in enumerate(value):
                self.value(item, rule, f"{path}[{position}]", clause, depth)
        elif self._linked:
            self.value(value, rule, path, clause, depth)
        else:
            self.note(path, "SCHEMA_ARRAY", clause, f"{path} is not an array.")

    def value(self, value: JsonValue, rule: Member, path: str, clause: str, depth: int) -> None:
        """Look at one value of a member."""
        if rule.holds == "object":
            if not (rule.or_text and isinstance(value, str)):
                self.object(value, rule.of[0], path, depth + 1)
        elif rule.holds == "text":
            self.text(value, rule, path, clause)
        elif rule.holds == "number":
            if isinstance(value, bool) or not isinstance(value, int | float):
                self.note(path, "SCHEMA_KIND", clause, f"{path} is not a number.")
        elif rule.holds == "boolean":
            if not isinstance(value, bool):
                self.note(path, "SCHEMA_KIND", clause, f"{path} is neither true nor false.")
        else:
            self.moment(value, rule, path, clause)

    def text(self, value: JsonValue, rule: Member, path: str, clause: str) -> None:
        """Look at a text, or in the JSON-LD flavour at a map of texts by language."""
        may_be_map = self._linked and not rule.words
        texts = list(value.values()) if may_be_map and isinstance(value, dict) else [value]
        for text in texts:
            if not isinstance(text, str):
                self.note(path, "SCHEMA_KIND", clause, f"{path} is not a text.")
            else:
                self.word(text, rule, path, clause)

    def word(self, text: str, rule: Member, path: str, clause: str) -> None:
        """Look whether a text is one of the words, or has the form, that the rule allows."""
        if not is_allowed(text, rule):
            self.note(path, "SCHEMA_WORD", clause, f"{path} may not be {text[:80]!r}.")

    def moment(self, value: JsonValue, rule: Member, path: str, clause: str) -> None:
        """Look whether a value is a date and time with its zone."""
        if not isinstance(value, str):
            self.note(path, "SCHEMA_KIND", clause, f"{path} is not a text.")
            return
        if not is_moment(value, rule):
            self.note(path, "SCHEMA_TIME", clause, f"{path} is not a {_TIME_WORDS[rule.holds]}.")

    def types(self, value: JsonValue, kind: Kind, path: str, clause: str) -> None:
        """Look at the types of an object."""
        path = _at(path, "type")
        if value is None:
            self.note(path, "SCHEMA_REQUIRED", clause, f"{path} is missing.")
            return
        items = value if isinstance(value, list) else [value]
        if isinstance(value, list) == kind.single_type and not (self._linked and isinstance(value, str)):
            problem = "an array" if kind.single_type else "not an array"
            self.note(path, "SCHEMA_ARRAY", clause, f"{path} is {problem}.")
        if not items or not all(isinstance(item, str) for item in items):
            self.note(path, "SCHEMA_KIND", clause, f"{path} is not made of texts.")
            return
        for wanted in kind.types:
            if wanted.isdisjoint(item for item in items if isinstance(item, str)):
                self.note(path, "SCHEMA_TYPE", clause, f"{path} does not hold {' or '.join(sorted(wanted))}.")

    def context(self, value: JsonValue, path: str, *, older: bool) -> None:
        """Look at the contexts; `older` says that the document is of the VCDM 1.1 era."""
        path = _at(path, "@context")
        clause = "OB 3.0, AchievementCredential @context"
        first = VC1_CONTEXT if older else VC2_CONTEXT
        if value is None:
            self.note(path, "SCHEMA_REQUIRED", clause, f"{path} is missing.")
        elif not isinstance(value, list) or len(value) < 2 or value[0] != first:
            self.note(
                path, "SCHEMA_CONTEXT", clause, f"{path} does not begin with {first} and one of OB 3.0."
            )
        elif not (isinstance(value[1], str) and _CONTEXT.match(value[1])):
            self.note(f"{path}[1]", "SCHEMA_CONTEXT", clause, f"{path}[1] is not a context of OB 3.0.")
        else:
            for position, item in enumerate(value[2:], 2):
                if not isinstance(item, str | dict):
                    self.note(
                        f"{path}[{position}]", "SCHEMA_KIND", clause, f"{path}[{position}] is no context."
                    )

    def recipient(self, document: JsonObject) -> None:
        """Look whether the subject says to whom the badge was awarded."""
        subject = document.get("credentialSubject")
        if isinstance(subject, dict) and not subject.get("id") and not subject.get("identifier"):
            self.note(
                "$.credentialSubject",
                "RULE_RECIPIENT",
                "OB 3.0, AchievementSubject id",
                "Neither an id nor an identifier says who the recipient is.",
            )

    def period(self, document: JsonObject, names: tuple[str, str]) -> None:
        """Look whether the time of validity ends after it begins."""
        try:
            start, end = (moments.read(document.get(name), path=f"$.{name}") for name in names)
        except MalformedError:
            return
        if start > end:
            self.note(
                f"$.{names[1]}", "RULE_PERIOD", f"{_VC2}, validUntil", "The end lies before the beginning."
            )


_TIME_WORDS = {"moment": "time with a zone", "local_moment": "time", "day": "date"}


def is_moment(text: str, rule: Member) -> bool:
    """Return whether `text` is a time or date of the kind that `rule` wants."""
    try:
        moments.read(text, path="")
    except MalformedError:
        return False
    return _MOMENTS[rule.holds].fullmatch(text) is not None


def is_allowed(text: str, rule: Member) -> bool:
    """Return whether `text` is one of the words of `rule`, or follows its pattern; any is, without these."""
    if text in rule.words:
        return True
    if rule.pattern is None:
        return not rule.words
    return rule.pattern.search(text) is not None


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if name.isidentifier() else f"{path}['{name}']"
