"""What arrives that is no Word form: told by what it is, whatever it is called, with what to ask for, and whose."""

import base64
import io
import json
import random
import re
import struct
import zipfile
from datetime import date
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document

import gen
from gen.cli import main
from gen.compound_files import CompoundFile, UnreadableCompoundFileError
from gen.ooxml.package import read_package
from gen.pdf.engines import libreoffice
from gen.returns import Submission, receive_files
from gen.returns.consolidation.annexes import list_missing_units
from gen.returns.consolidation.report import describe_completeness
from gen.returns.consolidation.summary import summarize
from gen.returns.history import list_submissions
from gen.returns.intake import conversion, unpack
from gen.returns.intake.formats import Container, identify
from gen.returns.reasons import ReasonCode
from gen.returns.storage import load_collection
from tests.returns.test_returns import put, read, values
from tests.support import docx_text
from tests.support.compound_writer import compound_file, outlook_message
from tests.support.form_filling import body, filled, without_controls
from tests.support.needs import needs_libreoffice
from tests.word.test_returned import fields_of, form_of, made_up

UNIT = "xa-quai-to"
GIVEN = made_up(fields_of(UNIT), 7)
FILLED = filled(form_of(UNIT), GIVEN)


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def code_of(one: Submission) -> str:
    return one.quarantine_reason.code if one.quarantine_reason else ""


OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def open_document(kind: str, manifest: bytes = b"<x/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", OPEN_DOCUMENT + kind)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


