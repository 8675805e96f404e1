"""Reads lists of recipients: files and pasted text in, rows and reasons out. No database here."""

from insigne.awards.intake.rows import Intake, RecipientInput, Skipped
from insigne.awards.intake.tables import read_file, read_text

__all__ = ["Intake", "RecipientInput", "Skipped", "read_file", "read_text"]
