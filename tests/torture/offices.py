"""A number of units → a small office with its plan, and the commands that are disturbed in it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support import plans
from tests.torture.faults import Scenario

ROOT = Path(__file__).parents[2]
BUILD = ("build", "--zip", "--engine", "embedded")
OLD, NEW = "Tuyên truyền", "Tuyên truyền rộng rãi"

SCENARIOS = {
    one.name: one
    for one in (
        Scenario("first build", (), BUILD),
        Scenario("build after a change", (BUILD,), BUILD, f"{OLD}→{NEW}"),
        Scenario("Word only", (), ("build", "--no-pdf")),
        Scenario("issue", (BUILD,), ("issue", "--unit", "xa-1", "--number", "12", "--date", "5/7/2021")),
        Scenario(
            "supersede", (BUILD, ("issue", "--unit", "xa-1", "--number", "12", "--date", "5/7/2021")),
            (*BUILD, "--supersede"), f"{OLD}→{NEW}",
        ),
    )
}  # fmt: skip


def make_office(folder: Path, units: int) -> Path:
    """A folder with a plan for so many communes, and the templates."""
    folder.mkdir()
    communes = [{"id": f"xa-{number}", "kind": "commune", "name": f"Xuân {number}"} for number in range(1, units + 1)]
    district = {"id": "huyen", "kind": "district", "name": "Sông Đà"}
    tasks = [{"text": f"{OLD} về trồng cây."}, {"text": "Trồng cây ở mỗi thôn.", "due": "2021-06-30"}]
    section = {"to": ["communes"], "heading": "UBND các xã", "items": tasks}
    plans.write(folder, plans.with_sections(section, units=[district, *communes]))
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder
