"""A mapping of the plan file → a frozen value with the declared keys and no others."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Node(BaseModel):
    """A mapping of the plan file: no key but the declared ones, never changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)
