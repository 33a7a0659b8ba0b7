"""gen fill: what the own bodies of an office reported fills the form that it owes its superior."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

import gen
from gen.cascading import CascadeError
from gen.cascading.upward.combine import NOTHING_AROSE, UNDER_WAY, combine_statuses
from gen.cascading.upward.fill import CellState, FilledForm
from gen.derive.form_fields import STATUSES
from gen.errors import GenError
from gen.ooxml.package import read_package
from gen.store.connection import disconnect
from gen.word.forms.provenance import Provenance, read_provenance
from gen.word.forms.reading import read_form
from tests.support.form_filling import W, body, bound, filled, without_bookmarks, without_controls
from tests.support.levels import (
    AS_OF,
    RECEIVED,
    add_villages,
    answer,
    assigned_to,
    build_forms,
    cascaded,
    make_province,
    province,
    send,
    villages,
)
from tests.support.way_back import seal_changed

FIRST = {
    "1.1.a/status": "Hoàn thành", "1.1.a/result": "Đã rà soát", "1.1.b/status": "Hoàn thành",
    "1.1.b/1/numerator": "40", "1.1.b/1/denominator": "50", "1.2/1/value": "1200", "1.2#1/status": "Hoàn thành",
    "2.a/status": "Hoàn thành", "3.a/status": "Hoàn thành", "difficulties": "Thiếu ống nước",
}  # fmt: skip
SECOND = {
    **FIRST, "1.1.a/status": "Đang thực hiện", "1.1.b/1/numerator": "10", "1.1.b/1/denominator": "10",
    "1.2/1/value": "34", "1.2#1/status": "Không phát sinh", "3.a/result": "Phát thanh hằng tuần",
}  # fmt: skip


@pytest.fixture(scope="module")
def levels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A province whose forms are built, and a commune with the plan that it made of its tasks, answered."""
    folder = tmp_path_factory.mktemp("levels")
    build_forms(make_province(folder / "tinh"))
    return folder


@pytest.fixture
def own(levels: Path, tmp_path: Path) -> Iterator[Path]:
    """The plan of the commune, with two villages that both do everything; nobody has reported."""
    cascaded(levels / "tinh" / "plan.yaml", "xa-xuan-an", tmp_path / "xa")
    add_villages(tmp_path / "xa", villages(2))
    yield answer(tmp_path / "xa", assigned_to(villages(2)))
    disconnect()


@pytest.fixture
def form(levels: Path) -> Path:
    return levels / "tinh" / "out" / "kh-tinh" / "xa-xuan-an" / "bao-cao-xa-xuan-an.docx"


def fill(form: Path, own: Path, **options: object) -> FilledForm:
    return gen.fill_form(form, own, as_of=AS_OF, **options)  # type: ignore[arg-type]


def texts(found: FilledForm) -> dict[str, str]:
    return {cell.field.key: cell.text for cell in found.with_state(CellState.FILLED)}


def reasons(found: FilledForm) -> dict[str, str]:
    return {cell.field.key: cell.reason for cell in found.cells if cell.state is not CellState.FILLED}


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (("Hoàn thành", "Hoàn thành"), "Hoàn thành"),
        (("Chưa triển khai", "Chưa triển khai"), "Chưa triển khai"),
        (("Không phát sinh", "Không phát sinh"), "Không phát sinh"),
        (("Hoàn thành", "Không phát sinh"), "Hoàn thành"),
        (("Hoàn thành", "Chưa triển khai"), "Đang thực hiện"),
        (("Chưa triển khai", "Không phát sinh", "Đang thực hiện"), "Đang thực hiện"),
    ],
)
def test_statuses_of_several_make_one(statuses: tuple[str, ...], expected: str) -> None:
    assert combine_statuses(statuses) == expected
    assert combine_statuses(reversed(statuses)) == expected


def test_what_statuses_make_together_is_a_status() -> None:
    assert {NOTHING_AROSE, UNDER_WAY} <= set(STATUSES)


