"""An entry of the table of documents → what such a document says, the names of its template, and their values.

This is the one place that looks up what `gen.documents` names as text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from pkgutil import resolve_name
from typing import Any, Protocol, cast

from gen.derive.dossier import Dossier
from gen.derive.letterhead import Frame
from gen.documents import DOCUMENTS, DocumentKind
from gen.word.context import common_values, of_unit
from gen.word.names import Chung


class DocumentContent(Protocol):
    """What a document says, before it has a look."""

    @property
    def frame(self) -> Frame:
        """Its letterhead, recipients and signature."""

    @property
    def subject(self) -> str:
        """What it is about."""


def content_of(document: DocumentKind, dossier: Dossier, replacing: str = "", obligation: str = "") -> DocumentContent:
    """What the unit's document says; `replacing` is the sentence about the one that it replaces, if any.

    Of a unit's several forms it is that which answers the obligation with this id.
    """
    asked = (obligation,) if document.is_form else ()
    return cast(DocumentContent, _resolve_reference(document.content)(dossier, replacing, *asked))


def values_of(document: DocumentKind, dossier: Dossier, content: DocumentContent, code: str) -> Chung:
    """The values of the template's names for a document that says `content` and bears the code `code`."""
    if document.values:
        return cast(Chung, _resolve_reference(document.values)(dossier, content, code))
    given = {**common_values(content.frame, content.subject, code), **of_unit(dossier)}
    names = names_of(document)
    return names(**{f.name: given[f.name] if f.name in given else getattr(content, f.name) for f in fields(names)})


def names_of(document: DocumentKind) -> type[Chung]:
    """The class of the names that the document's template may use."""
    return cast(type[Chung], _resolve_reference(document.names))


@cache
def _resolve_reference(reference: str) -> Callable[..., Any]:
    return cast(Callable[..., Any], resolve_name(reference))


TEMPLATES: dict[str, type[Chung]] = {document.template: names_of(document) for document in DOCUMENTS}
"""Each template and the names that it may use."""
