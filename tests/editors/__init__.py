"""Programs that people fill forms in with: each opens gen's forms, types, saves; gen reads what comes back.

In reading order: forms (what is filled in), answers (what is typed), jobs (where), running (programs are run and
stopped), own_formats (cells of .abw, .odt and .docx), programs (by what), judging (what came back), trials (each
program, and three in a row), table (all of it in docs/forms.md). `make editors` is `python -m tests.editors`.
"""
