"""Programs that people fill forms in with: each opens the forms that gen makes, types, saves; gen reads what comes back.

In reading order: answers (what is typed), jobs (where), programs (by what), judging (what came back), table (all of it).
`python -m tests.editors` runs it and writes the table of docs/forms.md.
"""
