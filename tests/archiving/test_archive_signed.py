"""gen archive add: signed copies are kept byte for byte, matched to their drafts, and packed by the next issue."""

import io
import json
import socket
from pathlib import Path

import pikepdf
import pytest

from gen.archiving import AddedCopy, AddRequest, add_signed_copies, verify_bags
from gen.archiving.bag.index import read_index
from gen.archiving.signed.copies import read_copy
from gen.archiving.signed.signatures import SignatureState, read_signatures
from gen.plan.file.loading import load_plan
from gen.plan.units import short_name
from tests.support.archive_cases import (
    PLAN_A,
    PLAN_B,
    PLAN_ID,
    REPORT_A,
    blank_pdf,
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
    resaved,
    sign,
    tree,
)

COPY = "xa-a/ke-hoach-xa-a.ban-ky-1.pdf"
RECORD = COPY.replace(".pdf", ".json")
WAITING = f"signed/{PLAN_ID}"


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archived")
    make_plan(folder)
    build_all(folder)
    pack_all(folder)
    return folder


@pytest.fixture
def office(archived: Path, tmp_path: Path) -> Path:
    """A plan with its first issue, to be worked on."""
    return copy_of(archived, tmp_path / "office")


@pytest.fixture(scope="module")
def signed(archived: Path) -> bytes:
    """A commune's plan, signed."""
    return sign((archived / "out" / PLAN_ID / PLAN_A).read_bytes())


@pytest.fixture
def mailed(signed: bytes, tmp_path: Path) -> Path:
    """The signed plan as it came by mail, under whatever name."""
    path = tmp_path / "scan 0031 (1).pdf"
    path.write_bytes(signed)
    return path


def bring(office: Path, *files: Path, **more: object) -> list[AddedCopy]:
    return add_signed_copies(AddRequest(files, office / "archive", **more))  # type: ignore[arg-type]


def saved(folder: Path, data: bytes, name: str = "signed.pdf") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


# ---- bringing in -------------------------------------------------------------


def test_signed_copy_is_kept_byte_for_byte_beside_the_bags(office: Path, mailed: Path, signed: bytes) -> None:
    before = tree(office / "archive/kh-1-001")
    [added] = bring(office, mailed)
    assert added.target == office / "archive" / WAITING / COPY
    assert added.target.read_bytes() == signed
    assert tree(office / "archive/kh-1-001") == before


def test_record_tells_who_signed_and_that_the_file_is_whole(office: Path, mailed: Path) -> None:
    [added] = bring(office, mailed)
    content = json.loads(added.target.with_suffix(".json").read_text(encoding="utf-8"))
    [signature] = content["signatures"]
    assert (signature["signer"], signature["organisation"]) == ("Nguyễn Văn Thử", "UBND xã Xuân An")
    assert (signature["state"], signature["whole_file"], signature["serial"]) == ("as-signed", True, "7")
    assert signature["time"].startswith("20")
    assert (content["draft"], content["bag"], content["matched"]) == (PLAN_A, "kh-1-001", "bytes")


def test_next_issue_packs_it_next_to_its_draft_and_verifies(office: Path, mailed: Path, signed: bytes) -> None:
    first = verify_bags(office / "archive/kh-1-001").bags[0].seal
    bring(office, mailed)
    bag = pack_all(office).bag
    assert (bag / "data/documents" / COPY).read_bytes() == signed
    row = next(r for r in read_index((bag / "data/index.csv").read_bytes()) if COPY in r.file)
    assert (row.identifier, row.state, row.issuer) == (
        "kh-1/xa-a/plan#ban-ky-1",
        "bản ký số",
        "Ủy ban nhân dân xã Xuân An",
    )
    assert "Nguyễn Văn Thử" in row.signature
    assert verify_bags(office / "archive").findings == []
    assert verify_bags(office / "archive/kh-1-001").bags[0].seal == first


