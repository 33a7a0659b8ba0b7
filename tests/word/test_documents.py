"""The table of documents, and a third kind of a unit's documents: one entry, one template, and it goes all the way."""

import csv
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from inspect import signature
from pathlib import Path
from pkgutil import resolve_name

import pypdfium2
import pytest

from gen.documents import DOCUMENTS, KIND_NAMES, UNIT_DOCUMENTS, DocumentKind, DocumentName
from gen.word.template.names import Chung
from tests.support.docx_text import text
from tests.support.plans import base, write
from tools import make_templates
from tools.template_blocks import closing, letterhead, title
from tools.template_ooxml import loop, paragraph, section

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
KIND = ROOT / "tests" / "kinds" / "to-trinh"
TASKS = loop("viec", "nhiem_vu", paragraph("Nội dung", "{{r viec }}"))
WHOLE = TASKS + paragraph("Nội dung", "{{ tong_so }}")
GETS = ["plan", "report", "request"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_names_of_the_template_are_a_class_of_names(document: DocumentKind) -> None:
    assert issubclass(resolve_name(document.names), Chung)


@pytest.mark.parametrize("document", UNIT_DOCUMENTS, ids=lambda document: document.name)
def test_content_is_derived_from_a_dossier(document: DocumentKind) -> None:
    first, second, *more = signature(resolve_name(document.content)).parameters.values()
    assert (first.annotation, second.name) == ("Dossier", "replacing")
    assert len(more) == (2 if document.is_form else 0)  # which of its reports a form answers, and for which period


@pytest.mark.parametrize("attribute", ["name", "template"])
def test_no_two_documents_share(attribute: str) -> None:
    found = [getattr(document, attribute) for document in DOCUMENTS]
    assert len(set(found)) == len(found)


def test_files_of_a_units_documents_have_different_names() -> None:
    assert len({document.stem for document in UNIT_DOCUMENTS}) == len(UNIT_DOCUMENTS)


def test_kinds_are_told_apart_by_their_letters() -> None:
    assert len(set(KIND_NAMES.values())) == len(KIND_NAMES)


def test_plan_names_exactly_the_documents_that_a_unit_may_get() -> None:
    assert [name.value for name in DocumentName] == [document.name for document in UNIT_DOCUMENTS]


@dataclass(frozen=True)
class Office:
    """An office whose program knows the third kind: the folder of its plan, its templates and its results."""

    folder: Path

    @property
    def results(self) -> Path:
        return self.folder / "out" / "kh-1"

    def gen(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from gen.cli import main; main()", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder / "program"), "GEN_LANG": "en"},
            capture_output=True,
            text=True,
            check=False,
        )

    def pdf_text(self, name: str) -> str:
        with pypdfium2.PdfDocument(self.results / name) as document:
            return " ".join(
                document[number].get_textpage().get_text_range() for number in range(len(document))
            ).replace("\r\n", " ")

    def records(self) -> list[Mapping[str, str]]:
        found: list[Mapping[str, str]] = json.loads((self.results / "manifest.json").read_text("utf-8"))["files"]
        return found


def with_third_kind(folder: Path, body: str = WHOLE) -> Office:
    program = folder / "program" / "gen"
    shutil.copytree(ROOT / "gen", program, ignore=shutil.ignore_patterns("__pycache__"))
    table = (program / "documents.py").read_text("utf-8")
    before = "(PLAN, REPORT, "
    assert before in table
    entry = (KIND / "entry.txt").read_text("utf-8").strip()
    (program / "documents.py").write_text(table.replace(before, f"{before}{entry}, "), "utf-8")
    shutil.copy(KIND / "to_trinh.py", program / "word")
    shutil.copytree(ROOT / "templates", folder / "templates")
    (folder / "templates" / "request.docx").write_bytes(template(body))
    data = base()
    data["units"][1]["documents"] = GETS
    write(folder, data)
    return Office(folder)


def template(body: str) -> bytes:
    def whole(references: str) -> str:
        return "".join((letterhead(), title("TỜ TRÌNH"), body, closing(), section(references=references)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(make_templates.BODIES, "request.docx", (whole, "Chân trang"))
        return make_templates.make("request.docx")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office after `gen build`."""
    office = with_third_kind(tmp_path_factory.mktemp("office"))
    built = office.gen("build", "--zip", "--source")
    assert built.returncode == 0, built.stderr
    return office


@pytest.fixture(scope="module")
def archived(office: Office) -> Office:
    """The office after it has issued and archived its documents."""
    issued = office.gen(
        "issue", "--unit", "xa-a", "--document", "request", "--number", "3", "--date", "5/12/2020", "--allow-blank"
    )
    assert issued.returncode == 0, issued.stderr
    office.gen("build", "--zip", "--source")
    packed = office.gen("archive", "pack")
    assert packed.returncode == 0, packed.stderr
    return office


def test_word_file_says_what_its_own_module_derives(office: Office) -> None:
    printed = text((office.results / "xa-a" / "to-trinh-xa-a.docx").read_bytes())
    wanted = ("TỜ TRÌNH", "/TTr-UBND", "Về kinh phí thực hiện Kế hoạch số", "Trồng cây.", "Tổng số: 1 nhiệm vụ.")
    assert [words for words in wanted if words not in printed] == []


def test_only_the_unit_whose_plan_names_it_gets_it(office: Office) -> None:
    assert [path.parent.name for path in office.results.rglob("to-trinh-*.docx")] == ["xa-a"]


def test_pdf_is_made_of_it(office: Office) -> None:
    assert "Tổng số: 1 nhiệm vụ." in office.pdf_text("xa-a/to-trinh-xa-a.pdf")


def test_manifest_calls_it_by_its_name(office: Office) -> None:
    found = {(r["document"], r["format"]) for r in office.records() if "to-trinh" in r["path"]}
    assert found == {("request", "docx"), ("request", "pdf")}


def test_zip_of_the_group_holds_it(office: Office) -> None:
    with zipfile.ZipFile(office.results / "communes.zip") as archive:
        assert "xa-a/to-trinh-xa-a.docx" in archive.namelist()


def test_page_has_a_column_for_it(office: Office) -> None:
    page = (office.results / "index.html").read_text("utf-8")
    assert '<th scope="col" rowspan="2" id="c-request" data-en="Request">Tờ trình</th>' in page
    assert 'href="xa-a/to-trinh-xa-a.pdf"' in page
    assert 'colspan="8"' in page
    assert ':root[lang=en] td:nth-child(4)::before { content: "Request"; }' in page
    assert 'td:nth-child(8)::before { content: "Hạn báo cáo"; }' in page


@pytest.mark.parametrize("sheet", ["muc-luc.pdf", "phan-phoi.pdf"])
def test_printed_list_names_it(office: Office, sheet: str) -> None:
    assert "Tờ trình kinh phí" in " ".join(office.pdf_text(sheet).split())


def test_workbook_is_made_beside_it(office: Office) -> None:
    assert zipfile.is_zipfile(office.results / "phan-cong.xlsx")


def test_build_makes_it_alone(office: Office, tmp_path: Path) -> None:
    built = office.gen("build", "--document", "request", "--no-pdf", "--out", str(tmp_path))
    assert built.returncode == 0, built.stderr
    assert [path.name for path in tmp_path.rglob("*.docx")] == ["to-trinh-xa-a.docx"]


def test_second_build_leaves_it(office: Office) -> None:
    again = office.gen("build", "--zip", "--source", "--dry-run", "--document", "request", "--no-pdf")
    assert "to-trinh-xa-a.docx" in again.stdout
    assert "unchanged" in again.stdout


def test_template_that_prints_no_task_is_refused(tmp_path: Path) -> None:
    office = with_third_kind(tmp_path, paragraph("Nội dung", "{{ tong_so }}"))
    built = office.gen("build", "--no-pdf")
    assert (built.returncode, "TPL-005" in built.stderr, "nhiem_vu" in built.stderr) == (1, True, True)


def test_template_that_leaves_a_text_out_makes_no_document(tmp_path: Path) -> None:
    office = with_third_kind(tmp_path, TASKS)
    built = office.gen("build", "--no-pdf")
    assert "BUILD-006" in built.stderr
    assert not (office.results / "xa-a" / "to-trinh-xa-a.docx").exists()


def test_clerks_table_may_call_it_by_its_kind(office: Office) -> None:
    (office.folder / "so.csv").write_text("unit,document,number,date\nxa-b,Tờ trình,3,5/12/2020\n", "utf-8")
    issued = office.gen("issue", "--from", "so.csv", "--allow-blank")
    assert "xa-b does not get this document: request" in issued.stderr


def test_clerk_is_told_all_names(office: Office) -> None:
    (office.folder / "so.csv").write_text("unit,document,number,date\nxa-a,công điện,3,5/12/2020\n", "utf-8")
    issued = office.gen("issue", "--from", "so.csv", "--allow-blank")
    assert "write plan, report or request (kế hoạch, báo cáo or tờ trình)" in " ".join(issued.stderr.split())


def test_issued_one_bears_number_and_date(archived: Office) -> None:
    printed = text((archived.results / "xa-a" / "to-trinh-xa-a.docx").read_bytes())
    assert "Số: 03/TTr-UBND" in printed
    assert "ngày 05 tháng 12 năm 2020" in printed


def test_index_of_the_archive_registers_it(archived: Office) -> None:
    (index,) = (archived.folder / "archive").rglob("index.csv")
    with index.open(encoding="utf-8-sig", newline="") as lines:
        (row,) = (row for row in csv.DictReader(lines) if "to-trinh" in str(row))
    cells = set(row.values())
    assert {"kh-1/xa-a/request", "Tờ trình", "03", "TTr-UBND"} <= cells
    assert any(cell.startswith("Về kinh phí thực hiện Kế hoạch số") for cell in cells)


def test_archive_verifies(archived: Office) -> None:
    assert archived.gen("verify", "archive").returncode == 0


def test_signed_copy_may_be_said_to_be_one(archived: Office) -> None:
    assert "[plan|report|request|source]" in archived.gen("archive", "add", "--help").stdout


def test_schema_lets_editors_offer_it(office: Office) -> None:
    asked = "import json; from gen.plan.schema import plan_schema; print(json.dumps(plan_schema()['$defs']))"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, "PYTHONPATH": str(office.folder / "program")},
        cwd=office.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    known = json.loads(done.stdout)
    assert known["DocumentName"]["enum"] == ["plan", "report", "request"]
    assert known["Unit"]["properties"]["documents"]["default"] is None  # it is the kind's
