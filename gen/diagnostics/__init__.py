"""A mistake that people can make → its code, severity, message and remedy: the registry of diagnostics, each once.

`mistake`: what an entry is. `plan`: PLAN. `template`: TPL. `build`: BUILD. `pdf`: PDF. `issue`: ISS. `archive`: ARC.
`importing`: IMP. `starting`: INIT. `revising`: REV. `returns`: RET.
"""

from gen.diagnostics import archive, build, importing, issue, pdf, plan, returns, revising, starting, template

__all__ = ["archive", "build", "importing", "issue", "pdf", "plan", "returns", "revising", "starting", "template"]