def test_every_later_issue_holds_it_too_even_where_nothing_waits_any_more(office: Path, mailed: Path) -> None:
    bring(office, mailed)
    pack_all(office, as_zip=True)
    for path in sorted((office / "archive/signed").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    give_number(office, "xa-b", "12", "2020-12-01")
    bag = pack_all(office).bag
    assert (bag / "data/documents" / COPY).read_bytes() == mailed.read_bytes()
    assert verify_bags(office / "archive").findings == []


def test_copy_that_is_brought_in_again_is_known(office: Path, mailed: Path) -> None:
    bring(office, mailed)
    before = tree(office / "archive")
    assert [added.is_known for added in bring(office, mailed)] == [True]
    pack_all(office)
    assert [added.is_known for added in bring(office, mailed)] == [True]
    assert tree(office / "archive/signed") == {k.removeprefix("signed/"): v for k, v in before.items() if "signed" in k}


def test_second_copy_of_the_same_draft_gets_a_number_of_its_own(office: Path, mailed: Path, tmp_path: Path) -> None:
    other = saved(tmp_path, sign((office / "out" / PLAN_ID / PLAN_A).read_bytes(), "Other"))
    names = [added.target.name for added in bring(office, mailed, other, mailed)]
    assert names == ["ke-hoach-xa-a.ban-ky-1.pdf", "ke-hoach-xa-a.ban-ky-2.pdf"]


def test_copy_with_the_leaders_and_the_offices_signature_is_whole(office: Path, signed: bytes, tmp_path: Path) -> None:
    [added] = bring(office, saved(tmp_path, sign(signed, "Con-dau")))
    assert [(s.whole_file, s.state) for s in added.copy.signatures] == [
        (False, SignatureState.AS_SIGNED),
        (True, SignatureState.AS_SIGNED),
    ]


def test_copy_is_matched_in_a_bag_that_is_named(office: Path, mailed: Path) -> None:
    [added] = add_signed_copies(AddRequest((mailed,), office / "archive/kh-1-001"))
    assert added.target == office / "archive" / WAITING / COPY


def test_copy_is_matched_in_a_zip(archived: Path, mailed: Path, tmp_path: Path) -> None:
    pack_all(archived, to=tmp_path / "zips", as_zip=True)
    [added] = add_signed_copies(AddRequest((mailed,), tmp_path / "zips/kh-1-001.zip"))
    assert added.target == tmp_path / "zips" / WAITING / COPY


# ---- matching ----------------------------------------------------------------


@pytest.mark.parametrize("path", [PLAN_A, PLAN_B, REPORT_A, "huyen/ke-hoach-huyen.pdf"])
def test_file_that_was_saved_anew_before_it_was_signed_is_matched_by_its_words(
    office: Path, tmp_path: Path, path: str
) -> None:
    [added] = bring(office, saved(tmp_path, sign(resaved((office / "out" / PLAN_ID / path).read_bytes()))))
    assert (added.copy.draft, added.copy.matched) == (path, "text")


def test_file_that_shows_nothing_is_refused_until_a_person_says_what_it_is(office: Path, tmp_path: Path) -> None:
    path = saved(tmp_path, sign(blank_pdf()))
    assert codes(lambda: bring(office, path)) == ["ARC-033"]
    [added] = bring(office, path, unit="xa-a", document="report")
    assert (added.copy.draft, added.copy.matched) == (REPORT_A, "person")


def test_person_says_by_its_name_whose_a_file_is(office: Path, tmp_path: Path) -> None:
    path = saved(tmp_path, sign(blank_pdf()))
    plan = office / "plan.yaml"
    unit = next(unit for unit in load_plan(plan).plan.units if unit.id == "xa-a")
    [added] = bring(office, path, unit=short_name(unit), document="report", plan=plan)
    assert added.copy.draft == REPORT_A


def test_file_with_the_words_of_two_documents_is_refused(office: Path, tmp_path: Path) -> None:
    out = io.BytesIO()
    with pikepdf.open(office / "out" / PLAN_ID / PLAN_A) as one, pikepdf.open(office / "out" / PLAN_ID / PLAN_B) as two:
        one.pages.extend(two.pages)
        one.save(out)
    path = saved(tmp_path, sign(out.getvalue()))
    assert codes(lambda: bring(office, path)) == ["ARC-034"]
    assert bring(office, path, unit="xa-b", document="plan")[0].copy.draft == PLAN_B


def test_file_that_fits_documents_of_two_plans_is_refused(office: Path, mailed: Path) -> None:
    other = copy_of(office / "archive/kh-1-001", office / "archive/kh-2-001")
    edit_json(other / "chain.json", lambda chain: chain.update(plan="kh-2"))
    assert codes(lambda: bring(office, mailed)) == ["ARC-023"]
    [added] = add_signed_copies(AddRequest((mailed,), other))
    assert added.target == office / "archive/signed/kh-2" / COPY


def test_other_paper_is_refused(office: Path, tmp_path: Path) -> None:
    assert codes(lambda: bring(office, saved(tmp_path, sign(blank_pdf("Another paper"))))) == ["ARC-034"]


def test_person_who_says_what_the_bytes_contradict_is_not_believed(office: Path, mailed: Path) -> None:
    assert codes(lambda: bring(office, mailed, unit="xa-b", document="plan")) == ["ARC-035"]


def test_unit_that_has_no_document_is_refused(office: Path, mailed: Path) -> None:
    assert codes(lambda: bring(office, mailed, unit="xa-c")) == ["ARC-024"]


def test_signed_copy_needs_an_archive(tmp_path: Path, mailed: Path) -> None:
    assert codes(lambda: add_signed_copies(AddRequest((mailed,), tmp_path / "nowhere"))) == ["ARC-025"]


# ---- signatures --------------------------------------------------------------


def test_file_without_a_signature_is_refused(office: Path) -> None:
    assert codes(lambda: bring(office, office / "out" / PLAN_ID / PLAN_A)) == ["ARC-021"]


def test_scan_of_a_paper_signed_by_hand_is_taken_when_it_is_called_one(office: Path, tmp_path: Path) -> None:
    path = saved(tmp_path, blank_pdf())
    assert codes(lambda: bring(office, path, unit="xa-a", document="plan")) == ["ARC-021"]
    [added] = bring(office, path, unit="xa-a", document="plan", scan=True)
    bag = pack_all(office).bag
    row = next(r for r in read_index((bag / "data/index.csv").read_bytes()) if COPY in r.file)
    assert (added.copy.signatures, row.state, row.signature, row.format) == ((), "bản quét", "", "PDF")
    assert verify_bags(bag).exit_code == 0


def test_typed_document_is_no_scan(office: Path) -> None:
    typed = office / "out" / PLAN_ID / PLAN_A
    assert codes(lambda: bring(office, typed, unit="xa-a", document="plan", scan=True)) == ["ARC-089"]


def test_scan_whose_text_names_another_office_is_doubted(office: Path, tmp_path: Path) -> None:
    path = saved(tmp_path, blank_pdf("Truong mam non Hoa Sen"))
    [added] = bring(office, path, unit="xa-a", document="plan", scan=True)
    assert "ARC-096" in [notice.code for notice in added.notices]


@pytest.mark.parametrize(
    ("number", "date", "refused"),
    [
        ("12/KH-UBND", "30/11/2020", ["ARC-090"]),
        ("7/KH-UBND", "1/12/2020", ["ARC-090"]),
        ("7/KH-UBND", "30/11/2020", []),
    ],
)
def test_number_of_a_scan_is_held_against_the_register(
    tmp_path: Path, number: str, date: str, refused: list[str]
) -> None:
    make_plan(tmp_path)
    build_all(tmp_path)
    give_number(tmp_path, "xa-a", "07", "2020-11-30")
    pack_all(tmp_path)
    path = saved(tmp_path, blank_pdf(), "scan.pdf")
    more = {"unit": "xa-a", "document": "plan", "scan": True, "number": number, "date": date}
    assert codes(lambda: bring(tmp_path, path, **more)) == refused


@pytest.mark.parametrize(
    ("number", "date"), [("", "30/11/2020"), ("12/KH-UBND", ""), ("muoi hai", "30/11/2020"), ("12/", "30/11/2020")]
)
def test_number_and_date_that_are_none_are_refused(office: Path, tmp_path: Path, number: str, date: str) -> None:
    more = {"unit": "xa-a", "document": "plan", "scan": True, "number": number, "date": date}
    assert codes(lambda: bring(office, saved(tmp_path, blank_pdf()), **more)) == ["ARC-093"]


def test_number_is_of_one_file(office: Path, tmp_path: Path) -> None:
    files = [saved(tmp_path, blank_pdf(text), f"{text}.pdf") for text in ("a", "b")]
    more = {"unit": "xa-a", "document": "plan", "scan": True, "number": "12/KH-UBND", "date": "30/11/2020"}
    assert codes(lambda: bring(office, *files, **more)) == ["ARC-092"]


def test_bag_that_is_none_of_ours_has_no_drafts(office: Path, mailed: Path) -> None:
    (office / "archive/kh-1-001/chain.json").write_text("{}")
    request = AddRequest((mailed,), office / "archive/kh-1-001")
    assert codes(lambda: add_signed_copies(request)) == ["ARC-036"]


def with_two_forms(folder: Path) -> None:
    """An archive in whose plan each commune owes two reports by form."""
    terms = {"to_name": "HĐND", "frequency": "once", "form": True, "of": ["communes"]}
    make_plan(folder, plan_data(obligations=[{"id": n, "name": f"Báo cáo {n}", **terms} for n in ("mot", "hai")]))
    build_all(folder)
    pack_all(folder)


def test_scan_of_one_of_several_forms_is_taken_for_the_report_that_a_person_names(tmp_path: Path) -> None:
    with_two_forms(tmp_path)
    scan = saved(tmp_path, blank_pdf())
    named = {"unit": "xa-a", "document": "report", "scan": True}
    assert codes(lambda: bring(tmp_path, scan, **named)) == ["ARC-023"]
    [added] = bring(tmp_path, scan, **named, obligation="hai")
    assert added.copy.draft == "xa-a/bao-cao-hai-xa-a.pdf"


def with_two_quarters(folder: Path) -> None:
    """An archive in whose plan each commune has the forms of two quarters."""
    owed = {"id": "quy", "name": "Báo cáo quý", "to": "huyen", "frequency": "quarterly", "of": ["communes"]}
    make_plan(folder, plan_data(obligations=[{**owed, "form": True, "due": "trước ngày 20 của tháng cuối quý"}]))
    for period in ("2021-Q1", "2021-Q2"):
        build_all(folder, period=period)
    pack_all(folder)


@pytest.mark.parametrize("more", [{}, {"obligation": "quy"}])
def test_scan_of_one_of_several_periods_is_taken_for_the_one_that_a_person_names(
    tmp_path: Path, more: dict[str, str]
) -> None:
    with_two_quarters(tmp_path)
    scan = saved(tmp_path, blank_pdf())
    named = {"unit": "xa-a", "document": "report", "scan": True, **more}
    assert codes(lambda: bring(tmp_path, scan, **named)) == ["ARC-023"]
    [added] = bring(tmp_path, scan, **named, period="2021-Q2")
    assert added.copy.draft == "xa-a/bao-cao-xa-a-2021-q2.pdf"


def test_index_tells_forms_of_several_periods_apart(tmp_path: Path) -> None:
    with_two_quarters(tmp_path)
    index = next((tmp_path / "archive").rglob("index.csv")).read_text(encoding="utf-8-sig")
    for period, words in (("2021-Q1", "quý I năm 2021"), ("2021-Q2", "quý II năm 2021")):
        [row] = [line for line in index.splitlines() if f"kh-1/xa-a/report/{period}" in line]
        assert f", {words}" in row


def test_words_tell_several_forms_of_the_unit_that_is_named_apart(tmp_path: Path) -> None:
    with_two_forms(tmp_path)
    form = tmp_path / "out" / PLAN_ID / "xa-a" / "bao-cao-mot-xa-a.pdf"
    [added] = bring(tmp_path, saved(tmp_path, sign(resaved(form.read_bytes()))), unit="xa-a", document="report")
    assert added.copy.draft == "xa-a/bao-cao-mot-xa-a.pdf"


def test_file_changed_after_it_was_signed_is_refused(office: Path, signed: bytes, tmp_path: Path) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        pdf.save(out)
    assert codes(lambda: bring(office, saved(tmp_path, out.getvalue()))) == ["ARC-022"]


def test_text_changed_in_a_later_revision_is_refused(office: Path, signed: bytes, tmp_path: Path) -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page.pop("/Contents", None)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(signed)
    assert codes(lambda: bring(office, saved(tmp_path, out.getvalue()))) == ["ARC-022"]


def test_bytes_put_behind_the_signature_are_refused(office: Path, signed: bytes, tmp_path: Path) -> None:
    assert codes(lambda: bring(office, saved(tmp_path, signed + b"\n% more"))) == ["ARC-022"]


@pytest.mark.parametrize("place", [3_000, 20_000, -6_000])
def test_flipped_bit_in_a_signed_file_is_never_taken(office: Path, signed: bytes, tmp_path: Path, place: int) -> None:
    path = saved(tmp_path, signed)
    flip_bit(path, place)
    assert codes(lambda: bring(office, path))


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"PK\3\4" + bytes(99), b"%PDF-1.4\n" + b"1 0 obj<</Kids[1 0 R]>>" * 99]
)
def test_what_is_no_pdf_is_refused(office: Path, tmp_path: Path, data: bytes) -> None:
    assert codes(lambda: bring(office, saved(tmp_path, data), scan=True)) == ["ARC-020"]


