"""A job → docxtpl's documents, by the loop that its documentation shows: a DocxTemplate for each document."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate, RichText

from benchmarks.contenders import Contender, python_command
from benchmarks.data import Entry, values_of
from benchmarks.measure import Filler, Job, perform
from benchmarks.peer_templates import BOLD_STYLE
from gen.derive.form_fields import prompt_for
from gen.text import split_emphasis
from gen.word.template.names import Emphasised, ODien


def context(document: str, entry: Entry) -> dict[str, Any]:
    """The values of a document with docxtpl's RichText for what may hold bold words."""
    return {name: _plain(value) for name, value in values_of(entry.values(document)).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Emphasised):
        return _rich(value.text)
    if isinstance(value, ODien):  # docxtpl knows no content controls: a cell to fill in is its text
        return value.chu or prompt_for(value.khoa)
    if isinstance(value, tuple):
        return [_plain(element) for element in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _rich(text: str) -> RichText:
    rich = RichText()
    for run in split_emphasis(text):
        rich.add(run.text, style=BOLD_STYLE if run.bold else None)
    return rich


def prepare(job: Job) -> Filler:
    """Nothing: docxtpl reads and parses the template for each document."""

    def write(document: str, context: dict[str, Any], path: Path) -> None:
        template = DocxTemplate(job.templates[document])
        template.render(context, autoescape=True)
        template.save(path)

    return Filler(context, write)


CONTENDER = Contender(
    "docxtpl",
    "`DocxTemplate(path)`, `render(context, autoescape=True)` and `save(path)` for each document",
    python_command("benchmarks.contenders.docxtpl_loop"),
    lambda: {name: version(name) for name in ("docxtpl", "python-docx", "Jinja2", "lxml")},
)

if __name__ == "__main__":
    perform(prepare)
