"""The forms of a build → what each tells of the period before, asked once for each report and period.

Who knows what came back stands above this room, and is handed in (`FindReported`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gen.errors import Diagnostic
from gen.pipeline.request import UnitDocument

if TYPE_CHECKING:  # a build that has nothing to do reads no plan
    from gen.history.judged import JudgedOccasion

Reported = Mapping[str, Mapping[str, str]]
"""What units reported: by the unit's id and the code of the row."""
FindReported = Callable[[str, str], tuple[Reported, tuple[Diagnostic, ...]]]
"""The id of an obligation and the key of a period → what was reported in the one before, and what stood against it."""


@dataclass(slots=True)
class ReportedBefore:
    """What `find` says, None where nobody can be asked; `notices` are what stood against it, so far."""

    find: FindReported | None = None
    notices: list[Diagnostic] = field(default_factory=list)
    _found: dict[tuple[str, str], Reported] = field(default_factory=dict)

    def of(self, one: UnitDocument, occasion: JudgedOccasion | None) -> Mapping[str, str]:
        """What the form `one`, which answers `occasion`, has to tell, by the codes of its rows."""
        if self.find is None or occasion is None or not occasion.period_key:
            return {}
        key = (occasion.obligation.id, occasion.period_key)
        if key not in self._found:
            self._found[key], notices = self.find(*key)
            self.notices += notices
        return self._found[key].get(one.unit, {})
