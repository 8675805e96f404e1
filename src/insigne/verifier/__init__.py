"""ASK: drop a file or a link, read the report; and the public page of a badge, which asks the same question.

Bytes in, report out: nothing here trusts a row. May read `awards.selectors`; never its tables, services or `signing`.
"""
