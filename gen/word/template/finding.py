"""A plan's file, a folder that a person named, a template's name → the file to use: the rule for every command.

A folder that a person named is used as it is. Without one, a template is the file of its name in `templates` beside
the plan; where that is missing, the one that the program brings with it, and a notice says so (TPL-008).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gen import diagnostics
from gen.documents import DOCUMENTS
from gen.errors import Diagnostic, Location, TemplateError
from gen.locale import _
from gen.starter.shipped import SHIPPED

if TYPE_CHECKING:
    from gen.word.template.loading import WordTemplate

FOLDER = "templates"
"""What the folder of an office's own templates is called, beside the plan."""
_OTHER_ENDINGS = (".dotx", ".docm", ".dotm", ".doc", ".dot")
"""What else Word offers to save a document as."""
_TEMPLATES = tuple(document.template for document in DOCUMENTS)


@dataclass(frozen=True, slots=True)
class TemplatePlaces:
    """Where the templates of one call are: in `own`, and those that it lacks in `spare`, where there is one."""

    own: Path
    spare: Path | None = None

    def folder_of(self, name: str) -> Path:
        """The folder of the template called `name`; that of the own ones where it is in neither."""
        if self.spare is None or (self.own / name).exists() or not (self.spare / name).exists():
            return self.own
        return self.spare

    def path_of(self, name: str) -> Path:
        """The file of the template called `name`."""
        return self.folder_of(name) / name

    def load(self, name: str) -> WordTemplate:
        """The template called `name`.

        Raises TemplateError TPL-015, TPL-019 where the office's own has another ending, and see `load_template`.
        """
        from gen.word.template.loading import load_template

        self._require_folder()
        self._refuse_other_ending(name)
        return load_template(self.folder_of(name), name)

    def load_all(self, names: Iterable[str]) -> dict[str, WordTemplate]:
        """The templates called `names`, each true to its contract.

        Raises TemplateError TPL-015 where the folder that a person named is missing, else with the mistakes of all.
        """
        self._require_folder()
        found: dict[str, WordTemplate] = {}
        mistakes: list[Diagnostic] = []
        for name in names:
            try:
                found[name] = self.load(name)
            except TemplateError as error:
                mistakes += error.diagnostics
        if mistakes:
            raise TemplateError(mistakes)
        return found

    def _require_folder(self) -> None:
        if self.spare is None and not self.own.exists():
            raise TemplateError.one(diagnostics.template.FOLDER_MISSING.at(Location(str(self.own))))

    def _refuse_other_ending(self, name: str) -> None:
        """The shipped template must not be taken for one that the office saved as plan.dotx."""
        own = self.own / name
        others = (own.with_suffix(ending) for ending in _OTHER_ENDINGS)
        if not own.exists() and (saved := next(filter(Path.is_file, others), None)) is not None:
            kind = _("saved as {ending}").format(ending=saved.suffix)
            raise TemplateError.one(diagnostics.template.OTHER_TYPE.at(Location(str(saved)), kind=kind))

    def notices(self, names: Iterable[str]) -> tuple[Diagnostic, ...]:
        """The notice TPL-008, which names those of `names` for which the shipped ones are taken; none where none is."""
        taken = [name for name in names if self.folder_of(name) == self.spare]
        if not taken:
            return ()
        return (diagnostics.template.SHIPPED_TAKEN.at(Location(str(self.own)), names=", ".join(taken)),)

    def files(self, names: Iterable[str] = _TEMPLATES) -> tuple[Path, ...]:
        """Every .docx of the own folder, and the files of `names` that are taken from the shipped ones; by name."""
        own = {path.name: path for path in self.own.glob("*.docx")}
        spare = {name: path for name in names if name not in own and (path := self.path_of(name)).exists()}
        return tuple(path for _name, path in sorted((own | spare).items()))


def template_places(plan: Path, named: Path | None = None) -> TemplatePlaces:
    """Where the templates for the plan in the file `plan` are; `named` is the folder that a person named."""
    return TemplatePlaces(named) if named is not None else TemplatePlaces(plan.parent / FOLDER, SHIPPED)
