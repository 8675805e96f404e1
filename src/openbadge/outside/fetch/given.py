"""Documents that somebody gives beforehand: a map from addresses to answers, and the refusal of the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from openbadge.canon import strict_json
from openbadge.canon.limits import Limits
from openbadge.errors import LimitError, MalformedError, UnreachableError
from openbadge.model.json import JsonObject, JsonValue
from openbadge.ports import Fetched, Fetcher

_MAP_LIMITS = Limits(document_bytes=16 * 1024 * 1024)
_MEMBERS = frozenset({"file", "status", "content_type", "headers"})
_TYPES = {
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".jwt": "text/plain",
    ".jws": "text/plain",
}


@dataclass(frozen=True, slots=True)
class Document:
    """One answer that is known beforehand; `body` is read from `path` when asked for, if there is one."""

    body: bytes = b""
    path: Path | None = None
    status: int = 200
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)

    def read(self) -> bytes:
        """Return the body. Raises UnreachableError UNREACHABLE when the file has gone."""
        if self.path is None:
            return self.body
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise UnreachableError("UNREACHABLE", f"The file {self.path.name} cannot be read.") from error


class OfflineFetcher:
    """`ports.Fetcher` that never answers: for verification without any network."""

    def fetch(self, url: str, *, accept: str = "application/json", max_bytes: int = 5_242_880) -> Fetched:
        """Raise UnreachableError OFFLINE."""
        raise UnreachableError("OFFLINE", "Nothing is fetched: the work is done offline.", url=url)


class MapFetcher:
    """`ports.Fetcher` from a map of addresses; whatever is not in it is asked of `then`, else unreachable.

    Values are `Document`s, or bytes for a plain answer 200. Addresses are compared as they are written,
    without their fragment.
    """

    def __init__(self, documents: Mapping[str, Document | bytes], then: Fetcher | None = None) -> None:
        self._documents = dict(documents)
        self._then: Fetcher = then if then is not None else OfflineFetcher()

    def fetch(self, url: str, *, accept: str = "application/json", max_bytes: int = 5_242_880) -> Fetched:
        """Return the given answer. Raises LimitError FETCH_TOO_LARGE, UnreachableError, or as `then` does."""
        known = self._documents.get(url.partition("#")[0])
        if known is None:
            return self._then.fetch(url, accept=accept, max_bytes=max_bytes)
        document = Document(known) if isinstance(known, bytes) else known
        body = document.read()
        if len(body) > max_bytes:
            raise LimitError(
                "FETCH_TOO_LARGE", f"The document has more than {max_bytes} bytes.", url=url, limit=max_bytes
            )
        return Fetched(
            url=url,
            final_url=url,
            status=document.status,
            content_type=document.content_type,
            body=body,
            headers={"content-type": document.content_type, **document.headers},
        )


def load_map(path: Path | str) -> dict[str, Document]:
    """Return the documents that a map file names, for `MapFetcher`.

    The file is a JSON object from address to a file's path, or to an object `{"file", "status",
    "content_type", "headers"}` in which `file` may be missing (an answer without body, such as 410).
    Relative paths are relative to the map file. Raises MalformedError DOCUMENTS_MAP with the JSON path of
    what is wrong, also when a file is missing, and the errors of `strict_json.loads`.
    """
    file = Path(path)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise MalformedError("DOCUMENTS_MAP", f"The map of documents {file} cannot be read.") from error
    value = strict_json.loads(data, limits=_MAP_LIMITS)
    if not isinstance(value, dict):
        raise _wrong("$", "an object from address to file")
    return {url.partition("#")[0]: _entry(url, entry, file.parent) for url, entry in value.items()}


def _entry(url: str, entry: JsonValue, folder: Path) -> Document:
    where = f"$[{url!r}]"
    if isinstance(entry, str):
        entry = {"file": entry}
    if not isinstance(entry, dict) or not entry or not entry.keys() <= _MEMBERS:
        raise _wrong(where, "a path, or an object with file, status, content_type and headers")
    name = entry.get("file")
    if name is not None and not isinstance(name, str):
        raise _wrong(f"{where}.file", "a path")
    path = folder / name if name is not None else None
    if path is not None and not path.is_file():
        raise _wrong(f"{where}.file", f"a file that is there; {path} is not")
    status = entry.get("status", 200)
    if not isinstance(status, int) or isinstance(status, bool) or not 100 <= status <= 599:
        raise _wrong(f"{where}.status", "an HTTP status")
    guessed = _TYPES.get(path.suffix.lower(), "application/octet-stream") if path is not None else ""
    content_type = entry.get("content_type", guessed)
    if not isinstance(content_type, str):
        raise _wrong(f"{where}.content_type", "a media type")
    return Document(
        path=path, status=status, content_type=content_type, headers=_headers(entry, f"{where}.headers")
    )


def _headers(entry: JsonObject, where: str) -> dict[str, str]:
    headers = entry.get("headers", {})
    if not isinstance(headers, dict):
        raise _wrong(where, "an object from header name to value")
    found: dict[str, str] = {}
    for name, value in headers.items():
        if not isinstance(value, str):
            raise _wrong(f"{where}.{name}", "a text")
        found[name.lower()] = value
    return found


def _wrong(path: str, wanted: str) -> MalformedError:
    return MalformedError("DOCUMENTS_MAP", f"In the map of documents, {path} should be {wanted}.", path=path)
