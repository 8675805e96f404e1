"""The JSON-LD contexts that the library knows: pinned by hash, read from the installation, never fetched.

The Open Badges, CLR and smaller W3C ones are carried in `openbadge/formats/contexts` (see SOURCES.md
there), the large W3C ones come with PyLD. A context whose content differs from its pin is refused, so
that no upgrade can change what an old signature means (Data Integrity 1.0 section 2.4).
"""

# ruff: noqa: E501 - a hash is not broken over two lines
import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

from openbadge.canon import jcs
from openbadge.errors import UnsupportedError
from openbadge.model.json import JsonObject

_CARRIED = {
    "https://www.w3.org/ns/credentials/examples/v2": "credentials-examples-v2.json",
    "https://www.w3.org/2018/credentials/examples/v1": "credentials-examples-v1.json",
    "https://www.w3.org/ns/credentials/undefined-terms/v2": "credentials-undefined-terms-v2.json",
    "https://w3id.org/security/data-integrity/v1": "data-integrity-v1.json",
    "https://w3id.org/security/data-integrity/v2": "data-integrity-v2.json",
    "https://w3id.org/security/multikey/v1": "multikey-v1.json",
    "https://w3id.org/security/jwk/v1": "jwk-v1.json",
    "https://www.w3.org/ns/credentials/status/v1": "credentials-status-v1.json",
    "https://w3id.org/vc/status-list/2021/v1": "status-list-2021-v1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json": "ob-v3p0.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": "ob-v3p0-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": "ob-v3p0-3.0.2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "ob-v3p0-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "ob-v3p0-extensions.json",
    "https://purl.imsglobal.org/spec/clr/v2p0/context.json": "clr-v2p0.json",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": "clr-v2p0-2.0.1.json",
    "https://w3id.org/openbadges/v2": "ob-v2p0.json",
    "https://w3id.org/citizenship/v4rc1": "citizenship-v4rc1.json",
    "https://w3id.org/dcc/v1": "dcc-v1.json",
}
_BUNDLED = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.jsonld",
    "https://www.w3.org/2018/credentials/v1": "credentials-v1.jsonld",
    "https://w3id.org/security/suites/ed25519-2020/v1": "security-ed25519-2020-v1.jsonld",
    "https://w3id.org/security/suites/jws-2020/v1": "security-jws-2020-v1.jsonld",
    "https://w3id.org/security/v1": "security-v1.jsonld",
    "https://w3id.org/security/v2": "security-v2.jsonld",
    "https://www.w3.org/ns/did/v1": "did-v1.jsonld",
}

