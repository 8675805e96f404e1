"""HOLD: a person's badges, ours or imported, by one door: bytes → verify → hold. Private by default.

Hears `awards.events` and `people.events`; may read `awards.selectors`; never awards' tables, services or `signing`.
"""
