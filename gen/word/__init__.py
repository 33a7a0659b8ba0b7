"""A Dossier and a Word template → a .docx: the only place that knows docxtpl, python-docx and OOXML.

finding.py           A plan's file, a folder that a person named, a template's name → the file to take
issue_number.py      A .docx, a number and a date of issue → the .docx that bears them in its letterhead
names_returns.py     The names of the templates for what comes back → typed classes
redline.py           Paragraphs of runs, some struck or underlined → a .docx that shows what changed
template_loading.py  A checked Word template and the values of its names → the bytes of a .docx, the same for the same
contract.py          A Word template → what breaks its contract
compiled.py          A template, compiled once + values, again and again → .docx
documents.py         An entry of the table of documents → what such a document says, the names of its template, and the
context.py           SubPlan, ReportForm or SourcePlan → the values of a template's names
exactness.py         A part's tags → why text alone would not give what docxtpl gives
skeleton.py          A template → what is the same in all its documents, and the Jinja source of what is not, both as d
reference.py         A template + the values of its names → the .docx as docxtpl itself makes it
sandbox.py           A value that a template prints → the text or XML that stands in its place
charts.py            A Chart → its place in a paragraph, its part, and a .docx with both and the workbook in which Word
forms/               Fields of a form → content controls in a .docx, and back
names.py             The names that a Word template may use → typed classes, one sentence a name
package.py           Parts of a .docx → its zip, without clock or machine in it
"""
