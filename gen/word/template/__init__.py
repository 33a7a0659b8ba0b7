"""A Word template of the office → a checked, compiled template; with the values of its names → a .docx.

To follow one document: context.py gives the values, loading.py the template, compiled.py the bytes.

context.py        A kind of document × a Dossier → what it says, the names of its template, and their values
names.py          The names that a Word template may use → typed classes, one sentence a name
names_returns.py  The names of the templates for returned reports → typed classes
finding.py        A plan's file, a folder that a person names, a template's name → the file to use
loading.py        A checked Word template and the values of its names → the bytes of a .docx, always the same
parts.py          A template's package → the parts in which tags are filled in, and tags where they are not
package_check.py  A template's package → why it is refused as a whole: what it takes in from outside, and odd links
bounds.py         The tags of a part → those that are too long or too deep to be read
trial.py          A template → the kinds of paragraphs, rows and columns that it would leave out
contract.py       A Word template → everything that breaks its contract
compiled.py       A template, compiled once + values, again and again → .docx
remembered.py     A template's loops → the same loops, which render a value once
skeleton.py       A template → what is the same in all its documents, and the Jinja source of the rest
exactness.py      A part's tags → why plain text would differ from what docxtpl gives, or nothing
sandbox.py        A value that a template prints → the text or XML in its place
reference.py      A template + the values of its names → the .docx as docxtpl itself makes it
"""
