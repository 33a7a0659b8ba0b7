"""Official documents are Vietnamese, whatever language the clerk reads: byte for byte the same under either."""

import io
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from gen.cli import main
from gen.store.connection import disconnect
from tests.returns.test_collecting import filled_form, office_plan
from tests.support import plans
from tests.support.damaged_zips import packed
from tests.support.offices import TEMPLATES, run

NEVER_OFFICIAL = {".plan.lock", "build-state.json", "returns.sqlite3"}
COMMANDS = (
    ("build", "plan.yaml", "--source", "--zip", "--force"),
    ("issue", "plan.yaml", "--unit", "xa-a", "--number", "5", "--date", "5/3/2021", "--allow-blank"),
    ("build", "plan.yaml", "--source", "--zip"),
    ("collect", "box", "--plan", "plan.yaml", "--received", "12/07/2021"),
    ("extend", "xa-c", "--until", "30/07/2021", "--reason", "mưa lũ", "--plan", "plan.yaml"),
    ("status", "plan.yaml", "--as-of", "20/07/2021", "--format", "xlsx", "--to", "tinh-hinh.xlsx"),
    ("status", "plan.yaml", "--as-of", "20/07/2021", "--format", "csv", "--to", "tinh-hinh.csv"),
    ("chase", "plan.yaml", "--as-of", "20/07/2021"),
    ("report", "plan.yaml", "--as-of", "20/07/2021", "--to", "tong-hop"),
    ("diff", "truoc.yaml", "plan.yaml", "--word", "thay-doi.docx"),
    ("archive", "plan.yaml", "--date", "20/07/2021"),
)


def received_files(office: Path) -> dict[str, bytes]:
    """Files that do not count, each for another reason, and one whose answers do not."""
    sound = filled_form(office, "xa-b", t1_result="xong", t1_status="gần xong")
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    other = re.sub(b">kh-1<", b">kh-9<", parts["docProps/custom.xml"])
    return {
        "b.docx": sound,
        "blank.docx": (office / "out" / "kh-1" / "xa-a" / "bao-cao-xa-a.docx").read_bytes(),
        "cut.docx": sound[:500],
        "letter.txt": b"x",
        "other.docx": packed({**parts, "docProps/custom.xml": other}),
        "macros.docx": packed({**parts, "word/vbaProject.bin": b"x"}),
        "deep.zip": packed({"a.zip": packed({"a.zip": packed({"a.zip": packed({"a.zip": b"x"})})})}),
        "empty.zip": packed({}),
        "secret.docx": b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
    }


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same office, once with a clerk who reads English and once with one who reads Vietnamese."""
    begun = tmp_path_factory.mktemp("begun")
    data = office_plan(target=True)
    data["units"].append({"id": "xa-c", "kind": "commune", "name": "Xuân Cao"})
    plan = plans.write(begun, data)
    assert run(plan).exit_code == 0
    (begun / "box").mkdir()
    for name, content in received_files(begun).items():
        (begun / "box" / name).write_bytes(content)
    shutil.rmtree(begun / "out")
    shutil.copytree(TEMPLATES, begun / "templates")
    old = plan.read_text("utf-8")
    (begun / "truoc.yaml").write_text(
        old.replace("Tưới cây.", "Chăm sóc cây.").replace("2021-07-15", "2021-07-01"), "utf-8"
    )
    found = {}
    for language in ("en", "vi"):
        found[language] = tmp_path_factory.mktemp(language) / "office"
        shutil.copytree(begun, found[language])
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("GEN_LANG", language)
            patch.delenv("DATABASE_URL", raising=False)
            patch.chdir(found[language])
            for command in COMMANDS:
                ended = CliRunner().invoke(main, list(command))
                assert ended.exit_code in (0, 3), (command, ended.output)
            disconnect()
    return found


def files(office: Path) -> dict[str, bytes]:
    return {
        path.relative_to(office).as_posix(): path.read_bytes()
        for path in sorted(office.rglob("*"))
        if path.is_file() and path.name not in NEVER_OFFICIAL
    }


def test_every_document_has_the_same_bytes_in_either_language(offices: dict[str, Path]) -> None:
    english, vietnamese = files(offices["en"]), files(offices["vi"])
    assert english.keys() == vietnamese.keys()
    assert [name for name in english if english[name] != vietnamese[name]] == []
    assert {Path(name).suffix for name in english} >= {".docx", ".pdf", ".xlsx", ".csv", ".html", ".zip", ".json"}


def test_what_was_collected_in_english_is_worded_in_vietnamese(offices: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(offices["en"] / "tong-hop" / "bao-cao-tong-hop.xlsx")
    said = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert "không có trong danh sách" in said or "tình trạng" in said.lower()
    for english in ("it is ", "nothing is", "the file", "archives in", "status", "control", "there is no"):
        assert english not in said
