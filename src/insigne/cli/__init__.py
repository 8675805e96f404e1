"""The `insigne` command: demo, serve, worker, migrate. Each sub-command has a file of its own here.

The composition root for people at a terminal: it may ask any context, and no context imports it.
"""

import sys
from collections.abc import Sequence

from insigne.cli.arguments import parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one sub-command and return its exit status: 0 done, 1 not done, 2 usage."""
    arguments = parser().parse_args(argv)
    return int(arguments.run(arguments))


def entry() -> None:
    """Leave with the status of `main`; a second Ctrl-C is enough."""
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
