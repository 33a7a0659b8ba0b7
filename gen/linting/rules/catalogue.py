"""The registry of diagnostics → the layout rules: each code and what it requires, in the reader's language."""

from __future__ import annotations

from gen import diagnostics
from gen.diagnostics.lint import LayoutRule
from gen.locale import _


def rule_texts() -> dict[str, str]:
    """What each layout rule requires, by code, in the order of the registry."""
    return {rule.code: _(rule.text) for rule in vars(diagnostics.lint).values() if isinstance(rule, LayoutRule)}
