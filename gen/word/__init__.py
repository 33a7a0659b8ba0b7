"""A Dossier and a Word template → a .docx: the only place that knows docxtpl, python-docx and OOXML."""
