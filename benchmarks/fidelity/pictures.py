"""Two PDFs → the share of pixels of each page that differ, and a picture that shows which."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

DPI = 60
TOLERANCE = 80
"""So much darker or lighter, of 255, may a pixel be than all that lie around it in the other picture."""

_REACH = 3  # pixels on a side of the square that is looked at: one to each side


def differences(ours: Path, theirs: Path, keep: Path | None = None) -> list[float]:
    """The share of each page's pixels that differ; with `keep`, a folder, a picture of each page stands there.

    A page that only one of them has is held against an empty one.
    """
    shares = []
    for number, (left, right) in enumerate(_pages(ours, theirs), 1):
        marked = difference(left, right)
        shares.append(marked.histogram()[255] / (marked.width * marked.height))
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            overlaid(left, right, marked).save(keep / f"page-{number}.png")
    return shares


def difference(ours: Image.Image, theirs: Image.Image) -> Image.Image:
    """White where two grey pictures of one size differ by more than a pixel's shift explains, else black."""
    found = ImageChops.lighter(_outside(ours, theirs), _outside(theirs, ours))
    return found.point([255 if value > TOLERANCE else 0 for value in range(256)])


def overlaid(ours: Image.Image, theirs: Image.Image, marked: Image.Image) -> Image.Image:
    """Both beside each other, then both laid over each other: ours red, theirs cyan, what differs yellow below."""
    both = Image.merge("RGB", (theirs, ours, ours))
    both.paste((255, 220, 0), mask=ImageChops.multiply(marked, ImageChops.lighter(ours, theirs)))
    sheet = Image.new("RGB", (ours.width * 3, ours.height), "white")
    for number, picture in enumerate((ours, theirs, both)):
        sheet.paste(picture, (number * ours.width, 0))
    return sheet


def _outside(one: Image.Image, other: Image.Image) -> Image.Image:
    """How far each pixel of `one` is darker or lighter than everything within a pixel of it in `other`."""
    darkest, lightest = other.filter(ImageFilter.MinFilter(_REACH)), other.filter(ImageFilter.MaxFilter(_REACH))
    return ImageChops.lighter(ImageChops.subtract(one, lightest), ImageChops.subtract(darkest, one))


def _pages(ours: Path, theirs: Path) -> Iterator[tuple[Image.Image, Image.Image]]:
    documents = [pypdfium2.PdfDocument(path) for path in (ours, theirs)]
    try:
        for number in range(max(len(document) for document in documents)):
            drawn = [_drawn(document, number) for document in documents]
            size = tuple(max(picture.size[side] for picture in drawn) for side in (0, 1))
            yield _on_paper(drawn[0], size), _on_paper(drawn[1], size)
    finally:
        for document in documents:
            document.close()


def _drawn(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    if number >= len(document):
        return Image.new("L", (1, 1), 255)
    return document[number].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")


def _on_paper(picture: Image.Image, size: tuple[int, ...]) -> Image.Image:
    paper = Image.new("L", (size[0], size[1]), 255)
    paper.paste(picture, (0, 0))
    return paper
