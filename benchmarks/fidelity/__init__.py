"""Word files, by both engines → how alike their PDFs are: pages, words, lines, pictures.

cases/         sixty Word files that no template of ours made, the same on every run
sources.py     our documents for every unit, and the sixty → files, by group
layout.py      a PDF → its pages, each with its lines
comparison.py  two such readings → what differs, and what differs first
pictures.py    two pages as pictures → the share that differs, and where
both.py        files → their PDFs by both engines → comparisons
report.py      comparisons → FIDELITY.md
"""
