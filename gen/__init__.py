"""One plan.yaml → every unit's implementation plan and report form, and the filled forms back.

**Out:** plan.yaml → `plan` → Plan → `derive` → one Dossier per unit → `word` → .docx → `pdf` → PDF.
**Back:** filled .docx → Submission → Collection → the consolidated report.

What the commands do can be called from Python: `gen.build("plan.yaml")`; docs/library.md shows each function with an
example. The functions are in `api.py` and are imported on first use, so that `import gen` is quick. The order of the
packages: docs/architecture.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gen.api import (
        archive,
        build,
        cascade,
        check,
        collect,
        consolidate,
        correct_answer,
        diff,
        fill_form,
        import_plan,
        issue,
        issue_report,
        lint,
        list_returns,
        load_plan,
        move_return,
        read_forms,
        remind,
        restore_return,
        status,
        task_board,
        verify,
        withdraw_return,
    )
    from gen.errors import Diagnostic, GenError, Location, Severity

__version__ = "0.1.0"

__all__ = [
    "Diagnostic",
    "GenError",
    "Location",
    "Severity",
    "__version__",
    "archive",
    "build",
    "cascade",
    "check",
    "collect",
    "consolidate",
    "correct_answer",
    "diff",
    "fill_form",
    "import_plan",
    "issue",
    "issue_report",
    "lint",
    "list_returns",
    "load_plan",
    "move_return",
    "read_forms",
    "remind",
    "restore_return",
    "status",
    "task_board",
    "verify",
    "withdraw_return",
]

_ERRORS = frozenset({"Diagnostic", "GenError", "Location", "Severity"})


if not TYPE_CHECKING:  # else a checker of types takes every name for one that is there

    def __getattr__(name: str) -> object:
        """The public name `name`, imported now."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        found: object = getattr(import_module("gen.errors" if name in _ERRORS else "gen.api"), name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    """The public names, imported yet or not."""
    return sorted({*globals(), *__all__})
