"""An area of the form and a folder → what becomes of a field that is one more entry of the table, from form to report.

A program of its own, since the table is read when modules are imported.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

from lxml import etree

from gen.derive import form_fields
from gen.derive.form_fields import Area, FieldDefinition, FieldKind

ENTRIES = {
    Area.TASK: FieldDefinition(
        "funds", Area.TASK, FieldKind.TEXT, "kinh_phi", "ô điền kinh phí", "Kinh phí", "Kinh phí", "Kinh phí – "
    ),
    Area.REPORT: FieldDefinition(
        "lessons", Area.REPORT, FieldKind.TEXT, "bai_hoc", "ô điền bài học", "BÀI HỌC", "Bài học",
    ),
}  # fmt: skip
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def around(root: etree._Element, words: str, tag: str) -> etree._Element:
    """The innermost `tag` round the text that holds `words`."""
    text = next(one for one in root.iter(f"{W}t") if words in (one.text or ""))
    return next(text.iterancestors(f"{W}{tag}"))


def copied(elements: list[etree._Element], words: dict[str, str]) -> None:
    """The same elements once more behind the last of them, with other words."""
    last = elements[-1]
    for element in elements:
        copy = deepcopy(element)
        for text in copy.iter(f"{W}t"):
            for old, new in words.items():
                text.text = (text.text or "").replace(old, new)
        last.addnext(copy)
        last = copy


def with_column(root: etree._Element) -> None:
    """One more column in the table of tasks."""
    title, data = around(root, "Lý do chưa hoàn thành", "tc"), around(root, "dong.ly_do", "tc")
    grid = next(title.iterancestors(f"{W}tbl")).find(f"{W}tblGrid")
    for span in next(title.iterancestors(f"{W}tbl")).iter(f"{W}gridSpan"):
        span.set(f"{W}val", str(int(span.get(f"{W}val")) + 1))
    grid.append(deepcopy(grid[-1]))
    copied([title], {"Lý do chưa hoàn thành": "Kinh phí"})
    copied([data], {"ly_do": "kinh_phi"})


def with_frame(root: etree._Element) -> None:
    """One more heading with a frame."""
    heading = around(root, "ĐỀ XUẤT, KIẾN NGHỊ", "p")
    copied([heading, heading.getnext()], {"ĐỀ XUẤT, KIẾN NGHỊ": "BÀI HỌC", "de_xuat": "bai_hoc"})


CHANGES: dict[Area, dict[str, Callable[[etree._Element], None]]] = {
    Area.TASK: {"report.docx": with_column},
    Area.REPORT: {"report.docx": with_frame},
}


def main(area: Area, folder: Path) -> None:
    """Print what was read of the field by its control, what by its title, and the lines of the consolidated report."""
    entry = ENTRIES[area]
    form_fields.FORM_FIELDS += (entry,)
    os.chdir(folder)

    from click.testing import CliRunner

    from gen.cli import main as gen
    from gen.plan.file.loading import load_plan
    from gen.returns import read_submissions, receive_files
    from tests.returns.test_summing import collection
    from tests.support.docx_text import lines
    from tests.support.form_filling import body, filled, without_bookmarks, without_controls
    from tests.support.offices import TEMPLATES, run

    templates = folder / "templates"
    templates.mkdir()
    for template in TEMPLATES.glob("*.docx"):
        change = CHANGES[area].get(template.name, lambda root: None)
        (templates / template.name).write_bytes(body(template.read_bytes(), change))
    collection(folder)
    built = run(folder / "plan.yaml", templates=templates)
    assert (built.exit_code, built.fallbacks) == (0, [])
    form = (folder / "out" / "kh-1" / "xa-a" / "bao-cao-xa-a.docx").read_bytes()
    key = f"1.1/{entry.name}" if area is Area.TASK else entry.name
    written = filled(form, {key: "hai triệu đồng"})
    bare = body(body(written, without_controls), without_bookmarks)
    found = {}
    for name, data in (("control", written), ("title", bare)):
        (folder / f"{name}.docx").write_bytes(data)
        (read,) = read_submissions(receive_files([folder / f"{name}.docx"]), load_plan(folder / "plan.yaml").plan)
        found[name] = {value.field.key: value.text for value in read.values}
    for command in (
        ["collect", "title.docx", "--received", "2021-07-12"],
        ["report", "--as-of", "2021-07-20", "--templates", str(templates), "--to", str(folder)],
    ):
        ended = CliRunner().invoke(gen, command)
        assert ended.exit_code == 0, ended.output
    print(json.dumps({**found, "report": lines(folder / "bao-cao-tong-hop.docx")}))


if __name__ == "__main__":
    main(Area(sys.argv[1]), Path(sys.argv[2]))