def test_encrypted_file_is_refused(office: Path, tmp_path: Path) -> None:
    path = tmp_path / "encrypted.pdf"
    with pikepdf.open(office / "out" / PLAN_ID / PLAN_A) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="x", user=""))
    assert codes(lambda: bring(office, path, scan=True)) == ["ARC-020"]


def test_signature_is_read_without_the_network(signed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("the network was asked")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    found = read_signatures(signed)
    assert found is not None
    assert [signature.state for signature in found] == [SignatureState.AS_SIGNED]


def test_signature_of_a_kind_that_cannot_be_read_is_refused(office: Path, signed: bytes, tmp_path: Path) -> None:
    unknown = signed.replace(b"/adbe.pkcs7.detached", b"/adbe.pkcs7.sha1____")
    assert unknown != signed
    assert codes(lambda: bring(office, saved(tmp_path, unknown))) == ["ARC-022"]


# ---- all or nothing ----------------------------------------------------------


def test_all_that_is_wrong_with_any_file_is_told_and_none_is_brought_in(
    office: Path, mailed: Path, tmp_path: Path
) -> None:
    unsigned = office / "out" / PLAN_ID / PLAN_A
    assert codes(lambda: bring(office, mailed, unsigned, saved(tmp_path, b""))) == ["ARC-021", "ARC-020"]
    assert not (office / "archive/signed").exists()


def test_copy_whose_record_cannot_be_written_goes_again(
    office: Path, mailed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gen.archiving.signed import intake

    def full(path: Path, data: bytes, *, durable: bool = False) -> None:
        if path.suffix == ".json":
            raise OSError(28, "No space left on device")
        write_whole(path, data, durable=durable)

    write_whole = intake.write_atomically
    monkeypatch.setattr(intake, "write_atomically", full)
    assert codes(lambda: bring(office, mailed)) == ["ARC-008"]
    assert tree(office / "archive/signed") == {}


# ---- what waits --------------------------------------------------------------


def test_waiting_copy_that_was_changed_is_not_packed(office: Path, mailed: Path) -> None:
    [added] = bring(office, mailed)
    flip_bit(added.target)
    assert codes(lambda: pack_all(office)) == ["ARC-026"]
    assert [d.code for d in verify_bags(office / "archive").findings] == ["ARC-026"]


def test_waiting_copy_without_its_record_is_not_packed(office: Path, mailed: Path) -> None:
    [added] = bring(office, mailed)
    added.target.with_suffix(".json").unlink()
    assert codes(lambda: pack_all(office)) == ["ARC-026"]


@pytest.mark.parametrize("path", ["../../../evil.ban-ky-1.pdf", "/tmp/x.ban-ky-1.pdf", "xa-a/x.pdf", "x.ban-ky-1.exe"])
def test_record_that_leads_elsewhere_is_not_believed(office: Path, mailed: Path, path: str) -> None:
    [added] = bring(office, mailed)
    edit_json(added.target.with_suffix(".json"), lambda record: record.update(path=path))
    assert "ARC-026" in codes(lambda: pack_all(office))


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"[" * 100_000, b'{"format": 1, "signatures": [{}], "row": {}}'])
def test_record_that_is_none_is_not_believed(data: bytes) -> None:
    assert read_copy(data) is None


