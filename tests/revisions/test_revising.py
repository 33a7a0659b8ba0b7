"""Two versions of a plan → what changed; ids pinned into a plan without touching another letter."""

import io
import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from gen.cli import main
from gen.errors import GenError
from gen.history.matching import list_tasks, match_tasks
from gen.plan.file.loading import load_plan
from gen.plan.model import Plan
from gen.plan.outline import entries, tasks
from gen.revisions import PlanChanges, compare, compare_plans
from gen.revisions.changes import ChangeKind, compare_words
from gen.revisions.messages import changes_as_data, changes_as_text, list_unit_names
from gen.revisions.paper import compose_paper
from gen.word.redline import redline_docx
from tests.support import plans

ROOT = Path(__file__).parents[2]
PINNED = (ROOT / "plan.yaml").read_text(encoding="utf-8")
TEXT = re.sub(r'- id: "[0-9.#+]+"\n +', "- ", PINNED)
"""The plan of Tuần Giáo as it was typed, before its tasks had their ids written."""
FIRST = "Kiểm tra liên ngành và chuyên đề về phòng, chống xâm hại trẻ em."


def plan_of(text: str, folder: Path) -> Plan:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return load_plan(path).plan


@pytest.fixture
def amended(tmp_path: Path) -> Callable[..., PlanChanges]:
    def compare(*edits: tuple[str, str]) -> PlanChanges:
        text = TEXT
        for old, new in edits:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        return compare_plans(plan_of(TEXT, tmp_path), plan_of(text, tmp_path))

    return compare


def only(found: PlanChanges) -> tuple[tuple[ChangeKind, ...], str, str]:
    (change,) = found.changes
    return change.kinds, change.old.id if change.old else "", change.new.id if change.new else ""


def test_equal_plans_differ_in_nothing(amended: Callable[..., PlanChanges]) -> None:
    found = amended()
    assert (found.changes, found.other_changes, found.unchanged_count) == ((), (), 63)


def test_new_task_and_those_it_pushes_down(amended: Callable[..., PlanChanges]) -> None:
    found = amended((f"- text: {FIRST}", f"- text: Lập đường dây nóng.\n              - text: {FIRST}"))
    assert [(c.kinds, c.old and c.old.id, c.new and c.new.id) for c in found.changes] == [
        ((ChangeKind.RENUMBERED,), "1.3#1", "1.3#2"),
        ((ChangeKind.RENUMBERED,), "1.3#2", "1.3#3"),
        ((ChangeKind.ADDED,), None, "1.3#1"),
    ]


def test_task_that_is_gone(amended: Callable[..., PlanChanges]) -> None:
    found = amended(
        ("          - text: Thực hiện công tác thống kê về các tội phạm mà trẻ em là đối tượng bị xâm hại.\n", "")
    )
    assert only(found) == ((ChangeKind.REMOVED,), "9#3", "")


def test_reworded_task_has_its_words_marked(amended: Callable[..., PlanChanges]) -> None:
    found = amended(("và chóng bỏ lọt tội", "và chống bỏ lọt tội"))
    assert only(found) == ((ChangeKind.REWORDED,), "9#2", "9#2")
    pieces = [(piece.kind, piece.text.strip()) for piece in found.changes[0].pieces if piece.kind != "kept"]
    assert pieces == [("removed", "chóng"), ("added", "chống")]


def test_words_of_both_versions_are_whole_again_in_the_pieces() -> None:
    chance = random.Random(5)
    for _round in range(200):
        old, new = (" ".join(chance.choices(["a", "b", "c", "d", "e"], k=chance.randint(0, 9))) for _side in range(2))
        pieces = list(compare_words(old, new))
        assert "".join(p.text for p in pieces if p.kind != "added").split() == old.split()
        assert "".join(p.text for p in pieces if p.kind != "removed").split() == new.split()


def test_another_deadline(amended: Callable[..., PlanChanges]) -> None:
    found = amended(
        ("due: {raw: định kỳ hàng năm, kind: yearly}", "due: {raw: định kỳ hàng năm, value: 2021, kind: yearly}")
    )
    assert only(found)[0] == (ChangeKind.DEADLINE,)


