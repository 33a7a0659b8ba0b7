"""Two versions of a plan → what changed, by unit; and ids written into a plan so that tasks keep theirs."""

from gen.revising.changes import Change, Changes, changes
from gen.revising.comparing import Comparison, compare
from gen.revising.pinning import pin, pinned

__all__ = ["Change", "Changes", "Comparison", "changes", "compare", "pin", "pinned"]
