"""The page and the printed lists where a unit has several forms: each is told from the others, the newest one first."""

import re
from pathlib import Path

import pytest

from gen.derive.dossier import dossiers
from gen.folders import LocalFolder
from gen.history import load_current
from gen.journal import Journal
from gen.pipeline.lists import contents, plan_distribution
from gen.pipeline.manifest import Manifest, load_records
from gen.pipeline.period_forms import FormsInTime
from gen.pipeline.placement import OutputFolder
from gen.reading import read_date
from gen.sheets.html import html_sheet
from tests.issuing.test_issue_periods import ONCE, Q1, Q2, QUARTERLY, data, give
from tests.support import plans
from tests.support.offices import run


def page(plan: Path) -> str:
    return (plan.parent / "out" / "kh-1" / "index.html").read_text(encoding="utf-8")


def row(plan: Path, unit: str) -> str:
    """The row of the page with that unit's files, as it reads; links by their names."""
    found = next(one for one in re.findall(r"<tr data-s.*?</tr>", page(plan), re.DOTALL) if f"{unit}/" in one)
    return " ".join(re.sub(r"<[^>]*>", " ", re.sub(r'<a [^>]*href="([^"]*)"[^>]*>', r" \1 ", found)).split())


def quarters(tmp_path: Path, *obligations: plans.Data, periods: tuple[str, ...] = (Q1, Q2)) -> Path:
    plan = plans.write(tmp_path, data(*obligations))
    for period in periods:
        assert run(plan, period=period).exit_code == 0
    return plan


def printed(plan: Path) -> tuple[str, str]:
    """The text of the list of contents, and that of the distribution list."""
    folder = LocalFolder(plan.parent / "out" / "kh-1")
    current, records = load_current(plan), load_records(folder)
    made = OutputFolder(folder, {}, Manifest("kh-1", "0", "", records), set(folder.paths()), Journal(folder))
    forms, units = FormsInTime(current.revisions), dossiers(current.plan)
    lists = (contents(made, forms, units), plan_distribution(made, forms, units))
    first, second = (" ".join(re.sub(r"<[^>]*>", " ", html_sheet(one)).split()) for one in lists)
    return first, second


def test_page_names_the_period_of_each_form_the_newest_first(tmp_path: Path) -> None:
    said = row(quarters(tmp_path, periods=(Q2, Q1)), "xa-a")
    names = re.findall(r"Quý I+ năm 2026|bao-cao-\S*docx", said)
    assert names == [
        "Quý II năm 2026", "bao-cao-xa-a-2026-q2.docx", "Quý I năm 2026", "bao-cao-xa-a-2026-q1.docx",
    ]  # fmt: skip


def test_each_link_to_a_form_is_labelled_with_its_period(tmp_path: Path) -> None:
    html = page(quarters(tmp_path))
    labels = dict(re.findall(r'href="(xa-a/bao-cao[^"]*)" aria-labelledby="([^"]*)"', html))
    spoken = {
        path: [text for one in ids.split() for text in re.findall(rf'id="{one}">([^<]*)</span>', html)]
        for path, ids in labels.items()
    }
    assert spoken == {
        "xa-a/bao-cao-xa-a-2026-q1.docx": ["Quý I năm 2026"],
        "xa-a/bao-cao-xa-a-2026-q2.docx": ["Quý II năm 2026"],
    }


def test_report_is_named_where_a_unit_has_forms_of_several(tmp_path: Path) -> None:
    plan = quarters(tmp_path, QUARTERLY, ONCE, periods=(Q1, "once"))
    assert "Báo cáo quý I năm 2026" in row(plan, "xa-a")
    assert "Báo cáo tổng kết" in row(plan, "xa-a")


def test_form_that_is_the_only_one_and_for_no_period_has_no_such_words(tmp_path: Path) -> None:
    plan = plans.write(tmp_path, data(ONCE))
    run(plan)
    assert 'class="form"' not in page(plan)


@pytest.mark.parametrize(("built", "due"), [((Q1,), "19/3/2026"), ((Q1, Q2), "19/6/2026"), ((Q2, Q1), "19/6/2026")])
def test_due_day_is_that_of_the_newest_period_of_which_there_is_a_form(
    tmp_path: Path, built: tuple[str, ...], due: str
) -> None:
    plan = quarters(tmp_path, periods=built)
    iso = f"{read_date(due)}"
    assert f'<time datetime="{iso}">ngày {due}</time>' in page(plan)


def test_due_words_of_a_report_owed_once_stay_those_of_the_plan(tmp_path: Path) -> None:
    plan = plans.write(tmp_path, data({**ONCE, "due": "trước ngày 15/1/2027"}))
    run(plan)
    assert "trước ngày 15/1/2027" in row(plan, "xa-a")


def test_printed_lists_name_the_period_of_each_form(tmp_path: Path) -> None:
    for said in printed(quarters(tmp_path)):
        places = [said.index(words) for words in ("Mẫu báo cáo quý II năm 2026", "Mẫu báo cáo quý I năm 2026")]
        assert places == sorted(places)


def test_distribution_has_the_number_of_each_form(tmp_path: Path) -> None:
    plan = quarters(tmp_path)
    give(plan, period=Q1)
    give(plan, "15", period=Q2, day="19/6/2026")
    _contents, said = printed(plan)
    assert re.search(r"quý II năm 2026 Số 15/BC-UBND.*?quý I năm 2026 Số 07/BC-UBND", said)


def merged(tmp_path: Path) -> Path:
    """A plan in which xa-b goes into xa-moi on 1 July 2026."""
    found = data()
    found["units"][2] |= {"valid_to": "2026-06-30", "successor": "xa-moi"}
    found["units"].append({"id": "xa-moi", "kind": "commune", "name": "Xuân Mới", "valid_from": "2026-07-01"})
    return plans.write(tmp_path, found)


@pytest.mark.parametrize("periods", [(Q1, "2026-Q3"), ("2026-Q3", Q1)])
def test_units_of_every_period_are_listed_whichever_is_built_last(tmp_path: Path, periods: tuple[str, ...]) -> None:
    plan = merged(tmp_path)
    for period in periods:
        assert run(plan, period=period).exit_code == 0
    assert "bao-cao-xa-b-2026-q1.docx" in row(plan, "xa-b")
    assert "bao-cao-xa-moi-2026-q3.docx" in row(plan, "xa-moi")


def test_forms_of_a_successor_stay_the_programs_own_when_an_earlier_period_is_built(tmp_path: Path) -> None:
    plan = merged(tmp_path)
    run(plan, period="2026-Q3")
    result = run(plan, period=Q1)
    assert "BUILD-025" not in [found.code for found in result.notices]
    assert "xa-moi/bao-cao-xa-moi-2026-q3.docx" in load_records(LocalFolder(tmp_path / "out" / "kh-1"))


def test_form_of_a_successor_is_issued_by_its_name(tmp_path: Path) -> None:
    plan = merged(tmp_path)
    run(plan, period="2026-Q3")
    outcome = give(plan, "3", unit="UBND xã Xuân Mới", day="18/9/2026")
    assert [(one.unit, one.period) for one in outcome.issued] == [("xa-moi", "2026-Q3")]
