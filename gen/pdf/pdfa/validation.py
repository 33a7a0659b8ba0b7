"""A PDF → what keeps it from being the archival copy that it claims to be: PDF/A's structure, tags, language, title.

The structure is checked against ISO 19005-1 and 19005-2, level b, and against what this program promises for its own
PDFs. Colours, transparency and the insides of fonts are not checked: docs/pdf.md says how those were validated.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from gen.locale import _
from gen.pdf.pdfa import xmp
from gen.pdf.pdfa.dates import parse_pdf_date
from gen.pdf.pdfa.objects import TooManyObjectsError, actions, embedded_files, fonts_not_embedded, form_fields

MAX_BYTES = 200 * 1024 * 1024
_MAX_INFLATED = 128 * 1024 * 1024
_MAX_METADATA = 1024 * 1024
_SHOWN = 60
LANGUAGE = "vi-VN"

ACCESS = frozenset({"tagged", "language", "title", "title-shown"})
"""The rules that level b does not ask for: this program's PDFs of Word files keep them, others need not."""

_ALWAYS = frozenset({"readable", "xmp", "output-intent", "fonts", "encryption", "javascript", "action", "form-fields"})
_INFO = frozenset(f"info-{key[1:].lower()}" for key in xmp.OF_INFO)


def rules_of(level: str) -> frozenset[str]:
    """The rules of this module that ISO 19005 makes for a part and level, such as `2b`.

    Part 1 alone (6.7.3) wants the same in the Info dictionary as in the XMP metadata: 19005-2 and -3, 6.6.3, have
    readers ignore the dictionary, and a program that signs a file names itself there. Part 3 (6.8) allows attachments;
    part 2 those that are PDF/A themselves, which is not looked into. Level a (6.8 in part 1, 6.7 in the others) wants
    tags.
    """
    part, conformance = level[:1], level[1:]
    return _ALWAYS | frozenset(
        {
            *(_INFO if part == "1" else ()),
            *(("attachments",) if part != "3" else ()),
            *(("tagged",) if conformance == "a" else ()),
        }
    )


logging.getLogger("pikepdf").addHandler(logging.NullHandler())  # what it says of a damaged file is in the findings

_LEVELS = {"1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u"}
_COMPONENTS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}


@dataclass(frozen=True, slots=True)
class PdfaFinding:
    """One rule that a PDF breaks: its stable name, and what was found and expected, in the reader's language."""

    rule: str
    found: str
    expected: str


def validate_pdfa(source: Path | bytes) -> tuple[PdfaFinding, ...]:
    """Everything that keeps a PDF (the file at a path, or its bytes) from being archival; empty where it is archival.

    Never raises for what the file holds: one that cannot be read is a finding of the rule `readable`.
    """
    try:
        with _opened(source) as pdf:
            opened = _OpenPdf.of(pdf)
            return tuple(finding for rule in _RULES for finding in rule(opened))
    except pikepdf.PasswordError:
        return (PdfaFinding("encryption", _("a password is needed"), _("no encryption")),)
    except TooManyObjectsError as error:
        return (PdfaFinding("readable", str(error), _("what a document needs")),)
    except _UNREADABLE as error:
        return (PdfaFinding("readable", _reason(error), _("a PDF that can be read to its end")),)


def read_claim(source: Path | bytes) -> str:
    """The part and level of PDF/A that a PDF says it keeps, such as `2b`; empty where it says nothing readable."""
    try:
        with _opened(source) as pdf:
            return claim_of(_OpenPdf.of(pdf).properties)
    except _UNREADABLE:
        return ""


_UNREADABLE = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    OSError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    RuntimeError,
)
"""What pikepdf raises on a damaged file: an object of another kind than the standard says may give a TypeError."""


def claim_of(properties: Mapping[xmp.XmpProperty, str]) -> str:
    """The part and level of PDF/A that XMP `properties` name; empty where they name none that exists."""
    part, level = properties.get(xmp.PART, "").strip(), properties.get(xmp.LEVEL, "").strip().lower()
    return f"{part}{level}" if f"{part}{level}" in _LEVELS else ""