def test_statuses_figures_and_texts_of_all_stand_in_the_form(form: Path, own: Path) -> None:
    send(own, {"ban-1": FIRST, "ban-2": SECOND})
    found = fill(form, own)
    assert texts(found) == {
        "2.1.1/status": "Đang thực hiện",
        "2.1.1/result": "Bản 1, Bản 2: Đã rà soát",
        "2.1.2/status": "Hoàn thành",
        "2.1.2/1/numerator": "50",
        "2.1.2/1/denominator": "60",
        "2.1.2/1/value": "83,33%",
        "2.2/1/value": "1.234",
        "2.2#1/status": "Hoàn thành",
        "1.1/status": "Hoàn thành",
        "3.1/status": "Hoàn thành",
        "3.1/result": "Bản 2: Phát thanh hằng tuần",
        "difficulties": "Bản 1, Bản 2: Thiếu ống nước",
    }
    assert found.with_state(CellState.BLANK, CellState.ABSENT, CellState.KEPT) == ()


def test_lines_are_ended_by_a_mark_and_stay_apart_where_a_program_glues_them(form: Path, own: Path) -> None:
    send(own, {"ban-1": {**FIRST, "1.1.a/result": "Xong."}, "ban-2": {**SECOND, "1.1.a/result": "Còn 3 hộ"}})
    send(own, {"ban-1": {**FIRST, "3.a/result": "Xong"}})
    found = texts(fill(form, own))
    assert found["2.1.1/result"] == "Bản 1: Đã rà soát;\nBản 2: Còn 3 hộ"
    assert found["3.1/result"] == "Bản 1: Xong;\nBản 2: Phát thanh hằng tuần"


def test_nothing_is_written_unless_asked_for(form: Path, own: Path) -> None:
    send(own, {"ban-1": FIRST, "ban-2": SECOND})
    before = {path for path in own.parent.rglob("*") if path.suffix in (".docx", ".json")}
    blank = form.read_bytes()
    fill(form, own)
    assert {path for path in own.parent.rglob("*") if path.suffix in (".docx", ".json")} == before
    assert form.read_bytes() == blank


def test_form_that_is_written_is_read_as_the_commune_filled_it_in(
    form: Path, own: Path, levels: Path, tmp_path: Path
) -> None:
    send(own, {"ban-1": FIRST, "ban-2": SECOND})
    found = fill(form, own, to=tmp_path / "bao-cao.docx")
    [read] = gen.read_forms(tmp_path / "bao-cao.docx", levels / "tinh" / "plan.yaml")
    assert (read.unit, read.quarantine_reason, read.doubts) == ("xa-xuan-an", None, ())
    assert {value.field.key: value.text for value in read.values} == texts(found)
    assert {value.field.key: value.figure.value for value in read.values if value.figure} == {
        "2.1.2/1/numerator": 50, "2.1.2/1/denominator": 60, "2.1.2/1/value": Decimal("83.33"), "2.2/1/value": 1234,
    }  # fmt: skip


def test_the_percentage_is_that_of_the_sums_and_no_mean(form: Path, own: Path) -> None:
    send(own, {"ban-1": FIRST, "ban-2": SECOND})
    assert texts(fill(form, own))["2.1.2/1/value"] == "83,33%"  # the mean of 80 % and 100 % is 90 %


def test_a_status_stays_blank_where_somebody_is_missing_and_names_him(form: Path, own: Path) -> None:
    send(own, {"ban-1": FIRST})
    found = fill(form, own)
    assert "2.1.1/status" not in texts(found)
    assert reasons(found)["2.1.1/status"] == "Bản 2: chưa gửi báo cáo"
    assert found.reported == 1


def test_a_file_that_does_not_count_is_not_called_a_report_that_was_not_sent(form: Path, own: Path) -> None:
    send(own, {"ban-1": FIRST})
    blank = own.parent / "out" / gen.load_plan(own).header.id / "ban-2" / "bao-cao-ban-2.docx"
    gen.collect([blank], own, received=RECEIVED)
    told = reasons(fill(form, own))
    assert told["2.1.1/status"] == "Bản 2: đã gửi tệp chưa tính được"
    assert told["2.2/1/value"] == "chưa đủ số liệu: Bản 2: đã gửi tệp chưa tính được"


