"""Random plans, random amendments, random answers before and after: each is reported under its task, or named."""

from __future__ import annotations

import copy
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import gen
from gen.derive.answers import FormField
from gen.derive.form_fields import FieldKind
from gen.history.carried_codes import carry_codes, map_codes
from gen.history.lasting_ids import carry_ids, with_ids
from gen.history.matching import stand_alike
from gen.plan.model import Plan
from gen.plan.outline import entries
from gen.returns.effective import (
    Correction,
    StoredSubmission,
    find_standings,
    merge_reports,
    recode_correction,
    recode_values,
)
from gen.returns.reasons import ReasonCode
from gen.returns.validation import FieldValue
from gen.store.connection import disconnect
from tests.support import plans
from tests.support.form_filling import filled

SENTENCES = tuple(
    " ".join(words)
    for words in (
        ("Lập", "danh", "sách", "hộ", "tham", "gia"),
        ("Lập", "danh", "sách", "hộ", "cần", "gạo"),
        ("Trồng", "rừng", "phòng", "hộ", "đầu", "nguồn"),
        ("Nuôi", "bò", "sinh", "sản", "theo", "nhóm"),
    )
)
"""Few, so that tasks often have the same words, or nearly the same."""
HEADINGS = ("Về rừng phòng hộ đầu nguồn", "Về chăn nuôi gia súc", "Về đường giao thông nông thôn")
MEASURES = ("số hộ", "số thôn")
RAWS = ("đạt 90%", "đạt 50%")
SECTIONS = ("UBND các xã", "UBND các xã vùng cao", "Các phòng")
GROUPS = ("communes", "xa-a", "xa-b")
TASK, HEADING = "text", "heading"


class Place(NamedTuple):
    """A row of a plan as somebody reads it: who it is, its words, what it stands below, in which section."""

    who: tuple[int, ...]
    words: tuple[str, ...]
    above: tuple[str, ...]
    section: str
    leads: tuple[str, ...]

    def reads_as(self, other: Place) -> bool:
        """Whether nobody could tell the two rows apart."""
        return self[1:] == other[1:]


@dataclass
class Draft:
    """The plan as a clerk edits it: entries have a number of their own ("who"), which no file shows.

    Once `ids` are written (gen pin), those of new entries are too.
    """

    sections: list[dict[str, Any]]
    count: int = 0
    ids: dict[int, str] = field(default_factory=dict)

    def fresh(self) -> int:
        self.count += 1
        return self.count


def new_task(data: st.DataObject, draft: Draft) -> dict[str, Any]:
    targets = [
        {"who": draft.fresh(), "of": data.draw(st.sampled_from(MEASURES)), "raw": data.draw(st.sampled_from(RAWS))}
        for _n in range(data.draw(st.integers(0, 2)))
    ]
    return {"who": draft.fresh(), TASK: data.draw(st.sampled_from(SENTENCES)), "targets": targets}


def new_items(data: st.DataObject, draft: Draft) -> list[dict[str, Any]]:
    found = []
    for _n in range(data.draw(st.integers(1, 3))):
        if data.draw(st.integers(0, 3)):
            found.append(new_task(data, draft))
        else:
            below = [new_task(data, draft) for _m in range(data.draw(st.integers(1, 2)))]
            found.append({"who": draft.fresh(), HEADING: data.draw(st.sampled_from(HEADINGS)), "items": below})
    return found


def new_section(data: st.DataObject, draft: Draft) -> dict[str, Any]:
    return {
        "heading": f"{data.draw(st.sampled_from(SECTIONS))} {draft.fresh()}", "to": data.draw(st.sampled_from(GROUPS)),
        "items": new_items(data, draft),
    }  # fmt: skip


def lists_of(draft: Draft) -> list[list[dict[str, Any]]]:
    """Every list of entries, those below headings too."""
    found = [one["items"] for one in draft.sections]
    return found + [item["items"] for items in found for item in items if HEADING in item]


