"""The Open Badges 2.0 validator-core (`openbadges`) and its bakery (`openbadges_bakery`).

Runs in the virtual environment of requirements/validator.txt; asked by `tests/interop/bridge.py`. The library
asks the web through `requests`: its transport is replaced by the documents of the question.
"""

import io
from typing import Any

import requests
from openbadges import verify
from openbadges_bakery import bake as bakery_bake
from openbadges_bakery import unbake as bakery_unbake
from wire import Json, serve, to_bytes, to_text

_web: Json = {}


def _answer(_: object, request: requests.PreparedRequest, **__: object) -> requests.Response:
    response = requests.Response()
    response.request, response.url = request, str(request.url)
    page = _web.get(response.url)
    body = b"{}" if page is None else to_bytes(page["body"])
    response.status_code = 404 if page is None else page["status"]
    response.headers["Content-Type"] = "application/json" if page is None else page["content_type"]
    response.raw = io.BytesIO(body)
    return response


def check(badge: str | Json, pages: Json, email: str | None = None) -> Json:
    """Return the report on a badge: its text (JSON, token or URL), or `{"image": base64, "name": file name}`."""
    _web.clear()
    _web.update(pages)
    given: Any = badge
    if isinstance(badge, dict):
        given = io.BytesIO(to_bytes(badge["image"]))
        given.name = badge["name"]
    profile = None if email is None else {"email": email}
    result = verify(given, recipient_profile=profile, use_cache=False, cache_backend=None)
    report = result["report"]
    return {
        "valid": report["valid"],
        "errors": [line["result"] for line in report["messages"] if line["messageLevel"] == "ERROR"],
        "warnings": [line["result"] for line in report["messages"] if line["messageLevel"] == "WARNING"],
        "recipient": report.get("recipientProfile"),
        "version": report.get("openBadgesVersion"),
    }


def bake(image: str, text: str) -> str:
    """Return the PNG or SVG with an assertion baked in by them."""
    made = bakery_bake(io.BytesIO(to_bytes(image)), text)
    made.seek(0)
    return to_text(made.read())


def unbake(image: str) -> str | None:
    """Return the assertion that they take out of a PNG or SVG."""
    found = bakery_unbake(io.BytesIO(to_bytes(image)))
    return found.decode() if isinstance(found, bytes) else found


if __name__ == "__main__":
    requests.adapters.HTTPAdapter.send = _answer  # type: ignore[method-assign, assignment]
    serve({"check": check, "bake": bake, "unbake": unbake})
