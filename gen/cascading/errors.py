"""What stands against cascading a plan, or filling in the form upward → the error that says so."""

from __future__ import annotations

from gen.errors import GenError


class CascadeError(GenError):
    """A plan cannot be made for the next level, or a form not be filled in from what that level reported."""
