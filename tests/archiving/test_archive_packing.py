"""gen archive: what goes into a bag, what stands against it, and that a bag is whole or not at all."""

import csv
import io
import json
import shutil
import unicodedata
from dataclasses import replace
from pathlib import Path

import bagit
import pikepdf
import pytest

from gen.archiving import PackRequest, pack_issue, verify_bags
from gen.archiving.bag.index import read_index
from gen.files import sha256
from gen.pipeline.register import read_register
from gen.plan.file.loading import load_plan
from tests.support.archive_cases import (
    PLAN_A,
    PLAN_B,
    PLAN_ID,
    TERMS,
    build_all,
    codes,
    copy_of,
    edit_json,
    edit_text,
    flip_bit,
    give_number,
    make_plan,
    pack_all,
    plan_data,
    relisted,
    tree,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan, built."""
    folder = tmp_path_factory.mktemp("made")
    make_plan(folder)
    build_all(folder)
    return folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return copy_of(made, tmp_path / "office")


@pytest.fixture(scope="module")
def bag(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its first issue."""
    packed = pack_all(made, to=tmp_path_factory.mktemp("bag"))
    assert packed.bag is not None
    return packed.bag


def rows(bag: Path) -> dict[str, object]:
    found = read_index((bag / "data/index.csv").read_bytes())
    assert found is not None
    return {row.file.removeprefix("documents/"): row for row in found}


# ---- the bag -----------------------------------------------------------------


def test_bag_is_one_for_the_library_of_congress(bag: Path) -> None:
    opened = bagit.Bag(str(bag))
    assert opened.validate()
    assert opened.version_info == (1, 0)
    assert sorted(opened.algorithms) == ["sha256", "sha512"]


def test_bag_verifies(bag: Path) -> None:
    assert verify_bags(bag).findings == []


def test_bag_holds_every_file_of_the_build_as_it_was_built(made: Path, bag: Path) -> None:
    built = tree(made / "out" / PLAN_ID)
    del built["build-state.json"]
    assert tree(bag / "data/documents") == built


def test_bag_holds_what_it_takes_to_build_again(bag: Path) -> None:
    assert load_plan(bag / "data/plan/plan.yaml").plan.header.id == PLAN_ID
    assert (bag / "data/plan/templates/plan.docx").is_file()


def test_names_in_the_bag_are_nfc(bag: Path) -> None:
    names = [path.name for path in bag.rglob("*")]
    assert names == [unicodedata.normalize("NFC", name) for name in names]


def test_bag_info_tells_whose_it_is_and_of_when(bag: Path) -> None:
    info = bagit.Bag(str(bag)).info
    assert info["Source-Organization"] == "Ủy ban nhân dân huyện Sông Đà"
    assert (info["External-Identifier"], info["Bagging-Date"]) == ("kh-1-001", "2020-11-05")
    assert info["Payload-Oxum"].endswith(f".{len(tree(bag / 'data'))}")


def test_same_inputs_give_the_same_bytes(made: Path, bag: Path, tmp_path: Path) -> None:
    again = pack_all(made, to=tmp_path)
    assert again.bag is not None
    assert tree(again.bag) == tree(bag)


def test_same_inputs_give_the_same_zip(made: Path, tmp_path: Path) -> None:
    one, other = (pack_all(made, to=tmp_path / name, as_zip=True).bag for name in ("one", "other"))
    assert one is not None
    assert other is not None
    assert one.read_bytes() == other.read_bytes()
    assert verify_bags(one).findings == []


def test_zip_and_folder_bear_the_same_seal(made: Path, bag: Path, tmp_path: Path) -> None:
    assert pack_all(made, to=tmp_path, as_zip=True).seal == verify_bags(bag).bags[0].seal


def test_date_given_is_the_bags(made: Path, tmp_path: Path) -> None:
    packed = pack_all(made, to=tmp_path, date="2021-01-31")
    assert bagit.Bag(str(packed.bag)).info["Bagging-Date"] == "2021-01-31"


def test_date_of_the_last_issued_document_is_the_bags(office: Path) -> None:
    give_number(office, "xa-a", "07", "2020-12-01")
    give_number(office, "xa-b", "12", "2020-11-30")
    assert bagit.Bag(str(pack_all(office).bag)).info["Bagging-Date"] == "2020-12-01"


def test_without_any_date_none_is_invented(tmp_path: Path) -> None:
    data = plan_data()
    data["plan"]["date"] = "2020-11"
    make_plan(tmp_path, data)
    build_all(tmp_path, pdf=False)
    packed = pack_all(tmp_path)
    assert "Bagging-Date" not in bagit.Bag(str(packed.bag)).info
    assert "ARC-012" in [notice.code for notice in packed.notices]


def test_files_of_a_bag_are_write_protected(bag: Path) -> None:
    assert {path.stat().st_mode & 0o222 for path in bag.rglob("*") if path.is_file()} == {0}


# ---- the index ---------------------------------------------------------------


def test_index_has_a_row_for_each_document_with_its_word_file(bag: Path) -> None:
    found = rows(bag)
    assert list(found) == [
        "huyen/ke-hoach-huyen.pdf",
        "xa-a/bao-cao-xa-a.pdf",
        "xa-a/ke-hoach-xa-a.pdf",
        "xa-b/bao-cao-xa-b.pdf",
        "xa-b/ke-hoach-xa-b.pdf",
    ]
    assert found[PLAN_A].word == "documents/xa-a/ke-hoach-xa-a.docx"


def test_row_of_a_draft_says_what_is_known_and_leaves_the_rest_blank(bag: Path) -> None:
    row = rows(bag)[PLAN_A]
    assert (row.identifier, row.kind, row.symbol) == ("kh-1/xa-a/plan", "Kế hoạch", "KH-UBND")
    assert (row.issuer, row.subject) == ("Ủy ban nhân dân xã Xuân An", "Trồng cây trên địa bàn xã Xuân An")
    assert (row.archive_code, row.retention, row.access) == tuple(TERMS.values())
    assert (row.format, row.state) == ("PDF/A-2b", "dự thảo")
    assert (row.number, row.date, row.language, row.signature, row.note) == ("",) * 5


def test_row_of_an_issued_document_bears_its_number_and_date(office: Path) -> None:
    give_number(office, "xa-a", "07", "2020-11-30")
    packed = pack_all(office)
    row = rows(packed.bag)[PLAN_A]
    assert (row.number, row.symbol, row.date, row.state) == ("07", "KH-UBND", "2020-11-30", "đã ban hành")
    assert verify_bags(packed.bag).findings == []


def test_register_of_what_was_issued_is_in_the_bag(office: Path) -> None:
    give_number(office, "xa-a", "7", "2020-11-30")
    assert read_register(pack_all(office).bag / "data/plan/plan.yaml") == replace(
        read_register(office / "plan.yaml"), path=office / "archive/kh-1-001/data/plan/plan.issued.json"
    )


def test_issued_document_that_was_changed_is_refused(office: Path) -> None:
    give_number(office, "xa-a", "7", "2020-11-30")
    word = office / "out" / PLAN_ID / "xa-a/ke-hoach-xa-a.docx"
    word.write_bytes(word.read_bytes() + b"\0")
    assert codes(lambda: pack_all(office)) == ["ARC-019"]


def test_document_that_the_register_calls_issued_and_the_build_does_not_is_refused(office: Path) -> None:
    draft = tree(office / "out")
    give_number(office, "xa-a", "7", "2020-11-30")
    for path, data in draft.items():
        (office / "out" / path).write_bytes(data)
    assert codes(lambda: pack_all(office)) == ["ARC-031"]


def test_index_opens_in_excel(bag: Path) -> None:
    data = (bag / "data/index.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert lines[0][:13] == [
        "Mã định danh", "Mã lưu trữ", "Thời hạn lưu trữ", "Tên loại", "Số", "Ký hiệu", "Ngày, tháng, năm",
        "Cơ quan ban hành", "Trích yếu", "Ngôn ngữ", "Số trang", "Chế độ sử dụng", "Tệp",
    ]  # fmt: skip


def test_document_without_pdf_is_told_and_has_its_word_file_for_a_row(tmp_path: Path) -> None:
    make_plan(tmp_path)
    build_all(tmp_path, pdf=False)
    packed = pack_all(tmp_path)
    assert rows(packed.bag)["xa-a/ke-hoach-xa-a.docx"].format == "DOCX"
    assert "ARC-011" in [notice.code for notice in packed.notices]
    assert verify_bags(packed.bag).exit_code == 0


def test_formula_in_a_subject_is_no_formula_in_the_index(tmp_path: Path) -> None:
    data = plan_data()
    next(unit for unit in data["units"] if unit["id"] == "xa-a")["subject"] = "=1+1"
    make_plan(tmp_path, data)
    build_all(tmp_path, pdf=False)
    bag = pack_all(tmp_path).bag
    assert b",'=1+1," in (bag / "data/index.csv").read_bytes()
    assert rows(bag)["xa-a/ke-hoach-xa-a.docx"].subject == "=1+1"


def test_document_list_is_a_pdf_in_the_bag_the_same_on_every_run(made: Path, tmp_path: Path) -> None:
    lists = []
    for name in ("one", "other"):
        packed = pack_issue(PackRequest(made / "plan.yaml", str(made / "out"), tmp_path / name, made / "templates"))
        assert packed.notices == ()
        lists.append((packed.bag / "data/muc-luc-ho-so.pdf").read_bytes())
        assert verify_bags(packed.bag).findings == []
    assert lists[0] == lists[1]


def test_without_a_font_the_list_is_missed_aloud(made: Path, tmp_path: Path) -> None:
    packed = pack_all(made, to=tmp_path)
    assert [notice.code for notice in packed.notices] == ["ARC-013"]
    assert not (packed.bag / "data/muc-luc-ho-so.pdf").exists()


# ---- the chain ---------------------------------------------------------------


def test_next_issue_is_a_new_bag_that_names_the_one_before(office: Path) -> None:
    first = pack_all(office)
    give_number(office, "xa-a", "07", "2020-11-30")
    second = pack_all(office)
    assert second.bag.name == "kh-1-002"
    previous = json.loads((second.bag / "chain.json").read_text())["previous"]
    assert (previous["bag"], previous["tags"]) == ("kh-1-001", first.seal)
    assert bagit.Bag(str(second.bag)).info["Previous-Bag"] == "kh-1-001"
    assert verify_bags(office / "archive").findings == []


def test_nothing_new_makes_no_new_issue(office: Path) -> None:
    first = pack_all(office)
    again = pack_all(office, date="2031-01-01")
    assert (again.bag, again.name, again.seal) == (None, first.name, first.seal)
    assert [path.name for path in (office / "archive").iterdir()] == ["kh-1-001"]


def test_no_issue_follows_on_a_damaged_one(office: Path) -> None:
    bag = pack_all(office).bag
    (bag / "data/plan/plan.yaml").chmod(0o644)
    flip_bit(bag / "data/plan/plan.yaml")
    give_number(office, "xa-a", "07", "2020-11-30")
    assert codes(lambda: pack_all(office)) == ["ARC-009"]
    assert [path.name for path in (office / "archive").iterdir()] == ["kh-1-001"]


def test_issue_that_appeared_meanwhile_is_not_written_over(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = office / "archive/kh-1-001"
    monkeypatch.setattr("gen.archiving.pack.packing.make_bag", lambda *_: (target.mkdir(), (target / "theirs").touch()))
    assert codes(lambda: pack_all(office)) == ["ARC-010"]
    assert list(tree(office / "archive")) == ["kh-1-001/theirs"]


# ---- what stands against it --------------------------------------------------


def test_everything_that_stands_against_it_is_told_at_once_and_nothing_written(office: Path) -> None:
    out = office / "out" / PLAN_ID
    (out / PLAN_A).unlink()
    flip_bit(out / PLAN_B)
    (out / "xa-b/bao-cao-xa-b.docx").write_bytes(b"typed over")
    with (office / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write("# one more line\n")
    assert sorted(codes(lambda: pack_all(office))) == ["ARC-002", "ARC-003", "ARC-005", "ARC-029"]
    assert not (office / "archive").exists()


def test_word_file_that_a_person_changed_is_archived_as_it_is_and_told(office: Path) -> None:
    out = office / "out" / PLAN_ID
    word = out / "xa-a/ke-hoach-xa-a.docx"
    word.write_bytes(word.read_bytes() + b"\0")
    (out / PLAN_A).unlink()
    edit_json(out / "manifest.json", lambda m: m.update(files=[r for r in m["files"] if r["path"] != PLAN_A]))
    packed = pack_all(office)
    assert {notice.code for notice in packed.notices} == {"ARC-006", "ARC-011", "ARC-013"}
    assert rows(packed.bag)["xa-a/ke-hoach-xa-a.docx"].note == "tệp Word có người sửa"
    assert verify_bags(packed.bag).findings == []


def test_pdf_of_a_word_file_changed_since_is_refused(office: Path) -> None:
    word = office / "out" / PLAN_ID / "xa-a/ke-hoach-xa-a.docx"
    word.write_bytes(word.read_bytes() + b"\0")
    assert codes(lambda: pack_all(office)) == ["ARC-029"]


def test_document_from_an_older_template_is_refused_unless_it_was_issued(office: Path) -> None:
    with (office / "templates/plan.docx").open("ab") as file:
        file.write(b"\0")
    assert codes(lambda: pack_all(office)) == ["ARC-004"] * 2
    with (office / "templates/plan.docx").open("r+b") as file:
        file.truncate(file.seek(-1, 2))
    for unit in ("xa-a", "xa-b"):
        give_number(office, unit, "7", "2020-11-30")
    with (office / "templates/plan.docx").open("ab") as file:
        file.write(b"\0")
    assert codes(lambda: pack_all(office)) == []


def test_template_that_is_not_there_is_missed(office: Path) -> None:
    (office / "templates/report.docx").unlink()
    assert codes(lambda: pack_all(office)) == ["ARC-017"]


def test_template_with_a_name_in_nfd_is_kept_under_it_in_nfc(office: Path) -> None:
    (office / "templates" / unicodedata.normalize("NFD", "mẫu.docx")).write_bytes(b"x")
    bag = pack_all(office).bag
    assert (bag / "data/plan/templates" / unicodedata.normalize("NFC", "mẫu.docx")).is_file()
    assert verify_bags(bag).findings == []


@pytest.mark.parametrize("name", ["a:b.docx", "a\u200bb.docx", "100%.docx", unicodedata.normalize("NFD", "mẫu.docx")])
def test_template_whose_name_is_read_otherwise_somewhere_is_refused(office: Path, name: str) -> None:
    (office / "templates" / name).write_bytes(b"x")
    (office / "templates" / unicodedata.normalize("NFC", "mẫu.docx")).write_bytes(b"x")
    assert codes(lambda: pack_all(office)) == ["ARC-015"]


def test_zip_with_older_documents_is_refused(tmp_path: Path) -> None:
    make_plan(tmp_path)
    out = build_all(tmp_path, zips=True)
    edit_json(
        out / "manifest.json",
        lambda m: next(r for r in m["files"] if r["format"] == "zip")["made_from"].update({PLAN_A: "0" * 64}),
    )
    assert codes(lambda: pack_all(tmp_path)) == ["ARC-030"]


def test_file_that_no_build_made_is_left_out_aloud(office: Path) -> None:
    (office / "out" / PLAN_ID / "xa-a/ghi-chú.txt").write_text("nhớ gọi lại", encoding="utf-8")
    packed = pack_all(office)
    assert "ghi-chú.txt" in next(notice.message for notice in packed.notices if notice.code == "ARC-007")
    assert not list(packed.bag.rglob("ghi-ch*"))


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 1, "files": 3}', "\0", "[" * 100_000])
def test_manifest_that_no_build_wrote_is_refused(office: Path, text: str) -> None:
    (office / "out" / PLAN_ID / "manifest.json").write_text(text)
    assert codes(lambda: pack_all(office)) == ["ARC-016"]


@pytest.mark.parametrize("path", ["../../plan.yaml", "/etc/passwd", "xa-a\\..\\x.pdf", "a/../../x", "C:/x", "con.pdf"])
def test_manifest_that_leads_elsewhere_is_refused(office: Path, path: str) -> None:
    edit_json(office / "out" / PLAN_ID / "manifest.json", lambda m: m["files"][0].update(path=path))
    assert codes(lambda: pack_all(office)) == ["ARC-016"]


def test_without_a_build_there_is_nothing_to_archive(tmp_path: Path) -> None:
    make_plan(tmp_path)
    assert codes(lambda: pack_all(tmp_path)) == ["ARC-001"]


@pytest.mark.parametrize("to", ["out/archive", "out", "archive/kh-1-001/data", "plan.yaml"])
def test_archive_lies_neither_among_the_results_nor_in_a_bag(office: Path, to: str) -> None:
    pack_all(office)
    before = tree(office)
    assert codes(lambda: pack_all(office, to=office / to)) == ["ARC-032"]
    assert tree(office) == before


def test_run_that_is_cut_off_leaves_nothing(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gen.archiving.pack.packing.move_into_place", cut)
    with pytest.raises(KeyboardInterrupt):
        pack_all(office)
    assert list((office / "archive").iterdir()) == []


def test_file_that_changes_while_it_is_packed_stops_it(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gen.archiving.pack import packing

    def change_and_make(*args: object, **kwargs: object) -> object:
        flip_bit(office / "out" / PLAN_ID / PLAN_A)
        return add_index(*args, **kwargs)

    add_index = packing.add_index
    monkeypatch.setattr(packing, "add_index", change_and_make)
    assert codes(lambda: pack_all(office)) == ["ARC-028"]
    assert list((office / "archive").iterdir()) == []


def test_full_disk_is_told_without_a_traceback(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gen.archiving.pack.bag_writer.bagit.make_bag", full)
    assert codes(lambda: pack_all(office)) == ["ARC-008"]
    assert list((office / "archive").iterdir()) == []


def test_results_at_an_address_are_archived_too(made: Path, tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    for path, data in tree(made / "out").items():
        memory.pipe_file(f"/results/{path}", data)
    packed = pack_issue(PackRequest(made / "plan.yaml", "memory://results", tmp_path, made / "templates"))
    assert verify_bags(packed.bag).findings == []


def test_plan_under_another_name_is_archived_as_plan_yaml(office: Path) -> None:
    shutil.move(office / "plan.yaml", office / "kế hoạch.yaml")
    packed = pack_issue(
        PackRequest(office / "kế hoạch.yaml", str(office / "out"), office / "archive", office / "templates")
    )
    assert (packed.bag / "data/plan/plan.yaml").is_file()


def test_replaced_document_is_archived_beside_the_one_that_replaces_it(office: Path) -> None:
    give_number(office, "xa-a", "5", "5/3/2021")
    plan = office / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("Trồng cây.", "Trồng rừng."), encoding="utf-8")
    build_all(office, supersede=True)
    give_number(office, "xa-a", "20", "1/6/2021")
    packed = pack_all(office)
    assert packed.bag is not None
    assert verify_bags(packed.bag).findings == []
    rows = read_index((packed.bag / "data" / "index.csv").read_bytes()) or []
    numbers = {row.identifier: row.number for row in rows}
    assert numbers["kh-1/xa-a/plan"] == "20"
    assert numbers["kh-1/xa-a/plan#so-5-2021"] == "05"


def test_printed_list_that_shows_another_index_is_named(office: Path) -> None:
    request = PackRequest(office / "plan.yaml", str(office / "out"), office / "archive", office / "templates")
    bag = pack_issue(request).bag
    assert bag is not None
    assert verify_bags(bag).findings == []
    bag = copy_of(bag, office / "copy" / bag.name)
    edit_text(bag / "data/index.csv", "Trồng cây", "Trồng hoa")
    relisted(bag)
    assert "ARC-087" in [found.code for found in verify_bags(bag).findings]


# ---- what cannot be read -------------------------------------------------------


def test_template_that_cannot_be_read_is_named(office: Path) -> None:
    template = office / "templates" / "plan.docx"
    template.unlink()
    template.mkdir()  # stands for any reason for which what is there cannot be read
    assert codes(lambda: pack_all(office)) == ["ARC-018"]
    assert not (office / "archive").exists()


def test_built_pdf_that_not_everybody_can_read_is_not_packed(office: Path) -> None:
    path = office / "out" / PLAN_ID / PLAN_A
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))
    data = path.read_bytes()

    def record(manifest: dict[str, list[dict[str, object]]]) -> None:
        (entry,) = [one for one in manifest["files"] if one["path"] == PLAN_A]
        entry.update(sha256=sha256(data), size=len(data))

    edit_json(path.parents[1] / "manifest.json", record)
    assert "ARC-027" in codes(lambda: pack_all(office))
