"""SVG to PNG, through resvg, without any font or file of the machine: the same picture everywhere.

`to_png` is for our own drawings. A stranger's drawing goes through `to_png_apart`: resvg ends the whole
process when it is asked for more memory than there is, so it then works in a child with limits.

    python -m insigne.catalogue.studio.raster 640 < drawing.svg > picture.png
"""

import os
import resource
import subprocess
import sys
from typing import Final

import resvg_py

LARGEST_PX: Final = 2_048
CHILD_MEMORY_BYTES: Final = 1024 * 1024 * 1024
CHILD_CPU_SECONDS: Final = 8
CHILD_WAIT_SECONDS: Final = 15


def to_png(svg: str, size_px: int) -> bytes:
    """Return the PNG of a square SVG, `size_px` wide and high (16 to 2048).

    Raises ValueError when resvg cannot read the SVG or the size is out of range.
    """
    if not 16 <= size_px <= LARGEST_PX:
        raise ValueError(f"a picture is 16 to {LARGEST_PX} pixels wide")
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=size_px, height=size_px, skip_system_fonts=True))


def to_png_apart(svg: str, size_px: int) -> bytes:
    """Return the PNG of a stranger's SVG, drawn in a child process of limited memory and time.

    Raises ValueError when the child fails, whatever the reason.
    """
    environment = {"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ.get("PATH", "")}
    command = [sys.executable, "-m", "insigne.catalogue.studio.raster", str(size_px)]
    try:
        child = subprocess.run(  # noqa: S603  # our own interpreter and module, no shell
            command,
            input=svg.encode(),
            capture_output=True,
            timeout=CHILD_WAIT_SECONDS,
            env=environment,
            check=True,
        )
    except subprocess.SubprocessError as error:
        raise ValueError("the drawing cannot be drawn within 8 seconds and 1 GB") from error
    return child.stdout


def main() -> None:
    """Draw what comes in, under the limits, and give it out."""
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY_BYTES, CHILD_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CHILD_CPU_SECONDS, CHILD_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(to_png(sys.stdin.read(), int(sys.argv[1])))


if __name__ == "__main__":
    main()
