"""Contexts come from the installation, by pin, or not at all."""

import pytest

from openbadge.canon import contexts
from openbadge.errors import UnsupportedError


def test_every_pinned_context_is_installed_as_pinned():
    for url in contexts.PINNED:
        assert "@context" in contexts.get(url)


def test_each_copy_is_its_own():
    url = "https://www.w3.org/ns/credentials/v2"
    contexts.get(url)["@context"] = "changed"
    assert contexts.get(url)["@context"] != "changed"


def test_others_are_unknown():
    with pytest.raises(UnsupportedError) as refusal:
        contexts.get("https://www.w3.org/ns/activitystreams")
    assert refusal.value.code == "CONTEXT_UNKNOWN"


def test_a_changed_context_is_refused(monkeypatch: pytest.MonkeyPatch):
    url = "https://w3id.org/security/multikey/v1"
    monkeypatch.setattr(contexts, "_read", lambda _: b'{"@context": {"@vocab": "https://evil.example/"}}')
    with pytest.raises(UnsupportedError) as refusal:
        contexts.get(url)
    assert refusal.value.code == "CONTEXT_CHANGED"


def test_pins_cannot_be_changed_at_run_time():
    with pytest.raises(TypeError):
        contexts.PINNED["https://evil.example/"] = "0"  # type: ignore[index]
