"""Forms made from an office's own template: what that says itself is none of the unit's words, whatever it is now."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path

import pytest
from lxml import etree

import gen
from gen.returns import Submission
from tests.pipeline.test_reported_before import QUARTERLY, TARGET
from tests.support import plans
from tests.support.form_edits import ROOT, Change, adds_to_paragraph, paragraph, run
from tests.support.form_filling import W, body, changed, filled

SHIPPED = ROOT / "templates" / "report.docx"
NOTE = "Lưu ý của huyện: {{ don_vi.ten }} làm tròn đến 0,1"
RULE = "Phần dưới đây ghi theo hướng dẫn số 45 của huyện."


def below(beginning: str, words: str) -> Change:
    """A paragraph below the one that begins so."""

    def change(root: etree._Element) -> None:
        place = next(one for one in root.iter(f"{W}p") if "".join(one.itertext(f"{W}t")).startswith(beginning))
        place.addnext(paragraph(run(words)))

    return change


def renames(old: str, new: str) -> Change:
    def change(root: etree._Element) -> None:
        for one in root.iter(f"{W}t"):
            one.text = (one.text or "").replace(old, new)

    return change


def adds_legend(root: etree._Element) -> None:
    """A table that asks for nothing, below the table of tasks."""
    place = next(one for one in root.iter(f"{W}p") if "".join(one.itertext(f"{W}t")).startswith("III. KẾT"))
    table = copy.deepcopy(next(one for one in root.iter(f"{W}tbl") if "r de_xuat" in "".join(one.itertext(f"{W}t"))))
    holder = next(table.iter(f"{W}tc"))
    for one in list(holder.iterfind(f"{W}p")):
        holder.remove(one)
    holder.append(paragraph(run("Đơn vị tính: hộ, ha; 1 ha = 10.000 m2")))
    place.addprevious(table)
    place.addprevious(etree.Element(f"{W}p"))


def own_template(*changes: Change) -> bytes:
    data = SHIPPED.read_bytes()
    for one in changes:
        data = body(data, one)
    return data


def footed(data: bytes, words: str) -> bytes:
    return changed(data, "word/footer1.xml", lambda root: root.append(paragraph(run(words))))


EVERYTHING = footed(
    own_template(
        below("Thực hiện {{", NOTE), below("I. CÔNG TÁC", RULE), renames("Thời hạn: ", "Phải xong trước: "),
        renames("Biểu số liệu", "Phụ biểu của huyện"), adds_legend,
    ),
    "Biểu mẫu riêng của huyện, gửi {{ don_vi.ten_ngan }}",
)  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Path:
    items = [
        {"text": "Trồng rừng phòng hộ.", "due": {"raw": "xong trong tháng 6 năm 2025", "value": "2025-06"}},
        {"text": "Cấp nước sạch.", "targets": [TARGET]},
    ]
    data = plans.with_sections({"to": ["communes"], "heading": "UBND xã", "items": items}, obligations=[QUARTERLY])
    plans.write(tmp_path, {**data, "plan": {**data["plan"], "date": "2025-01-08"}})
    (tmp_path / "templates").mkdir()
    return tmp_path


def build(office: Path, template: bytes, folder: str = "templates") -> None:
    (office / folder).mkdir(exist_ok=True)
    (office / folder / "report.docx").write_bytes(template)
    shutil.copy(ROOT / "templates" / "plan.docx", office / folder)
    made = gen.build(
        office / "plan.yaml",
        out=office / "out",
        period="2025-Q1",
        pdf=False,
        templates=office / folder,
        documents=["report"],
    )
    assert made.exit_code == 0


def form(office: Path, *changes: Change) -> bytes:
    data = filled(next((office / "out").rglob("bao-cao-xa-a-2025-q1.docx")).read_bytes(), {"1.1/status": "Hoàn thành"})
    for one in changes:
        data = body(data, one)
    return data


def read(office: Path, data: bytes) -> Submission:
    (office / "form.docx").write_bytes(data)
    (one,) = gen.read_forms(office / "form.docx", office / "plan.yaml")
    assert one.quarantine_reason is None
    return one


def told(office: Path, data: bytes) -> list[str]:
    return [one.code for one in read(office, data).doubts]


def test_what_the_offices_own_template_says_is_not_told(office: Path) -> None:
    build(office, EVERYTHING)
    assert told(office, form(office)) == []


def test_it_is_not_told_after_the_template_was_changed(office: Path) -> None:
    build(office, EVERYTHING)
    data = form(office)
    (office / "templates" / "report.docx").write_bytes(SHIPPED.read_bytes())
    assert told(office, data) == []


def test_it_is_not_told_of_a_template_that_was_named_for_one_build(office: Path) -> None:
    build(office, EVERYTHING, "mau-khac")
    data = form(office)
    shutil.rmtree(office / "mau-khac")
    assert told(office, data) == []


def test_template_that_lies_beside_the_plan_is_known_though_no_build_kept_it(office: Path) -> None:
    build(office, EVERYTHING)
    shutil.rmtree(office / "revisions" / "kh-1" / "templates")
    assert told(office, form(office)) == []


def test_template_that_nobody_kept_is_told_as_words_outside(office: Path) -> None:
    """Nobody can know any more that the unit did not write it."""
    build(office, own_template(below("Thực hiện {{", NOTE)))
    data = form(office)
    shutil.rmtree(office / "revisions" / "kh-1" / "templates")
    (office / "templates" / "report.docx").write_bytes(SHIPPED.read_bytes())
    assert told(office, data) == ["words-outside"]


@pytest.mark.parametrize("beginning", ["Lưu ý của huyện", "Phần dưới đây", "Phụ biểu"])
def test_words_typed_behind_what_the_template_says_are_told(office: Path, beginning: str) -> None:
    indicator = {"id": "CT01", "name": "Số hộ nghèo", "unit": "hộ", "total": "last", "for": ["communes"]}
    text = (office / "plan.yaml").read_text(encoding="utf-8")
    assert "indicators" not in text
    plans.write(office, {**plans.with_sections(
        {"to": ["communes"], "heading": "UBND xã", "items": [{"text": "Trồng rừng."}, {"text": "Cấp nước."}]},
        obligations=[QUARTERLY], indicators=[indicator],
    )})  # fmt: skip
    build(office, EVERYTHING)
    assert told(office, form(office, adds_to_paragraph(beginning, "còn 44 hộ"))) == ["words-outside"]


def test_words_typed_over_what_is_printed_in_a_sentence_are_told(office: Path) -> None:
    build(office, EVERYTHING)
    changes = renames("làm tròn đến 0,1", "làm tròn đến 0,1; còn 44 hộ")
    assert told(office, form(office, changes)) == ["words-outside"]


def test_figure_typed_behind_the_deadline_as_the_template_words_it_is_told(office: Path) -> None:
    build(office, EVERYTHING)
    (doubt,) = read(office, form(office, renames("Phải xong trước: ", "Phải xong trước: 5 ha, "))).doubts
    assert doubt.code == "words-beside"
    assert dict(doubt.values)["words"].endswith("“5 ha,”")


def test_words_typed_into_the_templates_own_footer_are_told(office: Path) -> None:
    build(office, EVERYTHING)
    data = changed(form(office), "word/footer1.xml", renames("riêng của huyện", "riêng của huyện (còn 44 hộ)"))
    assert told(office, data) == ["words-outside"]


def test_words_typed_into_the_templates_own_table_are_told(office: Path) -> None:
    build(office, EVERYTHING)
    assert told(office, form(office, renames("1 ha = 10.000 m2", "còn 44 hộ"))) == ["words-outside"]


def test_build_keeps_each_template_of_forms_once(office: Path) -> None:
    build(office, EVERYTHING)
    build(office, SHIPPED.read_bytes())
    build(office, EVERYTHING)
    kept = sorted(one.read_bytes() for one in (office / "revisions" / "kh-1" / "templates").iterdir())
    assert kept == sorted([EVERYTHING, SHIPPED.read_bytes()])
