"""What a plan states of a task → the annexes of the units bound to it, as Word files, and phan-cong.xlsx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from gen.derive.dossier import Dossier, dossiers
from gen.derive.form import FormGroup, FormRow, ReportForm
from gen.derive.letterhead import Frame
from gen.documents import DocumentName
from gen.errors import BuildError
from gen.files import sha256
from gen.pipeline.fingerprint import digest_passages
from gen.pipeline.lists import list_assignments
from gen.pipeline.rendering import draft_document, load_templates, render_draft
from gen.plan.binding import Duty
from gen.sheets.assignments import render_assignments
from gen.word.template.loading import WordTemplate
from tests.derive.test_derive_property import STATED, bonds, plans
from tests.support.docx_text import lines, open_docx
from tests.support.plans import Data, dossiers_of, load, with_sections
from tests.support.repacked import changed, unpacked

ROOT = Path(__file__).parents[2]
TEMPLATES = load_templates(ROOT / "templates", list(DocumentName), source=False)
COLUMNS = {"Sản phẩm": "product", "Lãnh đạo phụ trách": "leader", "Thẩm quyền": "authority"}

EMPTY_FORM = ReportForm(Frame((), (), "", "", (), (), ""), "", "", "", (), ())

Stated = tuple[str, str, str]


def stated_in(data: Data) -> dict[str, Stated]:
    """What each task states, by its id: leader and authority of what is nearest above it, the product its own."""
    found: dict[str, Stated] = {}

    def walk(items: list[Data], above: Mapping[str, str]) -> None:
        for item in items:
            here = {key: item.get(key, above[key]) for key in ("leader", "authority")}
            found[item["id"]] = (item.get("product", ""), here["leader"], here["authority"])
            walk(item["items"], here)

    for part in data["parts"]:
        for section in part["assignments"]:
            walk(section["items"], {"leader": "", "authority": ""})
    return found


def filled(words: str, unit: Data) -> str:
    word = {"district": "huyện", "commune": "xã"}.get(unit["kind"])
    name = f"Ủy ban nhân dân {word} {unit['name']}" if word else unit["name"]
    is_own = word and unit["id"] != "huyen"
    scope = f"trên địa bàn {word} {unit['name']}" if is_own else "trên địa bàn huyện"
    return words.replace("{unit}", name).replace("{scope}", scope)


def expected_rows(data: Data, unit: Data) -> list[Stated]:
    """What each row of the unit's annex has to state; none where no task of the unit states anything."""
    stated = stated_in(data)
    mine = [bond for duty in Duty for bond in bonds(data) if (bond.unit, bond.role) == (unit["id"], duty.value)]
    rows = [stated[bond.task] for bond in mine if bond.leaf or stated[bond.task][0]]
    product, leader, authority = ([filled(row[n], unit) for row in rows] for n in range(3))
    found = list(zip(product, leader, authority, strict=True))
    return found if any(any(row) for row in found) else []


def annex_rows(data: bytes) -> list[Stated]:
    """What the rows of the annex of a Word file state, where a dash says that it is nothing; none without an annex."""
    for table in open_docx(data).tables:
        heads = [cell.text for cell in table.rows[0].cells]
        if heads[0] == "Số":
            cells = [[said(cell.text) for cell in row.cells] for row in table.rows[1:]]
            at = {key: heads.index(head) for head, key in COLUMNS.items() if head in heads}
            return [tuple(row[at[key]] if key in at else "" for key in STATED) for row in cells]  # type: ignore[misc]
    return []


def said(cell: str) -> str:
    return "" if cell == "–" else cell or "(an empty cell)"


def workbook_rows(data: bytes) -> Iterator[tuple[str, Stated]]:
    """The id of each task of phan-cong.xlsx, and what its row states."""
    _title, heads, *rows = load_workbook(BytesIO(data))["Phân công"].iter_rows(values_only=True)
    at = {key: heads.index(head) for head, key in COLUMNS.items() if head in heads}
    for row in rows:
        yield str(row[0]), tuple(str(row[at[key]] or "") if key in at else "" for key in STATED)  # type: ignore[misc]


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plans())
def test_what_a_task_states_stands_in_the_rows_of_those_bound_to_it_and_in_no_other(
    tmp_path_factory: pytest.TempPathFactory, data: Data
) -> None:
    plan = load(tmp_path_factory.getbasetemp(), data).plan
    units = {unit["id"]: unit for unit in data["units"]}
    for dossier in dossiers(plan):
        document = render_draft(draft_document(dossier, DocumentName.PLAN, TEMPLATES))
        assert annex_rows(document.data) == expected_rows(data, units[dossier.unit.id])
        assert not document.fallback_reason
    tasks = [item for item in stated_in(data).items() if not is_heading(data, item[0])]
    expected = {task: tuple(filled(words, units["huyen"]) for words in stated) for task, stated in tasks}
    assert dict(workbook_rows(render_assignments("Kế hoạch", list_assignments(plan), []))) == expected


