"""PDF: a credential as an attached file, repeated where older importers look for it.

No clause of Open Badges speaks of PDF. Ours: an associated file (ISO 32000-2 7.11.4, as PDF/A-3 wants
it), the Info key `openbadges`, and the XMP property `openbadges:assertion`, all three with the same text.
`reader` opens strangers' files under limits, `xmp` knows the metadata packet, `bake` puts in, `unbake`
takes out.
"""

from openbadge.baking.pdf.bake import bake
from openbadge.baking.pdf.unbake import unbake

__all__ = ["bake", "unbake"]