def test_other_file_under_the_name_of_a_packed_copy_is_not_packed(office: Path, mailed: Path, tmp_path: Path) -> None:
    bring(office, mailed)
    pack_all(office)
    shelf = office / "archive" / WAITING
    other = sign((office / "out" / PLAN_ID / PLAN_A).read_bytes(), "Other")
    edit_json(shelf / RECORD, lambda r: r.update(sha256=__import__("hashlib").sha256(other).hexdigest()))
    (shelf / COPY).write_bytes(other)
    assert codes(lambda: pack_all(office)) == ["ARC-037"]


# ---- verifying ---------------------------------------------------------------


@pytest.fixture
def bag(office: Path, mailed: Path) -> Path:
    """An issue with a signed copy, to be damaged."""
    bring(office, mailed)
    return copy_of(pack_all(office).bag, office / "bags/kh-1-002")


def wrong(bag: Path) -> set[str]:
    return {d.code for d in verify_bags(bag).findings if d.severity.value == "error"}


def test_record_of_another_signer_is_named_though_the_bag_was_listed_anew(bag: Path) -> None:
    for name in ("data/documents/" + RECORD, "data/index.csv"):
        edit_text(bag / name, "Nguyễn Văn Thử", "Nguyễn Văn Khác")
    relisted(bag)
    assert wrong(bag) == {"ARC-059"}


def test_signed_copy_taken_for_another_is_named_though_the_bag_was_listed_anew(bag: Path) -> None:
    path = bag / "data/documents" / COPY
    path.write_bytes(sign((bag / "data/documents" / PLAN_A).read_bytes(), "Other"))
    relisted(bag)
    assert wrong(bag) == {"ARC-059", "ARC-055"}


def test_record_taken_out_is_named(bag: Path) -> None:
    (bag / "data/documents" / RECORD).unlink()
    relisted(bag)
    assert wrong(bag) == {"ARC-072"}


def test_row_of_a_signed_copy_taken_out_is_named(bag: Path) -> None:
    path = bag / "data/index.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(line for line in lines if b"ban-ky" not in line))
    relisted(bag)
    assert wrong(bag) == {"ARC-054"}
