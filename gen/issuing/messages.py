"""An IssueOutcome → what it says to people: how many documents are issued, whose files are not finished."""

from __future__ import annotations

from gen.issuing.run import IssueOutcome
from gen.locale import _


def describe_outcome(outcome: IssueOutcome) -> str:
    """What was done, and what was not: a document whose file is not as it was issued does not count as done."""
    unfinished = outcome.unfinished()
    done = sum(one not in unfinished for one in outcome.issued)
    again = sum(one not in unfinished for one in outcome.known)
    lines = [_("{count} documents issued").format(count=done)] if done or not (again or unfinished) else []
    if again:
        lines.append(_("{count} documents had this number already; their files are in place").format(count=again))
    if unfinished:
        stuck = _("{count} documents have their number in the register, but their files are not finished: {names}; "
                  "mend what is said above, and run the same command again")  # fmt: skip
        lines.append(stuck.format(count=len(unfinished), names=", ".join(one.unit for one in unfinished)))
    if without := [one for one in outcome.unfinished(".pdf") if one not in unfinished]:
        lines.append(_("{count} of them have no PDF as issued, for the reason above").format(count=len(without)))
    return "\n".join(lines)
