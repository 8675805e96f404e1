"""What references multiply: how many things a renderer would draw if it followed every one.

Ten `use` elements of ten `use` elements of … make a billion shapes out of a kilobyte. Each element's
cost is counted once, from what it contains and what it points to; a circle of references is refused.
"""

from dataclasses import dataclass

from lxml import etree

from openbadge.baking.svg import css
from openbadge.baking.svg.allowed import CONTAINERS, FILTER_PRIMITIVES, SHAPES
from openbadge.errors import LimitError

DRAWN_LIMIT = 100_000
"""Units of about ten microseconds of a renderer's time: one second for the whole drawing."""

_XLINK = "{http://www.w3.org/1999/xlink}href"
_WEIGHTS = {"mask": 100, "pattern": 50, "clipPath": 10}
_PRIMITIVE_WEIGHT = 300
_CHARACTERS_A_UNIT = 200
_IMAGE_CHARACTERS_A_UNIT = 2_000
_LOOKED_LIMIT = 500_000
_GENERAL_LIMIT = 20
_INHERITED = ("fill", "stroke", "marker")
"""Properties that every shape inside a group takes over, so that each draws the reference once more."""

Reference = tuple[str, bool]
"""An id that is pointed to, and whether shapes inside take the reference over."""


def check(root: etree._Element, style_rules: list[css.Rule]) -> None:
    """Raise LimitError SVG_TOO_COMPLEX when drawing it would be too much, or would never end."""
    _Count(root, style_rules).run(root)


@dataclass(frozen=True, slots=True)
class _Cost:
    units: int
    shapes: int


class _Count:
    def __init__(self, root: etree._Element, style_rules: list[css.Rule]) -> None:
        self._by_id: dict[str, etree._Element] = {}
        for element in root.iter(etree.Element):
            self._by_id.setdefault(element.get("id", ""), element)
        self._by_target: dict[tuple[str, str], list[Reference]] = {}
        self._everywhere: list[Reference] = []
        for selector, body in style_rules:
            found = _from_declarations(body)
            pairs = css.targets(selector)
            if pairs is None:
                self._everywhere += found
                if len(self._everywhere) > _GENERAL_LIMIT:
                    raise _too_complex()
            for pair in pairs or ():
                self._by_target.setdefault(pair, []).extend(found)
        self._done: dict[etree._Element, _Cost] = {}
        self._looked = 0

    def run(self, root: etree._Element) -> None:
        """Count from the leaves up, without recursion: an element is done when all it leads to is done."""
        under_way: dict[etree._Element, list[tuple[etree._Element, bool]]] = {}
        waiting = [root]
        while waiting:
            element = waiting[-1]
            if element in self._done:
                waiting.pop()
                continue
            if element in under_way:
                waiting.pop()
                self._done[element] = self._cost(element, under_way.pop(element))
                continue
            pointed = under_way[element] = self._pointed(element)
            missing = [
                other for other in [*element, *(other for other, _ in pointed)] if other not in self._done
            ]
            if any(other in under_way for other in missing):
                raise _too_complex()
            waiting += missing

    def _cost(self, element: etree._Element, pointed: list[tuple[etree._Element, bool]]) -> _Cost:
        local = etree.QName(element).localname
        units = _own_cost(element, local)
        shapes = 1 if local in SHAPES else 0
        for child in element:
            units += self._done[child].units
            shapes += self._done[child].shapes
        for other, inherited in pointed:
            units += self._done[other].units * (max(shapes, 1) if inherited and local in CONTAINERS else 1)
            shapes += self._done[other].shapes if local == "use" else 0
        if units > DRAWN_LIMIT:
            raise _too_complex()
        return _Cost(units, shapes)

    def _pointed(self, element: etree._Element) -> list[tuple[etree._Element, bool]]:
        """Return every element that this one points to, as often as it does."""
        found: list[Reference] = []
        for key, value in element.attrib.items():
            name, text = str(key), str(value)
            if name in ("href", _XLINK):
                found += [(text[1:], False)] if text.startswith("#") else []
            elif name == "style":
                found += _from_declarations(text)
            elif "url(" in text.lower():
                found += [(target, name.startswith(_INHERITED)) for target in css.references(text)]
        if self._by_target:
            for name in dict.fromkeys(element.get("class", "").split()):
                found += self._by_target.get((".", name), ())
            found += self._by_target.get(("#", element.get("id", "")), ())
        if self._everywhere and etree.QName(element).localname in SHAPES:
            # The rule's selector is not understood: it may apply to any shape but its own definition's.
            found += [item for item in self._everywhere if not _inside(element, item[0])]
        self._looked += len(found)
        if self._looked > _LOOKED_LIMIT:
            raise _too_complex()
        return [(self._by_id[name], inherited) for name, inherited in found if name and name in self._by_id]


def _from_declarations(text: str) -> list[Reference]:
    if "url(" not in text.lower():
        return []
    found: list[Reference] = []
    for declaration in text.split(";"):
        found += [(target, declaration.startswith(_INHERITED)) for target in css.references(declaration)]
    return found


def _inside(element: etree._Element, name: str) -> bool:
    return element.get("id") == name or any(above.get("id") == name for above in element.iterancestors())


def _own_cost(element: etree._Element, local: str) -> int:
    characters = sum(len(text) for text in element.attrib.values())
    if local == "image":
        return 1 + characters // _IMAGE_CHARACTERS_A_UNIT
    weight = _PRIMITIVE_WEIGHT if local in FILTER_PRIMITIVES else _WEIGHTS.get(local, 1)
    return weight + characters // _CHARACTERS_A_UNIT


def _too_complex() -> LimitError:
    return LimitError("SVG_TOO_COMPLEX", "Drawing this SVG would take too long.", limit=DRAWN_LIMIT)