def amend(data: st.DataObject, draft: Draft) -> None:
    """One change, as an amendment makes it."""
    lists = lists_of(draft)
    chosen = data.draw(st.sampled_from(lists))
    index = data.draw(st.integers(0, len(chosen) - 1))
    one = chosen[index]
    change = data.draw(
        st.sampled_from(("insert", "insert", "remove", "move", "reword", "heading", "section", "target", "leads"))
    )
    if change == "insert":
        chosen.insert(index, new_task(data, draft))
    elif change == "remove" and len(chosen) > 1:
        chosen.pop(index)
    elif change == "move" and TASK in one and len(chosen) > 1:
        chosen.pop(index)
        target = data.draw(st.sampled_from(lists_of(draft)))
        target.insert(data.draw(st.integers(0, len(target))), one)
    elif change == "reword":
        words = (one.get(TASK) or one[HEADING]).split()
        words[data.draw(st.integers(0, len(words) - 1))] = data.draw(st.sampled_from(("bản", "mới", "gạo")))
        one[TASK if TASK in one else HEADING] = " ".join(words)
    elif change == "heading" and TASK in one and chosen in [section["items"] for section in draft.sections]:
        heading = data.draw(st.sampled_from(HEADINGS))
        chosen[index] = {"who": draft.fresh(), HEADING: heading, "items": [one]}
    elif change == "section":
        draft.sections.insert(data.draw(st.integers(0, len(draft.sections))), new_section(data, draft))
    elif change == "target" and TASK in one:
        if one["targets"] and data.draw(st.booleans()):
            one["targets"].pop(data.draw(st.integers(0, len(one["targets"]) - 1)))
        else:
            measure = {"who": draft.fresh(), "of": data.draw(st.sampled_from(MEASURES)), "raw": RAWS[0]}
            one["targets"].insert(data.draw(st.integers(0, len(one["targets"]))), measure)
    elif change == "leads":
        data.draw(st.sampled_from(draft.sections))["to"] = data.draw(st.sampled_from(GROUPS))


def plan_of(draft: Draft) -> Plan:
    return Plan.model_validate(data_of(draft), context=None)


def data_of(draft: Draft, **changes: Any) -> plans.Data:
    def item(one: dict[str, Any]) -> dict[str, Any]:
        found = {"id": draft.ids.get(one["who"], f"99.{one['who']}")} if draft.ids else {}
        if HEADING in one:
            return {**found, HEADING: one[HEADING], "items": [item(below) for below in one["items"]]}
        targets = [{"of": t["of"], "raw": t["raw"], "op": ">=", "value": 90} for t in one["targets"]]
        return {**found, TASK: one[TASK], "targets": targets}

    sections = [
        {"heading": one["heading"], "to": [one["to"]], "items": [item(below) for below in one["items"]]}
        for one in draft.sections
    ]
    return plans.with_sections(*sections, **changes)


def whos(draft: Draft) -> list[int]:
    """Who the entries of all sections are, in print order."""
    found = []
    for section in draft.sections:
        for one in section["items"]:
            found += [one["who"], *(below["who"] for below in one.get("items", []))]
    return found


def places_of(draft: Draft, plan: Plan) -> dict[str, Place]:
    """Each row by its code in the plan; who it is comes from the draft, by its place in print alone."""
    listed = [entry for entry in entries(plan) if entry.item is not None]
    codes = {who: entry.id for who, entry in zip(whos(draft), listed, strict=True)}
    found = {}
    for section in draft.sections:
        flat = [((), one) for one in section["items"] if TASK in one]
        flat += [((one[HEADING],), below) for one in section["items"] if HEADING in one for below in one["items"]]
        for above, one in flat:
            where = (above, section["heading"], (section["to"],))
            found[codes[one["who"]]] = Place((one["who"],), (one[TASK],), *where)
            for number, target in enumerate(one["targets"], 1):
                words = (one[TASK], target["of"], target["raw"])
                found[f"{codes[one['who']]}/{number}"] = Place((one["who"], target["who"]), words, *where)
    return found


@dataclass
class Version:
    """One revision: the plan with the ids that last, and its rows."""

    plan: Plan
    places: dict[str, Place]


@st.composite
def histories(draw: st.DrawFn) -> list[Version]:
    """A plan and its amendments, as `gen` takes them one after the other."""
    data: st.DataObject = draw(st.data())
    draft = Draft([])
    draft.sections = [new_section(data, draft) for _n in range(data.draw(st.integers(1, 2)))]
    plan = plan_of(draft)
    versions, retired = [Version(plan, places_of(draft, plan))], ()
    for _n in range(data.draw(st.integers(1, 3))):
        if data.draw(st.integers(0, 4)) == 0:  # gen pin
            listed = [entry.id for entry in entries(plan) if entry.item is not None]
            draft.ids = dict(zip(whos(draft), listed, strict=True))
        draft = copy.deepcopy(draft)
        for _m in range(data.draw(st.integers(1, 3))):
            amend(data, draft)
        new = plan_of(draft)
        carried = carry_ids(plan, new, retired)
        plan, retired = with_ids(new, carried.ids), carried.retired
        versions.append(Version(plan, places_of(draft, plan)))
    return versions


def is_right(old: Place, new: Place, before: Version, after: Version) -> bool:
    """Whether an answer to the one may be reported under the other, as far as the two texts tell.

    Of rows that read the same in one text, nobody could tell which it is: so it may be meant as any of these. A row of
    the same words in the same place of the same section is the same to whoever reads both texts, whoever leads it now.
    """
    if old.words != new.words:
        return False
    if (old.above, old.section) == (new.above, new.section):
        return True
    those = [one for one in before.places.values() if one.reads_as(old)]
    these = [one for one in after.places.values() if one.reads_as(new)]
    return old.reads_as(new) or any(may_be(one, other, before, after) for one in those for other in these)


