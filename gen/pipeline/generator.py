"""This program, its libraries → the words that name what makes the documents: other words mean other bytes."""

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
    """What makes a document from its values: the versions, this program's code, and the library that packs."""
    code = digest_sources(Path(gen.__file__).parent)  # a changed module may change any document
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return f"gen {gen.__version__} ({code[:_DIGEST]}), {libraries}, {ENGINE}"
