"""insigne.kernel.errors: codes, sentences in both languages, statuses, and no code without a sentence."""

import pytest
from django.utils import translation

from insigne.kernel.errors import ServiceError


class KitchenError(ServiceError):
    messages = {"burnt": "The %(dish)s is burnt."}
    statuses = {"burnt": 409}


def test_a_subclass_adds_to_what_its_parent_says() -> None:
    error = KitchenError("burnt", dish="tart")
    assert (error.status, error.sentence()) == (409, "The tart is burnt.")
    assert KitchenError("not_found").status == 404
    assert KitchenError("forbidden").status == 403
    assert "burnt" not in ServiceError.messages


def test_bad_input_is_400_unless_said_otherwise() -> None:
    class PlainError(ServiceError):
        messages = {"raw": "Raw."}

    assert PlainError("raw").status == 400


def test_a_code_without_a_sentence_does_not_exist() -> None:
    with pytest.raises(LookupError, match="unheard"):
        KitchenError("unheard")


def test_a_sentence_follows_the_language_of_the_moment() -> None:
    error = ServiceError("forbidden")
    with translation.override("en"):
        assert error.sentence() == "Your role does not allow this."
        assert str(error) == "forbidden: Your role does not allow this."
