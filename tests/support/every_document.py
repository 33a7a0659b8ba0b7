"""Templates of an office → one Word file of every kind that the program makes of them, through its public calls."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import gen
from gen.derive.answers import FormField
from gen.derive.form_fields import FieldKind
from gen.word.comments import remove_comments
from gen.word.forms.filling import fill_in
from gen.word.forms.provenance import Provenance, dump_provenance
from gen.word.issue_number import set_number
from gen.word.redline import Redline, redline_docx
from tests.support import archive_cases
from tests.support.form_filling import filled
from tests.support.way_back import AS_OF, FIRST, office_plan

TEMPLATES = Path(__file__).parents[2] / "templates"
BEHIND = Provenance("kh-1", "bc", "", "2021-07-20", ())


def every_document(folder: Path, templates: Mapping[str, bytes]) -> dict[str, bytes]:
    """The documents by what they are called here, with these `templates` in the place of the shipped ones."""
    archive_cases.make_plan(folder, office_plan())
    shutil.copytree(TEMPLATES, folder / "templates", dirs_exist_ok=True)
    for name, data in templates.items():
        (folder / "templates" / name).write_bytes(data)
    plan, own = folder / "plan.yaml", folder / "templates"
    found: dict[str, bytes] = {}
    for out, protect in (("out", False), ("protected", True)):
        built = gen.build(plan, out=str(folder / out), pdf=False, templates=own, source=True, protect=protect)
        assert built.exit_code == 0, built.problems()
    made = folder / "out" / "kh-1"
    found |= {path.name: path.read_bytes() for path in made.rglob("*.docx")}
    found["protected form"] = (folder / "protected/kh-1/xa-a/bao-cao-xa-a.docx").read_bytes()
    box = folder / "bao-cao.docx"
    box.write_bytes(filled(found["bao-cao-xa-a.docx"], FIRST))
    gen.collect(box, plan, obligation="bc", received=date(2021, 7, 10))
    gen.remind(plan, as_of=AS_OF, to=folder / "don-doc.docx", templates=own)
    found["letter"] = (folder / "don-doc.docx").read_bytes()
    gen.consolidate(plan, as_of=AS_OF, to=folder / "tong-hop", templates=own)
    [summary] = (folder / "tong-hop").glob("*.docx")
    found["summary"] = summary.read_bytes()
    gen.issue(
        plan, out=str(folder / "out"), unit="xa-a", number="5", date="2021-03-05", templates=own, allow_blank=True
    )
    found["issued plan"] = (made / "xa-a" / "ke-hoach-xa-a.docx").read_bytes()
    found["issued report"] = remove_comments(set_number(found["summary"], 12, AS_OF).data)
    field = FormField("1.1", "result", FieldKind.TEXT)
    found["form filled from below"] = fill_in(
        found["bao-cao-xa-a.docx"], {field: "Trồng 40 ha"}, {field.key: "Số liệu của ba thôn"}, dump_provenance(BEHIND)
    )
    found["redline"] = redline_docx(Redline("So sánh", [[("kept", "a"), ("added", "b"), ("removed", "c")]]))
    return found
