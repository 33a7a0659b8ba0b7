"""Words beside the text of a document: in text boxes, in comments, deleted by tracked changes; what these put in."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from gen.importing.text.files import read_passages
from gen.ooxml.beside import BesideKind, find_words_beside

BOX = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>Hạn 01/9'
    "</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
DELETED = '<w:del w:id="1" w:author="a"><w:r><w:delText>trước 15/5</w:delText></w:r></w:del>'
INSERTED = '<w:ins w:id="2" w:author="a"><w:r><w:t>trước 20/6</w:t></w:r></w:ins>'


def document(xml: str) -> bytes:
    made = Document()
    made.add_paragraph("Phun thuốc ")
    out = io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:r></w:p>", f"</w:r>{xml}</w:p>".encode(), 1)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("xml", "kind", "words"), [(BOX, BesideKind.TEXT_BOX, "Hạn 01/9"), (DELETED, BesideKind.DELETED, "trước 15/5")]
)
def test_words_are_found_with_the_paragraph_at_which_they_are(xml: str, kind: BesideKind, words: str) -> None:
    (one,) = find_words_beside(document(xml))
    assert (one.kind, one.words, one.near) == (kind, words, "Phun thuốc")


def test_document_with_text_alone_has_none() -> None:
    assert find_words_beside(document("")) == []


def test_what_tracked_changes_put_in_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(document(DELETED + INSERTED))
    passages = read_passages(path)
    assert [passage.text for passage in passages] == ["Phun thuốc trước 20/6"]
    assert len(passages.beside) == 1
