"""The PDF that an earner prints or sends: one page, one language, drawn by typst. No database here.

`draw` gives PDF/A-3 with tags and a title; `openbadge.baking.pdf` then puts the signed credential inside.
"""

from insigne.awards.certificate.draw import Certificate, draw

__all__ = ["Certificate", "draw"]
