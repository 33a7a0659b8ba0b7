"""A Dossier and a Word template → a .docx: the only place that knows docxtpl, python-docx and OOXML.

template/        A Word template of the office → a checked, compiled template, and its names' values → a .docx
forms/           Fields of a form → content controls in a .docx, and back
drawings.py      A chart or a picture of a document → the run that shows it, in line with the text
charts.py        A Chart → its part in a .docx, and the workbook with its figures
pictures.py      A picture that somebody sent → one that can be printed, and its part in a .docx
comments.py      Comments of a .docx: marks in the text + what they say → the parts that hold them; and back out
document_facts.py A .docx → what its properties say of it, and how many changes are tracked in it
issue_number.py  A .docx, a number and a date of issue → the .docx with both in its letterhead
redline.py       Paragraphs of runs, some struck or underlined → a .docx that shows what changed
package.py       Parts of a .docx → its zip, without clock or machine in it
"""
