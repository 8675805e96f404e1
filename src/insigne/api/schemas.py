"""The shapes of the API's answers that belong to no context.

Room: api. Pure.
"""

from typing import Literal

from ninja import Field, Schema


class Health(Schema):
    """Whether this server can work."""

    status: Literal["ok"] = "ok"


class InvalidField(Schema):
    """One value that was refused."""

    path: str
    detail: str


class Problem(Schema):
    """An error, as RFC 9457 says it."""

    type: str = "about:blank"
    title: str
    status: int
    code: str = Field(description="stable; meant for programs")
    detail: str = Field(description="a sentence, in the language asked for")
    fields: list[InvalidField] = []
