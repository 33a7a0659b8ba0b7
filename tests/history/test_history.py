"""Each text of the plan that was used is kept as it was; since when it holds; what is said of a spoilt history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gen.errors import GenError
from gen.history import CurrentPlan, load_current
from gen.history.records import history_file
from gen.plan.outline import tasks
from gen.revisions import pin
from tests.support import plans
from tests.support.offices import run

FIRST, SECOND = ("Trồng rừng phòng hộ.",), ("Làm đường liên thôn.", "Trồng rừng phòng hộ.")


def write(folder: Path, *words: str, note: str = "") -> Path:
    data = plans.with_sections({"to": ["communes"], "heading": "UBND", "items": [{"text": text} for text in words]})
    path = plans.write(folder, data)
    path.write_text(f"# {note}\n{path.read_text('utf-8')}", "utf-8")
    return path


def ids(current: CurrentPlan) -> list[str]:
    return [task.id for task in tasks(current.plan)]


@pytest.fixture
def used(tmp_path: Path) -> Path:
    """A plan by which a form for a period up to 14 March was accepted."""
    path = write(tmp_path, *FIRST)
    load_current(path).note_use([date(2021, 3, 14)])
    return path


def test_text_and_registry_are_kept_letter_by_letter(tmp_path: Path) -> None:
    data = plans.base()
    (tmp_path / "lists").mkdir()
    plans.write(tmp_path / "lists", {"units": data["units"]}).rename(tmp_path / "lists/units.yaml")
    path = plans.write(tmp_path, {**data, "units": "lists/units.yaml"})
    current = load_current(path).keep()
    folder = current.history.text_folder(current.revisions.newest.digest)
    assert (folder / "plan.yaml").read_bytes() == path.read_bytes()
    assert (folder / "lists/units.yaml").read_bytes() == (tmp_path / "lists/units.yaml").read_bytes()
    newest = load_current(path).history.newest
    assert newest is not None
    assert current.history.load(newest) == current.plan


def test_build_keeps_what_it_was_made_from(tmp_path: Path) -> None:
    run(write(tmp_path, *FIRST), pdf=False)
    run(write(tmp_path, *SECOND), pdf=False)
    assert [task.text for one in load_current(tmp_path / "plan.yaml").revisions.each() for task in tasks(one.plan)] == [
        *SECOND, *FIRST,
    ]  # fmt: skip


def test_plan_that_was_only_looked_at_is_not_kept(tmp_path: Path) -> None:
    run(write(tmp_path, *FIRST), pdf=False, dry_run=True)
    assert not (tmp_path / "revisions").exists()


def test_changed_plan_holds_from_the_beginning_as_long_as_no_form_was_accepted(tmp_path: Path) -> None:
    load_current(write(tmp_path, *FIRST)).keep()
    current = load_current(write(tmp_path, *SECOND))
    assert current.revisions.in_force_on(date(2021, 1, 1)) is current.revisions.newest


def test_changed_plan_holds_after_the_last_period_for_which_forms_were_accepted(used: Path) -> None:
    load_current(write(used.parent, *SECOND)).keep()
    current = load_current(used)
    held = [len([*tasks(current.revisions.in_force_on(day).plan)]) for day in (date(2021, 3, 14), date(2021, 3, 15))]
    assert held == [1, 2]
    assert ids(current) == ["1.1a", "1.1"]


def test_other_comments_are_no_other_plan(used: Path) -> None:
    load_current(write(used.parent, *FIRST, note="sửa lời ghi chú")).keep()
    current = load_current(used)
    assert len(current.history.revisions) == 2
    assert [one.since for one in current.history.revisions] == [None, None]


def test_ids_that_pin_writes_down_are_those_that_tasks_kept(used: Path) -> None:
    load_current(write(used.parent, *SECOND)).keep()
    pin(used)
    assert [task.item and task.item.id for task in tasks(plans.load(used.parent, used.read_text("utf-8")).plan)] == [
        "1.1a", "1.1",
    ]  # fmt: skip


def test_text_that_is_put_back_has_the_ids_that_it_had(used: Path) -> None:
    load_current(write(used.parent, *SECOND)).keep()
    load_current(write(used.parent, *FIRST)).keep()
    assert ids(load_current(write(used.parent, *SECOND))) == ["1.1a", "1.1"]


def test_id_of_a_task_that_is_gone_is_given_to_no_other(used: Path) -> None:
    load_current(write(used.parent, "Nuôi bò sinh sản.")).keep()
    assert ids(load_current(write(used.parent, "Đào giếng khoan."))) == ["1.1b"]


def test_build_names_the_tasks_that_kept_their_ids(used: Path) -> None:
    result = run(write(used.parent, *SECOND), pdf=False)
    assert [(one.code, one.message) for one in result.notices if one.code in ("BUILD-038", "BUILD-040")] == [
        ("BUILD-038", "the plan was changed, and 1 tasks without a written id keep the one that they had: 1.2 → 1.1"),
        ("BUILD-040", "the plan was changed: it holds as it is now from 15/03/2021, before that as it was"),
    ]


def test_build_says_from_when_amendments_hold_that_were_entered_at_once(used: Path) -> None:
    def amended(*days: str) -> list[str]:
        named = [{"id": f"sd-{day[-1]}", "date": day, "does": "sửa"} for day in days]
        plans.write(used.parent, {**plans.base(), "amendments": named})
        return [one.message for one in run(used, pdf=False, dry_run=True).notices if one.code == "BUILD-041"]

    assert amended("2021-05-02") == amended("2021-05", "2021-05-01") == []
    [message] = amended("2021-06-04", "2021-05-03")
    assert "sd-3 (03/05/2021), sd-4 (04/06/2021): none holds for a period that ends before 04/06/2021" in message


def test_use_that_another_program_wrote_down_meanwhile_stays(used: Path) -> None:
    slow = load_current(write(used.parent, *SECOND))
    load_current(used).note_use([date(2021, 6, 14)])
    slow.note_use([date(2021, 9, 14)])
    revisions = load_current(used).history.revisions
    assert [one.used_until for one in revisions] == [date(2021, 3, 14), date(2021, 9, 14)]


def spoil_history(plan: Path) -> None:
    history_file(plan, "kh-1").write_text('{"format": 1, "revisions": [{"sha256": "zz"}]}')


def newer_history(plan: Path) -> None:
    history_file(plan, "kh-1").write_text('{"format": 2, "revisions": []}')


def deep_history(plan: Path) -> None:
    history_file(plan, "kh-1").write_text("[" * 100_000)


def lose_text(plan: Path) -> None:
    next(history_file(plan, "kh-1").parent.glob("*/plan.yaml")).unlink()


def change_text(plan: Path) -> None:
    kept = next(history_file(plan, "kh-1").parent.glob("*/plan.yaml"))
    kept.write_text(kept.read_text("utf-8").replace("phòng hộ", "đặc dụng"), "utf-8")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (spoil_history, "BUILD-035"), (newer_history, "BUILD-050"), (deep_history, "BUILD-035"),
        (lose_text, "BUILD-036"), (change_text, "BUILD-036"),
    ],
)  # fmt: skip
def test_history_that_cannot_be_believed_is_an_error(used: Path, spoil: Callable[[Path], None], code: str) -> None:
    write(used.parent, *SECOND)
    spoil(used)
    with pytest.raises(GenError) as caught:
        load_current(used)
    assert [found.code for found in caught.value.diagnostics] == [code]


def test_history_that_is_gone_after_a_build_is_an_error(tmp_path: Path) -> None:
    plan = write(tmp_path, *FIRST)
    run(plan, pdf=False)
    history_file(plan, "kh-1").unlink()
    with pytest.raises(GenError) as caught:
        run(write(tmp_path, *SECOND), pdf=False)
    assert [found.code for found in caught.value.diagnostics] == ["BUILD-037"]
