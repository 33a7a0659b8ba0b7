"""A day → gen's clock stands on it: what a clerk types on that day says what it would have said then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, tzinfo

import pytest

MORNING = time(2, tzinfo=UTC)
"""Nine o'clock in Vietnam."""


class _AnyMoment(type):
    """Every moment is one of these, whoever made it."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, datetime)


@contextmanager
def on_day(day: date) -> Iterator[None]:
    """Within it, it is nine o'clock in the morning of `day`."""
    moment = datetime.combine(day, MORNING)

    class Standing(datetime, metaclass=_AnyMoment):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Standing:  # type: ignore[override]
            return moment.astimezone(tz)  # type: ignore[return-value]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gen.clock.datetime", Standing)
        patch.setattr("gen.returns.clock.datetime", Standing)
        yield
