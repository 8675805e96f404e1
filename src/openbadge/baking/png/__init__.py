"""PNG: one uncompressed iTXt chunk goes in or comes out; pixels are never decoded to be written again.

`chunks` reads the chunk list, `bake` puts in and takes out, `upload` judges and cleans strangers' files.
"""

from openbadge.baking.png.bake import bake, unbake
from openbadge.baking.png.upload import ImageSize, check_upload, clean, size

__all__ = ["ImageSize", "bake", "check_upload", "clean", "size", "unbake"]
