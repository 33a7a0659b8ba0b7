"""A number of units → a small office with its plan, and the commands that are disturbed in it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support import plans
from tests.support.form_filling import filled
from tests.torture.faults import Scenario

ROOT = Path(__file__).parents[2]
BUILD = ("build", "--zip", "--engine", "embedded")
BUILD_WITHOUT_ZIPS = ("build", "--engine", "embedded")
ISSUE = ("issue", "--unit", "xa-1", "--number", "12", "--date", "5/7/2021", "--allow-blank")
ISSUE_ANOTHER = ("issue", "--unit", "xa-2", "--number", "13", "--date", "6/7/2021", "--allow-blank")
WITHDRAW = ("issue", "--unit", "xa-1", "--withdraw", "--reason", "Sai số liệu")
ARCHIVE = ("archive", "pack", "--date", "2021-08-01")
COLLECT = ("collect", "hop-thu", "--received", "2021-07-10")
EXTEND = ("extend", "xa-2", "--until", "2021-07-30", "--reason", "Mưa lũ")
CHASE = ("chase", "--as-of", "2021-07-20", "--to", "don-doc.docx", "--force")
REPORT = ("report", "--as-of", "2021-07-20", "--to", "tong-hop", "--force")
OLD, NEW = "Tuyên truyền", "Tuyên truyền rộng rãi"
CHANGE = f"{OLD}→{NEW}"
_OWED = {
    "id": "bc", "name": "Báo cáo", "of": ["communes"], "to": "huyen", "frequency": "once", "due": "2021-07-15",
    "form": True,
}  # fmt: skip


def _fill_in(folder: Path) -> None:
    """Two of the communes have filled in their forms."""
    box = folder / "hop-thu"
    box.mkdir()
    for unit in ("xa-1", "xa-2"):
        form = folder / "out" / "kh-1" / unit / f"bao-cao-{unit}.docx"
        answers = {"1.1/status": "Hoàn thành", "1.1/result": f"Đã làm ở {unit}"}
        (box / form.name).write_bytes(filled(form.read_bytes(), answers))


SCENARIOS = {
    one.name: one
    for one in (
        Scenario("build", (), BUILD),
        Scenario("build --no-pdf", (), ("build", "--no-pdf")),
        Scenario("build of a changed plan", (BUILD,), BUILD, CHANGE, beside=ISSUE_ANOTHER),
        Scenario("build --supersede", (BUILD, ISSUE), (*BUILD, "--supersede"), CHANGE),
        Scenario("issue", (BUILD,), ISSUE, renewed_by=BUILD),
        Scenario("issue beside another", (BUILD,), ISSUE, beside=ISSUE_ANOTHER, renewed_by=BUILD),
        Scenario("issue --withdraw", (BUILD, ISSUE), WITHDRAW, again=1),
        Scenario("archive", (BUILD_WITHOUT_ZIPS, ISSUE), ARCHIVE),
        Scenario("collect", (BUILD,), COLLECT, fill_in=_fill_in, beside=EXTEND),
        Scenario("extend", (BUILD,), EXTEND),
        Scenario("chase", (BUILD,), CHASE, fill_in=_fill_in, then=(COLLECT,)),
        Scenario("report", (BUILD,), REPORT, fill_in=_fill_in, then=(COLLECT,)),
    )
}


def make_office(folder: Path, units: int) -> Path:
    """A folder with a plan for so many communes, and the templates."""
    folder.mkdir()
    communes = [{"id": f"xa-{number}", "kind": "commune", "name": f"Xuân {number}"} for number in range(1, units + 1)]
    district = {"id": "huyen", "kind": "district", "name": "Sông Đà"}
    tasks = [{"text": f"{OLD} về trồng cây."}, {"text": "Trồng cây ở mỗi thôn.", "due": "2021-06-30"}]
    section = {"to": ["communes"], "heading": "UBND các xã", "items": tasks}
    plans.write(folder, plans.with_sections(section, units=[district, *communes], obligations=[_OWED]))
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder
