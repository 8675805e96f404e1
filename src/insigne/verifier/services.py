"""The verbs of the verifier: examine bytes, examine a link. Nothing is stored."""

from urllib.parse import urlsplit

from insigne.kernel import clock, documents
from insigne.verifier.errors import VerifierError
from openbadge import Report, verify
from openbadge.errors import OpenBadgeError

FILE_MOST_BYTES = 20 * 1024 * 1024


def examine(data: bytes, *, recipient: str = "") -> Report:
    """Return the report of a file or text; `recipient` is an address that the badge should belong to.

    Raises VerifierError `nothing`, `too_big`.
    """
    if not data.strip():
        raise VerifierError("nothing")
    if len(data) > FILE_MOST_BYTES:
        raise VerifierError("too_big", most=FILE_MOST_BYTES // 1024 // 1024)
    return verify(data, fetcher=documents.fetcher(), at=clock.now(), recipient=recipient.strip() or None)


def examine_text(text: str, *, recipient: str = "") -> tuple[Report, bytes]:
    """Return the report of what was pasted, and the bytes that were examined: a badge itself, or what a link gives.

    Raises VerifierError `nothing`, `link_bad`, `link_unreachable`.
    """
    text = text.strip()
    if not text:
        raise VerifierError("nothing")
    if text.startswith(("https://", "http://")) and "\n" not in text:
        data = _fetch(text)
    elif text.startswith("{") or text.count(".") == 2:
        data = text.encode("utf-8", "surrogatepass")
    else:
        raise VerifierError("link_bad")
    return examine(data, recipient=recipient), data


def _fetch(url: str) -> bytes:
    try:
        host = urlsplit(url).hostname
    except ValueError as error:
        raise VerifierError("link_bad") from error
    if not host:
        raise VerifierError("link_bad")
    try:
        answer = documents.fetcher().fetch(
            url,
            accept="application/vc+ld+json, application/ld+json, application/json, image/png, image/svg+xml, */*",
        )
    except OpenBadgeError as error:
        raise VerifierError("link_unreachable") from error
    if answer.status >= 400:
        raise VerifierError("link_unreachable")
    return answer.body
