"""Reads lists of recipients: files and pasted text in, rows and reasons out. No database here."""

from insigne.awards.intake.rows import Intake, RecipientInput, Skipped
from insigne.awards.intake.tables import Listing, judge, list_file, list_text, read_file, read_text, said

__all__ = [
    "Intake",
    "Listing",
    "RecipientInput",
    "Skipped",
    "judge",
    "list_file",
    "list_text",
    "read_file",
    "read_text",
    "said",
]