@pytest.mark.parametrize("key", ["product", "leader", "authority"])
def test_another_product_leader_or_authority(key: str, amended: Callable[..., PlanChanges]) -> None:
    due = "due: {raw: định kỳ hàng năm, kind: yearly}"
    (change,) = amended((due, f"{due}\n            {key}: Kế hoạch của xã")).changes
    assert (change.kinds, change.new and getattr(change.new, key)) == ((ChangeKind(key),), "Kế hoạch của xã")
    assert "xa-quai-to" in change.units


def test_another_leader_of_a_heading_is_one_of_each_task_below_it(amended: Callable[..., PlanChanges]) -> None:
    heading = "          - heading: Bảo đảm nguồn lực phù hợp cho công tác bảo vệ trẻ em, phòng, chống xâm hại trẻ em"
    found = amended((f"{heading}\n", f"{heading}\n            leader: Phó Chủ tịch UBND huyện\n"))
    assert {change.kinds for change in found.changes} == {(ChangeKind.LEADER,)}
    assert len(found.changes) > 1


def test_task_moved_to_another_unit(amended: Callable[..., PlanChanges]) -> None:
    found = amended(("      - to: [phong-dan-toc]\n", "      - to: [phong-noi-vu]\n"))
    assert only(found) == ((ChangeKind.MOVED,), "7#1", "7#1")
    assert found.changes[0].units == {"phong-dan-toc", "phong-noi-vu"}


def test_other_supporters(amended: Callable[..., PlanChanges]) -> None:
    found = amended(("                with: [phong-tckh]\n", "                with: [phong-noi-vu]\n"))
    assert {change.kinds for change in found.changes} == {(ChangeKind.SUPPORTS,)}
    assert found.for_unit("phong-noi-vu") == found.for_unit("phong-tckh") == found.changes


def test_report_and_head_are_told_beside_the_tasks(amended: Callable[..., PlanChanges]) -> None:
    found = amended(("value: 2021-07-15", "value: 2021-08-15"), ("  number: null ", "  number: 12 "))
    assert [(one.kind, one.name) for one in found.other_changes] == [("head", "number"), ("report", "summary-2021")]
    assert len(found.other_changes[1].units) == 43


def test_of_tasks_with_the_same_words_each_stays_with_its_unit(tmp_path: Path) -> None:
    old = plan_of(
        TEXT.replace(FIRST, "Kiểm tra chung.").replace(
            "Thực hiện công tác thống kê về các tội phạm mà trẻ em là đối tượng bị xâm hại.", "Kiểm tra chung."
        ),
        tmp_path,
    )
    same = [task for task in list_tasks(old) if task.text == "Kiểm tra chung."]
    assert len(same) == 2
    assert [pair.old.id for pair in match_tasks(same, same[::-1]).pairs] == [task.id for task in same[::-1]]


@pytest.mark.parametrize("seed", range(12))
def test_tasks_keep_their_identity_whatever_comes_and_goes(seed: int) -> None:
    chance = random.Random(seed)
    old = list_tasks(load_plan(ROOT / "plan.yaml").plan)
    kept = [task for task in old if chance.random() > 0.2]
    found = match_tasks(old, kept)
    assert [pair.old.text for pair in found.pairs] == [pair.new.text for pair in found.pairs]
    assert len(found.pairs) == len(kept)
    assert not found.added


def test_id_written_by_hand_goes_before_likeness(tmp_path: Path) -> None:
    first, second = TEXT, TEXT
    first = first.replace(f"- text: {FIRST}", f'- id: "k1"\n                text: {FIRST}')
    second = second.replace(f"- text: {FIRST}", '- id: "k1"\n                text: Việc hoàn toàn khác.')
    old = plan_of(first, tmp_path)
    found = compare_plans(old, plan_of(second, tmp_path))
    assert only(found) == ((ChangeKind.REWORDED,), "k1", "k1")
    assert found.changes[0].reason == "id"


