"""A mistake that people can make → its code, severity, message and remedy: the registry of diagnostics, each once.

`mistake`: what an entry is. `plan`: PLAN. `archive`: ARC.
"""

from gen.diagnostics import archive, plan

__all__ = ["archive", "plan"]
