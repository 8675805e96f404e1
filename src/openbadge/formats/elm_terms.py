"""The European Learning Model's controlled vocabularies that we use: concepts named by address.

Source: European Learning Model 3.1, application profile EDC; Publications Office authority tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from openbadge.model.json import JsonObject

CONTEXTS = ("https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap")
TYPES = ("VerifiableCredential", "EuropeanDigitalCredential")
SCHEMA: JsonObject = {
    "id": "http://data.europa.eu/snb/model/ap/edc-generic-full",
    "type": "ShaclValidator2017",
}

_AUTHORITY = "http://publications.europa.eu/resource/authority"
_SNB = "http://data.europa.eu/snb"

# The official languages of the Union and a few neighbours: their two letters and the authority's three.
_PAIRS = (
    "bg:BUL cs:CES da:DAN de:DEU el:ELL en:ENG es:SPA et:EST fi:FIN fr:FRA ga:GLE hr:HRV hu:HUN is:ISL "
    "it:ITA lt:LIT lv:LAV mt:MLT nl:NLD no:NOR pl:POL pt:POR ro:RON sk:SLK sl:SLV sv:SWE tr:TUR uk:UKR"
)
_LANGUAGES: Mapping[str, str] = MappingProxyType(dict(pair.split(":") for pair in _PAIRS.split()))
_LANGUAGE_CODES = {authority: code for code, authority in _LANGUAGES.items()}


def concept(address: str, scheme: str, label: JsonObject | None = None) -> JsonObject:
    """Return the concept at `address` of the list at `scheme`, with its label by language."""
    return {
        "id": address,
        "type": "Concept",
        "inScheme": {"id": scheme, "type": "ConceptScheme"},
        **({"prefLabel": label} if label else {}),
    }


def profile() -> JsonObject:
    """Return the concept of a generic credential, the profile that any badge fits."""
    return concept(f"{_SNB}/credential/e34929035b", f"{_SNB}/credential/25831c2", {"en": "Generic"})


def language(code: str) -> JsonObject | None:
    """Return the concept of a language by its BCP 47 code, None when the table here does not have it."""
    authority = _LANGUAGES.get(code.split("-")[0].lower())
    return (
        None if authority is None else concept(f"{_AUTHORITY}/language/{authority}", f"{_AUTHORITY}/language")
    )


def language_code(address: str) -> str | None:
    """Return the two letters of a language by its address in the authority table."""
    return _LANGUAGE_CODES.get(address.rpartition("/")[2])


def country(code: str) -> JsonObject:
    """Return the concept of a country by its three letters (ISO 3166-1 alpha-3)."""
    return concept(f"{_AUTHORITY}/country/{code.upper()}", f"{_AUTHORITY}/country")


def file_type(name: str) -> JsonObject:
    """Return the concept of a file type such as PNG or JPEG."""
    return concept(f"{_AUTHORITY}/file-type/{name}", f"{_AUTHORITY}/file-type")


def base64() -> JsonObject:
    """Return the concept of base64 content."""
    return concept(f"{_SNB}/encoding/6146cde7dd", f"{_SNB}/encoding/25831c2", {"en": "base64"})
