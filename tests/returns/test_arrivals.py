"""One file among others that is wrong, or made to do harm: it is told once by its name, and stops no other."""

import io
import os
import random
import struct
import time
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner

from gen.cli import main
from gen.returns import Submission, read_submissions, receive_files
from gen.returns.intake import unpack
from tests.support.damaged import damaged
from tests.support.damaged_zips import packed, wrong_zips
from tests.support.form_filling import filled
from tests.support.memory import most_bytes_held
from tests.support.repacked import unpacked
from tests.word.test_returned import FIELDS, FORM, PLAN, UNIT, made_up

ROOT = Path(__file__).parents[2]
GIVEN = made_up(FIELDS, 11)
FILLED = filled(FORM, GIVEN)
WRONG_FORMS = wrong_zips(unpacked(FILLED))
WRONG_ZIPS = wrong_zips({"b.docx": FILLED, "c.docx": FORM})


def put(folder: Path, **files: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name.replace("__", ".")).write_bytes(data)
    return folder


def read(folder: Path) -> dict[str, list[Submission]]:
    found: dict[str, list[Submission]] = {}
    for one in read_submissions(receive_files([folder]), PLAN):
        found.setdefault(one.name.partition(" » ")[0], []).append(one)
    return found


def values(one: Submission) -> dict[str, str]:
    return {value.field.key: value.text for value in one.values}


def is_told_or_true(one: Submission) -> bool:
    """Whether a file is set apart, or says nothing that was not typed."""
    return one.quarantine_reason is not None or values(one).items() <= GIVEN.items()


NOBODYS = ("Thumbs.db", "THUMBS.DB", "desktop.ini", ".DS_Store", "~$ao-cao.docx", ".~lock.bao-cao.docx#", "._a.docx")


@pytest.mark.parametrize("name", NOBODYS)
def test_what_nobody_sent_is_passed_over_wherever_it_lies(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "nhan"
    folder.mkdir()
    (folder / name).write_bytes(b"x")
    (folder / "a.docx").write_bytes(FILLED)
    (folder / "b.zip").write_bytes(packed({name: b"x", f"c/{name}": b"x", "d.docx": FILLED}))
    mail = EmailMessage()
    mail.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=name)
    mail.add_attachment(FILLED, maintype="application", subtype="octet-stream", filename="e.docx")
    (folder / "c.eml").write_bytes(mail.as_bytes())
    names = ["a.docx", "b.zip » d.docx", "c.eml » e.docx"]
    assert [one.name for one in receive_files([folder])] == names
    assert list(receive_files([folder / name])) == []


def test_any_other_file_that_is_no_form_is_named(tmp_path: Path) -> None:
    folder = put(tmp_path, Thumbs__dbx=b"x", desktop__txt=b"x")
    assert [(one.name, one.refusal_reason is None) for one in receive_files([folder])] == [
        ("Thumbs.dbx", False), ("desktop.txt", False),
    ]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG_FORMS)
def test_wrong_form_is_told_once_and_the_others_are_read(wrong: str, tmp_path: Path) -> None:
    found = read(put(tmp_path, a__docx=FILLED, b__docx=WRONG_FORMS[wrong], c__docx=FILLED))
    assert [values(one) for name in ("a.docx", "c.docx") for one in found[name]] == [GIVEN, GIVEN]
    (told,) = found["b.docx"]
    assert is_told_or_true(told)


@pytest.mark.parametrize("wrong", WRONG_ZIPS)
def test_wrong_zip_of_forms_is_told_and_the_others_are_read(wrong: str, tmp_path: Path) -> None:
    found = read(put(tmp_path, a__docx=FILLED, b__zip=WRONG_ZIPS[wrong], c__docx=FILLED))
    assert [values(one) for name in ("a.docx", "c.docx") for one in found[name]] == [GIVEN, GIVEN]
    assert found["b.zip"]
    assert all(map(is_told_or_true, found["b.zip"]))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("deflate64", "pack it again as an ordinary .zip"),
        ("password", "ask for it without one"),
        ("lzma", "it is damaged"),
        ("cut-at-the-end", "it is damaged"),
        ("zip64-that-lies", "far more than forms need"),
    ],
)
def test_reason_says_what_to_do(wrong: str, said: str, tmp_path: Path) -> None:
    told = read(put(tmp_path, b__zip=WRONG_ZIPS[wrong]))["b.zip"]
    assert all(said in str(one.quarantine_reason) for one in told)


