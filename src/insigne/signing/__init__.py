"""SIGN: issuer keys with their history, DID documents and status lists. Turns a value into a signed document.

The only context that touches private keys and proof creation; others ask `services.sign_credentials`.
"""
