"""A job → our renderer's documents: each template is loaded once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gen
from benchmarks.contenders import OURS, Contender, python_command
from benchmarks.data import DOCUMENTS, Entry
from benchmarks.measure import Filler, Job, perform
from gen.word.template.loading import DocumentProperties, load_template


def as_bytes(rendered: Any) -> bytes:
    """The .docx of what `Template.render` gave: itself, or what it carries besides other findings."""
    return rendered if isinstance(rendered, bytes) else rendered.data


def prepare(job: Job) -> Filler:
    """Both templates, loaded."""
    paths = {document: Path(job.templates[document]) for document in DOCUMENTS}
    templates = {document: load_template(path.parent, path.name) for document, path in paths.items()}

    def context(document: str, entry: Entry) -> tuple[Any, DocumentProperties]:
        values = entry.values(document)
        return values, DocumentProperties(values.trich_yeu, entry.author, values.ma_tai_lieu)

    def write(document: str, context: tuple[Any, DocumentProperties], path: Path) -> str:
        rendered = templates[document].render(*context)
        path.write_bytes(as_bytes(rendered))
        return str(getattr(rendered, "detour", ""))

    return Filler(context, write)


CONTENDER = Contender(
    OURS,
    "`load_template` once, then `render` and `write_bytes` for each document",
    python_command("benchmarks.contenders.gen_word"),
    lambda: {"gen": gen.__version__},
)

if __name__ == "__main__":
    perform(prepare)
