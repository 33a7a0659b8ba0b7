"""A function of a Plan → the same function, worked out once for each Plan object.

What is the same for all units of a plan is asked for thousands of times in one build. A plan never changes, so the
first answer is kept as long as the plan lives. Kept by identity: two plans are equal only after a walk through both,
and one that comes out of a pickle is simply another plan, for which everything is worked out anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import ref

from gen.plan.model import Plan

_Answer = TypeVar("_Answer")


def cached_per_plan(work_out: Callable[[Plan], _Answer]) -> Callable[[Plan], _Answer]:
    """`work_out`, called once for each plan.

    The answer is shared, so it must be of a kind that nobody can change; and it must not hold the plan itself, which
    would then never be let go.
    """
    known: dict[int, tuple[ref[Plan], _Answer]] = {}

    @wraps(work_out)
    def answer(plan: Plan) -> _Answer:
        key = id(plan)
        found = known.get(key)
        if found is None:
            # The plan's id may be given to another object later; so the answer goes when the plan does.
            found = known[key] = (ref(plan, lambda _gone: known.pop(key, None)), work_out(plan))
        return found[1]

    return answer