def test_damaged_member_of_a_zip_stops_no_other_member(tmp_path: Path) -> None:
    data = bytearray(packed({"a.docx": FILLED, "b.docx": FILLED, "c.docx": FILLED}))
    data[data.find(b"b.docx") + 40] ^= 0xFF
    found = read(put(tmp_path, z__zip=bytes(data)))["z.zip"]
    assert [(one.name, bool(one.values)) for one in found] == [
        ("z.zip » a.docx", True), ("z.zip » b.docx", False), ("z.zip » c.docx", True),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["a\\b\\form.docx", "C:\\x\\form.docx", "../../form.docx", "form.docx\0.exe"])
def test_odd_name_in_a_zip_is_a_name_and_no_path(name: str, tmp_path: Path) -> None:
    data = packed({"x" * len(name): FILLED}).replace(b"x" * len(name), name.encode())
    (one,) = read(put(tmp_path, z__zip=data))["z.zip"]
    assert (one.name, values(one)) == ("z.zip » form.docx", GIVEN)


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/document.xml", b"not well-formed <"),
        ("word/document.xml", '<?xml version="1.0" encoding="UTF-16"?><x/>'.encode("utf-16")),
        ("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")),
        ("docProps/custom.xml", b"<x/>"),
        ("customXml/item1.xml", b"\xff\xfe<"),
        ("[Content_Types].xml", b""),
        ("_rels/.rels", b"<x/>"),
    ],
)
def test_part_that_is_no_form_is_told_and_the_others_are_read(part: str, content: bytes, tmp_path: Path) -> None:
    odd = packed({**unpacked(FILLED), part: content})
    found = read(put(tmp_path, a__docx=FILLED, b__docx=odd))
    assert values(found["a.docx"][0]) == GIVEN
    assert is_told_or_true(found["b.docx"][0])


def test_document_with_a_password_is_told_so(tmp_path: Path) -> None:
    locked = b"\xd0\xcf\x11\xe0" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    (one,) = read(put(tmp_path, a__docx=locked))["a.docx"]
    assert str(one.quarantine_reason) == "it is protected by a password: ask for it without one"


def mail(*headers: tuple[str, str], form: bytes = FILLED) -> bytes:
    message = EmailMessage()
    message.set_content("Kính gửi")
    message.add_attachment(form, maintype="application", subtype="octet-stream", filename="bc.docx")
    data = message.as_bytes()
    for old, new in headers:
        data = data.replace(old.encode(), new.encode())
    return data


HOSTILE_MAILS: dict[str, Callable[[], bytes]] = {
    "deep": lambda: b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000)
    ) + b"x\n" * 200_000,
    "long-header": lambda: b"Content-Type: text/plain; " + b"a=\"b\\\";" * 400_000 + b"\n\nx",
    "odd-charset": lambda: mail(("filename=", "filename*=nonsense''")),
    "odd-encoding": lambda: mail(("base64", "x-nothing")),
    "broken-base64": lambda: mail(("UEsD", "=====")),
    "zero": lambda: b"\0" * 1000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_MAILS)
def test_hostile_mail_is_told_in_time_and_the_others_are_read(name: str, tmp_path: Path) -> None:
    folder = put(tmp_path, a__eml=mail(), b__eml=HOSTILE_MAILS[name]())
    started = time.perf_counter()
    found = read(folder)
    assert time.perf_counter() - started < 20
    assert values(found["a.eml"][0]) == GIVEN
    assert all(map(is_told_or_true, found["b.eml"]))
    assert found["b.eml"]


def directory_of(entries: int) -> bytes:
    """A zip of nothing but a list of members."""
    entry = packed({"a": b""}, zipfile.ZIP_STORED)[31:78]
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, entries % 65536, entries % 65536, entries * len(entry), 0, 0)
    return entry * entries + end


def zip_of(data: bytes, count: int) -> bytes:
    return packed({f"{number}.zip": data for number in range(count)})


