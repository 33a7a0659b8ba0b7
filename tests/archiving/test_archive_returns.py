"""The way back in the archive: what came and what was sent, each with its row, and what may not be archived."""

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

import gen
from gen.archiving import verify_bags
from gen.errors import GenError
from gen.returns.storage import ReceivedSubmission, SubmissionStore, load_collection
from gen.returns.validation import Submission
from gen.store.connection import connect, disconnect
from gen.store.originals import store_bytes
from tests.issuing.test_issue_report import write_own_words
from tests.support.archive_cases import blank_pdf, codes, copy_of, pack_all, relisted, tree
from tests.support.form_filling import body
from tests.support.plans import write
from tests.support.way_back import (
    AS_OF,
    FIRST,
    LATER,
    build,
    form_of,
    make_office,
    receive,
    rewritten,
    seal_changed,
    send,
    work,
    zipped,
)

BAG = "archive/kh-1-001"
Worked = tuple[Path, dict[str, str]]
"""An office, and the sha256 of what came there, by what it is."""
FILES, SENT = "returns/files/", "returns/sent/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_office(tmp_path_factory.mktemp("office"))


@pytest.fixture(autouse=True)
def own_store(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield
    disconnect()


@pytest.fixture
def office(built: Path, tmp_path: Path) -> Path:
    return copy_of(built, tmp_path / "office")


@pytest.fixture(scope="module")
def worked(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Worked:
    """An office with an issue of all that came and was sent."""
    folder = copy_of(built, tmp_path_factory.mktemp("worked") / "office")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        digests = work(folder)
        pack_all(folder)
        disconnect()
    return folder, digests


@pytest.fixture
def packed(worked: Worked, tmp_path: Path) -> Path:
    """A copy of that office, to be damaged."""
    return copy_of(worked[0], tmp_path / "office")


def rows(bag: Path) -> dict[str, dict[str, str]]:
    """The rows of the index by their files, read without the program."""
    text = (bag / "data/index.csv").read_bytes().decode("utf-8-sig")
    return {row["Tệp"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def row_of(bag: Path, digest: str) -> dict[str, str]:
    return next(row for name, row in rows(bag).items() if digest in name)


def sent_rows(bag: Path) -> list[dict[str, str]]:
    return [row for name, row in rows(bag).items() if name.startswith(SENT)]


def bag_codes(target: Path) -> list[str]:
    return [found.code for found in verify_bags(target).findings]


# ---- what is archived --------------------------------------------------------


def test_archive_with_the_way_back_is_sound(packed: Path) -> None:
    report = verify_bags(packed / "archive")
    assert report.findings == []
    (bag,) = report.bags
    assert bag.contents is not None
    assert (bag.contents.received, bag.contents.texts) == (6, 1)


def test_received_file_is_archived_as_it_came(worked: Worked) -> None:
    folder, digests = worked
    for digest, suffix in ((digests["first"], ".docx"), (digests["later"], ".docx"), (digests["none"], ".pdf")):
        name = f"files/{digest[:2]}/{digest}{suffix}"
        assert (folder / BAG / "data/returns" / name).read_bytes() == (folder / "returns" / name).read_bytes()


def test_row_of_a_received_report_tells_whose_it_is_and_that_it_counts(worked: Worked) -> None:
    row = row_of(worked[0] / BAG, worked[1]["later"])
    told = [row[heading] for heading in ("Tên loại", "Ngày, tháng, năm", "Cơ quan ban hành", "Trích yếu", "Tình trạng")]
    assert told == ["Báo cáo", "2021-07-13", "Ủy ban nhân dân xã Xuân An", "Báo cáo", "bản gửi đến"]
    assert row["Ghi chú"] == "được tính; tên tệp khi nhận: lan 2.docx"
    assert (row["SHA-256"], row["Định dạng"], row["Mã lưu trữ"]) == (worked[1]["later"], "DOCX", "H16.5")


def test_row_of_a_superseded_report_tells_by_what(worked: Worked) -> None:
    row = row_of(worked[0] / BAG, worked[1]["first"])
    assert row["Ghi chú"] == "đã thay bằng báo cáo gửi ngày 13/07/2021; tên tệp khi nhận: lan 1.docx"


def test_row_of_a_file_set_apart_tells_why_and_names_nobody(worked: Worked) -> None:
    row = row_of(worked[0] / BAG, worked[1]["none"])
    assert row["Cơ quan ban hành"] == ""
    assert row["Ghi chú"].startswith("không tính: ")


def test_row_of_a_withdrawn_report_tells_why_and_a_new_issue_is_made(packed: Path, worked: Worked) -> None:
    gen.withdraw_return(worked[1]["later"][:12], packed / "plan.yaml", reason="gửi nhầm")
    assert pack_all(packed).name == "kh-1-002"
    bag = packed / "archive/kh-1-002"
    assert row_of(bag, worked[1]["later"])["Ghi chú"].startswith("đã rút; lý do: gửi nhầm; ")
    assert row_of(bag, worked[1]["first"])["Ghi chú"].startswith("được tính; ")
    assert bag_codes(packed / "archive") == []


def test_row_of_a_report_that_completes_a_later_one_tells_so(office: Path) -> None:
    whole = {**FIRST, "1.2/result": "Tưới đủ"}
    digest = receive(office, "a.docx", form_of(office, "xa-a", whole), "2021-07-10")
    receive(office, "b.docx", form_of(office, "xa-a", LATER), "2021-07-13")
    pack_all(office)
    said = row_of(office / BAG, digest)["Ghi chú"]
    assert said.startswith("chỉ tính các mục mà báo cáo gửi ngày 13/07/2021 để trống; ")


def test_signed_report_is_archived_as_one(office: Path) -> None:
    data = blank_pdf("BC")
    plan, came = office / "plan.yaml", datetime(2021, 7, 10, 5, tzinfo=UTC)
    found = load_collection(plan, "bc", None, date(2021, 7, 20))
    digest = store_bytes(office / "returns/files", data, "ký.pdf", came)
    connect(office / "returns")
    copy = Submission("ký.pdf", digest, "xa-a")
    store = SubmissionStore(found.plan, found.obligation, found.period, came)
    store.store_signed([ReceivedSubmission(copy, digest, "ký.pdf", len(data))])
    pack_all(office)
    (row,) = (row for row in rows(office / BAG).values() if row["Tình trạng"] == "bản gửi đến")
    assert (row["Cơ quan ban hành"], row["Định dạng"]) == ("Ủy ban nhân dân xã Xuân An", "PDF")
    assert row["Ghi chú"].startswith("bản có chữ ký của báo cáo; ")
    assert bag_codes(office / "archive") == []


def test_reminder_and_report_are_drafts_of_the_day_they_tell_of(worked: Worked) -> None:
    told = [(row["Tên loại"], row["Ngày, tháng, năm"], row["Tình trạng"]) for row in sent_rows(worked[0] / BAG)]
    assert sorted(told) == [(kind, "2021-07-20", "dự thảo") for kind in ("Báo cáo", "Bảng tính", "Công văn")]
    letter = next(row for row in sent_rows(worked[0] / BAG) if row["Tên loại"] == "Công văn")
    assert " ".join(letter["Trích yếu"].split()) == "V/v đôn đốc gửi báo cáo theo Kế hoạch số /KH-UBND"
    assert (worked[0] / BAG / "data" / letter["Tệp"]).read_bytes() == (worked[0] / "don-doc.docx").read_bytes()


def test_report_of_which_only_drafts_are_kept_is_told_until_what_is_sent_is_there(office: Path) -> None:
    send(office)
    told = [one for one in pack_all(office).notices if one.code == "ARC-104"]
    assert [("Tổng hợp kết quả" in one.message) for one in told] == [True]
    draft = office / "tong-hop/bao-cao-tong-hop.docx"
    draft.write_bytes(body(draft.read_bytes(), write_own_words))
    gen.issue_report(draft, office / "plan.yaml")
    assert [one for one in pack_all(office).notices if one.code == "ARC-104"] == []
    assert bag_codes(office / "archive") == []


def test_issue_without_anything_that_came_back_holds_no_returns(office: Path) -> None:
    pack_all(office)
    assert [name for name in tree(office / BAG) if name.startswith("data/returns")] == []
    assert bag_codes(office / "archive") == []


def test_nothing_new_makes_no_new_issue(packed: Path) -> None:
    assert pack_all(packed).bag is None


def test_report_that_came_since_makes_a_new_issue_and_keeps_the_others(packed: Path) -> None:
    digest = receive(packed, "b.docx", form_of(packed, "xa-b", FIRST), "2021-07-21")
    assert pack_all(packed).name == "kh-1-002"
    assert row_of(packed / "archive/kh-1-002", digest)["Cơ quan ban hành"] == "Ủy ban nhân dân xã Xuân Bình"
    assert rows(packed / BAG).keys() < rows(packed / "archive/kh-1-002").keys()
    assert bag_codes(packed / "archive") == []


def test_file_that_holds_two_reports_has_one_row_that_names_both_units(office: Path) -> None:
    forms = {f"{unit}.docx": form_of(office, unit, FIRST) for unit in ("xa-a", "xa-b")}
    digest = receive(office, "hai xã.zip", zipped(forms, office / "hai.zip"), "2021-07-10")
    pack_all(office)
    row = row_of(office / BAG, digest)
    assert row["Cơ quan ban hành"] == "Ủy ban nhân dân xã Xuân An; Ủy ban nhân dân xã Xuân Bình"
    assert bag_codes(office / "archive") == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("báo cáo 😀 文.txt", "báo cáo ? ?.txt"),
        ("ba\u0301o.txt", "báo.txt"),
        ("＝1.txt", "?1.txt"),
    ],
)
def test_name_from_outside_stands_in_its_row_in_letters_that_can_be_printed(
    office: Path, name: str, shown: str
) -> None:
    digest = receive(office, name, b"no form", "2021-07-10")
    done = gen.archive(office / "plan.yaml", out=str(office / "out"), templates=office / "templates")
    assert [found.code for found in done.notices if found.code == "ARC-013"] == []
    assert row_of(office / BAG, digest)["Ghi chú"].endswith(f"tên tệp khi nhận: {shown}")
    received = json.loads((office / BAG / "data/returns/received.json").read_bytes())
    assert received["reports"][0]["name"] == name
    assert bag_codes(office / "archive") == []


def test_unit_that_a_form_only_claims_stands_in_its_row_in_letters_that_can_be_printed(office: Path) -> None:
    form = seal_changed(form_of(office, "xa-a", FIRST), "xa-a", "文xa")
    digest = receive(office, "a.docx", form, "2021-07-10")
    pack_all(office)
    row = row_of(office / BAG, digest)
    assert row["Cơ quan ban hành"] == "?xa"
    assert row["Ghi chú"].startswith("không tính: ")
    assert bag_codes(office / "archive") == []


def test_issue_as_a_zip_holds_the_way_back_too(packed: Path) -> None:
    done = pack_all(packed, to=packed / "zips", as_zip=True)
    assert done.bag is not None
    assert done.bag.suffix == ".zip"
    assert bag_codes(packed / "zips") == []


def test_form_that_comes_again_in_another_file_is_archived_too(office: Path) -> None:
    form = form_of(office, "xa-a", FIRST)
    receive(office, "a.docx", form, "2021-07-10")
    digest = receive(office, "a.zip", zipped({"a.docx": form}, office / "a.zip"), "2021-07-11")
    pack_all(office)
    assert row_of(office / BAG, digest)["Ghi chú"] == "gửi lại báo cáo đã nhận; tên tệp khi nhận: a.zip"
    assert bag_codes(office / "archive") == []


def test_store_of_two_plans_gives_each_archive_its_own(packed: Path) -> None:
    other = packed / "other.yaml"
    text = (packed / "plan.yaml").read_text(encoding="utf-8")
    other.write_text(text.replace("id: kh-1\n", "id: kh-2\n"), encoding="utf-8")
    gen.build(other, out=str(packed / "out"), pdf=False, templates=packed / "templates")
    done = gen.archive(other, out=str(packed / "out"), to=packed / "archive-2", templates=packed / "templates")
    assert done.bag is not None
    assert [name for name in tree(done.bag) if "returns/" in name] == []


def test_plan_in_the_bag_has_the_ids_that_last(office: Path) -> None:
    plan = office / "plan.yaml"
    data = yaml.safe_load(plan.read_text(encoding="utf-8"))
    data["parts"][0]["assignments"][0]["items"].insert(0, {"text": "Đào hố."})
    write(office, data)
    build(office)
    pack_all(office)
    archived = gen.load_plan(office / BAG / "data/plan/plan.yaml")
    assert archived == gen.load_plan(plan)
    assert len([name for name in tree(office / BAG / "data/plan/revisions") if name.endswith("plan.yaml")]) == 2
    assert bag_codes(office / "archive") == []


def test_plan_that_an_older_program_built_gets_its_history_with_the_archive(office: Path) -> None:
    shutil.rmtree(office / "revisions")
    state = office / "out/kh-1/build-state.json"
    content = json.loads(state.read_text(encoding="utf-8"))
    content["inputs"] = {name: value for name, value in content["inputs"].items() if "revisions" not in name}
    state.write_text(json.dumps(content), encoding="utf-8")
    pack_all(office)
    assert (office / BAG / "data/plan/revisions/kh-1/history.json").is_file()


# ---- copies of what is sent ---------------------------------------------------


def kept(office: Path) -> list[str]:
    return sorted(path.suffix for path in (office / "returns/sent").iterdir())


def test_same_letter_and_report_are_kept_once(office: Path) -> None:
    send(office)
    before = tree(office / "returns/sent")
    send(office)
    assert tree(office / "returns/sent") == before
    assert kept(office) == [".docx", ".docx", ".json", ".json", ".json", ".xlsx"]


def test_letter_that_was_not_written_is_not_kept(office: Path) -> None:
    (office / "don-doc.docx").write_bytes(b"somebody's")
    with pytest.raises(GenError):
        gen.remind(office / "plan.yaml", as_of=AS_OF, to=office / "don-doc.docx", templates=office / "templates")
    assert not (office / "returns/sent").exists()


def test_letter_that_is_only_looked_at_is_not_kept(office: Path) -> None:
    assert gen.remind(office / "plan.yaml", as_of=AS_OF, templates=office / "templates") is not None
    assert not (office / "returns/sent").exists()


# ---- what may not be archived --------------------------------------------------


def refused(office: Path) -> list[str]:
    """The codes for which packing is refused; nothing is there then that was not there before."""
    before = tree(office / "archive")
    found = codes(lambda: pack_all(office))
    assert tree(office / "archive") == before
    return found


def original(office: Path, digest: str) -> Path:
    return next((office / FILES).rglob(f"{digest}*"))


@pytest.mark.parametrize(
    "damage",
    [Path.unlink, lambda path: path.write_bytes(b"another"), lambda path: path.rename(path.with_name("x.docx"))],
    ids=["deleted", "changed", "renamed"],
)
def test_received_file_that_is_not_as_it_came_stops_the_archive(
    packed: Path, worked: Worked, damage: Callable[[Path], object]
) -> None:
    damage(original(packed, worked[1]["later"]))
    assert refused(packed) == ["ARC-099"]


def sent_files(office: Path, suffix: str) -> list[Path]:
    return sorted((office / "returns/sent").glob(f"*{suffix}"))


@pytest.mark.parametrize(
    "damage",
    [
        lambda office: sent_files(office, ".xlsx")[0].unlink(),
        lambda office: sent_files(office, ".xlsx")[0].write_bytes(b"another"),
        lambda office: sent_files(office, ".json")[0].unlink(),
        lambda office: sent_files(office, ".json")[0].write_bytes(b"{"),
        lambda office: (office / "returns/sent/them.docx").write_bytes(b"x"),
    ],
    ids=["copy deleted", "copy changed", "record deleted", "record damaged", "a stranger"],
)
def test_kept_copy_without_a_true_record_stops_the_archive(packed: Path, damage: Callable[[Path], object]) -> None:
    damage(packed)
    assert "ARC-100" in refused(packed)


def test_copy_that_was_lost_is_kept_again_by_the_same_call(packed: Path) -> None:
    sent_files(packed, ".xlsx")[0].unlink()
    send(packed)
    assert pack_all(packed).bag is None


def test_store_that_is_gone_with_its_files_stops_the_archive(packed: Path) -> None:
    disconnect()
    shutil.rmtree(packed / "returns")
    assert refused(packed) == ["ARC-101"]


def test_store_that_is_gone_without_its_files_stops_the_archive(packed: Path) -> None:
    disconnect()
    (packed / "returns/returns.sqlite3").unlink()
    assert refused(packed) == ["RET-016"]


def test_received_files_of_the_last_issue_can_be_collected_again(packed: Path) -> None:
    disconnect()
    shutil.rmtree(packed / "returns")
    for name in sorted((packed / BAG / "data" / FILES).rglob("*.*")):
        gen.collect(name, packed / "plan.yaml", obligation="bc", received=date(2021, 7, 13))
    shutil.copytree(packed / BAG / "data" / SENT, packed / SENT)
    assert pack_all(packed).name == "kh-1-002"
    assert bag_codes(packed / "archive") == []


def test_history_that_is_gone_stops_the_archive(packed: Path) -> None:
    shutil.rmtree(packed / "revisions")
    assert refused(packed) == ["BUILD-037"]


def test_history_that_is_damaged_stops_the_archive(packed: Path) -> None:
    (packed / "revisions/kh-1/history.json").write_bytes(b"{")
    assert refused(packed) == ["BUILD-035"]


def test_text_of_the_plan_that_is_gone_stops_the_archive(packed: Path) -> None:
    next((packed / "revisions/kh-1").glob("*/units.yaml")).unlink()
    assert refused(packed) == ["BUILD-036"]


def test_history_that_lacks_a_text_of_the_last_issue_stops_the_archive(office: Path) -> None:
    older = copy_of(office / "revisions", office / "older")
    plan = office / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("Tưới cây.", "Tưới hoa."), encoding="utf-8")
    build(office)
    pack_all(office)
    plan.write_text(plan.read_text(encoding="utf-8").replace("Tưới hoa.", "Tưới cây."), encoding="utf-8")
    shutil.rmtree(office / "revisions")
    older.rename(office / "revisions")
    (office / "out/kh-1/build-state.json").unlink()
    build(office)
    assert refused(office) == ["ARC-101"]


# ---- a bag that was changed and listed anew ------------------------------------


def first_report(content: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    return content["reports"][0]


def test_report_that_is_said_to_be_another_units_is_found_out(packed: Path) -> None:
    rewritten(packed / BAG, "data/returns/received.json", lambda c: first_report(c).update(unit="xa-b"))
    assert bag_codes(packed / BAG) == ["ARC-055"]


def test_received_file_that_was_replaced_is_found_out(packed: Path, worked: Worked) -> None:
    digest = worked[1]["later"]
    (packed / BAG / f"data/{FILES}{digest[:2]}/{digest}.docx").write_bytes(b"another report")
    relisted(packed / BAG)
    assert sorted(bag_codes(packed / BAG)) == ["ARC-055", "ARC-103"]


def test_report_that_was_taken_out_of_the_record_is_found_out(packed: Path) -> None:
    rewritten(packed / BAG, "data/returns/received.json", lambda c: c["reports"].pop())
    assert "ARC-069" in bag_codes(packed / BAG)


def test_received_file_that_nobody_received_is_found_out(packed: Path) -> None:
    (packed / BAG / f"data/{FILES}ab").mkdir()
    (packed / BAG / f"data/{FILES}ab/{'ab' * 32}.docx").write_bytes(b"x")
    relisted(packed / BAG)
    assert bag_codes(packed / BAG) == ["ARC-054"]


def test_record_of_what_was_sent_that_was_changed_is_found_out(packed: Path) -> None:
    name = sent_files(packed, ".json")[0].name
    rewritten(packed / BAG, f"data/{SENT}{name}", lambda content: content.update(as_of="2021-07-01"))
    assert "ARC-055" in bag_codes(packed / BAG)


@pytest.mark.parametrize("change", [{"plan": "kh-9"}, {"size": 7}, {"sha256": "ab" * 32}, {"kind": "poem"}])
def test_record_of_what_was_sent_that_is_not_true_is_found_out(packed: Path, change: dict[str, object]) -> None:
    name = sent_files(packed, ".json")[0].name
    rewritten(packed / BAG, f"data/{SENT}{name}", lambda content: content.update(change))
    assert "ARC-103" in bag_codes(packed / BAG)


@pytest.mark.parametrize("name", ["returns/received.json", "plan/revisions/kh-1/history.json"])
def test_record_that_is_none_is_found_out(packed: Path, name: str) -> None:
    (packed / BAG / "data" / name).write_bytes(b"[1, 2")
    relisted(packed / BAG)
    assert {"ARC-102", "ARC-103"} & {*bag_codes(packed / BAG)}


def test_history_without_the_plan_of_the_bag_is_found_out(packed: Path) -> None:
    change = {"sha256": "ab" * 32}
    rewritten(packed / BAG, "data/plan/revisions/kh-1/history.json", lambda c: c["revisions"][0].update(change))
    found = verify_bags(packed / BAG).findings
    assert {"ARC-102", "ARC-054"} == {one.code for one in found}
    assert sum(one.code == "ARC-102" for one in found) == 2  # no plan of the bag, no text of that name


def test_text_of_the_plan_that_was_changed_is_found_out(packed: Path) -> None:
    text = next((packed / BAG / "data/plan/revisions/kh-1").glob("*/plan.yaml"))
    text.write_bytes(text.read_bytes().replace("Tưới".encode(), "Chăm".encode()))
    relisted(packed / BAG)
    assert bag_codes(packed / BAG) == ["ARC-102"]


def test_history_that_was_taken_out_is_found_out(packed: Path) -> None:
    shutil.rmtree(packed / BAG / "data/plan/revisions")
    relisted(packed / BAG)
    assert bag_codes(packed / BAG) == ["ARC-102"]


def test_file_among_the_texts_that_no_revision_names_is_found_out(packed: Path) -> None:
    (packed / BAG / "data/plan/revisions/kh-1/them.txt").write_bytes(b"x")
    relisted(packed / BAG)
    assert bag_codes(packed / BAG) == ["ARC-054"]