def test_text_stands_under_each_unit_with_units_of_the_same_changes_together(
    amended: Callable[..., PlanChanges],
) -> None:
    found = amended(
        ("Tiếp tục huy động nguồn lực từ các cá nhân, tổ chức", "Tiếp tục huy động đóng góp từ các cá nhân, tổ chức")
    )
    plan = load_plan(ROOT / "plan.yaml").plan
    text = changes_as_text(found, list_unit_names(plan, plan))
    assert text.count("12.2#5") == 1
    assert "UBND thị trấn Tuần Giáo, " in text
    assert "[-nguồn lực-] {+đóng góp+}" in text


def test_product_is_told_before_and_after(tmp_path: Path) -> None:
    due = "due: {raw: định kỳ hàng năm, kind: yearly}"
    old, new = (
        plan_of(TEXT.replace(due, f"{due}\n            product: {said}"), tmp_path) for said in ("Sổ", "Báo cáo")
    )
    told = compare(old, new, "xa-quai-to").as_text()
    assert "12.5  another product" in told
    assert "product: Sổ → Báo cáo" in told


def test_json_says_the_same_as_the_text(amended: Callable[..., PlanChanges]) -> None:
    found = amended(("và chóng bỏ lọt tội", "và chống bỏ lọt tội"))
    data = json.loads(json.dumps(changes_as_data(found)))
    assert (data["same"], data["changes"][0]["what"], data["changes"][0]["units"]) == (
        62,
        ["reworded"],
        ["vksnd-huyen"],
    )


def test_word_file_strikes_what_is_gone_and_is_the_same_each_time(amended: Callable[..., PlanChanges]) -> None:
    found = amended(("và chóng bỏ lọt tội", "và chống bỏ lọt tội"))
    plan = load_plan(ROOT / "plan.yaml").plan
    made = redline_docx(compose_paper(found, list_unit_names(plan, plan), plan, plan))
    runs = [run for paragraph in Document(io.BytesIO(made)).paragraphs for run in paragraph.runs]
    assert [run.text.strip() for run in runs if run.font.strike] == ["chóng"]
    assert [run.text.strip() for run in runs if run.underline] == ["chống"]
    assert made == redline_docx(compose_paper(found, list_unit_names(plan, plan), plan, plan))


def test_word_file_is_vietnamese_whatever_the_reader_speaks(
    amended: Callable[..., PlanChanges], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEN_LANG", "en")
    found = amended(("và chóng bỏ lọt tội", "và chống bỏ lọt tội"))
    plan = load_plan(ROOT / "plan.yaml").plan
    made = redline_docx(compose_paper(found, list_unit_names(plan, plan), plan, plan))
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(made)).paragraphs)
    assert "9#2  sửa lời văn (coi là cùng một nhiệm vụ" in text
    assert "reworded" not in text


