"""DELIVER: everything that leaves by mail, written from the outbox and sent once. The demo's mailbox lives here too.

Hears `awards.events`; renders templates named by the context that wrote the mail; sends by `senders`.
"""
