"""Findings that are safe to mend → a new file with them mended, every word kept.

fix.py         The bytes of a .docx and its findings → the bytes of a new one, with what is safe to mend mended, and no
characters.py  Sizes and fonts that a rule does not allow → the runs and styles with those that it does
pages.py       Margins and page numbers that a rule does not allow → sections, headers and footers with those that it d
package.py     The parts of a .docx → their XML, to be changed in place
"""