def may_be(old: Place, new: Place, before: Version, after: Version) -> bool:
    """Whether it is the same; or the one is gone, or reworded, and the other has come, as if it had been moved."""
    if old.who == new.who:
        return True
    own = next((one for one in after.places.values() if one.who == old.who), None)
    former = next((one for one in before.places.values() if one.who == new.who), None)
    if any(one is not None and one.words == old.words for one in (own, former)):
        return False
    return stand_alike(old.above, new.above)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(histories())
def test_row_is_carried_to_itself_or_not_at_all(versions: list[Version]) -> None:
    for number, before in enumerate(versions):
        for after in versions[number:]:
            codes = map_codes(before.plan, after.plan)
            assert max(Counter(codes.values()).values(), default=1) == 1
            for code, there in codes.items():
                old, new = before.places[code], after.places[there]
                right = is_right(old, new, before, after)
                assert right, (code, old, there, new)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(histories())
def test_row_whose_words_no_other_has_is_carried(versions: list[Version]) -> None:
    for before, after in pairwise(versions):
        counted = [Counter(one.words for one in version.places.values()) for version in (before, after)]
        codes = map_codes(before.plan, after.plan)
        for code, old in before.places.items():
            new = next((one for one in after.places.values() if one.who == old.who), None)
            is_one_of_many = any(count[old.words] > 1 or count[old.words[:1]] > 1 for count in counted)
            if new is None or new.words != old.words or is_one_of_many:
                continue
            if stand_alike(old.above, new.above):
                assert code in codes, (code, old, new)


# ---- answers ------------------------------------------------------------------------

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
OCCASION = ("bc", "2026-Q1")


@dataclass(frozen=True)
class Given:
    """An answer that a unit gave: by which revision, to which row, in which form or by telephone."""

    moment: int
    version: int
    code: str
    text: str
    corrected: bool


@st.composite
def answers(draw: st.DrawFn, versions: list[Version]) -> list[list[Given]]:
    """Forms of some rows, and corrections of one, each by a revision that there was by then."""
    found = []
    for moment in range(draw(st.integers(1, 4))):
        version = draw(st.integers(0, len(versions) - 1))
        corrected = moment > 0 and draw(st.integers(0, 2)) == 0
        codes = sorted(versions[version].places)
        chosen = draw(st.lists(st.sampled_from(codes), min_size=1, max_size=1 if corrected else 4, unique=True))
        found.append([Given(moment, version, code, f"{moment}: {code}", corrected) for code in chosen])
    return found


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_answer_is_reported_under_its_task_or_named_or_answered_anew(data: st.DataObject) -> None:
    versions = data.draw(histories())
    given_ = data.draw(answers(versions))
    judged = versions[-1]
    carried = [carry_codes(one.plan, judged.plan) for one in versions]
    submissions, values, corrections = [], {}, []
    for number, each in enumerate(given_):
        moment, revision = BEGIN + timedelta(minutes=number), f"r{each[0].version}"
        typed = [FieldValue(FormField(one.code, "result", FieldKind.TEXT), one.text, "control") for one in each]
        if each[0].corrected:
            told = Correction(number, "xa-a", OCCASION, typed[0].field, typed[0], "gọi", moment, revision)
            corrections.append(recode_correction(told, carried[each[0].version].codes))
            continue
        submissions.append(
            StoredSubmission(number, OCCASION, moment, f"sha{number}", f"f{number}", "xa-a", plan_revision=revision)
        )
        values[number] = recode_values((tuple(typed), ()), carried[each[0].version].codes)
    elsewhere = {f"r{number}": one.elsewhere for number, one in enumerate(carried)}
    [report] = merge_reports(OCCASION, find_standings(submissions, ()), values, corrections, elsewhere).accepted
    reported = {value.text: value.field.code for value in report.values}
    named = {value.text for value, why in report.quarantined_values if why.code == ReasonCode.TASK_CHANGED}
    assert len(reported) + len(named) == len(report.values) + len(report.quarantined_values)
    every = [one for each in given_ for one in each]
    asked = {one.words for one in judged.places.values()}
    for one in every:
        old = versions[one.version].places[one.code]
        if one.text in reported:
            new = judged.places[reported[one.text]]
            right = is_right(old, new, versions[one.version], judged)
            assert right, (old, new)
        elif one.text not in named:
            later = [(two.code, versions[two.version].places[two.code]) for two in every if two.moment > one.moment]
            assert any(is_anew(one.code, old, code, there, asked) for code, there in later), (one, old)


