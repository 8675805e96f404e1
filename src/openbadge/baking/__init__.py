"""Baking: where a credential travels. One credential in one file (PNG, SVG or PDF), and out again.

`baked` says what is inside, the three folders know one kind of file each, `detect` tells them apart.
Pictures are never encoded again: baking inserts bytes. Nothing here judges the credential itself.
"""

from openbadge.baking import mail, pdf, png, svg
from openbadge.baking.baked import ACTIVE_CONTENT, LEGACY_PLACE, VISUAL_UNPROVEN, Baked, Generation, Kind
from openbadge.baking.detect import bake, find, kind_of, unbake

__all__ = [
    "ACTIVE_CONTENT",
    "LEGACY_PLACE",
    "VISUAL_UNPROVEN",
    "Baked",
    "Generation",
    "Kind",
    "bake",
    "find",
    "kind_of",
    "mail",
    "pdf",
    "png",
    "svg",
    "unbake",
]
