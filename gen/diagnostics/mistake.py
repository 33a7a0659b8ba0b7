"""A mistake that people can make, with its code and texts → a Diagnostic at a place, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from gen.errors import Diagnostic, Location, Severity
from gen.locale import _

ERROR = Severity.ERROR
WARNING = Severity.WARNING


@dataclass(frozen=True, slots=True)
class Mistake:
    """One entry of the registry: a stable `code`, how severe it is, the rule that is broken and the remedy.

    `message` and `hint` are English templates, the ids of the catalogue; `{name}` in them is filled in at the site.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""

    def at(self, location: Location | None = None, /, *, hint: str = "", **values: object) -> Diagnostic:
        """This mistake at `location`, with `values` in its texts; `hint` replaces its own where a nearer one is known.

        Raises KeyError where a name of the texts has no value: a mistake of the program, not of its user.
        """
        return Diagnostic(
            self.code, self.severity, filled(self.message, values), location, hint or filled(self.hint, values)
        )


def suggest_word(written: str, known: Mapping[str, str] | Iterable[str], likeness: float = 0.6) -> str:
    """The remedy `did you mean "…"?` with that of `known` which is most like `written`; empty where none is.

    Of a mapping the keys are compared, and the value is shown. `likeness` is from 0 to 1, as difflib counts it.
    """
    names = known if isinstance(known, Mapping) else {word: word for word in known}
    near = get_close_matches(written, list(names), n=1, cutoff=likeness)
    return _('did you mean "{word}"?').format(word=names[near[0]]) if near else ""


def filled(template: str, values: dict[str, object]) -> str:
    """`template` in the reader's language, with `values` in its places; an empty one stays empty."""
    return _(template).format(**values) if template else ""
