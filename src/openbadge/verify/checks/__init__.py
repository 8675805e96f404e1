"""One file for each thing that is looked at; each function returns checks as values and never stops another.

A check touches only what it is handed: documents come through `Setting.errands`, the time is `Setting.at`.
"""
