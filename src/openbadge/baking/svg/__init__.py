"""SVG: one element goes in or comes out by its bytes; strangers' drawings are rewritten by `clean`.

`scan` finds credentials without building a tree, `bake` puts in and takes out, `clean` lets through
only what draws (`allowed` lists it, `css` reads style sheets, `cost` counts what references multiply,
`pictures` judges embedded ones).
"""

from openbadge.baking.svg.bake import bake, unbake
from openbadge.baking.svg.clean import clean

__all__ = ["bake", "clean", "unbake"]
