"""One text for one meaning: bytes from JSON and JSON-LD that two parties compute alike.

strict_json   JSON text to values, refusing every ambiguity; `limits` says how much work is allowed
jcs           RFC 8785, the canonical JSON text
contexts      the JSON-LD contexts, pinned by hash
jsonld        a JSON-LD document to RDF quads, refusing all that would stay unsigned
nquads        quads as text and back
rdfc          RDFC-1.0, stopped by a work budget
shapes        THE way to canonical N-Quads: compiled templates in front of jsonld + rdfc
multibase     base58btc, base64url, `z` and `u`
"""
