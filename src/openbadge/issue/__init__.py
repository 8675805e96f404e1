"""Makes signed credentials: one `Issuance` for each badge, as many `sign` as there are earners.

May be touched: every room below (`formats`, `proofs`, `canon`, `keys`, `model`).
"""
