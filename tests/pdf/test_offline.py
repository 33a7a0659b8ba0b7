"""LibreOffice opens files that refer to addresses, in every way that they can, and asks nobody."""

import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from gen.pdf import ConversionJob
from gen.pdf.engines import libreoffice, offline
from gen.pdf.engines.libreoffice import LibreOffice
from gen.pdf.office_formats import convert_to_docx
from tests.support.linked_files import Listener, listening, odt, open_documents, referring_to, rich_texts, shown_from
from tests.support.needs import needs_libreoffice
from tests.support.repacked import unpacked

pytestmark = pytest.mark.slow


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as found:
        yield found


@pytest.fixture(params=["all walls", "settings and proxy alone"])
def walls(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test once as this system has it, and once as on a system without namespaces."""
    if request.param != "all walls":
        monkeypatch.setattr(offline, "network_namespace", tuple)


def addresses(listener: Listener) -> dict[str, str]:
    """The ways to write an address: in each, the host is this machine, and the listener is where it can be named."""
    return {
        "http": f"http://127.0.0.1:{listener.port}/",
        "name": f"http://localhost:{listener.port}/",
        "webdav": f"vnd.sun.star.webdav://127.0.0.1:{listener.port}/",
        "ftp": f"ftp://127.0.0.1:{listener.port}/",
        "file": f"file://127.0.0.1:{listener.port}/x/",
        "unc": rf"\\127.0.0.1@{listener.port}\x" + "\\",
    }


def written(folder: Path, files: Mapping[str, bytes], ending: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{number}-{name}.{ending}" for number, name in enumerate(files)]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    return paths


def old_word_files(folder: Path, address: str) -> list[Path]:
    """.doc files with a linked picture and with fields, written by a LibreOffice that may look at the address."""
    sources = [
        *written(folder / "odt", {"image": open_documents(address)["image"]}, "odt"),
        *written(folder / "docx", {"picture": shown_from(address)["picture"], **referring_to(address)}, "docx"),
    ]
    profile = (folder / "profile").as_uri()
    command = [
        str(libreoffice.locate_soffice()),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "doc",
    ]
    subprocess.run([*command, "--outdir", str(folder / "doc"), *map(str, sources)], check=True, capture_output=True)
    return sorted((folder / "doc").iterdir())


@needs_libreoffice
def test_an_old_word_file_with_links_is_read_without_a_request(tmp_path: Path, listener: Listener, walls: None) -> None:
    files = old_word_files(tmp_path, f"http://127.0.0.1:{listener.port}/")
    assert len(files) > 10
    listener.requests.clear()
    assert None not in convert_to_docx(files)
    assert listener.requests == []


@needs_libreoffice
def test_other_formats_with_links_are_read_without_a_request(tmp_path: Path, listener: Listener, walls: None) -> None:
    files: list[Path] = []
    for name, address in addresses(listener).items():
        # A UNC path is no address in OpenDocument, which refuses the file.
        texts = open_documents(address) if name != "unc" else {}
        files += written(tmp_path / f"odt-{name}", texts, "odt")
        files += written(tmp_path / f"rtf-{name}", rich_texts(address), "rtf")
        files += written(tmp_path / f"docx-{name}", shown_from(address), "docx")
    assert None not in convert_to_docx(files)
    assert listener.requests == []


@needs_libreoffice
def test_word_files_with_links_become_pdfs_without_a_request(tmp_path: Path, listener: Listener, walls: None) -> None:
    files = [
        path
        for name in ("http", "file", "unc")
        for path in written(tmp_path / name, referring_to(addresses(listener)[name]), "docx")
    ]
    jobs = [ConversionJob(path, path.with_suffix(".pdf")) for path in files]
    assert [outcome.error for outcome in LibreOffice().convert(jobs) if outcome.error] == []
    assert listener.requests == []


@needs_libreoffice
def test_a_file_that_shows_what_it_does_not_hold_is_refused_with_the_address(
    tmp_path: Path, listener: Listener
) -> None:
    for name, address in addresses(listener).items():
        files = written(tmp_path / name, shown_from(address), "docx")
        for outcome in LibreOffice().convert([ConversionJob(path, path.with_suffix(".pdf")) for path in files]):
            assert outcome.error is not None, outcome.job.source.name
            assert outcome.error.code == "PDF-011"
            assert address in outcome.error.message
            assert not outcome.job.target.exists()
    assert listener.requests == []


@needs_libreoffice
def test_a_hyperlink_stays_in_what_is_read(tmp_path: Path) -> None:
    [path] = written(tmp_path, {"a": referring_to("https://example.org/")["hyperlink"]}, "docx")
    [data] = convert_to_docx([path])
    assert data is not None
    assert b'Target="https://example.org/x"' in unpacked(data)["word/_rels/document.xml.rels"]


@pytest.mark.skipif(not offline.network_namespace(), reason="this system gives nobody a network of its own")
def test_a_program_in_a_namespace_reaches_not_even_this_machine(listener: Listener) -> None:
    code = f"import socket; socket.create_connection(('127.0.0.1', {listener.port}), 5)"
    alone = subprocess.run([*offline.network_namespace(), sys.executable, "-c", code], capture_output=True, check=False)
    assert alone.returncode != 0
    assert listener.requests == []
    with socket.create_connection(("127.0.0.1", listener.port), 5) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n")
        assert connection.recv(4) == b"HTTP"


@needs_libreoffice
def test_settings_stay_in_a_profile_that_was_used(tmp_path: Path) -> None:
    [path] = written(tmp_path, {"a": odt()}, "odt")
    arguments = ("--convert-to", "txt:Text", "--outdir", str(tmp_path), str(path))
    for _call in range(2):
        subprocess.run(
            offline.office_command(libreoffice.locate_soffice(), tmp_path / "profile", arguments),
            check=True, capture_output=True,
        )  # fmt: skip
    kept = (tmp_path / "profile/user/registrymodifications.xcu").read_text(encoding="utf-8")
    for setting in ("BlockUntrustedRefererLinks", "DisableMacrosExecution", "ooInetHTTPProxyName"):
        assert setting in kept


def test_a_program_of_a_snap_store_keeps_the_network_that_it_needs(tmp_path: Path) -> None:
    office = tmp_path / "snap" / "bin" / "libreoffice"
    command = offline.office_command(office, tmp_path / "profile", ("--convert-to", "pdf"))
    assert command[0] == str(office)