@dataclass(frozen=True, slots=True)
class _OpenPdf:
    """An open PDF and what its XMP metadata say, or the reason for which they cannot be read."""

    pdf: pikepdf.Pdf
    properties: Mapping[xmp.XmpProperty, str]
    problem: str = ""

    @classmethod
    def of(cls, pdf: pikepdf.Pdf) -> _OpenPdf:
        metadata = pdf.Root.get("/Metadata")
        if not isinstance(metadata, pikepdf.Stream):
            return cls(pdf, {}, _("none"))
        try:
            packet = metadata.read_bytes()
            if len(packet) > _MAX_METADATA:
                return cls(pdf, {}, _("far more than a document needs"))
            return cls(pdf, xmp.read_packet(packet))
        except (pikepdf.PdfError, ValueError) as error:
            return cls(pdf, {}, _reason(error))

    def root(self, key: str) -> object:
        """What the catalogue holds under `key`."""
        return self.pdf.Root.get(key)


@contextmanager
def _opened(source: Path | bytes) -> Iterator[pikepdf.Pdf]:
    if (len(source) if isinstance(source, bytes) else source.stat().st_size) > MAX_BYTES:
        raise ValueError(_("the file is larger than {limit} MB").format(limit=MAX_BYTES // 1024 // 1024))
    # A page of zeros may unpack to gigabytes; the limit holds for the process, and is the same on every call.
    pikepdf.settings.set_qpdf_limits(flate_max_memory=_MAX_INFLATED, run_length_max_memory=_MAX_INFLATED)
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    with pikepdf.open(file, inherit_page_attributes=False) as pdf:
        yield pdf


def _claims_a_level(opened: _OpenPdf) -> Iterator[PdfaFinding]:
    """ISO 19005-1, 6.7.11; 19005-2, 6.6.4."""
    if opened.problem:
        yield PdfaFinding("xmp", opened.problem, _("XMP metadata that can be read"))
    elif not claim_of(opened.properties):
        yield PdfaFinding("xmp", _("no PDF/A part and level"), "PDF/A-2b")


def _colours_are_defined(opened: _OpenPdf) -> Iterator[PdfaFinding]:
    """ISO 19005-1 and -2, 6.2.2 and 6.2.3: an output intent with the profile of the colours."""
    expected = _("an output intent with its ICC profile")
    intents = [intent for intent in _items(opened.root("/OutputIntents")) if isinstance(intent, pikepdf.Dictionary)]
    ours = [intent for intent in intents if intent.get("/S") == "/GTS_PDFA1"]
    if not ours:
        yield PdfaFinding("output-intent", _("none"), expected)
    for intent in ours:
        profile = intent.get("/DestOutputProfile")
        if not isinstance(profile, pikepdf.Stream):
            yield PdfaFinding("output-intent", _("no profile"), expected)
        elif not _is_icc(profile.read_bytes(), profile.get("/N")):
            yield PdfaFinding("output-intent", _("something else than a profile"), expected)


def _is_icc(data: bytes, components: object) -> bool:
    """ICC.1, 7.2: the header holds the size, the colour space and the signature."""
    return (
        len(data) >= 128
        and int.from_bytes(data[:4], "big") == len(data)
        and data[36:40] == b"acsp"
        and _COMPONENTS.get(data[16:20]) == components
    )


def _fonts_are_embedded(opened: _OpenPdf) -> Iterator[PdfaFinding]:
    """ISO 19005-1, 6.3.4; 19005-2, 6.2.11.4."""
    for font in sorted(fonts_not_embedded(opened.pdf)):
        yield PdfaFinding("fonts", _shown(font), _("every font in the file"))


def _is_open(opened: _OpenPdf) -> Iterator[PdfaFinding]:
    """ISO 19005-1, 6.1.3."""
    if opened.pdf.is_encrypted:
        yield PdfaFinding("encryption", _("encrypted"), _("no encryption"))


def _does_nothing(opened: _OpenPdf) -> Iterator[PdfaFinding]:
    """ISO 19005-1, 6.1.11, 6.6 and 6.9; 19005-2, 6.4, 6.5 and 6.8. A signature's field is allowed."""
    for action in sorted(actions(opened.pdf)):
        yield PdfaFinding("javascript" if action == "JavaScript" else "action", _shown(action), _("no actions"))
    if embedded_files(opened.pdf):
        yield PdfaFinding("attachments", _("files within the file"), _("no attachments"))
    for field in sorted(form_fields(opened.pdf)):
        yield PdfaFinding("form-fields", _shown(field), _("no fields to fill in"))


def _is_tagged(opened: _OpenPdf) -> Iterator[PdfaFinding]:
    """ISO 32000-1, 14.7 and 14.8."""
    tree = opened.root("/StructTreeRoot")
    if (
        not _is_true_entry(opened.root("/MarkInfo"), "/Marked")
        or not isinstance(tree, pikepdf.Dictionary)
        or "/K" not in tree
    ):
        yield PdfaFinding("tagged", _("none"), _("tags for screen readers"))


def _is_true_entry(value: object, key: str) -> bool:
    """Whether `thing` is a dictionary in which `key` is true."""
    found: object = value.get(key) if isinstance(value, pikepdf.Dictionary) else None
    return found is True


def _names_its_language(opened: _OpenPdf) -> Iterator[PdfaFinding]:
    """ISO 32000-1, 14.9.2."""
    found = opened.root("/Lang")
    if found is None or str(found).lower() != LANGUAGE.lower():
        yield PdfaFinding("language", _("none") if found is None else _shown(str(found)), LANGUAGE)


def _shows_its_title(opened: _OpenPdf) -> Iterator[PdfaFinding]:
    """ISO 32000-1, 12.2; ISO 14289-1, 7.1."""
    if not _is_true_entry(opened.root("/ViewerPreferences"), "/DisplayDocTitle"):
        yield PdfaFinding("title-shown", _("the file's name"), _("the title"))
    if not opened.problem and not opened.properties.get(xmp.TITLE, "").strip():
        yield PdfaFinding("title", _("none"), _("a title"))


def _says_the_same_twice(opened: _OpenPdf) -> Iterator[PdfaFinding]:
    """ISO 19005-1, 6.7.3: the Info dictionary states nothing that the XMP metadata do not state too."""
    info = opened.pdf.trailer.get("/Info")
    if opened.problem or not isinstance(info, pikepdf.Dictionary):
        return
    for key, found in xmp.OF_INFO.items():
        stated, in_metadata = info.get(key), opened.properties.get(found, "")
        if stated is None:
            continue
        same = (
            parse_pdf_date(str(stated)) == parse_pdf_date(in_metadata)
            if key.endswith("Date")
            else str(stated) == in_metadata
        )
        if not same:
            yield PdfaFinding(f"info-{key[1:].lower()}", _shown(in_metadata), _shown(str(stated)))


_RULES: tuple[Callable[[_OpenPdf], Iterator[PdfaFinding]], ...] = (
    _claims_a_level,
    _colours_are_defined,
    _fonts_are_embedded,
    _is_open,
    _does_nothing,
    _is_tagged,
    _names_its_language,
    _shows_its_title,
    _says_the_same_twice,
)


def _items(found: object) -> list[object]:
    return list(found) if isinstance(found, pikepdf.Array) else []


def _reason(error: Exception) -> str:
    """What qpdf says of a file, without the file's name and the place in it; other errors are about Python."""
    stated = str(error).rpartition(": ")[2] if isinstance(error, pikepdf.PdfError | ValueError | OSError) else ""
    return _shown(stated) if stated else _("an object of an unexpected kind")


def _shown(text: str) -> str:
    """What a file holds, fit for a line on a terminal."""
    plain = "".join(letter if letter.isprintable() else "�" for letter in text)
    return (plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…") or '""'
