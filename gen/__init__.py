"""One plan.yaml → every unit's implementation plan and report form, and the filled forms back.

**Out:** plan.yaml → `plan` → Plan → `derive` → one Dossier a unit → `word` → .docx → `pdf` → PDF.
**Back:** filled .docx → Submission → Collection → the consolidated report.

The stages, in the order in which a document passes them:

- `errors`, `locale`, `text`: what every stage may use (floor 0)
- `plan`: what the source plan says (floor 1)
- `derive`: Plan × Unit → what the unit's documents say; pure (floor 2)
- `word`: the only place that knows docxtpl, python-docx and OOXML (floor 2)
- `pdf`: the only place that starts a converter (floor 2)
- `build`: Plan + templates → files → Manifest (floor 4)
- `cli`: arguments, one call, what is printed, the exit code (floor 5)
"""

__version__ = "0.1.0"
