"""Keys room: who signs. Public and private keys, their written forms, and the documents that list them.

    key        PublicKey, PrivateKey: sign and verify, Multikey, weak keys refused
    native     the EC and RSA halves of a key, on top of `cryptography`; nobody else meets them
    jwk        JSON Web Keys, thumbprints, the JOSE name of a key's algorithm
    pem        PEM, as Open Badges 2.0 profiles write their keys
    method     one verification method, in each spelling that the field uses
    did_key    did:key and did:jwk: the key is the identifier
    did_web    did:web: the document stands at an address
    resolve    from the name of a verification method to its key, its controller and its state
    confirm    does this key speak for this issuer?
    throttle   a Fetcher that asks an origin for keys at most once a minute

May import canon, model, ports and errors. Meets no network: documents come through `ports.Fetcher`.
"""