def test_a_file_that_cannot_be_read_is_not_called_a_report_that_was_not_sent(
    form: Path, own: Path, tmp_path: Path
) -> None:
    send(own, {"ban-1": FIRST})
    broken = tmp_path / "bao-cao-ban-2.rar"
    broken.write_bytes(b"Rar!\x1a\x07\x00" + b"\x00" * 40)
    gen.collect([broken], own, received=RECEIVED)
    found = fill(form, own)
    assert reasons(found)["2.1.1/status"] == "Bản 2: đã gửi tệp không đọc được"
    assert reasons(found)["2.2/1/value"] == "chưa đủ số liệu: Bản 2: đã gửi tệp không đọc được"


def test_a_blank_row_and_a_misstated_status_are_named_apart(form: Path, own: Path) -> None:
    blank = {key: text for key, text in SECOND.items() if key != "1.1.a/status"}
    send(own, {"ban-1": {**FIRST, "1.1.a/status": "gần xong"}, "ban-2": blank})
    assert reasons(fill(form, own))["2.1.1/status"].startswith("Bản 1: ghi “gần xong”: ")
    assert reasons(fill(form, own))["2.1.1/status"].endswith("; Bản 2: bỏ trống")


def test_a_sum_without_somebody_says_so_in_the_result_beside_it(form: Path, own: Path) -> None:
    send(own, {"ban-1": FIRST, "ban-2": {**SECOND, "1.1.b/1/numerator": "khoảng 10"}})
    found = fill(form, own)
    assert texts(found)["2.1.2/1/numerator"] == "40"
    assert texts(found)["2.1.2/result"] == "Số liệu “Tỷ lệ hộ có nước sạch” là của 1/2 đơn vị; chưa có: Bản 2."
    [lack] = next(cell for cell in found.cells if cell.field.key == "2.1.2/1/numerator").combined.lacking
    assert (lack.unit, lack.why) == ("ban-2", "tử số ghi “khoảng 10”, không đọc được thành số")


def test_a_sum_without_somebody_stays_blank_where_no_result_stands_beside_it(form: Path, own: Path) -> None:
    send(own, {"ban-1": FIRST})
    found = fill(form, own)
    assert "2.2/1/value" not in texts(found)
    assert reasons(found)["2.2/1/value"] == "chưa đủ số liệu: Bản 2: chưa gửi báo cáo"


def test_a_sum_without_somebody_stays_blank_where_the_result_is_taken(form: Path, own: Path, tmp_path: Path) -> None:
    send(own, {"ban-1": FIRST})
    begun = tmp_path / "dang-dien.docx"
    begun.write_bytes(filled(form.read_bytes(), {"2.1.2/result": "Xã tự ghi"}))
    found = fill(begun, own)
    assert "2.1.2/1/numerator" not in texts(found)
    assert reasons(found)["2.1.2/1/numerator"].startswith("chưa đủ số liệu, mà ô kết quả")


def test_what_stands_in_a_cell_already_stays(form: Path, own: Path, tmp_path: Path) -> None:
    send(own, {"ban-1": FIRST, "ban-2": SECOND})
    begun = tmp_path / "dang-dien.docx"
    begun.write_bytes(filled(form.read_bytes(), {"2.1.1/result": "Xã tự ghi"}))
    found = fill(begun, own, to=tmp_path / "bao-cao.docx")
    said = "đã có sẵn: “Xã tự ghi”; nay tổng hợp được “Bản 1, Bản 2: Đã rà soát”"
    assert reasons(found)["2.1.1/result"] == said
    fields = [cell.field for cell in found.cells]
    assert read_form((tmp_path / "bao-cao.docx").read_bytes()).answers(fields)["2.1.1/result"].text == "Xã tự ghi"


