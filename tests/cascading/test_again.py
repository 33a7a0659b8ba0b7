"""gen cascade into a folder that has the unit's plan: what the superior changed since is told, by ids."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import gen
from gen.cascading import CascadeError
from gen.cascading.differences import DifferenceKind
from gen.cli import main
from gen.plan.file.loading import load_plan
from tests.support import plans
from tests.support.levels import Data, add_villages, answer, assigned_to, cascaded, make_province, province, villages

NEW, CHANGED, GONE = DifferenceKind.NEW, DifferenceKind.CHANGED, DifferenceKind.GONE


def communes_tasks(data: Data) -> list[Data]:
    items: list[Data] = data["parts"][1]["assignments"][1]["items"]
    return items


def add_task(data: Data) -> None:
    communes_tasks(data).append({"id": "2.3", "text": "Giữ rừng đầu nguồn {scope}."})


def take_task_away(data: Data) -> None:
    del communes_tasks(data)[1]["items"][0]


def reword_task(data: Data) -> None:
    communes_tasks(data)[0]["items"][1]["text"] = "Tỷ lệ hộ có nước sạch {scope} đạt từ 95% trở lên."


def move_deadline(data: Data) -> None:
    task = communes_tasks(data)[0]["items"][0]
    task["text"] = task["text"].replace("30/6/2025", "15/6/2025")
    task["due"] = {"raw": "trước ngày 15/6/2025", "value": "2025-06-15", "kind": "before"}


def raise_target(data: Data) -> None:
    communes_tasks(data)[0]["items"][1]["targets"][0]["value"] = "98"
    communes_tasks(data)[0]["items"][1]["targets"][0]["raw"] = "đạt từ 98% trở lên"
    communes_tasks(data)[0]["items"][1]["text"] = "Tỷ lệ hộ có nước sạch đạt từ 98% trở lên."


def ask_quarterly(data: Data) -> None:
    report = data["obligations"][0]
    report["frequency"], report["due"] = "quarterly", "trước ngày 20 của tháng cuối quý"
    del report["cutoff"]


@pytest.fixture
def superior(tmp_path: Path) -> Path:
    return make_province(tmp_path / "tinh")


@pytest.fixture
def own(superior: Path, tmp_path: Path) -> Path:
    """The plan of a commune, answered."""
    cascaded(superior, "xa-xuan-an", tmp_path / "xa")
    add_villages(tmp_path / "xa", villages(2))
    return answer(tmp_path / "xa", assigned_to(villages(2)))


def amend(superior: Path, *changes: Callable[[Data], None]) -> None:
    data = province()
    for change in changes:
        change(data)
    plans.write(superior.parent, data)


def test_nothing_changed_is_told_and_nothing_is_written(superior: Path, own: Path) -> None:
    before = own.read_bytes()
    outcome = cascaded(superior, "xa-xuan-an", own.parent)
    assert (outcome.was_there, outcome.differences, outcome.written) == (True, (), ())
    assert own.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (add_task, [(NEW, "2.3", "", "Giữ rừng đầu nguồn trên địa bàn xã Xuân An.")]),
        (take_task_away, [(GONE, "2.2#1", "Trồng cây ven đường.", "")]),
        (
            reword_task,
            [
                (
                    CHANGED, "2.1.2", "Tỷ lệ hộ có nước sạch đạt từ 95% trở lên.",
                    "Tỷ lệ hộ có nước sạch trên địa bàn xã Xuân An đạt từ 95% trở lên.",
                )
            ],
        ),
    ],
)  # fmt: skip
def test_tasks_are_new_changed_or_gone(
    superior: Path, own: Path, change: Callable[[Data], None], expected: list[tuple[object, ...]]
) -> None:
    amend(superior, change)
    before = own.read_bytes()
    outcome = cascaded(superior, "xa-xuan-an", own.parent)
    found = [(one.kind, one.id, one.before, one.now) for one in outcome.differences if not one.details]
    assert [one for one in found if one[1] != "2.2"] == expected
    assert own.read_bytes() == before


def test_details_are_told_with_what_was(superior: Path, own: Path) -> None:
    amend(superior, move_deadline, raise_target, ask_quarterly)
    found = {one.id: one.details for one in cascaded(superior, "xa-xuan-an", own.parent).differences}
    assert ("due", "trước ngày 30/6/2025", "trước ngày 15/6/2025") in found["2.1.1"]
    assert found["2.1.2"] == (
        ("targets", "Tỷ lệ hộ có nước sạch: đạt từ 95% trở lên", "Tỷ lệ hộ có nước sạch: đạt từ 98% trở lên"),
    )
    assert ("frequency", "once", "quarterly") in found["nam"]


def test_update_changes_the_superiors_block_and_no_other_letter(superior: Path, own: Path) -> None:
    text = own.read_text("utf-8").replace("\nsuperior:\n", "\n# Ghi chú của văn thư.\nsuperior:\n")
    own.write_text(text + "\n# Hết.\narchive: {language: vi}\n", "utf-8")
    amend(superior, add_task, move_deadline)
    head, rest = text.split("superior:\n", 1)[0], "\n# Hết.\narchive: {language: vi}\n"
    outcome = cascaded(superior, "xa-xuan-an", own.parent, update=True)
    now = own.read_text("utf-8")
    assert outcome.written == (own,)
    assert now.startswith(head)
    assert now.endswith(rest)
    assert cascaded(superior, "xa-xuan-an", own.parent).differences == ()


def test_what_is_to_be_done_after_an_update_is_told_by_check(superior: Path, own: Path) -> None:
    amend(superior, add_task, take_task_away, move_deadline, raise_target, ask_quarterly)
    cascaded(superior, "xa-xuan-an", own.parent, update=True)
    assert [doubt.code for doubt in gen.check(own)] == [
        "PLAN-145", "PLAN-146", "PLAN-142", "PLAN-147", "PLAN-143",
    ]  # fmt: skip


def test_update_keeps_line_ends_and_the_mark_of_utf8(superior: Path, own: Path) -> None:
    own.write_bytes(b"\xef\xbb\xbf" + own.read_bytes().replace(b"\n", b"\r\n"))
    amend(superior, add_task)
    cascaded(superior, "xa-xuan-an", own.parent, update=True)
    now = own.read_bytes()
    assert now.startswith(b"\xef\xbb\xbf")
    assert now.count(b"\n") == now.count(b"\r\n")
    assert load_plan(own).plan.superior is not None


def test_a_block_whose_end_cannot_be_told_is_not_replaced(superior: Path, own: Path) -> None:
    plain = yaml_flow(own)
    amend(superior, add_task)
    with pytest.raises(CascadeError) as raised:
        cascaded(superior, "xa-xuan-an", own.parent, update=True)
    assert [found.code for found in raised.value.diagnostics] == ["CAS-006"]
    assert own.read_text("utf-8") == plain


def yaml_flow(own: Path) -> str:
    """The plan with what stands under superior: in braces that begin at the margin."""
    head, _key, block = own.read_text("utf-8").partition("\nsuperior:\n")
    data = plans.yaml.safe_load(block)
    text = f"{head}\nsuperior: {{\nplan: {data['plan']}, unit: {data['unit']}, document: {data['document']}\n}}\n"
    own.write_text(text, "utf-8")
    return text


def test_command_prints_what_changed_and_what_is_open(
    superior: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    amend(superior, add_task, move_deadline)
    arguments = ["cascade", "xã Xuân An", "--plan", str(superior), "--to", str(own.parent)]
    monkeypatch.setenv("GEN_LANG", "en")
    told = CliRunner().invoke(main, arguments)
    assert told.exit_code == 0
    assert "new from the superior: 2.3" in told.output
    assert "due: trước ngày 30/6/2025 → trước ngày 15/6/2025" in told.output
    data = json.loads(CliRunner().invoke(main, [*arguments, "--format", "json"]).output)
    assert [(one["kind"], one["id"]) for one in data["differences"]] == [("changed", "2.1.1"), ("new", "2.3")]
    assert data["written"] == []


def test_command_lists_questions_and_open_places_of_a_new_draft(
    superior: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEN_LANG", "en")
    arguments = ["cascade", "xa-xuan-an", "--plan", str(superior), "--to", str(tmp_path / "moi"), "--date", "10/2/2025"]
    told = CliRunner().invoke(main, arguments)
    assert told.exit_code == 0
    assert "5 tasks, 2 targets, 1 reports" in told.output
    assert "plan.focal: " in told.output
    lines = (tmp_path / "moi" / "plan.yaml").read_text("utf-8").splitlines()
    open_lines = [n for n, line in enumerate(lines, 1) if line.strip() in ("to: [open]", "due: open")]
    assert len(open_lines) == 7
    assert all(f"plan.yaml:{number}  " in told.output for number in open_lines)


def test_number_and_date_that_the_superior_has_since_are_told(tmp_path: Path) -> None:
    data = province()
    del data["plan"]["number"]
    superior = make_province(tmp_path / "tinh", data)
    own = cascaded(superior, "xa-xuan-an", tmp_path / "xa").plan
    assert cascaded(superior, "xa-xuan-an", own.parent).reference == ""
    amend(superior)
    told = cascaded(superior, "xa-xuan-an", own.parent).reference
    assert told.startswith("Kế hoạch số 05/KH-UBND ngày 15 tháng 01 năm 2025 của Ủy ban nhân dân tỉnh Sông Đà")
