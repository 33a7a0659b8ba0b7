"""Fonts are found in folders by their names, each once; what is no font, or a damaged one, is passed over."""

import os
import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from gen.pdf import font_files
from gen.pdf.faces import font_book
from gen.pdf.font_files import find_fonts, system_folders

BOOK = font_book()
FACES = {(bold, italic): BOOK.face(BOOK.times, bold, italic).file for bold in (False, True) for italic in (False, True)}


def copied(folder: Path, *faces: tuple[bool, bool]) -> list[Path]:
    """The files of these faces of the documents' family, under names that say nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for number, face in enumerate(faces):
        source = Path(FACES[face][0])
        found.append(Path(shutil.copy(source, folder / f"x{number}{source.suffix.upper()}")))
    return found


def test_faces_are_known_by_what_the_files_say_not_by_their_names(tmp_path: Path) -> None:
    regular, both = copied(tmp_path / "a" / "b", (False, False), (True, True))
    found = find_fonts([tmp_path]).faces(BOOK.times)
    assert [(face.bold, face.italic, face.place) for face in found] == [
        (False, False, (str(regular), 0)),
        (True, True, (str(both), 0)),
    ]
    assert find_fonts([tmp_path]).faces("Nonesuch") == ()


def test_the_first_folder_comes_first_and_one_met_twice_counts_once(tmp_path: Path) -> None:
    (one,) = copied(tmp_path / "one", (False, False))
    (other,) = copied(tmp_path / "other", (False, False))
    (tmp_path / "one" / "link").symlink_to(tmp_path / "other", target_is_directory=True)
    (tmp_path / "other" / "round").symlink_to(tmp_path / "one", target_is_directory=True)
    places = [face.place[0] for face in find_fonts([tmp_path / "one", tmp_path / "other"]).faces(BOOK.times)]
    assert places == [str(one), str(tmp_path / "one" / "link" / other.name)]


def test_what_is_no_font_or_damaged_is_passed_over(tmp_path: Path) -> None:
    (whole,) = copied(tmp_path, (False, False))
    data = whole.read_bytes()
    (tmp_path / "cut.ttf").write_bytes(data[:4000])
    (tmp_path / "empty.otf").write_bytes(b"")
    (tmp_path / "text.ttf").write_text("no font")
    (tmp_path / "gone.ttc").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder.ttf").mkdir()
    (tmp_path / "note.txt").write_bytes(data)
    assert [face.place for face in find_fonts([tmp_path, tmp_path / "none"]).faces(BOOK.times)] == [(str(whole), 0)]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_font_that_may_not_be_read_is_passed_over(tmp_path: Path) -> None:
    copied(tmp_path, (False, False))[0].chmod(0)
    assert find_fonts([tmp_path]).faces(BOOK.times) == ()


def test_each_font_of_a_collection_is_found_by_its_number(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [TTFont(path) for path, _number in (FACES[False, False], FACES[True, False])]
    collection.save(tmp_path / "both.ttc")
    found = find_fonts([tmp_path]).faces(BOOK.times)
    assert [(face.bold, face.place[1]) for face in found] == [(False, 0), (True, 1)]


def test_no_more_files_than_the_bound_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied(tmp_path, (False, False), (True, False))
    monkeypatch.setattr(font_files, "MOST_FILES", 1)
    assert len(find_fonts([tmp_path]).fonts) == 1


@pytest.mark.parametrize(
    ("platform", "wanted"),
    [
        ("win32", ["W/Fonts", "L/Microsoft/Windows/Fonts"]),
        ("darwin", ["H/Library/Fonts", "/Library/Fonts", "/System/Library/Fonts"]),
        ("linux", ["H/.fonts", "D/fonts", "S/fonts", "T/fonts", "/usr/local/share/fonts", "/usr/share/fonts"]),
    ],
)
def test_fonts_are_looked_for_where_the_system_keeps_them(
    platform: str, wanted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gen.pdf.font_files.sys.platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("H"))
    for name, value in (("WINDIR", "W"), ("LOCALAPPDATA", "L"), ("XDG_DATA_HOME", "D"), ("XDG_DATA_DIRS", "S:T")):
        monkeypatch.setenv(name, value)
    assert [folder.as_posix() for folder in system_folders()] == wanted
