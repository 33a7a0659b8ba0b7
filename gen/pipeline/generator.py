"""This program and its libraries → a description of what makes the documents: a new one means new bytes."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path

import gen
from gen.files import digest_sources
from gen.word.package import ENGINE

_LIBRARIES = ("docxtpl", "Jinja2", "lxml", "MarkupSafe", "python-docx")
_DIGEST = 12


@cache
def describe_generator() -> str:
    """What turns values into a document: this program with its code's digest, the libraries and the zip writer."""
    code = digest_sources(Path(gen.__file__).parent)  # a changed module may change any document
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return f"gen {gen.__version__} ({code[:_DIGEST]}), {libraries}, {ENGINE}"