BOMBS: dict[str, Callable[[], bytes]] = {
    "lists of members": lambda: zip_of(directory_of(40_000), 6),
    "lists in lists": lambda: zip_of(zip_of(directory_of(3000), 40), 3),
    "zips of zeros": lambda: zip_of(zip_of(packed({"a": bytes(10**6)}), 40), 40),
    "word files": lambda: packed(
        {f"{n}.docx": packed({"word/document.xml": b"<a>" + b" " * 9 * 10**7}) for n in range(4)}
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_bounds_hold_for_all_that_is_in_one_file(name: str, tmp_path: Path) -> None:
    bomb = BOMBS[name]()
    assert len(bomb) < 4_000_000
    folder = put(tmp_path, a__docx=FILLED, b__zip=bomb)
    started = time.process_time()
    with most_bytes_held() as held:
        found = read(folder)
    assert time.process_time() - started < 30
    assert held[0] < 300 * 1024 * 1024
    assert values(found["a.docx"][0]) == GIVEN
    assert "far more than forms need" in str(found["b.zip"][-1].quarantine_reason)


def test_form_with_one_control_in_many_cells_is_read_in_time(tmp_path: Path) -> None:
    cell = f'<w:tc><w:p><w:sdt><w:sdtPr><w:tag w:val="{FIELDS[0].key}"/></w:sdtPr><w:sdtContent/></w:sdt></w:p></w:tc>'
    rows = f"<w:tbl><w:tr>{cell * 20_000}</w:tr>{'<w:tr><w:tc><w:p/></w:tc></w:tr>' * 20_000}</w:tbl><w:sectPr"
    document = unpacked(FILLED)["word/document.xml"].decode().replace("<w:sectPr", "<w:p/>" * 20_000 + rows, 1)
    form = packed({**unpacked(FILLED), "word/document.xml": document.encode()})
    started = time.process_time()
    assert read(put(tmp_path, a__docx=form))["a.docx"]
    assert time.process_time() - started < 20


def test_document_of_more_markup_than_a_tree_may_have_is_told(tmp_path: Path) -> None:
    bomb = packed({**unpacked(FILLED), "word/document.xml": b"<a>" + b"<a/>" * 4_000_000 + b"</a>"})
    (one,) = read(put(tmp_path, a__docx=bomb))["a.docx"]
    assert str(one.quarantine_reason) == "the file unpacks to far more than a document needs"


def test_forms_as_many_as_a_country_has_are_within_the_bounds(tmp_path: Path) -> None:
    count = unpack.MAX_BYTES // len(FILLED) - 1
    parts = unpacked(FILLED)
    assert count * sum(map(len, parts.values())) < unpack.MAX_PART_BYTES
    assert count * len(parts) < unpack.MAX_PARTS
    assert count < unpack.MAX_MEMBERS


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="rights do not hold for root")
def test_folder_that_may_not_be_looked_into_is_told(tmp_path: Path) -> None:
    put(tmp_path / "a", a__docx=FILLED)
    put(tmp_path / "b", b__docx=FILLED).chmod(0)
    try:
        found = read(tmp_path)
    finally:
        (tmp_path / "b").chmod(0o755)
    assert [bool(found[name][0].values) for name in ("a/a.docx", "b")] == [True, False]


@pytest.mark.parametrize("seed", range(3))
def test_chance_damages_change_nothing_of_other_files(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    put(tmp_path, a__docx=FILLED)
    for number, (_name, data) in enumerate(damaged(FILLED, 18, seed)):
        put(tmp_path, **{f"f{number}__docx": data})
    whole = packed({"a.docx": FILLED, "b.docx": FORM})
    for number in range(12):
        data = bytearray(whole)
        place = chance.randrange(len(data))
        data[place : place + chance.choice((0, 1, 300))] = chance.randbytes(chance.choice((0, 1, 40)))
        put(tmp_path, **{f"z{number}__zip": bytes(data)})
    ran = CliRunner().invoke(main, ["read", str(tmp_path), "--plan", str(ROOT / "plan.yaml")])
    assert ran.exception is None or isinstance(ran.exception, SystemExit)
    assert f"a.docx: {UNIT}, {len(GIVEN)} answers" in ran.output


def test_members_keep_their_order(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("z.docx", "a.docx"):
            archive.writestr(name, FORM)
    assert [one.name for one in read(put(tmp_path, f__zip=out.getvalue()))["f.zip"]] == [
        "f.zip » z.docx", "f.zip » a.docx",
    ]  # fmt: skip
