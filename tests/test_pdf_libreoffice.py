"""Word files through LibreOffice: whole PDFs, or an error that names the file."""

import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from needs import needs_libreoffice

from gen.errors import EngineError
from gen.pdf import Job, Kind, Outcome, engine_named
from gen.pdf.libreoffice import LibreOffice

SENTENCE = "Ủy ban nhân dân xã Quài Tở triển khai nhiệm vụ, giải pháp"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_LANG", "en")


def word_file(path: Path, text: str = SENTENCE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = Document()
    document.add_paragraph(text)
    document.save(str(path))
    return path


def cut_off(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def without_end_of_body(path: Path) -> Path:
    """A sound ZIP whose document is cut off: only LibreOffice itself finds out."""
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


def job(source: Path, folder: Path) -> Job:
    return Job(source, folder / f"{source.stem}.pdf")


def fake_soffice(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> Path:
    script = folder / "soffice"
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(0o755)
    monkeypatch.setenv("GEN_SOFFICE", str(script))
    return script


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


@needs_libreoffice
def test_vietnamese_words_are_read_back_from_a_tagged_pdf_a(tmp_path: Path) -> None:
    target = tmp_path / "kế hoạch" / "xã Quài Tở.pdf"
    [outcome] = LibreOffice().convert([Job(word_file(tmp_path / "xã Quài Tở.docx"), target)])
    assert outcome.error is None
    assert SENTENCE in words(target)
    content = target.read_bytes()
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in content
    assert b"/MarkInfo<</Marked true>>" in content


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
        jobs.append(Job(source, tmp_path / "out" / unit / "báo cáo.pdf"))
    assert not [outcome.error for outcome in LibreOffice().convert(jobs) if outcome.error]
    for each in jobs:
        assert f"xã {each.source.parent.name}" in words(each.target)


@needs_libreoffice
def test_many_files_by_two_workers_come_in_order_and_are_told_of_in_the_callers_thread(tmp_path: Path) -> None:
    sources = [word_file(tmp_path / f"{n}.docx", f"văn bản số {n}.") for n in range(11)]
    jobs = [job(source, tmp_path / "out") for source in sources]
    told: list[tuple[int, Outcome]] = []
    outcomes = LibreOffice(files_a_call=3).convert(
        jobs, workers=2, on_done=lambda outcome: told.append((threading.get_ident(), outcome))
    )
    assert outcomes == [Outcome(each) for each in jobs]
    assert {thread for thread, _outcome in told} == {threading.get_ident()}
    assert sorted(outcome.job.target for _thread, outcome in told) == sorted(each.target for each in jobs)
    for number, each in enumerate(jobs):
        assert f"văn bản số {number}." in words(each.target)


@needs_libreoffice
def test_an_earlier_pdf_stays_when_the_new_one_fails(tmp_path: Path) -> None:
    source = cut_off(word_file(tmp_path / "a.docx"))
    target = tmp_path / "a.pdf"
    target.write_bytes(b"earlier")
    [outcome] = LibreOffice().convert([Job(source, target)])
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
    jobs = [job(word_file(tmp_path / f"{n}.docx"), tmp_path / "out") for n in range(3)]
    outcomes = LibreOffice(seconds_a_call=0.5, seconds_a_file=0).convert(jobs, workers=1)
    assert [outcome.error.code for outcome in outcomes] == ["PDF-003"] * 3
    assert "did not finish" in outcomes[0].error.message
    children = [int(pid) for pid in (tmp_path / "children").read_text().split()]
    assert len(children) == 3, "the call, then two single files: after these it is not the files"
    assert wait_for(lambda: not any(map(is_alive, children)))
    assert not (tmp_path / "out").exists()


def test_a_pdf_without_its_end_is_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = pypdfium2.PdfDocument.new()
    sheet.new_page(100, 100)
    sheet.save(tmp_path / "whole.pdf")
    (tmp_path / "part.pdf").write_bytes((tmp_path / "whole.pdf").read_bytes()[:-30])
    # The batch call makes three files of three, the last one not to its end; the second try of it makes a whole one.
    copy = (
        'while [ "$1" != --outdir ]; do shift; done; out=$2; shift 2; mkdir -p "$out"; n=$#\n'
        f'for f in "$@"; do kind=whole; [ $n -gt 1 ] && case "$f" in *2.docx) kind=part;; esac\n'
        f'cp {tmp_path}/$kind.pdf "$out/$(basename "$f" .docx).pdf"; done; echo $n >> {tmp_path}/calls'
    )
    fake_soffice(tmp_path, monkeypatch, copy)
    jobs = [job(word_file(tmp_path / f"{n}.docx"), tmp_path / "out") for n in range(3)]
    assert not [outcome.error for outcome in LibreOffice().convert(jobs, workers=1) if outcome.error]
    assert (tmp_path / "calls").read_text().split() == ["3", "1"]
    assert {each.target.read_bytes() for each in jobs} == {(tmp_path / "whole.pdf").read_bytes()}


def test_ctrl_c_ends_the_converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_soffice(tmp_path, monkeypatch, f"sleep 300 & echo $! > {tmp_path}/child\nwait")
    source = word_file(tmp_path / "a.docx")
    code = (
        "from pathlib import Path; from gen.pdf import Job; from gen.pdf.libreoffice import LibreOffice\n"
        f"LibreOffice().convert([Job(Path({str(source)!r}), Path({str(tmp_path / 'a.pdf')!r}))])"
    )
    root = Path(__file__).parent.parent
    process = subprocess.Popen([sys.executable, "-c", code], cwd=root, stderr=subprocess.PIPE)
    child = tmp_path / "child"
    assert wait_for(lambda: child.exists() and child.read_text().strip())
    process.send_signal(signal.SIGINT)
    assert b"KeyboardInterrupt" in process.communicate(timeout=20)[1]
    assert wait_for(lambda: not is_alive(int(child.read_text())))


def test_missing_libreoffice_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GEN_SOFFICE", raising=False)
    monkeypatch.setattr("gen.pdf.libreoffice.program.find", lambda *_where: None)
    monkeypatch.setattr("gen.pdf.libreoffice.sys.platform", "linux")
    with pytest.raises(EngineError) as raised:
        engine_named("libreoffice", Kind.DOCUMENTS)
    [diagnostic] = raised.value.diagnostics
    assert diagnostic.code == "PDF-002"
    assert "sudo apt-get install libreoffice-writer-nogui fonts-liberation2" in diagnostic.hint
    with pytest.raises(EngineError):
        LibreOffice().convert([Job(tmp_path / "a.docx", tmp_path / "a.pdf")])


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
        ("word", None, "the engines are: libreoffice, wkhtmltopdf"),
        ("wkhtmltopdf", Kind.DOCUMENTS, "the engines are: libreoffice"),
    ],
)
def test_unknown_engine_names_those_there_are(name: str, kind: Kind | None, hint: str) -> None:
    with pytest.raises(EngineError) as raised:
        engine_named(name, kind)
    [diagnostic] = raised.value.diagnostics
    assert (diagnostic.code, diagnostic.hint) == ("PDF-001", hint)
    assert raised.value.exit_code == 2