def pin(path: Path) -> str:
    done = CliRunner().invoke(main, ["pin", str(path)])
    assert done.exit_code == 0, done.output
    return path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_pinning_only_adds_ids(end: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(TEXT.replace("\n", end).encode())
    text = pin(path)
    ids = [line for line in text.split(end) if line.strip().startswith('- id: "') and line.strip()[7].isdigit()]
    assert len(ids) == 63
    back = text
    for line in ids:
        indent = len(line) - len(line.lstrip())
        back = back.replace(line + end + " " * (indent + 2), " " * indent + "- ", 1)
    assert back == TEXT.replace("\n", end)


def test_pinned_plan_says_the_same_and_pinning_again_adds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(TEXT, encoding="utf-8")
    first = pin(path)
    plan, ours = load_plan(path).plan, load_plan(ROOT / "plan.yaml").plan
    assert [(e.id, e.mark, e.text) for e in entries(plan)] == [(e.id, e.mark, e.text) for e in entries(ours)]
    assert all(task.item is not None and task.item.id for task in tasks(plan))
    assert pin(path) == first


@pytest.mark.parametrize("name", ["plan.yaml", "examples/hai-cap/plan.yaml"])
def test_tasks_of_the_examples_have_their_ids_written(name: str) -> None:
    assert [task.id for task in tasks(load_plan(ROOT / name).plan) if task.item and task.item.id is None] == []


def test_plan_without_ids_is_the_same_plan(tmp_path: Path) -> None:
    typed, ours = plan_of(TEXT, tmp_path), load_plan(ROOT / "plan.yaml").plan
    assert all(task.item is not None and task.item.id is None for task in tasks(typed))
    assert [(e.id, e.mark, e.text) for e in entries(typed)] == [(e.id, e.mark, e.text) for e in entries(ours)]


def test_entries_in_braces_are_pinned_too(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(TEXT.replace(f"- text: {FIRST}", f"- {{text: '{FIRST}'}}"), encoding="utf-8")
    assert f"- {{id: \"1.3#1\", text: '{FIRST}'}}" in pin(path)


def test_entry_used_twice_is_not_pinned_and_the_plan_stays(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    twice = f"- &x\n                text: {FIRST}\n              - {{id: other, text: Việc khác.}}"
    path.write_text(TEXT.replace(f"- text: {FIRST}", twice), encoding="utf-8")
    before = path.read_bytes()
    done = CliRunner().invoke(main, ["pin", str(path)])
    assert (done.exit_code, path.read_bytes()) == (1, before)
    assert "REV-003" in done.output


def test_unit_of_neither_version_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["diff", str(ROOT / "plan.yaml"), str(ROOT / "plan.yaml"), "--unit", "nobody"])
    assert done.exit_code == 1
    assert "REV-001" in done.output


def test_unit_is_named_as_either_version_calls_it(tmp_path: Path) -> None:
    old, new = load_plan(ROOT / "plan.yaml").plan, tmp_path / "new.yaml"
    assert TEXT.count('name: Quài Tở, code: "03295", valid_to') == 1
    new.write_text(TEXT.replace('name: Quài Tở, code: "03295", valid_to', "name: Quài Mới, valid_to"), "utf-8")
    for words in ("UBND xã Quài Mới", "xa-quai-to", "Ủy ban nhân dân xã Quài Mới"):
        assert compare(old, load_plan(new).plan, words).unit == "xa-quai-to"


def test_name_of_several_units_is_a_question() -> None:
    plan = load_plan(ROOT / "plan.yaml").plan
    with pytest.raises(GenError) as error:
        compare(plan, plan, "Tuần Giáo")
    assert [found.code for found in error.value.diagnostics] == ["NAME-001"]


def test_command_prints_and_writes_word(tmp_path: Path) -> None:
    new = tmp_path / "new.yaml"
    new.write_text(TEXT.replace("và chóng bỏ lọt tội", "và chống bỏ lọt tội"), encoding="utf-8")
    word = tmp_path / "diff.docx"
    done = CliRunner().invoke(main, ["diff", str(ROOT / "plan.yaml"), str(new), "--word", str(word)])
    assert done.exit_code == 0, done.output
    assert "[-chóng-] {+chống+}" in done.output
    assert word.is_file()


# Figures that are asked for


def figures(folder: Path, *indicators: dict[str, object]) -> Plan:
    folder.mkdir(exist_ok=True)
    return load_plan(plans.write(folder, plans.base(indicators=list(indicators)))).plan


def test_figure_that_is_asked_otherwise_is_told_with_the_units_that_it_is_asked_of(tmp_path: Path) -> None:
    counted = {"id": "CT01", "name": "Số cây", "unit": "cây"}
    old = figures(tmp_path, counted)
    new = figures(tmp_path, {**counted, "breakdown": ["keo"], "for": ["xa-a"]}, {**counted, "id": "CT02"})
    found = [(one.kind, one.name, one.old, one.new, sorted(one.units)) for one in compare_plans(old, new).other_changes]
    assert found == [
        ("figure", "CT01", "Số cây · cây · sum", "Số cây · cây · keo · sum", ["xa-a", "xa-b"]),
        ("figure", "CT02", "", "Số cây · cây · sum", ["xa-a", "xa-b"]),
    ]
    assert "Figure asked for CT02" in changes_as_text(compare_plans(old, new), list_unit_names(old, new))
