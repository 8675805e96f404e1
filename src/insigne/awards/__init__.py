"""AWARD: one recipient, one badge revision, one act. By hand, by list, by file; accept, decline, share, revoke.

`services` act, `selectors` answer, `intake` reads lists of recipients, `files` bakes what earners take away.
"""
