"""A small office to which forms came back, and which sent a reminder and a consolidated report, for its archive."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree

import gen
from gen.files import sha256
from tests.support import archive_cases, plans
from tests.support.form_filling import changed, filled
from tests.support.plans import with_sections

AS_OF = date(2021, 7, 20)
OWED = {
    "id": "bc", "name": "Báo cáo", "of": ["all"], "to": "huyen", "frequency": "once", "due": "2021-07-15", "form": True,
}  # fmt: skip
FIRST, LATER = {"1.1/result": "Trồng 40 ha"}, {"1.1/result": "Trồng 45 ha"}
Json = Any


def office_plan(**changes: Any) -> plans.Data:
    data = with_sections(
        {"to": ["xa-a", "xa-b"], "heading": "UBND xã", "items": [{"text": "Trồng cây."}, {"text": "Tưới cây."}]},
        archive=archive_cases.TERMS, obligations=[OWED], **changes,
    )  # fmt: skip
    data["plan"]["date"] = "2020-11-05"
    return data


def make_office(folder: Path) -> Path:
    """The office, its documents built as Word files; nothing has come back yet."""
    archive_cases.make_plan(folder, office_plan())
    build(folder)
    return folder


def build(folder: Path) -> None:
    result = gen.build(folder / "plan.yaml", out=str(folder / "out"), pdf=False, templates=folder / "templates")
    assert result.exit_code == 0, result.problems()


def form_of(folder: Path, unit: str, answers: Mapping[str, str]) -> bytes:
    return filled((folder / f"out/kh-1/{unit}/bao-cao-{unit}.docx").read_bytes(), answers)


def seal_changed(data: bytes, before: str, after: str) -> bytes:
    """The form with another value in its properties, as somebody's hand would leave them."""

    def change(root: etree._Element) -> None:
        for leaf in root.iter():
            if leaf.text == before:
                leaf.text = after

    return changed(data, "docProps/custom.xml", change)


def receive(folder: Path, name: str, data: bytes, day: str) -> str:
    """Collect one file; its sha256."""
    box = folder / "box"
    shutil.rmtree(box, ignore_errors=True)
    box.mkdir()
    (box / name).write_bytes(data)
    gen.collect(box / name, folder / "plan.yaml", obligation="bc", received=date.fromisoformat(day))
    return sha256(data)


def send(folder: Path) -> None:
    """Write the reminder and the consolidated report."""
    templates = folder / "templates"
    gen.remind(folder / "plan.yaml", as_of=AS_OF, to=folder / "don-doc.docx", templates=templates, force=True)
    gen.consolidate(folder / "plan.yaml", as_of=AS_OF, to=folder / "tong-hop", templates=templates, force=True)


def work(folder: Path) -> dict[str, str]:
    """A year's work: a form, one that replaces it, a file that is none, and what was sent; the files' sha256."""
    digests = {
        "first": receive(folder, "lan 1.docx", form_of(folder, "xa-a", FIRST), "2021-07-10"),
        "later": receive(folder, "lan 2.docx", form_of(folder, "xa-a", LATER), "2021-07-13"),
        "none": receive(folder, "ảnh.pdf", b"no PDF at all", "2021-07-14"),
    }
    send(folder)
    return digests


def zipped(files: Mapping[str, bytes], path: Path) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path.read_bytes()


def rewritten(bag: Path, name: str, change: Callable[[Json], object]) -> None:
    """Change a JSON file of a bag and list everything anew, as a clever hand would."""
    content = json.loads((bag / name).read_text(encoding="utf-8"))
    change(content)
    (bag / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    archive_cases.relisted(bag)
