"""plan.yaml → Plan: what no case file shows (odd bytes, odd names, size); nothing but PlanError ever comes out."""

import os
import re
import time
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gen.errors import Diagnostic, Location, PlanError
from gen.plan.fields import DeclaredNames
from gen.plan.file import source
from gen.plan.file.loading import load_plan
from gen.plan.file.mistakes import diagnose_validation_error
from gen.plan.file.tree import MAX_DEPTH, MAX_NODES
from gen.plan.model import DeadlineKind
from tests.support.plans import base, codes, load, plan_of, with_sections, write

PLAN_FILE = Path(__file__).parents[2] / "plan.yaml"


def mistakes(path: Path) -> tuple[Diagnostic, ...]:
    with pytest.raises(PlanError) as caught:
        load_plan(path)
    return caught.value.diagnostics


def mistake(path: Path) -> Diagnostic:
    found = mistakes(path)
    assert len(found) == 1, found
    return found[0]


def of_bytes(folder: Path, data: bytes, name: str = "plan.yaml") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def line_and_column(diagnostic: Diagnostic) -> tuple[int, int]:
    assert diagnostic.location is not None
    return diagnostic.location.line, diagnostic.location.column


# The file


def test_missing_file_is_told_with_the_current_folder(tmp_path: Path) -> None:
    found = mistake(tmp_path / "plan.yaml")
    assert (found.code, found.message) == ("PLAN-001", "there is no such file")
    assert str(Path.cwd()) in found.hint


def test_folder_instead_of_the_file_is_told_with_the_file_to_name(tmp_path: Path) -> None:
    found = mistake(tmp_path)
    assert (found.code, found.message) == ("PLAN-011", "this is a folder, not a plan file")
    assert str(tmp_path / "plan.yaml") in found.hint


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may read everything")
def test_file_without_the_right_to_read_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, base())
    path.chmod(0)
    assert mistake(path).code == "PLAN-012"


@pytest.mark.parametrize("name", ["a" * 300 + ".yaml", "a\0b.yaml"], ids=["too long", "null byte"])
def test_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    assert mistake(tmp_path / name).code == "PLAN-012"


def test_link_that_runs_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").symlink_to("plan.yaml")
    assert mistake(tmp_path / "plan.yaml").code == "PLAN-012"


def test_hundred_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    start = time.monotonic()
    assert mistake(path).code == "PLAN-002"
    assert time.monotonic() - start < 2


def test_limit_of_size_is_the_last_size_that_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, base())
    monkeypatch.setattr(source, "MAX_BYTES", path.stat().st_size)
    load_plan(path)
    assert mistake(of_bytes(tmp_path, path.read_bytes() + b"#")).code == "PLAN-002"


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf", b"# only a comment\n"])
def test_file_without_content_is_empty(tmp_path: Path, data: bytes) -> None:
    assert mistake(of_bytes(tmp_path, data)).code == "PLAN-003"


# The letters


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        ("plan: Tở".encode("utf-16"), "UTF-16"),
        ("plan: Tở".encode("utf-16-be"), "UTF-8"),
        (b"PK\x03\x04\x14\x00\x06\x00\xff\xfe" + b"\0" * 40, "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word"),
        ("plan: Quài".encode("cp1258"), "UTF-8"),
    ],
    ids=["utf-16", "utf-16 without mark", "docx", "doc", "cp1258"],
)
def test_file_that_is_no_utf8_is_refused_with_what_it_looks_like(tmp_path: Path, data: bytes, advice: str) -> None:
    found = mistake(of_bytes(tmp_path, data))
    assert found.code == "PLAN-004"
    assert advice in found.hint


def test_line_of_the_first_odd_byte_is_named(tmp_path: Path) -> None:
    found = mistake(of_bytes(tmp_path, b"plan:\n  id: a\n  place: Qu\xe0i\n"))
    assert line_and_column(found)[0] == 3


def test_mark_at_the_beginning_that_notepad_writes_is_taken(tmp_path: Path) -> None:
    text = write(tmp_path, base()).read_bytes()
    assert load_plan(of_bytes(tmp_path, b"\xef\xbb\xbf" + text)).plan == plan_of(tmp_path, base())


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_of_every_system_are_taken(tmp_path: Path, ending: str) -> None:
    text = write(tmp_path, base()).read_text("utf-8")
    assert load_plan(of_bytes(tmp_path, text.replace("\n", ending).encode())).plan.header.id == "kh-1"