def is_heading(data: Data, item_id: str) -> bool:
    def walk(items: list[Data]) -> Iterator[Data]:
        for item in items:
            yield item
            yield from walk(item["items"])

    sections = (section for part in data["parts"] for section in part["assignments"])
    return any("heading" in item for section in sections for item in walk(section["items"]) if item["id"] == item_id)


def plan_with(folder: Path, *items: Data) -> dict[str, Dossier]:
    return dossiers_of(folder, with_sections({"to": ["communes"], "heading": "UBND các xã", "items": list(items)}))


def passages(dossier: Dossier) -> Mapping[str, str]:
    return digest_passages(draft_document(dossier, DocumentName.PLAN, TEMPLATES).content)


@pytest.mark.parametrize(
    ("stated", "heads"),
    [
        ({"product": "Cây"}, ["Sản phẩm"]),
        ({"leader": "Phó Chủ tịch"}, ["Lãnh đạo phụ trách", "Sản phẩm"]),
        ({"authority": "UBND huyện"}, ["Lãnh đạo phụ trách", "Sản phẩm", "Thẩm quyền"]),
    ],
)
def test_annex_has_room_only_for_what_is_stated(tmp_path: Path, stated: Data, heads: list[str]) -> None:
    dossier = plan_with(tmp_path, {"text": "Ươm giống.", **stated})["xa-a"]
    document = open_docx(render_draft(draft_document(dossier, DocumentName.PLAN, TEMPLATES)).data)
    row = document.tables[-1].rows[0]
    assert [cell.text for cell in row.cells] == ["Số", "Nhiệm vụ", "Chủ trì, phối hợp", "Thời gian", *heads]


def test_annex_stands_behind_the_signature_on_a_page_of_its_own(tmp_path: Path) -> None:
    dossier = plan_with(tmp_path, {"text": "Ươm giống.", "product": "Cây"})["xa-a"]
    data = render_draft(draft_document(dossier, DocumentName.PLAN, TEMPLATES)).data
    printed = lines(data)
    assert printed.index("CHỦ TỊCH") < printed.index("Phụ lục")
    [heading] = [p for p in open_docx(data).paragraphs if p.text == "Phụ lục"]
    assert heading.style.paragraph_format.page_break_before


@pytest.mark.parametrize("key", ["product", "leader", "authority", "others"])
def test_another_statement_changes_the_passage_of_its_task_alone(tmp_path: Path, key: str) -> None:
    first, second = {"text": "Ươm giống.", "product": "Cây", key: "Một"}, {"text": "Trồng cây.", "product": "Rừng"}
    before = passages(plan_with(tmp_path, first, second)["xa-a"])
    after = passages(plan_with(tmp_path, {**first, key: "Hai"}, second)["xa-a"])
    assert [name for name in before if before[name] != after[name]] == ["task 1.1"]


def test_template_without_the_annex_is_refused_where_the_plan_has_one(tmp_path: Path) -> None:
    whole = TEMPLATES["plan.docx"].data
    body = unpacked(whole)["word/document.xml"].decode()
    older = changed(whole, {"word/document.xml": body.replace("if phu_luc ", "if phu_luc and not phu_luc ")})
    templates = {"plan.docx": WordTemplate("plan.docx", older)}
    stated, bare = ({"text": "Ươm giống.", "product": "Vườn ươm"}, {"text": "Ươm giống."})
    assert render_draft(draft_document(plan_with(tmp_path, bare)["xa-a"], DocumentName.PLAN, templates)).data
    with pytest.raises(BuildError) as raised:
        render_draft(draft_document(plan_with(tmp_path, stated)["xa-a"], DocumentName.PLAN, templates))
    assert [found.code for found in raised.value.diagnostics] == ["BUILD-006"]


def test_form_tells_the_product_behind_its_task(tmp_path: Path) -> None:
    dossier = plan_with(tmp_path, {"text": "Ươm giống.", "product": "Vườn ươm"}, {"text": "Trồng cây."})["xa-a"]
    printed = lines(render_draft(draft_document(dossier, DocumentName.REPORT, TEMPLATES)).data)
    assert "Ươm giống. (sản phẩm: Vườn ươm)" in printed
    assert "Trồng cây." in printed


def test_row_without_a_product_has_the_digest_of_before_there_were_products() -> None:
    row = FormRow(False, "1.1", "Trồng cây.", "Quý II/2026")
    form = replace(EMPTY_FORM, groups=(FormGroup("A", "Nhiệm vụ", Duty.LEAD, (row,)),))
    parts = repr([("Trồng cây.", "Quý II/2026")])
    assert digest_passages(form)["task 1.1"] == sha256(parts.encode())[:12]
