"""Proofs room: why believe it. Each way of proving a badge, its own file; a failed check is a value.

    data_integrity   proofs inside a JSON-LD credential: create, verify, sets and chains
    checker          the steps by which one of them is checked
    proof_set        which proofs a document has, and which build on which
    suites           the cryptosuites: which keys, which canonical form, which digest
    selective        ecdsa-sd-2023 derived proofs (verify only)
    cbor             the few CBOR items that such a proof holds
    vc_jwt           a credential as a JSON Web Token: Open Badges 3.0 and VC-JOSE-COSE rules
    jws              signed Open Badges 1.x and 2.0
    compact          JWS compact serialization, strictly read
    claims           what a token says beside the credential, and whether the two agree
    chain            from an assertion to its badge class and its issuer
    result           what became of one proof
    hosted           Open Badges 1.x and 2.0 that their issuer vouches for by serving them

May import keys, canon, model, ports and errors; not formats, status or baking, which stand beside it.
"""
