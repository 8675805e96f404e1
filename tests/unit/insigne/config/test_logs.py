"""I12: what goes to the log keeps nobody's address and no token."""

import logging

from insigne.awards.tokens import unlock_token
from insigne.config.logs import DiscreetFormatter, discreet
from insigne.kernel.ids import new_id


def test_i12_addresses_and_tokens_are_hidden_in_lines_and_tracebacks() -> None:
    token = unlock_token(new_id())
    try:
        raise ValueError(f"lea.roux@exemple.example came by /unlock/{token}/")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "f", 1, "oops %s", (token,), (type(error), error, error.__traceback__)
        )
    text = DiscreetFormatter("%(message)s").format(record)
    assert "Traceback" in text
    assert token not in text
    assert "lea.roux" not in text


def test_ordinary_lines_stay_as_they_are() -> None:
    line = "the worker ended (status -9); it starts again"
    assert discreet(line) == line
