"""`python -m insigne.cli`."""

from insigne.cli import entry

entry()