def test_every_line_with_letters_in_parts_is_found(tmp_path: Path) -> None:
    text = write(tmp_path, base()).read_text("utf-8")
    odd = unicodedata.normalize("NFD", text)
    found = mistakes(of_bytes(tmp_path, odd.encode()))
    assert {diagnostic.code for diagnostic in found} == {"PLAN-008"}
    numbers = [n for n, line in enumerate(odd.split("\n"), 1) if not unicodedata.is_normalized("NFC", line)]
    assert [line_and_column(diagnostic)[0] for diagnostic in found] == numbers
    assert len(numbers) > 5


def test_first_letter_in_parts_is_where_the_marker_stands(tmp_path: Path) -> None:
    found = mistake(of_bytes(tmp_path, "a: quai to\u031b\u0309\n".encode()))
    assert line_and_column(found) == (1, 10)


HIDDEN = ["\t", "\x00", "\x07", "\x0b", "\x0c", "\x1c", "\x7f", "\x85", "\xad", "\u200b", "\u202e", "\u2028", "\u2029"]
HIDDEN += ["\ufeff", "\ue000", "\ufffe", "\u0378"]


@pytest.mark.parametrize("char", HIDDEN, ids=[f"U+{ord(char):04X}" for char in HIDDEN])
def test_character_that_nobody_sees_is_found_with_its_place(tmp_path: Path, char: str) -> None:
    found = mistake(of_bytes(tmp_path, f"plan:\n  id: a{char}b\nunits: c.yaml\n".encode()))
    assert found.code == ("PLAN-014" if char == "\t" else "PLAN-009")
    assert line_and_column(found) == (2, 8)
    assert "Tab" in found.message if char == "\t" else f"U+{ord(char):04X}" in found.message


@pytest.mark.parametrize("escape", [r"\x07", r"\0", r"\e", r"\x85", r"\u200B", r"\uFEFF", r"\uD800", r"\t", r"\L"])
def test_hidden_character_written_as_an_escape_is_found_too(tmp_path: Path, escape: str) -> None:
    text = write(tmp_path, base()).read_text("utf-8").replace("Trồng cây.", f'"Trồng{escape} cây."')
    found = mistake(of_bytes(tmp_path, text.encode()))
    assert found.code == ("PLAN-014" if escape == r"\t" else "PLAN-009")
    assert found.location is not None
    assert escape in found.location.excerpt


def test_hidden_character_in_a_key_is_found(tmp_path: Path) -> None:
    text = write(tmp_path, base()).read_text("utf-8") + '"a\\u200Bb": 1\n'
    assert codes(tmp_path, text)[0] == "PLAN-009"


def test_letters_in_parts_written_as_an_escape_are_found(tmp_path: Path) -> None:
    text = write(tmp_path, base()).read_text("utf-8").replace("Trồng cây.", r'"Tro\u0302\u0300ng cây."')
    assert codes(tmp_path, text) == ["PLAN-008"]


@pytest.mark.parametrize("escape", [r"\U00110000", r"\UFFFFFFFF", r"\q", r"\x4"])
def test_escape_that_is_no_character_is_no_yaml(tmp_path: Path, escape: str) -> None:
    text = write(tmp_path, base()).read_text("utf-8").replace("Trồng cây.", f'"Trồng{escape} cây."')
    assert codes(tmp_path, text) == ["PLAN-005"]


# Files made to explode


