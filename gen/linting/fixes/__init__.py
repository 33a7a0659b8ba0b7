"""Findings that are safe to mend → a new file with them mended, every word kept.

fix.py         The bytes of a .docx → the bytes of a new one with what is safe to mend mended
characters.py  Sizes and fonts that a rule does not allow → runs and styles with allowed ones
pages.py       Margins and page numbers that a rule does not allow → sections, headers and footers with allowed ones
package.py     The parts of a .docx → their XML, to be changed in place
"""
