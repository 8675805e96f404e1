"""`python -m benchmarks NAME`: runs `benchmarks/NAME.py`, which prints one JSON object for each figure."""

import sys
from importlib import import_module
from pathlib import Path

_TOOLS = frozenset({"__main__", "awarding", "measuring", "reference", "sample"})


def main() -> int:
    """Run the benchmark that the command line names; return 0, or 2 when there is none of that name."""
    names = sorted({path.stem for path in Path(__file__).parent.glob("*.py")} - _TOOLS - {"__init__"})
    if len(sys.argv) < 2 or sys.argv[1] not in names:
        print(f"usage: ./run bench NAME, where NAME is one of: {', '.join(names)}", file=sys.stderr)
        return 2
    import_module(f"benchmarks.{sys.argv[1]}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