def test_no_sum_stands_beside_a_figure_that_somebody_wrote(form: Path, own: Path, tmp_path: Path) -> None:
    send(own, {"ban-1": FIRST, "ban-2": SECOND})
    begun = tmp_path / "dang-dien.docx"
    begun.write_bytes(filled(form.read_bytes(), {"2.1.2/1/numerator": "55"}))
    found = fill(begun, own)
    assert not [key for key in texts(found) if key.startswith("2.1.2/1/")]
    why = reasons(found)
    assert why["2.1.2/1/numerator"] == "đã có sẵn: “55”; nay tổng hợp được “50”"
    assert why["2.1.2/1/value"] == "dòng này đã có số ghi sẵn, khác số tổng hợp được"


def test_earlier_draft_says_what_it_would_say_now_and_keeps_its_sources(form: Path, own: Path, tmp_path: Path) -> None:
    send(own, {"ban-1": FIRST})
    fill(form, own, to=tmp_path / "lan-1.docx")
    send(own, {"ban-2": SECOND})
    again = fill(tmp_path / "lan-1.docx", own, to=tmp_path / "lan-2.docx")
    assert reasons(again)["2.1.2/1/numerator"] == "đã có sẵn: “40”; nay tổng hợp được “50”"
    same = fill(tmp_path / "lan-2.docx", own, to=tmp_path / "lan-3.docx")
    inside = read_provenance((tmp_path / "lan-3.docx").read_bytes())
    assert isinstance(inside, Provenance)
    kept = {cell.key: cell.text for cell in inside.cells if cell.text}
    assert kept["2.1.1/status"] == "Đang thực hiện"
    assert "2.1.2/1/numerator" not in kept
    assert texts(same) == {}


def test_day_that_some_left_blank_names_them(form: Path, own: Path) -> None:
    send(own, {"ban-1": {**FIRST, "cutoff": "20/6/2026"}, "ban-2": SECOND})
    assert reasons(fill(form, own))["cutoff"] == "có đơn vị không ghi ngày: Bản 2"


def test_a_task_that_the_superior_worded_anew_stays_blank(levels: Path, own: Path, tmp_path: Path) -> None:
    send(own, {"ban-1": FIRST, "ban-2": SECOND})
    data = province()
    data["parts"][1]["assignments"][2]["items"][0]["text"] = "Tuyên truyền về vệ sinh môi trường."
    built = build_forms(make_province(tmp_path / "tinh-moi", data))
    found = fill(built / "xa-xuan-an" / "bao-cao-xa-xuan-an.docx", own)
    assert reasons(found)["3.1/status"] == "biểu mẫu hỏi khác lời cấp trên ghi trong kế hoạch"
    assert "2.1.1/status" in texts(found)


def test_what_a_newer_form_asks_besides_is_named(own: Path, tmp_path: Path) -> None:
    send(own, {"ban-1": FIRST, "ban-2": SECOND})
    data = province()
    data["parts"][1]["assignments"][1]["items"].append({"id": "2.3", "text": "Giữ rừng."})
    built = build_forms(make_province(tmp_path / "tinh-moi", data))
    found = fill(built / "xa-xuan-an" / "bao-cao-xa-xuan-an.docx", own)
    assert set(found.unknown_keys) == {"2.3/status", "2.3/result", "2.3/evidence", "2.3/reason"}


def test_tasks_of_ones_own_go_nowhere_and_are_counted(form: Path, own: Path) -> None:
    extra = """      - heading: Việc riêng
        to: [ban-1]
        items:
          - {id: "4.1", text: Làm đường bản.}
"""
    text = own.read_text("utf-8").replace("  - heading: CHẾ ĐỘ BÁO CÁO", f"{extra}  - heading: CHẾ ĐỘ BÁO CÁO")
    own.write_text(text, "utf-8")
    send(own, {"ban-1": {**FIRST, "4.1/status": "Hoàn thành", "4.1/result": "xong"}, "ban-2": SECOND})
    found = fill(form, own)
    assert found.own_answers == 2
    assert not any("Làm đường" in text or "xong" in text for text in texts(found).values())


