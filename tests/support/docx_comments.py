"""A .docx with comments → its paragraphs, each commented stretch with what the comment says: ⟦12|three units⟧."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZipFile

from docx.text.paragraph import Paragraph
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_comment_texts(docx: bytes) -> dict[str, str]:
    """What each comment says, by its number, white space squeezed; none where there is no part of comments."""
    with ZipFile(io.BytesIO(docx)) as package:
        if "word/comments.xml" not in package.namelist():
            return {}
        root = etree.fromstring(package.read("word/comments.xml"))
    return {
        str(one.get(f"{W}id")): " ".join(" ".join("".join(p.itertext()) for p in one.iter(f"{W}p")).split())
        for one in root.iter(f"{W}comment")
    }


def commented_text(paragraph: Paragraph, comments: Mapping[str, str]) -> str:
    """The text of a paragraph with its comments."""
    found = ""
    for element in paragraph._p.iter(f"{W}t", f"{W}commentRangeStart", f"{W}commentRangeEnd"):
        if element.tag == f"{W}t":
            found += element.text or ""
        elif element.tag == f"{W}commentRangeStart":
            found += "⟦"
        else:
            found += f"|{comments[element.get(f'{W}id')]}⟧"
    return found
