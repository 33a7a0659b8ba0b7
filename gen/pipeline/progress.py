"""A function that is called as work goes on → what a build tells of its stages and steps."""

from __future__ import annotations

from collections.abc import Callable

ProgressCallback = Callable[[str, int, int], object]
"""Is called with a stage's name, how many of its steps are done, and how many there are: first with 0 done."""


class StageCounter:
    """Counts the steps of one stage after the other, and tells `progress` of them; nobody where there is none."""

    def __init__(self, progress: ProgressCallback | None = None) -> None:
        self._progress = progress
        self._name, self._done, self._steps = "", 0, 0

    def stage(self, name: str, steps: int) -> None:
        """A stage of `steps` steps begins."""
        self._name, self._done, self._steps = name, 0, steps
        self._tell()

    def step(self) -> None:
        """One step of the stage is done."""
        self._done += 1
        self._tell()

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress(self._name, self._done, self._steps)
