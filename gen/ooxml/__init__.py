"""A .docx → what it says, with every style resolved: the reading that layout and layout rules share.

reader.py       all of it → a Document
wording.py      Something unsupported, a refusal → what people are told, in the reader's language
blocks.py       paragraphs and tables, one after the other
runs.py         a paragraph's content → text, tabs, breaks, page numbers, pictures, charts
tables.py       a table → its grid, with merged cells, borders and margins; unsupported_tables.py what of it is left ou
numbering.py    numbering.xml → the number or bullet before each paragraph
styles.py       styles.xml → what each style passes on
charts.py       a chart's part → the bars that it shows
package.py      the bytes → its parts, within bounds, or why they are refused
properties.py   an element's own properties → the fields they override
model.py        the Document
unsupported.py  what is not read, or cannot be set: its kind; wording.py what people call it
"""

from gen.ooxml.model import Document
from gen.ooxml.reader import read_document
from gen.ooxml.unsupported import UnreadableDocumentError

__all__ = ["Document", "UnreadableDocumentError", "read_document"]
