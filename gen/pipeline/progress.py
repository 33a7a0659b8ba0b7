"""A callback → calls with the stages and steps of a build as it goes on."""

from __future__ import annotations

from collections.abc import Callable

from gen.locale import _

ProgressCallback = Callable[[str, int, int], object]
"""Called with a stage's name, how many of its steps are done, and how many there are: first with 0 done."""


class StageCounter:
    """Counts the steps of one stage after the other and reports them to `progress`, if there is one."""

    def __init__(self, progress: ProgressCallback | None = None) -> None:
        self._progress = progress
        self._name, self._done, self._steps = "", 0, 0

    def stage(self, name: str, steps: int) -> None:
        """A stage of `steps` steps begins."""
        self._name, self._done, self._steps = name, 0, steps
        self._report()

    def wait(self) -> None:
        """Another program is waited for: a stage without steps, within or before the present one."""
        if self._progress is not None:
            self._progress(_("waiting for another gen"), 0, 0)

    def step(self) -> None:
        """One step of the stage is done."""
        self._done += 1
        self._report()

    def _report(self) -> None:
        if self._progress is not None:
            self._progress(self._name, self._done, self._steps)
