"""Style as an SVG may carry it: declarations and plain rules, rewritten from what was understood.

A value passes only when every piece of it is a known kind of piece. So nothing can fetch: `url()` may
only point into the same file, other functions are listed, escapes (which could spell `url` otherwise)
and at-rules do not pass. Source: CSS Syntax 3, sections 4 and 5.
"""

import re

from openbadge.baking.svg.allowed import PROPERTIES, words

VALUE_CHARACTERS = 10_000
"""The longest property value that is read; path data is no property here."""

_PLAIN = re.compile(r"[\w\s#%.,+\-]*+")
_PIECE = re.compile(
    r"""(?P<reference>url\(\s*(?P<quote>["']?)\#(?P<id>[\w:.\-]+)(?P=quote)\s*\))
    |(?P<function>[a-z][a-z0-9-]*)\(
    |"[\w\s.,+\-&]*"|'[\w\s.,+\-&]*'
    |\w++|[\s\#%.,+\-/*!]++|\)""",
    re.IGNORECASE | re.VERBOSE,
)
_FUNCTIONS = words(
    """rgb rgba hsl hsla hwb lab lch oklab oklch calc min max clamp matrix translate translatex translatey
    scale scalex scaley rotate skewx skewy blur brightness contrast drop-shadow grayscale hue-rotate
    invert opacity saturate sepia inset circle ellipse polygon"""
)
_REFERENCE = re.compile(r"""url\(\s*["']?#([\w:.\-]+)["']?\s*\)""", re.IGNORECASE)
_DECLARATION = re.compile(r"""(?:[^;"'()]++|"[^"]*+"|'[^']*+'|\((?:[^()"']++|"[^"]*+"|'[^']*+')*+\))++""")
_RULE = re.compile(r"\s*+(?P<selector>[^{}@;]++)\{(?P<body>[^{}]*+)\}")
_SELECTOR = re.compile(r"[\w\s.#*,>+~:\-\[\]=()]++")
_AT_RULE = re.compile(r"\s*+@[^{};]*+(?:;|\{(?:[^{}]++|\{[^{}]*+\})*+\})")
_SIMPLE_SELECTOR = re.compile(r"\s*(?:[\w-]*)([.#])([\w-]+)\s*")

Rule = tuple[str, str]
"""A selector and its declarations, both already rewritten."""


def value(text: str) -> str | None:
    """Return a property's value, or None when any piece of it is not allowed."""
    if _PLAIN.fullmatch(text):
        return text
    at = depth = 0
    while at < len(text) <= VALUE_CHARACTERS:
        piece = _PIECE.match(text, at)
        if piece is None:
            return None
        function = piece["function"]
        if function is not None:
            if function.lower() not in _FUNCTIONS:
                return None
            depth += 1
        elif piece[0] == ")":
            depth -= 1
            if depth < 0:
                return None
        at = piece.end()
    return text if at == len(text) and depth == 0 else None


def declarations(text: str) -> str:
    """Return the allowed declarations of a `style` attribute or of a rule's body, written anew."""
    kept: list[str] = []
    for declaration in _DECLARATION.findall(_without_comments(text)):
        name, colon, content = declaration.partition(":")
        name, content = name.strip().lower(), content.strip()
        if colon and name in PROPERTIES and content and value(content) is not None:
            if name == "stroke-dasharray" and not bearable_dashes(content):
                continue
            kept.append(f"{name}:{content}")
    return ";".join(kept)


def rules(text: str) -> list[Rule]:
    """Return the plain rules of a style sheet with their allowed declarations; at-rules are left out.

    What cannot be read as a rule ends the reading, as everything after it could be read in two ways.
    """
    text = _without_comments(text)
    found: list[Rule] = []
    at = 0
    while at < len(text):
        skipped = _AT_RULE.match(text, at)
        if skipped is not None:
            at = skipped.end()
            continue
        rule = _RULE.match(text, at)
        if rule is None:
            break
        at = rule.end()
        selector, body = " ".join(rule["selector"].split()), declarations(rule["body"])
        if body and _SELECTOR.fullmatch(selector):
            found.append((selector, body))
    return found


def references(text: str) -> list[str]:
    """Return the ids that `url(#id)` points to, in a value, in declarations or in rules."""
    return _REFERENCE.findall(text)


def targets(selector: str) -> list[tuple[str, str]] | None:
    """Return (".", class) and ("#", id) pairs of a selector of that simple kind, else None."""
    pairs: list[tuple[str, str]] = []
    for part in selector.split(","):
        simple = _SIMPLE_SELECTOR.fullmatch(part)
        if simple is None:
            return None
        pairs.append((simple[1], simple[2]))
    return pairs


def bearable_dashes(text: str) -> bool:
    """Return whether a dash pattern is none, or long enough that a stroke has no millions of dashes."""
    if text.strip().lower() == "none":
        return True
    numbers = [float(number) for number in re.findall(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+", text)]
    return sum(numbers) >= 0.05 and not re.search(r"[0-9]e-", text, re.IGNORECASE)


def _without_comments(text: str) -> str:
    """Return the text with every comment made a space; one that never ends takes the rest with it."""
    pieces: list[str] = []
    at = 0
    while (start := text.find("/*", at)) >= 0:
        pieces.append(text[at:start])
        end = text.find("*/", start + 2)
        if end < 0:
            return " ".join(pieces)
        at = end + 2
    return " ".join([*pieces, text[at:]]).replace("<!--", " ").replace("-->", " ")