WORD_2003 = '<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(9)
    + b"\xff\xff\xdb\x00\x03\x00" + b"\xff\xda\x00\x08" + bytes(60)
)  # fmt: skip
"""A head, tables behind a fill byte, and the beginning of the picture."""
OTHERS: dict[str, tuple[bytes, ReasonCode, str]] = {
    "rar": (b"Rar!\x1a\x07\x01\x00" + bytes(40), ReasonCode.OTHER_ARCHIVE, ".rar"),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(40), ReasonCode.OTHER_ARCHIVE, ".7z"),
    "gz": (b"\x1f\x8b\x08\x00" + bytes(20), ReasonCode.OTHER_ARCHIVE, ".gz"),
    "tar": (b"a".ljust(257, b"\0") + b"ustar\x0000" + bytes(300), ReasonCode.OTHER_ARCHIVE, ".tar"),
    "iphone photo": (b"\x00\x00\x00\x18ftypheic" + bytes(40), ReasonCode.OTHER_PICTURE, ".heic"),
    "webp": (b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(40), ReasonCode.OTHER_PICTURE, ".webp"),
    "gif": (b"GIF89a" + bytes(40), ReasonCode.OTHER_PICTURE, ".gif"),
    "xlsx": (packed({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), ReasonCode.OTHER_PROGRAM, ".xlsx"),
    "pptx": (packed({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), ReasonCode.OTHER_PROGRAM, ".pptx"),
    "xls": (compound_file({"Workbook": bytes(5000)}), ReasonCode.OTHER_PROGRAM, ".xls"),
    "ppt": (compound_file({"PowerPoint Document": bytes(50)}), ReasonCode.OTHER_PROGRAM, ".ppt"),
    "ods": (open_document("spreadsheet"), ReasonCode.OTHER_PROGRAM, ".ods"),
    "excel 2003 xml": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        ReasonCode.OTHER_PROGRAM, ".xml",
    ),
    "pages": (packed({"Index/Document.iwa": b"x", "preview.jpg": b"x"}), ReasonCode.SAVE_AS_WORD, ".pages"),
    "works": (compound_file({"MatOST": bytes(50), "MM": bytes(50)}), ReasonCode.SAVE_AS_WORD, ".wps"),
    "mht": (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n",
        ReasonCode.SAVE_AS_WORD, ".mht",
    ),
    "text": ("Kính gửi: UBND huyện".encode(), ReasonCode.PLAIN_TEXT, ".txt"),
    "text in UTF-16": ("Kính gửi".encode("utf-16"), ReasonCode.PLAIN_TEXT, ".txt"),
    "winmail": (b"\x78\x9f\x3e\x22" + bytes(40), ReasonCode.WINMAIL, "winmail.dat"),
    "shortcut": (b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(40), ReasonCode.ONLY_A_LINK, ""),
    "link": (b"[InternetShortcut]\r\nURL=https://a.example\r\n", ReasonCode.ONLY_A_LINK, ""),
    "program": (b"MZ" + bytes(60) + b"PE", ReasonCode.RUNS, ""),
    "nothing": (b"", ReasonCode.NO_BYTES, ""),
    "nothing but zeros": (bytes(5000), ReasonCode.NO_BYTES, ""),
    "word with a password": (compound_file({"EncryptedPackage": bytes(5000)}), ReasonCode.PASSWORD, ""),
    "old word with a password": (
        compound_file({"WordDocument": struct.pack("<5HH", 0xA5EC, 0xC1, 0, 0, 0, 0x0100) + bytes(5000)}),
        ReasonCode.PASSWORD, "",
    ),
    "odt with a password": (
        open_document("text", b"<manifest:encryption-data/>"), ReasonCode.PASSWORD, "",
    ),
    "photo": (JPEG, ReasonCode.COPY_IN_READ, "PDF"),
    "pdf": (b"%PDF-1.7\n", ReasonCode.COPY_IN_READ, "PDF"),
    "anything": (bytes(range(1, 200)), ReasonCode.NO_FORM_FORMAT, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_form_is_told_by_what_it_is_not_by_its_name(name: str, tmp_path: Path) -> None:
    data, code, kind = OTHERS[name]
    (one,) = read(put(tmp_path, "bao cao.docx", data))
    assert code_of(one) == code
    assert kind in str(one.quarantine_reason) or code is ReasonCode.PLAIN_TEXT


def test_xml_that_declares_entities_is_refused_before_a_program_opens_it(tmp_path: Path) -> None:
    data = WORD_2003.replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>').encode()
    (one,) = read(put(tmp_path, "a.doc", data))
    assert "entities" in str(one.quarantine_reason)


@cache
def saved(kind: str, ending: str, *, without: bool = False) -> bytes:
    """The filled form as LibreOffice saves it; `without` its controls, which a format may not know."""
    import subprocess
    import tempfile

    soffice = libreoffice.locate_soffice()
    with tempfile.TemporaryDirectory() as folder:
        path = put(Path(folder), "a.docx", body(FILLED, without_controls) if without else FILLED)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        call = [str(soffice), profile, "--headless", "--convert-to", kind, "--outdir", f"{folder}/out", str(path)]
        subprocess.run(call, capture_output=True, timeout=120, check=True)
        return (Path(folder) / f"out/a.{ending}").read_bytes()


@needs_libreoffice
@pytest.mark.parametrize("name", ["bao cao.doc", "bao cao.xml"])
def test_a_flat_form_of_libreoffice_is_read_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    (one,) = read(put(tmp_path, name, saved("fodt", "fodt")))
    assert (one.unit, values(one)) == (UNIT, GIVEN)


@needs_libreoffice
def test_all_that_a_form_in_the_xml_of_word_2003_holds_is_read(tmp_path: Path) -> None:
    (one,) = read(put(tmp_path, "bao cao.doc", saved("xml:MS Word 2003 XML", "xml", without=True)))
    assert (one.unit, values(one)) == (UNIT, GIVEN)


@needs_libreoffice
def test_a_form_in_the_xml_of_word_2003_without_its_answers_is_set_apart_with_what_to_ask_for(tmp_path: Path) -> None:
    (one,) = read(put(tmp_path, "bao cao.doc", saved("xml:MS Word 2003 XML", "xml")))
    assert (code_of(one), one.unit, values(one)) == (ReasonCode.NOTHING_READ, UNIT, {})
    assert "Word 2003 XML" in str(one.quarantine_reason)


def test_a_form_in_which_nothing_is_filled_in_is_set_apart_when_it_is_read(tmp_path: Path) -> None:
    (one,) = read(put(tmp_path, "bao cao.docx", form_of(UNIT)))
    assert (code_of(one), one.unit) == (ReasonCode.BLANK, UNIT)


@needs_libreoffice
def test_a_web_page_that_is_called_doc_is_read(tmp_path: Path) -> None:
    (one,) = read(put(tmp_path, "bao cao.doc", saved("html", "html")))
    assert (code_of(one), one.unit) == ("", UNIT)
    assert set(values(one).items()) <= set(GIVEN.items())
    assert len(one.values) > len(GIVEN) // 2


@needs_libreoffice
def test_a_web_page_brings_no_file_of_this_machine_with_it(tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.txt", b"a word that nobody sent")
    page = f'<html><body><iframe src="{secret.as_uri()}"></iframe><img src="{secret.as_uri()}">Xin chao</body></html>'
    path = put(tmp_path, "a.doc", page.encode())
    [docx] = conversion.FormConversion().convert(list(receive_files([path])))
    assert isinstance(docx, bytes)
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        text = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Xin chao" in text
    assert b"secret" not in text
    assert b"nobody sent" not in text


def flat(docx: bytes) -> bytes:
    """The package as Word writes it into one XML file."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        types = archive.read("[Content_Types].xml").decode()
        for name in archive.namelist():
            if name == "[Content_Types].xml":
                continue
            kind = types.partition(f'PartName="/{name}"')[2].partition('ContentType="')[2].partition('"')[0]
            kind = kind or "application/vnd.openxmlformats-package.relationships+xml"
            text = archive.read(name).decode().partition("?>")[2]
            parts.append(
                f'<pkg:part pkg:name="/{name}" pkg:contentType="{kind}"><pkg:xmlData>{text}</pkg:xmlData></pkg:part>'
            )
        parts.append(
            '<pkg:part pkg:name="/word/media/a.png" pkg:contentType="image/png">'
            f"<pkg:binaryData>{base64.b64encode(b'x' * 90).decode()}</pkg:binaryData></pkg:part>"
        )
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return f'<?xml version="1.0"?><pkg:package xmlns:pkg="{space}">{"".join(parts)}</pkg:package>'.encode()


def test_a_form_that_word_saved_as_one_xml_file_is_read(tmp_path: Path) -> None:
    (one,) = read(put(tmp_path, "bao cao.xml", flat(FILLED)))
    assert (one.unit, values(one)) == (UNIT, GIVEN)


@pytest.mark.parametrize(
    "data",
    [
        flat(FILLED).replace(b"</pkg:package>", b""),
        flat(FILLED).replace(b"eHh4", b"!!!!"),
        flat(FILLED).replace(b"/word/settings.xml", b"/word/document.xml"),
        flat(FILLED).replace(b"/word/media/a.png", b"/../a.png"),
    ],
)
def test_a_damaged_flat_package_is_told(data: bytes, tmp_path: Path) -> None:
    (one,) = read(put(tmp_path, "a.xml", data))
    assert one.quarantine_reason is not None


# ---- Outlook ----------------------------------------------------------------------------


def test_a_message_of_outlook_is_opened_with_its_attachments(tmp_path: Path) -> None:
    message = outlook_message({"bc.docx": FILLED, "b.rar": b"Rar!\x1a\x07\x00"}, "UBND xã Quài Tở", "a@b.example")
    first, second = read(put(tmp_path, "thu.msg", message))
    assert (first.name, values(first)) == ("thu.msg » bc.docx", GIVEN)
    assert (code_of(second), second.unit) == (ReasonCode.OTHER_ARCHIVE, UNIT)


def test_a_message_that_is_attached_to_a_message_is_opened_too(tmp_path: Path) -> None:
    (one,) = read(put(tmp_path, "thu.msg", outlook_message({"chuyen tiep": {"bc.docx": FILLED}})))
    assert values(one) == GIVEN


LOGO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def letter(picture: bytes, manner: str, **attached: bytes) -> bytes:
    """An e-mail with a picture in its text, as a mail program puts it there, and files."""
    message = EmailMessage()
    message["From"] = "a@b.example"
    message.set_content("Kính gửi quý cơ quan.")
    if manner == "related":
        message.add_alternative('<p>Kính gửi</p><img src="cid:logo">', subtype="html")
        page = message.get_payload()[1]
        page.add_related(picture, maintype="image", subtype="png", cid="<logo>", filename="image001.png")
    else:
        message.add_attachment(
            picture, maintype="image", subtype="png", disposition=manner, filename="image001.png", cid="<logo>"
        )
    for name, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=f"{name}.docx")
    return message.as_bytes()


@pytest.mark.parametrize("manner", ["related", "inline"])
def test_a_picture_in_the_text_of_a_letter_is_no_file_beside_those_that_are_attached(
    manner: str, tmp_path: Path
) -> None:
    (one,) = read(put(tmp_path, "thu.eml", letter(LOGO, manner, bc=FILLED)))
    assert values(one) == GIVEN


@pytest.mark.parametrize(
    ("picture", "manner"), [(LOGO, "attachment"), (LOGO + bytes(unpack.MAX_LOGO), "inline")], ids=["attached", "photo"]
)
def test_a_picture_that_may_be_a_signed_copy_is_told_beside_a_form(picture: bytes, manner: str, tmp_path: Path) -> None:
    found = read(put(tmp_path, "thu.eml", letter(picture, manner, bc=FILLED)))
    assert [code_of(one) for one in found] == [ReasonCode.COPY_IN_READ, ""]


@pytest.mark.parametrize("manner", ["related", "inline"])
def test_a_letter_with_nothing_but_a_picture_in_it_is_told(manner: str, tmp_path: Path) -> None:
    (one,) = read(put(tmp_path, "thu.eml", letter(LOGO, manner)))
    assert code_of(one) == ReasonCode.COPY_IN_READ


def letter_of(text: str, html: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Báo cáo"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


LETTERS = {
    "text": (
        letter_of("Xã A: đã trồng 5 ha rừng.", '<p xmlns="http://www.w3.org/TR">5 ha</p>'),
        "alone",
    ),
    "link": (letter_of("Báo cáo: https://drive.google.com/file/d/1x"), "drive.google.com"),
    "link in a page": (letter_of("Báo cáo", "<a href='https://drive.google.com/file'>đây</a>"), "drive.google.com"),
    "Outlook": (outlook_message({}), "alone"),
}


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_without_a_file_is_told_as_one_with_what_to_ask_for(kind: str, tmp_path: Path) -> None:
    data, where = LETTERS[kind]
    (one,) = read(put(tmp_path, "thu.eml", data))
    assert code_of(one) == (ReasonCode.LETTER_ALONE if where == "alone" else ReasonCode.LETTER_WITH_LINK)
    assert where == "alone" or where in str(one.quarantine_reason)
    assert "ask for the Word form" in str(one.quarantine_reason)


def test_an_archive_without_a_file_is_no_letter(tmp_path: Path) -> None:
    (one,) = read(put(tmp_path, "a.zip", packed({})))
    assert code_of(one) == ReasonCode.EMPTY


def test_a_units_plan_instead_of_its_form_is_told_as_a_plan(tmp_path: Path) -> None:
    document = Document()
    for line in ("ỦY BAN NHÂN DÂN", "XÃ QUÀI TỞ", "KẾ HOẠCH", "Thực hiện công tác năm 2021", "Nơi nhận:", "BÁO CÁO"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "kh.docx"))
    (one,) = read(tmp_path / "kh.docx")
    assert (code_of(one), one.unit) == (ReasonCode.NO_FORM_BUT, UNIT)
    assert "Kế hoạch" in str(one.quarantine_reason)


@pytest.mark.parametrize("title", ["BÁO CÁO", "Kế hoạch của xã", ""])
def test_a_document_that_is_by_no_title_another_one_does_not_say_which_form_it_is(title: str, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(title)
    document.save(str(tmp_path / "bc.docx"))
    (one,) = read(tmp_path / "bc.docx")
    assert code_of(one) == ReasonCode.NO_SEAL


BROKEN = {
    "jpg": b"\xff\xd8\xff" + random.Random(3).randbytes(5000),
    "jpg fill": b"\xff\xd8" + b"\xff" * 20_000_000,
    "jpg segments": b"\xff\xd8" + b"\xff\xe0\x00\x02" * 100_000,
    "jpg cut": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n" + random.Random(3).randbytes(5000),
    "tif": b"II*\x00" + b"\xff" * 5000,
    "tif cut": b"MM\x00*",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_bytes_that_only_begin_as_a_picture_and_are_called_a_document_are_no_signed_copy(kind: str) -> None:
    found = identify("bao cao.DOCX", BROKEN[kind])
    assert found.reason is not None
    assert found.reason.code == ReasonCode.BROKEN_DOCUMENT


WHOLE = {
    ".png": LOGO,
    ".jpg": JPEG,
    ".tif": b"II*\x00\x08\x00\x00\x00" + bytes(60),
}


@pytest.mark.parametrize("suffix", WHOLE)
def test_a_whole_picture_may_be_a_signed_copy_whatever_it_is_called(suffix: str) -> None:
    assert identify("bao cao.docx", WHOLE[suffix]).suffix == suffix


@pytest.mark.parametrize("size", [6_900_000, 7_400_000, 18_000_000])
def test_a_message_with_a_large_scan_is_read_to_its_end(size: int, tmp_path: Path) -> None:
    scan = b"\xff\xd8\xff" + random.Random(1).randbytes(size)
    found = list(receive_files([put(tmp_path, "thu.msg", outlook_message({"scan.jpg": scan, "bc.docx": FILLED}))]))
    assert [one.data for one in found] == [scan, FILLED]


def test_an_attachment_that_is_no_file_is_told(tmp_path: Path) -> None:
    streams = {"__properties_version1.0": bytes(32), "__attach_version1.0_#00000000/__substg1.0_3701000D/x": b"x"}
    (one,) = read(put(tmp_path, "thu.msg", compound_file(streams)))
    assert code_of(one) == ReasonCode.DAMAGED


def test_an_e_mail_is_known_by_its_beginning(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Báo cáo"
    message.add_attachment(FILLED, maintype="application", subtype="octet-stream", filename="bc.docx")
    (one,) = read(put(tmp_path, "thu.txt", message.as_bytes()))
    assert values(one) == GIVEN


def test_a_damaged_compound_file_is_refused_and_never_followed_in_a_circle() -> None:
    sound = outlook_message({"a.docx": FILLED, "b": {"c.bin": bytes(9000)}})
    chance = random.Random(5)
    for _ in range(300):
        data = bytearray(sound)
        for _ in range(chance.choice([1, 4, 40])):
            data[chance.randrange(512 if chance.random() < 0.5 else len(data))] = chance.randrange(256)
        try:
            found = CompoundFile(bytes(data[: chance.choice([len(data), chance.randrange(len(data))])]))
            for folder in ("", *found.names):
                for path in found.children(folder):
                    assert len(found.read(path)) <= len(sound)
        except UnreadableCompoundFileError:
            pass


def test_a_compound_file_whose_directory_leads_back_to_itself_is_gone_round_once() -> None:
    data = bytearray(compound_file({"WordDocument": bytes(9000), "1Table": bytes(50)}))
    directory, fat = struct.unpack_from("<L", data, 48)[0], struct.unpack_from("<L", data, 76)[0]
    struct.pack_into("<L", data, (fat + 1) * 512 + 4 * directory, directory)
    assert CompoundFile(bytes(data)).names == {"WordDocument", "1Table"}


# ---- Whose it is ------------------------------------------------------------------------

RAR = OTHERS["rar"][0]


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("bao-cao-xa-quai-to.rar", UNIT),
        ("Báo cáo xã Quài Tở quý II.rar", UNIT),
        ("BC_UBND_XA_QUAI_TO_2021.rar", UNIT),
        ("Phong Giao duc va Dao tao.rar", "phong-gddt"),
        ("bao cao.rar", ""),
        ("xa Quai To va xa Toa Tinh.rar", ""),
    ],
)
def test_a_file_that_is_not_read_is_told_of_the_unit_that_its_name_says(name: str, unit: str, tmp_path: Path) -> None:
    assert read(put(tmp_path, name, RAR))[0].unit == unit


def test_a_file_that_is_not_read_is_told_of_the_unit_that_sent_it(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"] = "UBND xã Quài Tở <vt@quaito.example>"
    message.add_attachment(RAR, maintype="application", subtype="octet-stream", filename="bc.rar")
    assert read(put(tmp_path, "thu.eml", message.as_bytes()))[0].unit == UNIT


def test_a_form_that_is_refused_is_told_of_the_unit_of_the_code_in_its_footer(tmp_path: Path) -> None:
    with zipfile.ZipFile(out := io.BytesIO(FILLED), "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    (one,) = read(put(tmp_path, "a.docx", out.getvalue()))
    assert (code_of(one), one.unit) == ("macros", UNIT)


@needs_libreoffice
def test_a_doc_that_nothing_opens_is_told_of_the_unit_of_the_code_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = saved("doc:MS Word 97", "doc")
    monkeypatch.setenv("GEN_SOFFICE", "/none")
    (one,) = read(put(tmp_path, "a.doc", data))
    assert (code_of(one), one.unit) == (ReasonCode.NO_LIBREOFFICE, UNIT)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office that got an archive of a unit, a form of one with the letterhead of another, and one of nobody."""
    (tmp_path / "plan.yaml").write_bytes((Path(__file__).parents[2] / "plan.yaml").read_bytes())
    folder = tmp_path / "den"
    folder.mkdir()
    put(folder, "bao-cao-xa-mun-chung.rar", RAR)
    put(folder, "zalo.rar", RAR + b"2")
    case = Path(__file__).parent / "cases" / "form-quai-to-with-letterhead-of-toa-tinh.docx"
    put(folder, "bc.docx", case.read_bytes())
    result = CliRunner().invoke(
        main, ["collect", str(folder), "--plan", str(tmp_path / "plan.yaml"), "--received", "1/7/2021"]
    )
    assert result.exit_code == 3
    return tmp_path


def status(office: Path, *options: str) -> str:
    result = CliRunner().invoke(main, ["status", str(office / "plan.yaml"), "--as-of", "2/7/2021", *options])
    assert result.exit_code == 0, result.output
    return result.output


def test_status_says_that_a_unit_sent_a_file_that_cannot_be_read(office: Path) -> None:
    found = {one["unit"]: one["state"] for one in json.loads(status(office, "--format", "json"))}
    assert found["xa-mun-chung"] == "invalid"
    assert "đã gửi tệp không đọc được" in status(office, "--format", "csv")


def test_a_form_with_the_letterhead_of_another_counts_once_and_names_both(office: Path) -> None:
    found = {one["unit"]: one for one in json.loads(status(office, "--format", "json"))}
    assert [found[unit]["state"] for unit in (UNIT, "xa-toa-tinh")] == ["invalid", "open"]
    assert found[UNIT]["set_apart"][0]["units"] == [UNIT, "xa-toa-tinh"]
    assert found["xa-toa-tinh"]["set_apart"] == []


def test_status_counts_what_is_set_apart_and_names_what_is_of_nobody_in_every_format(office: Path) -> None:
    told = status(office)
    assert "3 files are set apart" in told or "3 tệp để riêng" in told
    assert all(name in told for name in ("bao-cao-xa-mun-chung.rar", "zalo.rar", "bc.docx"))
    assert "zalo.rar" in status(office, "--format", "csv")
    last = json.loads(status(office, "--format", "json"))[-1]
    assert [last["state"], last["set_apart"][0]["file"]] == ["set-apart", "zalo.rar"]
    status(office, "--format", "xlsx", "--to", str(office / "a.xlsx"))
    with zipfile.ZipFile(office / "a.xlsx") as workbook:
        assert "zalo.rar" in workbook.read("xl/sharedStrings.xml").decode()


def test_a_person_says_of_what_unit_a_file_is_that_cannot_be_read(office: Path) -> None:
    path = put(office, "khac.rar", RAR + b"3")
    call = ["collect", str(path), "--plan", str(office / "plan.yaml"), "--received", "1/7/2021"]
    CliRunner().invoke(main, [*call, "--unit", "xa-chieng-dong"])
    found = {one["unit"]: one["state"] for one in json.loads(status(office, "--format", "json"))}
    assert found["xa-chieng-dong"] == "invalid"


def test_the_letter_and_the_report_do_not_say_that_such_a_unit_sent_nothing(office: Path) -> None:
    found = load_collection(office / "plan.yaml", None, None, date(2021, 7, 20))
    summary = summarize(found)
    assert set(summary.uncounted_senders) == {"xa-mun-chung", UNIT}
    assert not {"xa-mun-chung", UNIT} & set(summary.silent)
    assert "2 đơn vị đã gửi tệp chưa tính được" in describe_completeness(summary)
    assert "chỉ là của các đơn vị có báo cáo tính được; đơn vị chưa gửi hoặc có tệp chưa tính được không được tính" in (
        describe_completeness(summary)
    )
    remarks = {one.ten: one.ghi_chu for one in list_missing_units(summary, date(2021, 7, 20))}
    assert "không đọc được: đây là tệp nén" in remarks["Ủy ban nhân dân xã Mùn Chung"]
    letter = office / "a.docx"
    call = ["chase", str(office / "plan.yaml"), "--as-of", "20/7/2021", "--to", str(letter)]
    assert CliRunner().invoke(main, call).exit_code == 0
    root = read_package(letter.read_bytes()).roots["word/document.xml"]
    told = "".join(str(one.text) for one in root.iter("{*}t"))
    assert "Tệp gửi ngày 01/07/2021 không đọc được vì đây là tệp nén không mở được (.rar)" in told
    assert "Chưa gửi biểu mẫu của đơn vị; tệp gửi ngày 01/07/2021 chưa tính được vì" in told


def test_the_workbook_says_of_each_unit_whether_its_file_could_be_read(office: Path) -> None:
    made = gen.consolidate(office / "plan.yaml", as_of=date(2021, 7, 20))
    rows = openpyxl.load_workbook(io.BytesIO(made.xlsx))["Đơn vị"].iter_rows(min_row=3, values_only=True)
    found = {row[0]: row[3] for row in rows if row[2]}
    assert [found["xa-mun-chung"], found[UNIT], found["xa-chieng-dong"]] == [
        "đã gửi tệp không đọc được", "đã gửi tệp chưa tính được", "chưa gửi",
    ]  # fmt: skip


def test_the_report_counts_who_sent_nothing_and_whose_files_do_not_count_together_as_without_a_report(
    office: Path,
) -> None:
    made = gen.consolidate(office / "plan.yaml", as_of=date(2021, 7, 20))
    told = " ".join(docx_text.lines(made.docx))
    asked = re.search(r"(\d+) đơn vị chưa gửi báo cáo, có tên ở Phụ lục IV", told)
    assert asked is not None
    assert "2 đơn vị đã gửi tệp chưa tính được, có tên ở Phụ lục IV" in told
    listed = docx_text.rows(made.docx, "TT")
    assert listed[0][1] == "Đơn vị chưa có báo cáo"
    assert len(listed) - 1 == int(asked[1]) + 2
    rows = openpyxl.load_workbook(io.BytesIO(made.xlsx))["Tổng hợp"].iter_rows(min_row=2, values_only=True)
    titles = next(rows)
    count, names = titles.index("Chưa có báo cáo"), titles.index("Đơn vị chưa có báo cáo")
    led = [row for row in rows if "UBND xã Mùn Chung" in str(row[names])]
    assert led
    assert all(row[count] == len(row[names].split(", ")) for row in led)


def test_a_form_with_another_letterhead_counts_once_a_person_has_said_that_it_is_right(office: Path) -> None:
    [one] = list_submissions(office / "plan.yaml", UNIT, None, None, date(2021, 7, 2))
    call = ["returns", "restore", one.id, "--plan", str(office / "plan.yaml"), "--reason", "đơn vị xác nhận"]
    result = CliRunner().invoke(main, call)
    assert result.exit_code == 0, result.output
    result = CliRunner().invoke(main, ["status", str(office / "plan.yaml"), "--format", "json"])
    found = json.loads(result.output)
    assert {one["unit"]: one["state"] for one in found}[UNIT] in ("in-time", "late")


# ---- Bounds of a call -------------------------------------------------------------------


def test_a_call_that_has_as_much_as_it_takes_names_the_rest_and_leaves_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpack, "MAX_CALL_FILES", 4)
    put(tmp_path, "a.zip", packed({"a.docx": FILLED, "b.docx": FILLED, "c.docx": FILLED}))
    put(tmp_path, "b.docx", FILLED)
    found = list(receive_files([tmp_path]))
    assert [one.refusal_reason.code if one.refusal_reason else "" for one in found] == ["", "", "", "call-full"]
    assert found[-1].is_unread


@pytest.mark.parametrize("bound", ["MAX_CALL_BYTES", "MAX_CALL_PARTS", "MAX_CALL_PART_BYTES"])
def test_each_bound_of_a_call_holds_over_its_files(bound: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, bound, 1)
    for name in "abc":
        put(tmp_path, f"{name}.docx", FILLED)
    assert [one.refusal_reason is None for one in receive_files([tmp_path])] == [True, False, False]


def test_attachments_that_share_their_bytes_are_bounded_together(tmp_path: Path) -> None:
    """A message of a few kilobytes an attachment, each of which says that it is the same nine megabytes."""
    names = [f"{number}.bin" for number in range(80)]
    data = bytearray(outlook_message({"0.bin": bytes(9_000_000), **dict.fromkeys(names[1:], b"x")}))
    stream, places, at = "__substg1.0_37010102".encode("utf-16-le"), list[int](), 0
    while (at := data.find(stream, at)) >= 0:
        places.append(at)
        at += 1
    entries = [(struct.unpack_from("<LQ", data, place + 116), place) for place in places]
    (start, size), _place = max(entries, key=lambda one: one[0][1])
    for place in places:
        struct.pack_into("<LQ", data, place + 116, start, size)
    found = list(receive_files([put(tmp_path, "thu.msg", bytes(data))]))
    assert found[-1].refusal_reason is not None
    assert found[-1].refusal_reason.code == ReasonCode.UNPACKS_TOO_FAR
    assert len(found) < 60


def test_a_fault_over_one_file_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_well = conversion.validate_form

    def fail(file, *more):  # type: ignore[no-untyped-def]
        if file.name == "a.docx":
            raise RecursionError
        return read_well(file, *more)

    monkeypatch.setattr(conversion, "validate_form", fail)
    first, second = read(put(tmp_path, "a.docx", FILLED), put(tmp_path, "b.docx", FILLED))
    assert (code_of(first), values(second)) == (ReasonCode.FAILED, GIVEN)


@needs_libreoffice
def test_files_that_libreoffice_cannot_open_stop_no_other_and_are_not_tried_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gen.pdf import office_formats

    monkeypatch.setattr(office_formats, "_MAX_FAILED", 2)
    bad, good = compound_file({"WordDocument": b"\xec\xa5" + bytes(5000)}), rb"{\rtf1 hello}"
    files = [put(tmp_path, "a.rtf", good), put(tmp_path, "b.doc", bad), put(tmp_path, "c.rtf", good + b" ")]
    files += [put(tmp_path, f"{name}.doc", bad + name.encode()) for name in "de"]
    assert [code_of(one) for one in read(*files)] == [
        ReasonCode.NO_SEAL, ReasonCode.DAMAGED, ReasonCode.NO_SEAL, ReasonCode.DAMAGED, ReasonCode.NOT_TRIED,
    ]  # fmt: skip


def test_a_word_file_with_a_workbook_in_it_is_a_word_file() -> None:
    data = packed(
        {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>", "word/embeddings/a.xlsx": b"xl/workbook"}
    )
    assert identify("a.docx", data).container is Container.ZIP


def test_batch_holds_all_word_files_but_no_more_of_others_than_are_converted_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(conversion, "_MAX_CONVERTED_FILES", 2)
    suffixes = (".docx", ".odt", ".docx", ".pdf", ".odt", ".docx", ".docx", ".docx", ".rtf")
    files = [unpack.ReceivedFile(f"{number}", b"", f"{number}", suffix) for number, suffix in enumerate(suffixes)]
    batches = [[one.name for one in batch] for batch in conversion.split_into_batches(files)]
    assert batches == [["0", "1", "2", "3", "4"], ["5", "6", "7", "8"]]
