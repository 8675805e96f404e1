"""How a badge is WRITTEN: one module for each format, with `read` and `write`; `detect` tells them apart.

Wire names (`validFrom`) live here and nowhere else. Nothing here fetches, signs or checks a signature.
May be touched: `openbadge.keys`, `canon`, `model`, `ports`, `errors`.
"""
