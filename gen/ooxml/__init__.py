"""A .docx → its content with every style resolved: the reading that layout and layout rules share.

reader.py       the bytes of a .docx → a Document
package.py      the bytes → the parts, within bounds, or why they are refused
flat_package.py a package in one XML file → the same as a .docx
blocks.py       the elements of a part → paragraphs and tables
runs.py         the content of a paragraph → text, tabs, breaks, page numbers, pictures, charts
tables.py       a table → its grid, with merged cells, borders, margins, and what of it is unsupported
numbering.py    numbering.xml → the number or bullet before each paragraph
styles.py       styles.xml → the format of a paragraph, a run, a table, with what its styles inherit
properties.py   an element's own properties → the fields they override
charts.py       the part of a chart → its bars
model.py        the Document
blanks.py       a Document → what is still blank in it: gaps, empty cells, words to whoever drafts it
merging.py      the XML of a package + a relationship, a content type, an element → the same XML with it
beside.py       a .docx → the words beside its text: in text boxes, in comments, deleted by tracked changes
outside.py      a package → what it takes in from outside of itself: links, fields that fetch, whole documents
unsupported.py  what is not read, or cannot be laid out → its kind, and the refusals
wording.py      a kind, a refusal → the words of the message
workbook.py     the bytes of a workbook (.xlsx) → the cells of its visible sheets, within bounds
"""

from gen.ooxml.model import Document
from gen.ooxml.reader import read_document
from gen.ooxml.unsupported import UnreadableDocumentError

__all__ = ["Document", "UnreadableDocumentError", "read_document"]
