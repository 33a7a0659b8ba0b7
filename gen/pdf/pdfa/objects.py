"""A PDF's objects → the fonts, actions, fields and files among them; at most MAX_OBJECTS, however they refer.

References may form circles, and entries may be of any kind: no object is followed twice, and the kind of each is
checked before it is used.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from gen.locale import _

MAX_OBJECTS = 1_000_000
"""More than the PDF of a 1,000-page document has; a small file can claim far more."""

# ISO 19005-1, 6.6.1; ISO 19005-2, 6.5.1.
_FORBIDDEN = {
    *("/GoTo3DView", "/Hide", "/ImportData", "/JavaScript", "/Launch", "/Movie", "/NOP", "/Rendition", "/ResetForm"),
    *("/SetOCGState", "/SetState", "/Sound", "/SubmitForm", "/Trans"),
}
_RESOURCES = ("/XObject", "/Pattern")
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")

_Seen = set[tuple[int, int]]


class TooManyObjectsError(Exception):
    """The file holds, or refers to, more objects than any document needs."""


def actions(pdf: pikepdf.Pdf) -> set[str]:
    """The kinds of action in the file that PDF/A forbids, such as `JavaScript` and `Launch`."""
    found: set[str] = set()
    for thing in _dictionaries(pdf):
        kind = thing.get("/S")
        if "/JS" in thing:
            found.add("JavaScript")
        elif isinstance(kind, pikepdf.Name) and str(kind) in _FORBIDDEN and not _is_tag(thing):
            found.add(str(kind)[1:])
    return found


def _is_tag(thing: pikepdf.Object) -> bool:
    """A tag's /S is its role, which may have any name."""
    return thing.get("/Type") == "/StructElem" or "/P" in thing


def embedded_files(pdf: pikepdf.Pdf) -> bool:
    """Whether files are attached."""
    return any("/EF" in thing or thing.get("/Type") == "/EmbeddedFile" for thing in _dictionaries(pdf))


def form_fields(pdf: pikepdf.Pdf) -> set[str]:
    """The names of the fields that can be filled in; a signature's field is not among them."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return set()
    found = {"XFA"} if "/XFA" in form else set()
    todo = [(field, "", "") for field in _values(form.get("/Fields"))]
    seen: _Seen = set()
    while todo:
        field, kind, name = todo.pop()
        if not isinstance(field, pikepdf.Dictionary) or _is_known(field, seen):
            continue
        kind, name = str(field.get("/FT", kind)), str(field.get("/T", name))
        kids = [kid for kid in _values(field.get("/Kids")) if isinstance(kid, pikepdf.Dictionary)]
        if kind not in ("/Sig", "") or (not kids and not kind):
            found.add(name)
        todo += [(kid, kind, name) for kid in kids]
    return found


def fonts_not_embedded(pdf: pikepdf.Pdf) -> set[str]:
    """The names of the fonts that a page, a form within it or an annotation may use and that are not in the file."""
    return {str(font.get("/BaseFont", "?"))[1:] for font in _fonts(pdf) if not _is_embedded(font)}


def _is_embedded(font: pikepdf.Dictionary) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True  # its glyphs are streams of the file
    descendants = _values(font.get("/DescendantFonts"))
    if font.get("/Subtype") == "/Type0":
        return bool(descendants) and all(isinstance(d, pikepdf.Dictionary) and _has_program(d) for d in descendants)
    return _has_program(font)


def _has_program(font: pikepdf.Dictionary) -> bool:
    descriptor = font.get("/FontDescriptor")
    return isinstance(descriptor, pikepdf.Dictionary) and any(
        isinstance(descriptor.get(key), pikepdf.Stream) for key in _PROGRAMS
    )


def _fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """The fonts in the resources of all pages, and of what they draw."""
    seen: _Seen = set()
    todo: list[object] = [holder for page in pdf.pages for holder in _of_page(page.obj)]
    while todo:
        holder = todo.pop()
        if not isinstance(holder, pikepdf.Dictionary | pikepdf.Stream) or _is_known(holder, seen):
            continue
        resources = holder.get("/Resources")
        if not isinstance(resources, pikepdf.Dictionary):
            continue
        for font in _values(resources.get("/Font")):
            if isinstance(font, pikepdf.Dictionary):
                yield font
                todo.append(font)  # a Type 3 font draws with resources of its own
        todo += [drawn for key in _RESOURCES for drawn in _values(resources.get(key))]


def _of_page(page: pikepdf.Object) -> Iterator[object]:
    """What holds resources for a page: itself, the nodes above it, the appearances of its annotations."""
    node: object = page
    for _step in range(100):
        if not isinstance(node, pikepdf.Dictionary):
            break
        yield node
        node = node.get("/Parent")
    for annotation in _values(page.get("/Annots")):
        if isinstance(annotation, pikepdf.Dictionary):
            for appearance in _values(annotation.get("/AP")):
                yield from (appearance, *_values(appearance))


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary of the file, those of streams and those within others included."""
    if len(pdf.objects) > MAX_OBJECTS:
        raise TooManyObjectsError(_("more than {limit} objects").format(limit=MAX_OBJECTS))
    steps = 0
    for thing in (pdf.trailer, *pdf.objects):
        todo: list[object] = [thing]
        while todo:
            found = todo.pop()
            steps += 1
            if steps > MAX_OBJECTS:
                raise TooManyObjectsError(_("more than {limit} objects").format(limit=MAX_OBJECTS))
            if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
                yield found
            todo += [value for value in _values(found) if not getattr(value, "is_indirect", True)]


def _values(thing: object) -> list[object]:
    """The items of an array, or the values of a dictionary or a stream."""
    if isinstance(thing, pikepdf.Array):
        return list(thing)
    if isinstance(thing, pikepdf.Stream):
        return [thing.stream_dict.get(key) for key in thing.stream_dict.keys()]  # noqa: SIM118 – pikepdf's own keys
    return [thing.get(key) for key in thing.keys()] if isinstance(thing, pikepdf.Dictionary) else []  # noqa: SIM118


def _is_known(thing: pikepdf.Object, seen: _Seen) -> bool:
    """Whether an object was visited before; one without a number of its own has one place only."""
    number = thing.objgen
    if number == (0, 0):
        return False
    known = number in seen
    seen.add(number)
    return known