def test_a_task_split_among_bodies_is_added_up_from_all_of_them(form: Path, own: Path) -> None:
    split = """            items:
              - {id: "1.1.b#1", to: [ban-1], text: Bản Một.}
              - {id: "1.1.b#2", to: [ban-2], text: Bản Hai.}
"""
    lines = own.read_text("utf-8").splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if 'superior: "2.1.2/1"' in line)
    own.write_text("".join([*lines[: place + 1], _indented(split, lines[place]), *lines[place + 1 :]]), "utf-8")
    first, second = dict(FIRST), dict(SECOND)
    first["1.1.b#1/status"], second["1.1.b#2/status"] = first.pop("1.1.b/status"), "Chưa triển khai"
    del second["1.1.b/status"]
    send(own, {"ban-1": first, "ban-2": second})
    assert texts(fill(form, own))["2.1.2/status"] == "Đang thực hiện"


def _indented(block: str, target: str) -> str:
    """The block at the depth of the entry in whose list of targets `target` stands."""
    depth = len(target) - len(target.lstrip()) - 4
    return "".join(f"{' ' * depth}{line[12:]}" for line in block.splitlines(keepends=True))


def test_a_task_of_the_offices_own_is_left_for_it_to_write(form: Path, own: Path) -> None:
    text = own.read_text("utf-8")
    place = text.index('superior: "3.1"')
    own.write_text(text[:place] + text[place:].replace("[ban-1, ban-2]", "[xa-xuan-an]", 1), "utf-8")
    skipped = ("3.a/status", "3.a/result")
    send(own, {unit: {k: v for k, v in given.items() if k not in skipped} for unit, given in
               (("ban-1", FIRST), ("ban-2", SECOND))})  # fmt: skip
    assert reasons(fill(form, own))["3.1/status"] == "UBND xã Xuân An: do chính cơ quan này thực hiện"


@pytest.mark.parametrize("gone", [(without_controls,), (without_controls, without_bookmarks)], ids=["controls", "both"])
def test_a_form_that_lost_its_anchors_is_filled_in_by_those_that_are_left(
    form: Path, own: Path, tmp_path: Path, gone: tuple[Callable[[etree._Element], None], ...]
) -> None:
    send(own, {"ban-1": FIRST, "ban-2": SECOND})
    bare = form.read_bytes()
    for take in gone:
        bare = body(bare, take)
    (tmp_path / "bare.docx").write_bytes(bare)
    expected = texts(fill(form, own))
    assert texts(fill(tmp_path / "bare.docx", own, to=tmp_path / "bao-cao.docx")) == expected


def test_copy_that_a_form_of_the_first_release_keeps_is_filled_in_with_the_cells(form: Path, own: Path) -> None:
    send(own, {"ban-1": FIRST, "ban-2": SECOND})
    keys = read_form(form.read_bytes()).stated_keys()
    form.write_bytes(bound(form.read_bytes(), dict.fromkeys(keys, "cũ")))
    found = etree.fromstring(zipfile.ZipFile(io.BytesIO(fill(form, own).docx)).read("customXml/item1.xml"))
    assert {"83,33%", "1.234", "Bản 1, Bản 2: Đã rà soát"} <= {leaf.text for leaf in found}


def test_comments_say_of_whom_a_cell_is_and_can_be_left_out(form: Path, own: Path, tmp_path: Path) -> None:
    send(own, {"ban-1": FIRST})
    fill(form, own, to=tmp_path / "co.docx")
    fill(form, own, to=tmp_path / "khong.docx", comments=False)
    told = [comment.text for comment in Document(tmp_path / "co.docx").comments]
    assert "Từ 1 đơn vị: Bản 1 – mục 1.1.b, chỉ tiêu 1 – Tử số: 40\nChưa có: Bản 2 (chưa gửi báo cáo)" in told
    assert list(Document(tmp_path / "khong.docx").comments) == []


