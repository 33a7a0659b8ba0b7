"""A mistake that people can make → its code, severity, message and remedy: the registry of diagnostics, each once.

`mistake`: what an entry is. `plan`: PLAN.
"""

from gen.diagnostics import plan

__all__ = ["plan"]
