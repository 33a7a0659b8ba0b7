"""A checked Word template and the values of its names → the bytes of a .docx, the same for the same values.

What plain docxtpl gets wrong is guarded here: text is escaped (without it `P & Q` loses what follows), an unknown
name is an error, expressions run in a sandbox, and `{_{` in a value stays as typed instead of turning into a tag.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from gen import diagnostics
from gen.errors import Location, TemplateError
from gen.files import sha256
from gen.word.controls import FormParts
from gen.word.documents import TEMPLATES
from gen.word.names import Chung
from gen.word.package import PROPERTY_LIMIT

if TYPE_CHECKING:
    from gen.word.compiled import Compiled, Rendering

_LANGUAGE = "vi-VN"


@dataclass(frozen=True, slots=True)
class Properties:
    """What a document says of itself in its properties."""

    title: str
    author: str
    identifier: str

    def as_written(self) -> dict[str, str]:
        """The texts by the properties' names, as long as Word allows."""
        texts = {f.name: _shortened(getattr(self, f.name)) for f in fields(self)}
        return {**texts, "language": _LANGUAGE}


@dataclass(frozen=True, slots=True)
class Template:
    """A template that keeps its contract."""

    name: str
    data: bytes

    @property
    def digest(self) -> str:
        """The sha256 of its bytes."""
        return _digest(self.data)

    def render(self, values: Chung, properties: Properties, form: FormParts | None = None) -> Rendering:
        """The document: the template with `values` in the places of their names; with `form`, that form.

        Raises TemplateError TPL-007 where the template's tags cannot be carried out with these values.
        """
        from jinja2.exceptions import TemplateError as JinjaError

        context = {field.name: getattr(values, field.name) for field in fields(values)}
        try:
            return compiled(self.data).render(context, properties.as_written(), form)
        except (JinjaError, ValueError) as error:  # ValueError: a property longer than Word allows
            found = diagnostics.template.NOT_FILLED_IN.at(Location(self.name), reason=error)
            raise TemplateError.one(found) from None


@lru_cache(maxsize=8)
def compiled(data: bytes) -> Compiled:
    """The template with the bytes `data`, compiled once in each process."""
    from gen.word.compiled import Compiled

    return Compiled(data)


@lru_cache(maxsize=8)
def _digest(data: bytes) -> str:
    return sha256(data)


def load_template(folder: Path, name: str) -> Template:
    """The template `name` in `folder`.

    Raises TemplateError with everything that breaks its contract (TPL, but for TPL-007).
    """
    # Here and not above: a build that has nothing to do reads no template.
    import gen.word.compiled  # noqa: F401 – before processes are forked, which then have it
    from gen.word.contract import check_template

    path = folder / name
    try:
        data = path.read_bytes()
    except OSError:
        found = diagnostics.template.NOT_READABLE.at(Location(str(path)), names=", ".join(TEMPLATES))
        raise TemplateError.one(found) from None
    mistakes = check_template(data, str(path), TEMPLATES[name])
    if mistakes:
        raise TemplateError(mistakes)
    return Template(name, data)


def _shortened(text: str) -> str:
    return text if len(text) <= PROPERTY_LIMIT else text[: PROPERTY_LIMIT - 1] + "…"
