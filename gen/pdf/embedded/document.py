"""A Document → the PDF/A that shows it, or the names of what it has that is not set here.

The rules, and what they were measured on: docs/decisions/0007-embedded-engine.md and 0013-own-layout.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gen.ooxml.model import Document
from gen.ooxml.unsupported import Unsupported
from gen.pdf.embedded.layout.layout_context import LayoutContext
from gen.pdf.embedded.layout.sections import lay_out_pages
from gen.pdf.embedded.output import font_embedding, image_embedding
from gen.pdf.embedded.output.objects import PdfObjects, reference, text_string
from gen.pdf.embedded.output.page_content import DrawnPage, PageResources
from gen.pdf.embedded.output.structure import StructureElement
from gen.pdf.faces import FontBook
from gen.pdf.pdfa import color_profile, xmp
from gen.pdf.pdfa.dates import EPOCH, info_date, parse_pdf_date, xmp_date

PRODUCER = "gen"
_LANGUAGE = "vi-VN"
_LONGEST = 4000  # letters of a title; a string in a PDF has at most 32,767 bytes (ISO 19005-2, 6.1.13)


@dataclass(frozen=True, slots=True)
class LayoutResult:
    """The PDF of a document; `unsupported` names what of it is not set, and then `pdf` is empty."""

    pdf: bytes
    unsupported: tuple[Unsupported, ...] = ()


def render_document(document: Document, book: FontBook, level: str = "2b") -> LayoutResult:
    """The PDF of `document` in the fonts of `book`; `level` is the part and level of PDF/A, 1b or 2b."""
    context, page_resources, root = (
        LayoutContext(book, document.default_tab),
        PageResources(),
        StructureElement("Document"),
    )
    for unsupported in document.unsupported:
        context.note(unsupported)
    drawn = lay_out_pages(document, context, page_resources, root)
    pixels = {}
    for name, picture in page_resources.pictures.items():
        try:
            pixels[name] = image_embedding.read_image(name, picture.data)
        except image_embedding.PictureError as error:
            context.refuse(error.kind, name=name)
    if context.unsupported:
        return LayoutResult(b"", tuple(context.unsupported))
    return LayoutResult(_file(document, drawn, root, page_resources, pixels, level))


def _file(
    document: Document, drawn: Sequence[DrawnPage], root: StructureElement, page_resources: PageResources,
    pixels: Mapping[str, image_embedding.ImagePixels], level: str,
) -> bytes:  # fmt: skip
    first_part = level.startswith("1")
    objects = PdfObjects(packed=not first_part)
    catalogue, pages = objects.reserve(), objects.reserve()
    images = [image_embedding.embed_image(objects, each, opaque=first_part) for each in pixels.values()]
    page_numbers = [objects.reserve() for _sheet in drawn]
    contents = [objects.stream(drawn_page.content()) for drawn_page in drawn]
    fonts = [
        font_embedding.embed_font(objects, face, letters, first_part)
        for face, letters in page_resources.letters.items()
    ]
    resources = objects.add(f"<</Font<<{_named('F', fonts)}>>/XObject<<{_named('I', images)}>>>>")
    for drawn_page, number, content in zip(drawn, page_numbers, contents, strict=True):
        objects.put(number, _page(drawn_page, pages, content, resources))
    objects.put(pages, f"<</Type/Pages/Count {len(drawn)}/Kids[{' '.join(map(reference, page_numbers))}]>>")
    tree = _structure(objects, root, drawn, page_numbers)
    properties = _document_properties(document, level)
    packet = objects.stream(xmp.write_packet(properties), "/Type/Metadata/Subtype/XML", packed=False)
    profile = objects.stream(color_profile.srgb_profile(), "/N 3")
    intent = (
        f"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier({color_profile.NAME})/Info({color_profile.NAME})"
    )
    objects.put(
        catalogue,
        f"<</Type/Catalog/Pages {reference(pages)}/Metadata {reference(packet)}"
        f"/Lang{text_string(properties[xmp.LANGUAGE])}"
        f"/MarkInfo<</Marked true>>/StructTreeRoot {reference(tree)}"
        f"/ViewerPreferences<</DisplayDocTitle {str(xmp.TITLE in properties).lower()}>>"
        f"/OutputIntents[{intent}/DestOutputProfile {reference(profile)}>>]>>",
    )
    return objects.file(catalogue, objects.add(_info(properties)))


def _named(letter: str, numbers: Sequence[int]) -> str:
    return "".join(f"/{letter}{index} {reference(number)}" for index, number in enumerate(numbers))


def _page(drawn_page: DrawnPage, pages: int, content: int, resources: int) -> str:
    return (
        f"<</Type/Page/Parent {reference(pages)}/MediaBox[0 0 {drawn_page.width:.2f} {drawn_page.height:.2f}]"
        f"/Resources {reference(resources)}/Contents {reference(content)}"
        f"/StructParents {drawn_page.number}>>"
    )


def _structure(objects: PdfObjects, root: StructureElement, drawn: Sequence[DrawnPage], pages: Sequence[int]) -> int:
    """The number of the structure's root: ISO 32000-1, 14.7.2."""
    tree = objects.reserve()
    elements = list(root.walk())
    numbers = {element: objects.reserve() for element in elements}
    parents = {id(kid): element for element in elements for kid in element.kids if isinstance(kid, StructureElement)}
    for element in elements:
        parent = parents.get(id(element))
        parent_number = tree if parent is None else numbers[parent]
        objects.put(numbers[element], _element(element, parent_number, numbers, pages))
    rows = "".join(
        f"{drawn_page.number}[{' '.join(reference(numbers[owner]) for owner in drawn_page.owners)}]"
        for drawn_page in drawn
    )
    parent_tree = objects.add(f"<</Nums[{rows}]>>")
    objects.put(
        tree,
        f"<</Type/StructTreeRoot/K[{reference(numbers[root])}]/ParentTree {reference(parent_tree)}"
        f"/ParentTreeNextKey {len(drawn)}>>",
    )
    return tree