PINNED: Mapping[str, str] = MappingProxyType(
    {
        "https://www.w3.org/ns/credentials/v2": "b463c8d6a066214123ddd9827b135e1b50e1fc73322cc52a9b12a4f1fc7d86cf",
        "https://www.w3.org/2018/credentials/v1": "b01e671e873981f19a9102a9a57f666dbcaeb31b99e3e124378d143e71549247",
        "https://www.w3.org/ns/credentials/examples/v2": "8a675bead391be98e6054c4e07c41f73337508d398e07047344c5d349aa2dc58",
        "https://www.w3.org/2018/credentials/examples/v1": "5bca9da34aefb4c5e0cd993e222e58827734e0928fda0210ee73413c43d6e5e5",
        "https://www.w3.org/ns/credentials/undefined-terms/v2": "3b11e1df8c618447e9f79f3737e3c30fc0841537eb95f36003742c633672bb9f",
        "https://w3id.org/security/data-integrity/v1": "9505bf85338a4c2121ad03992ac90061bc85d43bcfa34d9d47b779381cf08b5f",
        "https://w3id.org/security/data-integrity/v2": "7ba3c50acf2689d5e07927267343eb353249c7c22a9f2d00307cc970e855e305",
        "https://w3id.org/security/multikey/v1": "be20c3ee6af6e9c4102e66a85c26617831218e32216bdf050f870e389e737cdc",
        "https://w3id.org/security/jwk/v1": "38dd329a9a011facda06afc4ba43a121980eaedbd1f974268026d157926bc086",
        "https://w3id.org/security/suites/ed25519-2020/v1": "fb517f09d990829aed734c9bad8cbbb2ac3d5063b865c7e3d81f246074bf5691",
        "https://w3id.org/security/suites/jws-2020/v1": "eed16334842a5635257913b33acd1aeee29009eb188d855f9a1d0ceee4a8ae4d",
        "https://w3id.org/security/v1": "d87de2ce3ce407bcac481f8af31e211e54beb5cbd7dd459826ed0502302ee234",
        "https://w3id.org/security/v2": "38a9ef19cf3a75bf856202bd1ed4cbd55c985ad4a809eb7f4ef584ba9d51dc90",
        "https://www.w3.org/ns/did/v1": "a7e146c40fcec005d3f0f14ae745665f446da58d7914a9d8f733746686fad82b",
        "https://www.w3.org/ns/credentials/status/v1": "b2fcebfbaf4e6beae2be370fda8a5f9f99c28540c798a75a8cdccc0fb1a12492",
        "https://w3id.org/vc/status-list/2021/v1": "9768f9aa81ab6c3e2ad96b2d669eaba67afe13fff0140a853f1e3d313fab13b6",
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json": "2c54acaa1cffda2420be32ab61f0a2082051211131c6337686f36f2537aa859b",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": "8bb2354552b70cbdf2066f6d3e24bc5c2be2619145737580ad2aebdc366e77d5",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": "bdd1d11a55a660322f24660862a1d430ee80cce584465f750909daa43684357c",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "04b1136ddc4eda9a8966bc7ef182789f233a26739473140ef75d6968c29a2966",
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "15f4c347c6fe4380d9b6b93795859e33747ef48d5c55b91a71c52fb51c7bcbd7",
        "https://purl.imsglobal.org/spec/clr/v2p0/context.json": "a2dd0c0c07434663b7b54a51dd8a3363f6d5c420efa87e3d97b4ef8661596d44",
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": "7defe702c102faf14108579b7d65ef39ecf4c3bbef925b803e15bd77cd6e3394",
        "https://w3id.org/openbadges/v2": "4b5f71314b9fef23264b05bab6a03811e8fc1e5e7506b79b092aec91865e7e07",
        "https://w3id.org/citizenship/v4rc1": "15ca37d6ed55aee696cb2c8ca747d889418756c66188a47734c15e092ffef869",
        "https://w3id.org/dcc/v1": "72bbeeb602655938f472f98317cab12c1bf6abc96a915d1fcc3fe18e79f92a42",
    }
)
"""Context URL to the SHA-256, in hex, of the RFC 8785 text of the context document."""


def get(url: str) -> JsonObject:
    """Return the context document published at `url`, a fresh copy each time.

    Raises UnsupportedError CONTEXT_UNKNOWN when the URL is not pinned, CONTEXT_CHANGED when the installed
    document is not the pinned one.
    """
    pin = PINNED.get(url)
    if pin is None:
        raise UnsupportedError(
            "CONTEXT_UNKNOWN",
            f"The JSON-LD context {url[:200]!r} is not one that this library knows.",
            url=url,
        )
    document: JsonObject = json.loads(_read(url))
    if hashlib.sha256(jcs.canonicalize(document)).hexdigest() != pin:
        raise UnsupportedError(
            "CONTEXT_CHANGED", f"The installed copy of {url} is not the pinned one: reinstall.", url=url
        )
    return document


def _read(url: str) -> bytes:
    name = _CARRIED.get(url)
    if name is not None:
        return (files("openbadge") / "formats" / "contexts" / name).read_bytes()
    return (files("pyld") / "documentloader" / "frozen" / "bundled" / _BUNDLED[url]).read_bytes()