def test_anchors_in_anchors_end_soon(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    start = time.monotonic()
    assert mistake(write(tmp_path, "\n".join(lines))).code == "PLAN-007"
    assert time.monotonic() - start < 10


def test_anchor_that_holds_itself_ends_soon(tmp_path: Path) -> None:
    assert mistake(write(tmp_path, "a: &a [*a, *a]\n")).code == "PLAN-007"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_five_thousand_levels_end_soon(tmp_path: Path, opening: str) -> None:
    start = time.monotonic()
    assert mistake(write(tmp_path, opening * 5_000)).code == "PLAN-007"
    assert time.monotonic() - start < 10


def test_levels_just_beyond_the_bound_are_placed(tmp_path: Path) -> None:
    found = mistake(write(tmp_path, "[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2)))
    assert found.code == "PLAN-007"
    assert line_and_column(found) == (1, MAX_DEPTH + 2)


def test_anchor_may_be_used_again(tmp_path: Path) -> None:
    text = write(tmp_path, base()).read_text("utf-8")
    text = text.replace("- CHỦ TỊCH", "- &who CHỦ TỊCH\n  - *who")
    assert plan_of(tmp_path, text).signature.lines == ("CHỦ TỊCH", "CHỦ TỊCH")


def test_registry_of_the_size_of_the_country_is_read(tmp_path: Path) -> None:
    units = [{"id": f"xa-{n}", "kind": "commune", "name": f"Xã {n}"} for n in range(3_321)]
    assert len(units) * 10 < MAX_NODES
    assert len(plan_of(tmp_path, base(units=[base()["units"][0], *units])).units) == 3_322


# All mistakes in one run


def test_six_different_mistakes_are_all_found_at_once(tmp_path: Path) -> None:
    data = base(obligation=[])
    data["units"][1]["kind"] = "hamlet"
    data["units"][2]["id"] = "Xã B"
    del data["plan"]["place"]
    data["plan"]["date"] = "05/11/2020"
    data["parts"][0]["assignments"][0]["to"] = ["xa-c"]
    path = write(tmp_path, data)
    assert sorted(found.code for found in mistakes(path)) == [
        "PLAN-020", "PLAN-021", "PLAN-023", "PLAN-024", "PLAN-025", "PLAN-040",
    ]  # fmt: skip


def test_mistakes_between_keys_are_all_found_at_once(tmp_path: Path) -> None:
    data = with_sections(
        {"to": ["xa-a"], "heading": "A", "items": [{"text": "Một.", "for": ["xa-b"]}]},
        {"to": ["nhom"], "heading": "B", "number": "1", "items": [{"text": "Hai."}]},
        groups=[{"id": "nhom", "name": "Nhóm"}, {"id": "xa-b", "name": "Trùng", "kinds": ["commune"]}],
        obligations=[{"id": "bc", "name": "BC", "of": ["all"], "to": "huyen", "frequency": "once", "source": "9"}],
    )
    data["units"][1] |= {"valid_from": "2020-02-01", "valid_to": "2020-01-01"}
    found = [diagnostic.code for diagnostic in mistakes(write(tmp_path, data))]
    assert set(found) == {"PLAN-042", "PLAN-044", "PLAN-045", "PLAN-047", "PLAN-049", "PLAN-050", "PLAN-051"}


@pytest.mark.parametrize("pass_", ["yaml", "schema", "structure", "bytes"])
def test_mistakes_come_in_the_order_of_the_file(tmp_path: Path, pass_: str) -> None:
    texts = {
        "yaml": "a: !!int 1\nb: 1\nb: 2\nc: !x 3\n",
        "schema": "unit: 1\nplan: 2\nparts: 3\n",
        "structure": write(
            tmp_path,
            {
                "obligations": [
                    {"id": "bc", "name": "BC", "of": ["all"], "to": "huyen", "frequency": "once", "source": "9"}
                ],
                **base(groups=[{"id": "nhom", "name": "Nhóm"}, {"id": "xa-b", "name": "X", "kinds": ["commune"]}]),
            },
        ).read_text("utf-8"),
        "bytes": "a: \u200b\nb: to\u031b\nc: \u200b\n",
    }
    places = [line_and_column(found) for found in mistakes(write(tmp_path, texts[pass_]))]
    assert len(places) >= 2
    assert places == sorted(places)


# The registry of units


REGISTRY = "- {id: huyen, kind: district, name: Sông Đà}\n- {id: xa-a, kind: commune, name: Xuân An}\n"


def test_units_may_stand_in_a_file_beside_the_plan(tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_text(REGISTRY, "utf-8")
    assert [unit.id for unit in plan_of(tmp_path, base(units="units.yaml")).units] == ["huyen", "xa-a"]


def test_file_of_units_may_hold_them_under_units(tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_text("units:\n" + REGISTRY, "utf-8")
    assert len(plan_of(tmp_path, base(units="units.yaml")).units) == 2


def test_file_of_units_may_lie_in_a_folder_below(tmp_path: Path) -> None:
    (tmp_path / "chung").mkdir()
    (tmp_path / "chung" / "units.yaml").write_text(REGISTRY, "utf-8")
    assert len(plan_of(tmp_path, base(units="chung/units.yaml")).units) == 2


def test_mistake_in_the_file_of_units_is_placed_there(tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_text(REGISTRY.replace("commune", "comune"), "utf-8")
    found = mistake(write(tmp_path, base(units="units.yaml")))
    assert (found.code, line_and_column(found)) == ("PLAN-023", (2, 20))
    assert found.location is not None
    assert found.location.path == str(tmp_path / "units.yaml")


def test_place_of_a_unit_is_in_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_text(REGISTRY, "utf-8")
    loaded = load(tmp_path, base(units="units.yaml"))
    assert Path(loaded.at(("units", 1)).path).name == "units.yaml"
    assert Path(loaded.at(("parts", 0)).path).name == "plan.yaml"


@pytest.mark.parametrize(
    ("name", "code"),
    [*((name, "PLAN-046") for name in (
        "../../etc/passwd", "../units.yaml", "/etc/passwd", "..\\units.yaml", "C:\\units.yaml", "C:units.yaml",
        "chung/../../units.yaml", "file:///etc/passwd")),
     *((name, "PLAN-054") for name in ("none.yaml", ".", "", "a" * 300)),
     ("a\0b", "PLAN-009")],
)  # fmt: skip
def test_file_of_units_elsewhere_or_nowhere_is_refused(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "units.yaml").write_text(REGISTRY, "utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    assert mistake(write(folder, base(units=name))).code == code


def test_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_text(REGISTRY, "utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "units.yaml").symlink_to(tmp_path / "units.yaml")
    assert mistake(write(folder, base(units="units.yaml"))).code == "PLAN-046"


def test_file_of_units_that_links_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "units.yaml").symlink_to("units.yaml")
    assert mistake(write(tmp_path, base(units="units.yaml"))).code == "PLAN-054"


def test_mistakes_of_the_bytes_of_the_file_of_units_are_reported(tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_bytes(b"PK\xff")
    assert mistake(write(tmp_path, base(units="units.yaml"))).code == "PLAN-004"


# Scalars are what they look like to a clerk


def test_words_that_yaml_takes_for_values_stay_words(tmp_path: Path) -> None:
    text = write(tmp_path, base()).read_text("utf-8").replace("Sông Đà\n", "no\n").replace("Xuân An", "12.10")
    plan = plan_of(tmp_path, text.replace("Xuân Bình", "2020-01-01"))
    assert [unit.name for unit in plan.units] == ["no", "12.10", "2020-01-01"]


def test_number_with_leading_zeros_keeps_them(tmp_path: Path) -> None:
    text = write(tmp_path, base()).read_text("utf-8").replace("name: Xuân An", "name: Xuân An\n  code: 03295")
    assert plan_of(tmp_path, text).units[1].code == "03295"


@pytest.mark.parametrize(
    ("typed", "raw", "value", "kind"),
    [
        ("2021-07-15", None, "2021-07-15", DeadlineKind.ON),
        ("trước ngày 15/7/2021", "trước ngày 15/7/2021", "None", DeadlineKind.UNPARSED),
        ("2021-07", "2021-07", "None", DeadlineKind.UNPARSED),
    ],
)
def test_deadline_in_short_is_a_date_or_the_plans_words(
    tmp_path: Path, typed: str, raw: str | None, value: str, kind: DeadlineKind
) -> None:
    data = with_sections({"to": ["xa-a"], "heading": "A", "items": [{"text": "Một.", "due": typed}]})
    due = plan_of(tmp_path, data).parts[0].assignments[0].items[0].due
    assert due is not None
    assert (due.raw, str(due.value), due.kind) == (raw, value, kind)


@pytest.mark.parametrize(
    "date",
    [
        "2020-00",
        "2020-11-00",
        "2020-13",
        "2020-02-30",
        "0000-01",
        "20-11-05",
        "2020-1-5",
        "2020-11-05T00:00",
        "٢٠٢٠-١١",
    ],
)
def test_date_that_is_none_is_refused(tmp_path: Path, date: str) -> None:
    data = base()
    data["plan"]["date"] = date
    assert codes(tmp_path, data) == ["PLAN-025"]


def test_line_break_does_not_slip_into_an_id(tmp_path: Path) -> None:
    data = base()
    data["units"][1]["id"] = "xa-a\n"
    assert codes(tmp_path, data) == ["PLAN-024"]


def test_line_break_does_not_slip_into_a_date(tmp_path: Path) -> None:
    data = base()
    data["plan"]["date"] = "2020-11\n"
    assert codes(tmp_path, data) == ["PLAN-025"]


@pytest.mark.parametrize("name", ["con", "nul", "com1", "lpt9", "prn", "aux"])
def test_id_that_windows_keeps_for_itself_is_refused(tmp_path: Path, name: str) -> None:
    data = base()
    data["units"][1]["id"] = name
    assert codes(tmp_path, data) == ["PLAN-024"]


def test_more_parts_than_anybody_numbers_are_refused(tmp_path: Path) -> None:
    parts = [{"heading": f"Phần {n}", "role": "purpose"} for n in range(60)]
    assert codes(tmp_path, base(parts=parts)) == ["PLAN-037"]


def test_more_amendments_than_any_plan_has_are_refused(tmp_path: Path) -> None:
    amendments = [{"id": f"sd-{number}", "date": "2021"} for number in range(201)]
    assert codes(tmp_path, base(amendments=amendments)) == ["PLAN-037"]
    assert codes(tmp_path, base(amendments=amendments[1:])) == []


def test_error_of_a_kind_that_nobody_foresaw_is_told_all_the_same() -> None:
    nothing: frozenset[str] = frozenset()
    error = {"type": "a_kind_of_tomorrow", "loc": ("plan", "id")}
    found = diagnose_validation_error(
        error, DeclaredNames(nothing, nothing, nothing), lambda _path, _key: Location("plan.yaml")
    )
    assert (found.code, found.message) == ("PLAN-033", "`plan.id` cannot be read")


# Whatever is typed


LINES = PLAN_FILE.read_text("utf-8").splitlines(keepends=True)
ODD = ["\t", ":", "- ", "'", '"', "[", "]", "{", "}", "{x}", "#", "&a ", "*a", "!!int ", "| ", "\u200b", "%", "\\",
       "\0", "\x0c", "\u2028", "---\n", "? ", "null", "-", "9" * 20, "1e9", "é", "e\u0301", "\U0001f600"]  # fmt: skip
NUMBERS = st.integers(0, len(LINES) - 1)
DELETE = st.tuples(st.just("delete"), NUMBERS, st.integers(1, 3))
REPEAT = st.tuples(st.just("repeat"), NUMBERS, st.integers(1, 3))
REPLACE = st.tuples(st.just("replace"), NUMBERS, NUMBERS)
SWAP = st.tuples(st.just("swap"), NUMBERS, NUMBERS)
INDENT = st.tuples(st.just("indent"), NUMBERS, st.integers(-4, 4))
INSERT = st.tuples(st.just("insert"), NUMBERS, st.tuples(st.integers(0, 60), st.sampled_from(ODD)))
CHANGES = st.lists(DELETE | REPEAT | REPLACE | SWAP | INDENT | INSERT, min_size=1, max_size=4)


def key_of(line: str) -> str:
    found = re.match(r"[\s-]*(\w+):", line)
    return found[1] if found else ""


def changed(lines: list[str], change: str, at: int, how: object) -> list[str]:
    line = lines[at % len(lines)]
    at %= len(lines)
    match change, how:
        case "delete", int(count):
            return lines[:at] + lines[at + count :]
        case "repeat", int(count):
            return lines[:at] + [line] * count + lines[at:]
        case "replace", int(other):
            return [*lines[:at], LINES[other], *lines[at + 1 :]]
        case "swap", int(other):
            mine, theirs = key_of(line), key_of(LINES[other])
            return [*lines[:at], line.replace(mine, theirs, 1) if mine and theirs else line, *lines[at + 1 :]]
        case "indent", int(by):
            moved = " " * by + line if by > 0 else line.removeprefix(" " * -by)
            return [*lines[:at], moved, *lines[at + 1 :]]
        case "insert", (int(column), str(text)):
            return [*lines[:at], line[:column] + text + line[column:], *lines[at + 1 :]]
    raise AssertionError(change)


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES)
@example([("insert", 400, (20, "\x0c"))])
def test_damaged_plan_loads_or_is_refused_with_a_finding(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, int, object]]
) -> None:
    lines = LINES
    for change, at, how in changes:
        lines = changed(lines, change, at, how) or ["\n"]
    path = tmp_path_factory.getbasetemp() / "damaged.yaml"
    path.write_bytes("".join(lines).encode())
    with suppress(PlanError):
        load_plan(path)
        return
    assert all(found.code.startswith("PLAN-") and found.message and found.location for found in mistakes(path))
