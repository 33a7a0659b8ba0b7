"""Rows that units of the same duties share: the same as when each unit's are derived alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from gen.derive.dossier import Dossier, Duties
from gen.derive.form import derive_report_form
from gen.derive.same_duties import shared_by_duties
from gen.derive.subplan import derive_sub_plan
from gen.plan.binding import Duty
from gen.plan.fields import fill
from gen.plan.model import Plan
from gen.sharing import SharedTuple, pieces_of
from gen.text import remove_emphasis
from tests.support.plans import Data, dossiers_of, with_sections

TEXTS = ["Trồng cây.", "Tưới cây {scope}.", "{unit} chăm cây.", "Bón phân.", "Tỉa cành."]


@dataclass(frozen=True, slots=True)
class Row:
    text: str
    number: int


def section(*texts: str) -> Data:
    return {"to": ["communes"], "heading": "UBND các xã", "items": [{"text": text} for text in texts]}


def two_communes(folder: Path, *texts: str, **names: str) -> tuple[Dossier, Dossier]:
    data = with_sections(section(*texts))
    data["units"][2] |= names
    found = dossiers_of(folder, data)
    return found["xa-a"], found["xa-b"]


def derive_rows(plan: Plan, duties: Duties, names: Mapping[str, str]) -> Iterator[Row]:
    nodes = (node for part in duties.sections(Duty.LEAD) for node in part.leaves())
    return (Row(remove_emphasis(fill(node.entry.text, names)).rstrip(":"), n) for n, node in enumerate(nodes))


rows = shared_by_duties(derive_rows)


def test_rows_without_a_name_in_braces_are_the_same_objects_for_all(tmp_path: Path) -> None:
    one, other = two_communes(tmp_path, *TEXTS)
    first = rows(one, {"scope": "tại A", "unit": "Xã A", "place": "A"})
    second = rows(other, {"scope": "tại B", "unit": "Xã B", "place": "B"})
    assert [row.text for row in first] == [
        "Trồng cây.", "Tưới cây tại A.", "Xã A chăm cây.", "Bón phân.", "Tỉa cành."]  # fmt: skip
    assert [row.text for row in second] == [
        "Trồng cây.", "Tưới cây tại B.", "Xã B chăm cây.", "Bón phân.", "Tỉa cành."]  # fmt: skip
    assert [x is y for x, y in zip(first, second, strict=True)] == [True, False, False, True, True]
    assert [type(piece) is SharedTuple for piece in pieces_of(first)] == [True, False, True]


@pytest.mark.parametrize(
    "scope",
    ["tại A", "", "tại {unit}", "**đậm** và *", "đến:", "{{scope}}", "tại \\1 $& %s", " ", "tại ", ", tại (a)"],
)
@pytest.mark.parametrize("text", ["Làm {scope}", "{scope}", "**Làm {scope}** {unit}:", "{{scope}} {scope}{scope}:"])
def test_whatever_the_names_the_rows_are_those_derived_alone(tmp_path: Path, scope: str, text: str) -> None:
    one, other = two_communes(tmp_path, "Trước.", text, "Sau.")
    names = {"scope": scope, "unit": "Xã **B**:" if scope == "đến:" else "Xã B", "place": "B"}
    rows(one, {"scope": "x", "unit": "y", "place": "z"})
    assert rows(other, names) == tuple(derive_rows(other.plan, other.duties, names))


def test_documents_of_units_that_share_rows_are_those_derived_alone(tmp_path: Path) -> None:
    shared = [(derive_sub_plan(d), derive_report_form(d)) for d in two_communes(tmp_path, *TEXTS)]
    alone = []
    for unit in ("xa-a", "xa-b"):
        dossier = dossiers_of(tmp_path, with_sections(section(*TEXTS)))[unit]  # of a plan read anew
        alone.append((derive_sub_plan(dossier), derive_report_form(dossier)))
    assert shared == alone
    assert all("Xuân An" not in repr(document) for document in shared[1])


def test_name_with_a_colon_at_its_end_is_printed_as_it_stands(tmp_path: Path) -> None:
    _one, other = two_communes(tmp_path, "Do {unit}", name="Xuân Bình:")
    assert any(block.text.endswith("Xuân Bình:") for part in derive_sub_plan(other).parts for block in part.blocks)