def test_what_is_behind_each_cell_travels_in_the_form_and_lies_beside_it(form: Path, own: Path, tmp_path: Path) -> None:
    send(own, {"ban-1": FIRST, "ban-2": SECOND})
    fill(form, own, to=tmp_path / "bao-cao.docx")
    inside = read_provenance((tmp_path / "bao-cao.docx").read_bytes())
    assert isinstance(inside, Provenance)
    [cell] = [one for one in inside.cells if one.key == "2.1.2/1/numerator"]
    assert [(one.unit, one.name, one.key, one.text) for one in cell.sources] == [
        ("ban-1", "Bản 1", "1.1.b/1/numerator", "40"), ("ban-2", "Bản 2", "1.1.b/1/numerator", "10"),
    ]  # fmt: skip
    kept = {path.name.partition(".")[0] for path in (own.parent / "returns" / "files").rglob("*.docx")}
    assert {one.sha256 for one in cell.sources} <= kept
    beside = json.loads((tmp_path / "bao-cao.nguon.json").read_text("utf-8"))
    assert [one["key"] for one in beside["cells"]] == [one.key for one in inside.cells]
    assert (inside.plan, inside.report, inside.period, inside.as_of) == (
        gen.load_plan(own).header.id, "nam", "once", "2025-11-25",
    )  # fmt: skip


def test_the_same_call_gives_the_same_bytes(form: Path, own: Path) -> None:
    send(own, {"ban-1": FIRST, "ban-2": SECOND})
    assert fill(form, own).docx == fill(form, own).docx


def test_an_existing_file_stays_without_force(form: Path, own: Path, tmp_path: Path) -> None:
    (tmp_path / "bao-cao.docx").write_bytes(b"mine")
    with pytest.raises(GenError) as raised:
        fill(form, own, to=tmp_path / "bao-cao.docx")
    assert [found.code for found in raised.value.diagnostics] == ["RET-007"]
    fill(form, own, to=tmp_path / "bao-cao.docx", force=True)
    assert (tmp_path / "bao-cao.docx").read_bytes().startswith(b"PK")


def refused(form: Path, own: Path, **options: object) -> list[str]:
    with pytest.raises(CascadeError) as raised:
        fill(form, own, **options)
    return [found.code for found in raised.value.diagnostics]


def test_forms_that_cannot_be_filled_in_are_refused(form: Path, own: Path, levels: Path, tmp_path: Path) -> None:
    def changed_form(name: str, data: bytes) -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    blank = form.read_bytes()
    assert refused(tmp_path / "không-có.docx", own) == ["CAS-011"]
    assert refused(changed_form("anh.docx", b"no zip"), own) == ["CAS-011"]
    assert refused(levels / "tinh" / "out" / "kh-tinh" / "xa-xuan-an" / "ke-hoach-xa-xuan-an.docx", own) == ["CAS-013"]
    other = form.parents[1] / "phuong-ba-la" / "bao-cao-phuong-ba-la.docx"
    assert refused(other, own) == ["CAS-014"]
    assert refused(changed_form("khac.docx", seal_changed(blank, "nam", "quy")), own) == ["CAS-015"]
    assert refused(form, levels / "tinh" / "plan.yaml") == ["CAS-010"]
    assert refused(form, own, to=form, force=True) == ["CAS-018"]
    assert refused(form, own, obligation="khac") == ["CAS-015"]


def test_a_report_at_another_rhythm_is_refused(form: Path, own: Path) -> None:
    text = own.read_text("utf-8")
    own.write_text(
        text.replace("    frequency: once\n    due: 2025-12-10", "    frequency: monthly\n    due: 2025-12-10")
    )
    assert refused(form, own) == ["CAS-016"]


def test_nobody_has_reported_yet(form: Path, own: Path) -> None:
    found = fill(form, own)
    assert texts(found) == {}
    assert reasons(found)["2.1.1/status"] == "Bản 1, Bản 2: chưa gửi báo cáo"


def test_word_shows_the_answers_and_no_prompts(form: Path, own: Path) -> None:
    send(own, {"ban-1": FIRST, "ban-2": SECOND})
    root = read_package(fill(form, own).docx).roots["word/document.xml"]
    showing = [
        str(control.find(f"{W}sdtPr/{W}tag").get(f"{W}val"))
        for control in root.iter(f"{W}sdt")
        if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    ]
    assert "2.1.1/status" not in showing
    assert "2.1.1/evidence" in showing
