"""Word files through LibreOffice: whole PDFs, or an error that names the file."""

import os
import signal
import struct
import subprocess
import sys
import threading
import time
import zipfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from docx import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Cm

from gen.errors import EngineError
from gen.pdf import ConversionJob, ConversionOutcome, SourceFormat, engine_named
from gen.pdf.engines.finishing import page_count
from gen.pdf.engines.libreoffice import LibreOffice
from gen.pdf.pdfa.validation import read_claim, validate_pdfa
from tests.support.needs import needs_libreoffice

SENTENCE = "Ủy ban nhân dân xã Quài Tở triển khai nhiệm vụ, giải pháp"


def word_file(path: Path, text: str = SENTENCE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = Document()
    document.core_properties.title = "Kế hoạch"
    document.core_properties.created = datetime(2020, 11, 5, 7, 30)
    document.add_paragraph(text)
    document.save(str(path))
    return path


def cut_off(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def without_end_of_body(path: Path) -> Path:
    """A sound ZIP whose document is cut off."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"][:-200]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def words(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def job(source: Path, folder: Path) -> ConversionJob:
    return ConversionJob(source, folder / f"{source.stem}.pdf")


def fake_soffice(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> Path:
    script = folder / "soffice"
    script.write_text(f"#!/bin/sh\n{body}\n".replace("{folder}", str(folder)))
    script.chmod(0o755)
    monkeypatch.setenv("GEN_SOFFICE", str(script))
    return script


FILES = 'while [ "$1" != --outdir ]; do shift; done; out=$2; shift 2; mkdir -p "$out"; n=$#'
EACH_FILE = 'for f in "$@"; do'
COPY = 'cp {folder}/$kind.pdf "$out/$(basename "$f" .docx).pdf"'
COUNT = "echo $n >> {folder}/calls"


def blank_pdfs(folder: Path) -> None:
    sheet = pypdfium2.PdfDocument.new()
    sheet.new_page(100, 100)
    sheet.save(folder / "whole.pdf")
    (folder / "part.pdf").write_bytes((folder / "whole.pdf").read_bytes()[:-30])


def children_named(name: str) -> list[int]:
    """The processes called `name` that this one has started, or that these have."""
    parents: dict[int, tuple[int, str]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            pid, _bracket, rest = status.read_text().partition(" (")
            called, _bracket, fields = rest.rpartition(") ")
            parents[int(pid)] = int(fields.split()[1]), called
    return [pid for pid, (_parent, called) in parents.items() if called == name and is_ours(pid, parents)]


def is_ours(pid: int, parents: dict[int, tuple[int, str]]) -> bool:
    while pid in parents and pid != os.getpid():
        pid = parents[pid][0]
    return pid == os.getpid()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A killed process whose parent is gone may wait for init to collect it.
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def wait_for(condition, seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF of one Word file, in a folder and under a name with Vietnamese letters and spaces."""
    folder = tmp_path_factory.mktemp("converted")
    target = folder / "kế hoạch" / "xã Quài Tở.pdf"
    assert LibreOffice().convert([ConversionJob(word_file(folder / "xã Quài Tở.docx"), target)])[0].error is None
    return target


@needs_libreoffice
def test_vietnamese_words_are_read_back_from_an_archival_pdf(converted: Path) -> None:
    assert SENTENCE in words(converted)
    assert read_claim(converted) == "2b"
    assert validate_pdfa(converted) == ()


@needs_libreoffice
def test_a_pdf_bears_the_date_of_its_source_everywhere(converted: Path) -> None:
    with pikepdf.open(converted) as pdf:
        metadata = pdf.Root.Metadata.read_bytes()
        profile = pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()
        assert str(pdf.docinfo.CreationDate) == "D:20201105073000Z"
        assert b"<xmp:CreateDate>2020-11-05T07:30:00Z</xmp:CreateDate>" in metadata
        assert struct.unpack(">6H", profile[24:36]) == (2020, 11, 5, 7, 30, 0)
        assert str(datetime.now().year).encode() not in metadata


@needs_libreoffice
def test_damaged_files_are_named_and_the_others_made(tmp_path: Path) -> None:
    good = [word_file(tmp_path / f"good{n}.docx") for n in range(3)]
    empty, text = tmp_path / "empty.docx", tmp_path / "text.docx"
    empty.touch()
    text.write_text(SENTENCE)
    bad = [
        cut_off(word_file(tmp_path / "cut.docx")),
        without_end_of_body(word_file(tmp_path / "body.docx")),
        empty,
        text,
        tmp_path / "absent.docx",
    ]
    jobs = [job(source, tmp_path / "out") for source in (*good[:1], *bad, *good[1:])]
    outcomes = LibreOffice().convert(jobs)
    assert [outcome.job for outcome in outcomes] == jobs
    failed = [outcome for outcome in outcomes if outcome.error]
    assert [outcome.job.source for outcome in failed] == bad
    for outcome in failed:
        assert outcome.error.code == "PDF-003"
        assert outcome.job.source.name in outcome.error.message
        assert outcome.error.location.path == str(outcome.job.source)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["good0.pdf", "good1.pdf", "good2.pdf"]


@needs_libreoffice
def test_equal_names_in_two_folders_keep_their_own_words(tmp_path: Path) -> None:
    jobs = []
    for unit in ("Ẳng Cang", "Búng Lao", "Mường Mùn"):
        source = word_file(tmp_path / unit / "báo cáo.docx", f"xã {unit}")
        jobs.append(ConversionJob(source, tmp_path / "out" / unit / "báo cáo.pdf"))
    assert not [outcome.error for outcome in LibreOffice().convert(jobs) if outcome.error]
    for each in jobs:
        assert f"xã {each.source.parent.name}" in words(each.target)


@needs_libreoffice
def test_many_files_by_two_workers_come_in_order_and_are_told_of_in_the_callers_thread(tmp_path: Path) -> None:
    sources = [word_file(tmp_path / f"{n}.docx", f"văn bản số {n}.") for n in range(11)]
    jobs = [job(source, tmp_path / "out") for source in sources]
    told: list[tuple[int, ConversionOutcome]] = []
    outcomes = LibreOffice(files_a_call=6).convert(
        jobs, workers=2, on_done=lambda outcome: told.append((threading.get_ident(), outcome))
    )
    assert outcomes == [ConversionOutcome(each) for each in jobs]
    assert {thread for thread, _outcome in told} == {threading.get_ident()}
    assert sorted(outcome.job.target for _thread, outcome in told) == sorted(each.target for each in jobs)
    for number, each in enumerate(jobs):
        assert f"văn bản số {number}." in words(each.target)


@needs_libreoffice
def test_an_earlier_pdf_stays_when_the_new_one_fails(tmp_path: Path) -> None:
    source = cut_off(word_file(tmp_path / "a.docx"))
    target = tmp_path / "a.pdf"
    target.write_bytes(b"earlier")
    [outcome] = LibreOffice().convert([ConversionJob(source, target)])
    assert outcome.error
    assert target.read_bytes() == b"earlier"


@needs_libreoffice
def test_a_place_that_cannot_be_written_is_not_blamed_on_the_word_file(tmp_path: Path) -> None:
    blocked = tmp_path / "out"
    blocked.touch()
    [outcome] = LibreOffice().convert([job(word_file(tmp_path / "a.docx"), blocked)])
    assert outcome.error.code == "PDF-004"
    assert outcome.error.location.path == str(blocked / "a.pdf")


def test_nothing_to_do_starts_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_soffice(tmp_path, monkeypatch, f"touch {tmp_path}/started")
    assert LibreOffice().convert([]) == []
    assert not (tmp_path / "started").exists()


def test_a_call_that_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_soffice(tmp_path, monkeypatch, f"sleep 300 & echo $! >> {tmp_path}/children\nwait")
    jobs = [job(word_file(tmp_path / f"{n}.docx"), tmp_path / "out") for n in range(5)]
    outcomes = LibreOffice(seconds_a_file=0.5).convert(jobs, workers=1)
    assert [outcome.error.code for outcome in outcomes] == ["PDF-003"] * 5
    assert "did not finish" in outcomes[0].error.message
    children = [int(pid) for pid in (tmp_path / "children").read_text().split()]
    assert len(children) == 3, "each file had its turn to be the one that hangs: after these it is not the files"
    assert wait_for(lambda: not any(map(is_alive, children)))
    assert not (tmp_path / "out").exists()


def test_a_pdf_without_its_end_is_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blank_pdfs(tmp_path)
    # The batch call makes three files of three, the last one not to its end; the second try of it makes a whole one.
    fake_soffice(
        tmp_path,
        monkeypatch,
        f"{FILES}\n{EACH_FILE} kind=whole; [ $n -gt 1 ] && case $f in *2.docx) kind=part;; esac; {COPY}; done; {COUNT}",
    )
    jobs = [job(word_file(tmp_path / f"{n}.docx", ""), tmp_path / "out") for n in range(3)]
    assert not [outcome.error for outcome in LibreOffice().convert(jobs, workers=1) if outcome.error]
    assert (tmp_path / "calls").read_text().split() == ["3", "1"]
    assert [page_count(each.target.read_bytes()) for each in jobs] == [1, 1, 1]


def test_a_call_that_dies_goes_on_behind_the_file_it_died_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blank_pdfs(tmp_path)
    fake_soffice(
        tmp_path,
        monkeypatch,
        f"{FILES}\n{COUNT}; {EACH_FILE} kind=whole; case $f in *1.docx) exit 134;; esac; {COPY}; done",
    )
    jobs = [job(word_file(tmp_path / f"{n}.docx", ""), tmp_path / "out") for n in range(5)]
    outcomes = LibreOffice().convert(jobs, workers=1)
    assert [outcome.job.source.stem for outcome in outcomes if outcome.error] == ["1"]
    assert (tmp_path / "calls").read_text().split() == ["5", "3", "1"]


def test_pdfs_are_told_of_while_the_call_still_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blank_pdfs(tmp_path)
    wait = f"while [ $n -gt 1 ] && [ ! -f {tmp_path}/told ] && case $f in *3.docx) true;; *) false;; esac"
    fake_soffice(tmp_path, monkeypatch, f"{FILES}\n{EACH_FILE} {wait}; do sleep 0.05; done; kind=whole; {COPY}; done")
    jobs = [job(word_file(tmp_path / f"{n}.docx", ""), tmp_path / "out") for n in range(4)]
    outcomes = LibreOffice(seconds_a_file=20).convert(jobs, workers=1, on_done=lambda _o: (tmp_path / "told").touch())
    assert outcomes == [ConversionOutcome(each) for each in jobs]


@needs_libreoffice
def test_libreoffice_killed_in_a_batch_costs_no_document(tmp_path: Path) -> None:
    jobs = [job(word_file(tmp_path / f"{n}.docx", f"văn bản số {n}."), tmp_path / "out") for n in range(12)]
    told: list[ConversionOutcome] = []
    killed: list[int] = []

    def kill_at_the_third(outcome: ConversionOutcome) -> None:
        told.append(outcome)
        if len(told) == 3:
            killed.extend(children_named("soffice.bin"))
            for pid in killed:
                os.kill(pid, signal.SIGKILL)

    outcomes = LibreOffice().convert(jobs, workers=1, on_done=kill_at_the_third)
    assert killed
    assert outcomes == [ConversionOutcome(each) for each in jobs]
    assert sorted(map(str, told)) == sorted(map(str, outcomes))
    for number, each in enumerate(jobs):
        assert f"văn bản số {number}." in words(each.target)
        assert validate_pdfa(each.target) == ()
    assert len(list((tmp_path / "out").iterdir())) == len(jobs)


@needs_libreoffice
def test_the_same_bytes_whoever_converts_when_and_beside_what(tmp_path: Path) -> None:
    texts = [f"{SENTENCE} {n}\n" * (n + 1) for n in range(8)]
    first = [job(word_file(tmp_path / f"{n}.docx", text), tmp_path / "first") for n, text in enumerate(texts)]
    again = [ConversionJob(each.source, tmp_path / "again" / each.target.name) for each in first]
    LibreOffice(files_a_call=4).convert(first, workers=2)
    LibreOffice(files_a_call=40).convert([*reversed(again)], workers=1)
    assert [each.target.read_bytes() for each in first] == [each.target.read_bytes() for each in again]


@needs_libreoffice
def test_words_that_are_cut_off_are_named_and_no_pdf_is_left(tmp_path: Path) -> None:
    document = Document()
    row = document.add_table(1, 1).rows[0]
    row.height, row.height_rule = Cm(0.6), WD_ROW_HEIGHT_RULE.EXACTLY
    row.cells[0].text = "thấy\ncòn\nkhuất"
    document.save(str(tmp_path / "a.docx"))
    [outcome] = LibreOffice().convert([job(tmp_path / "a.docx", tmp_path / "out")])
    assert outcome.error.code == "PDF-007"
    assert '"khuất"' in outcome.error.message
    assert '"thấy"' not in outcome.error.message
    assert not (tmp_path / "out").exists()


def test_ctrl_c_ends_the_converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_soffice(tmp_path, monkeypatch, f"sleep 300 & echo $! > {tmp_path}/child\nwait")
    source = word_file(tmp_path / "a.docx")
    code = (
        "from pathlib import Path; from gen.pdf import ConversionJob\n"
        "from gen.pdf.engines.libreoffice import LibreOffice\n"
        f"LibreOffice().convert([ConversionJob(Path({str(source)!r}), Path({str(tmp_path / 'a.pdf')!r}))])"
    )
    root = Path(__file__).parents[2]
    process = subprocess.Popen([sys.executable, "-c", code], cwd=root, stderr=subprocess.PIPE)
    child = tmp_path / "child"
    assert wait_for(lambda: child.exists() and child.read_text().strip())
    process.send_signal(signal.SIGINT)
    assert b"KeyboardInterrupt" in process.communicate(timeout=20)[1]
    assert wait_for(lambda: not is_alive(int(child.read_text())))


def test_missing_libreoffice_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GEN_SOFFICE", raising=False)
    monkeypatch.setattr("gen.pdf.engines.libreoffice.process.find_program", lambda *_where: None)
    monkeypatch.setattr("gen.pdf.engines.libreoffice.sys.platform", "linux")
    with pytest.raises(EngineError) as raised:
        engine_named("libreoffice", SourceFormat.DOCUMENTS)
    [diagnostic] = raised.value.diagnostics
    assert diagnostic.code == "PDF-002"
    assert "sudo apt-get install libreoffice-writer-nogui fonts-liberation2" in diagnostic.hint
    with pytest.raises(EngineError):
        LibreOffice().convert([ConversionJob(tmp_path / "a.docx", tmp_path / "a.pdf")])


def test_a_variable_that_names_no_program_is_not_overruled_by_the_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEN_SOFFICE", str(tmp_path / "nowhere"))
    available = LibreOffice().probe()
    assert not available.present
    assert f"GEN_SOFFICE names {tmp_path / 'nowhere'}" in available.remedy


def test_a_program_that_fails_is_not_present(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_soffice(tmp_path, monkeypatch, "echo 'error while loading shared libraries' >&2; exit 127")
    assert not LibreOffice().probe().present


@pytest.mark.parametrize(
    ("name", "kind", "hint"),
    [
        ("librofice", None, 'did you mean "libreoffice"?'),
        ("word", None, "the engines are: embedded, libreoffice, pdfkit"),
        ("pdfkit", SourceFormat.DOCUMENTS, "the engines are: embedded, libreoffice"),
    ],
)
def test_unknown_engine_names_those_there_are(name: str, kind: SourceFormat | None, hint: str) -> None:
    with pytest.raises(EngineError) as raised:
        engine_named(name, kind)
    [diagnostic] = raised.value.diagnostics
    assert (diagnostic.code, diagnostic.hint) == ("PDF-001", hint)
    assert raised.value.exit_code == 2