def is_anew(code: str, old: Place, later_code: str, later: Place, asked: set[tuple[str, ...]]) -> bool:
    """Whether an answer to the `later` row settles one to the `old` row: it is the same, or has its words.

    Where its words are asked nowhere any more, nobody can tell the row with its id from the same one in other words.
    """
    if later.who == old.who or later.words == old.words:
        return True
    return code == later_code and old.words not in asked


# ---- through files ------------------------------------------------------------------

REPORT = {"id": "quy", "name": "Báo cáo", "of": ["communes"], "to": "huyen", "frequency": "quarterly", "form": True}
AMENDMENT = {"id": "sua-1", "date": "2021-02-01", "does": "sửa đổi"}
UNITS = ("xa-a", "xa-b", "xa-c")
PERIOD, END = "2021-Q1", date(2021, 3, 31)


@dataclass(frozen=True)
class Written:
    """A text that a unit wrote into a form: under which code of which version."""

    unit: str
    version: int
    code: str
    column: str


def units(*, renamed: bool = False, merged: bool = False) -> list[dict[str, Any]]:
    """The issuer and three communes; one renamed, one merged into it."""
    ended = {"valid_to": "2021-02-28", "successor": "xa-a"} if merged else {}
    return [
        {"id": "huyen", "kind": "district", "name": "Sông Đà"},
        {"id": "xa-a", "kind": "commune", "name": "Hợp Nhất" if renamed else "Xuân An"},
        {"id": "xa-b", "kind": "commune", "name": "Xuân Bình"},
        {"id": "xa-c", "kind": "commune", "name": "Xuân Cao", **ended},
    ]


def send_forms(data: st.DataObject, folder: Path, version: int, day: date) -> dict[str, Written]:
    """Forms of all units, built, filled in at random and collected; each text with where it was written."""
    plan, box, written = folder / "plan.yaml", folder / f"box-{version}", {}
    box.mkdir()
    for made in gen.build(plan, out=str(folder / "out"), documents=["report"], period=PERIOD, pdf=False).outcomes:
        if not made.path.endswith(".docx"):
            continue
        unit, form = made.path.split("/")[0], (folder / "out/kh-1" / made.path).read_bytes()
        with ZipFile(io.BytesIO(form)) as package:
            content = package.read("word/document.xml").decode()
        tags = re.findall(r'w:tag w:val="([^"/]+(?:/\d+)?)/(result|numerator)"', content)
        given_ = {}
        for code, column in sorted(set(tags)):
            if data.draw(st.integers(0, 3)):
                text = str(len(written) + 1000 * (version + 1))
                given_[f"{code}/{column}"] = text
                written[text] = Written(unit, version, code, column)
        (box / f"{unit}.docx").write_bytes(filled(form, given_))
    assert all(one.is_kept for one in gen.collect(box, plan, received=day))
    return written


@pytest.mark.slow
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.data())
def test_answer_in_a_form_is_reported_under_its_task_or_named(data: st.DataObject) -> None:
    draft = Draft([])
    draft.sections = [new_section(data, draft) for _n in range(data.draw(st.integers(1, 2)))]
    with TemporaryDirectory() as name:
        folder = Path(name)
        plan = plans.write(folder, data_of(draft, units=units(), obligations=[REPORT]))
        loaded = gen.load_plan(plan)
        before = Version(loaded, places_of(draft, loaded))
        written = send_forms(data, folder, 0, date(2021, 1, 20))
        for _n in range(data.draw(st.integers(1, 4))):
            amend(data, draft)
        changes = {"renamed": data.draw(st.booleans()), "merged": data.draw(st.booleans())}
        plans.write(folder, data_of(draft, units=units(**changes), obligations=[REPORT], amendments=[AMENDMENT]))
        loaded = gen.load_plan(plan)
        after = Version(loaded, places_of(draft, loaded))
        written |= send_forms(data, folder, 1, date(2021, 3, 16))
        report = gen.consolidate(plan, obligation="quy", period=PERIOD, as_of=END)
        disconnect()
    sheet = load_workbook(io.BytesIO(report.xlsx))["Chi tiết"]
    rows = [tuple(row) for row in sheet.iter_rows(min_row=3, values_only=True)]
    found = {row[5]: (row[0], row[2], row[7] == "x", row[8]) for row in rows}
    assert len(found) == len(rows)
    later = {(one.unit, one.code, one.column) for one in written.values() if one.version == 1}
    for text, one in written.items():
        if text not in found:
            assert one.version == 0, one
            assert (one.unit, one.code, one.column) in later, one
            continue
        unit, code, counts, why = found[text]
        assert unit == one.unit
        assert counts or why, one
        if counts:
            old, new = (before, after)[one.version].places[one.code], after.places[code]
            assert is_right(old, new, (before, after)[one.version], after), (old, new)
            assert not (changes["merged"] and unit == "xa-c")