def _element(
    element: StructureElement, parent: int, numbers: Mapping[StructureElement, int], pages: Sequence[int]
) -> str:
    first = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
    kids = []
    for kid in element.kids:
        if isinstance(kid, StructureElement):
            kids.append(reference(numbers[kid]))
        elif kid[0] == first:
            kids.append(str(kid[1]))
        else:
            kids.append(f"<</Type/MCR/Pg {reference(pages[kid[0]])}/MCID {kid[1]}>>")
    page = "" if first is None else f"/Pg {reference(pages[first])}"
    return f"<</S/{element.kind}/P {reference(parent)}{page}{element.attributes}/K[{' '.join(kids)}]>>"


def _document_properties(document: Document, level: str) -> dict[xmp.XmpProperty, str]:
    when = parse_pdf_date(document.created) or EPOCH
    title = document.title[:_LONGEST]
    found = {
        xmp.PRODUCER: PRODUCER, xmp.TOOL: PRODUCER, xmp.CREATED: xmp_date(when), xmp.MODIFIED: xmp_date(when),
        xmp.LANGUAGE: document.language or _LANGUAGE, xmp.PART: level[0], xmp.LEVEL: level[1:].upper(),
    }  # fmt: skip
    return found | ({xmp.TITLE: title} if title else {})


def _info(properties: Mapping[xmp.XmpProperty, str]) -> str:
    """The Info dictionary, which states the same as the XMP metadata (ISO 19005-1, 6.7.3)."""
    when = parse_pdf_date(properties[xmp.CREATED]) or EPOCH
    dates = f"/CreationDate({info_date(when)})/ModDate({info_date(when)})"
    title = f"/Title{text_string(properties[xmp.TITLE])}" if xmp.TITLE in properties else ""
    return f"<<{title}/Producer({PRODUCER})/Creator({PRODUCER}){dates}>>"
