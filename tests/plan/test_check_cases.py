"""tests/cases/check: every plan there gives the findings beside it, in people's words; every code has a case."""

import inspect
import re
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel

from gen import diagnostics
from gen.diagnostics.mistake import Mistake
from gen.errors import Diagnostic, PlanError, Severity
from gen.plan import model
from gen.plan.checks.warnings import check_plan
from gen.plan.file.loading import load_plan
from gen.printing import diagnostics_as_text

CASES = Path(__file__).parents[1] / "cases" / "check"
NAMES = sorted(path.stem for path in CASES.glob("*.yaml"))

SHOWN_ELSEWHERE = {
    "PLAN-001": "test_missing_file_is_told_with_the_current_folder",
    "PLAN-002": "test_hundred_megabytes_are_refused_without_being_read",
    "PLAN-004": "test_file_that_is_no_utf8_is_refused_with_what_it_looks_like",
    "PLAN-008": "test_every_line_with_letters_in_parts_is_found",
    "PLAN-011": "test_folder_instead_of_the_file_is_told_with_the_file_to_name",
    "PLAN-012": "test_link_that_runs_in_a_circle_is_refused",
    "PLAN-014": "test_character_that_nobody_sees_is_found_with_its_place",
    "PLAN-033": "test_error_of_a_kind_that_nobody_foresaw_is_told_all_the_same",
    "PLAN-037": "test_more_parts_than_anybody_numbers_are_refused",
    "PLAN-009": "test_character_that_nobody_sees_is_found_with_its_place",
}
"""Codes that no text file can show well; the tests of test_loading.py that do."""

PYTHON_WORDS = {
    "Traceback", "NoneType", "None", "True", "False", "dict", "tuple", "str", "int", "bool", "float", "Decimal",
    "object", "class", "pydantic", "Input", "validator", "ValidationError", "Exception", "ValueError",
    "KeyError", "TypeError", "PartialDate", "Field", "StrEnum", "enum", "regex", "null",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_the_folder_of_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES)


@cache
def findings(name: str, _language: str = "en") -> tuple[Diagnostic, ...]:
    """What is found in a case; `_language` only tells apart what was kept under another GEN_LANG."""
    try:
        loaded = load_plan(Path(f"{name}.yaml"))
    except PlanError as error:
        return error.diagnostics
    return tuple(check_plan(loaded.plan, loaded.at))


def line_of(name: str, found: Diagnostic) -> str:
    place = found.location
    where = "-" if place is None or not place.line else f"{place.line}:{place.column}"
    file = "" if place is None or place.path == f"{name}.yaml" else f"{Path(place.path).as_posix()}:"
    return f"{found.severity.value} {found.code} {file}{where}\n"


CODES = sorted(entry.code for entry in vars(diagnostics.plan).values() if isinstance(entry, Mistake))


def compare(path: Path, found: str, update: bool) -> None:
    if update:
        path.write_text(found, "utf-8")
    assert path.is_file(), f"{path.name} is missing: run pytest --update-cases, and read what it writes"
    assert found == path.read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_case_gives_its_findings(name: str, pytestconfig: pytest.Config) -> None:
    found = "".join(line_of(name, diagnostic) for diagnostic in findings(name))
    compare(CASES / f"{name}.expected", found, pytestconfig.getoption("--update-cases"))


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.txt")))
def test_case_is_printed_as_it_was(name: str, pytestconfig: pytest.Config) -> None:
    compare(CASES / f"{name}.txt", diagnostics_as_text(findings(name)) + "\n", pytestconfig.getoption("--update-cases"))


def test_no_file_of_expectations_is_left_over() -> None:
    assert {path.stem for path in CASES.iterdir() if path.suffix in {".expected", ".txt"}} <= set(NAMES)


@pytest.mark.parametrize("code", [code for code in CODES if code not in SHOWN_ELSEWHERE])
def test_code_has_a_case(code: str) -> None:
    assert any(f" {code} " in path.read_text("utf-8") for path in CASES.glob("*.expected"))


@pytest.mark.parametrize("code", SHOWN_ELSEWHERE)
def test_code_without_a_case_has_a_test(code: str) -> None:
    assert f"def {SHOWN_ELSEWHERE[code]}(" in Path(__file__).with_name("test_loading.py").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_case_that_is_refused_gives_no_doubts_and_one_with_doubts_no_mistakes(name: str) -> None:
    assert len({diagnostic.severity for diagnostic in findings(name)}) <= 1


@pytest.mark.parametrize("code", CODES)
def test_codes_from_101_on_are_doubts_and_the_others_mistakes(code: str) -> None:
    severity = Severity.WARNING if code >= "PLAN-101" else Severity.ERROR
    assert {d.severity for name in NAMES for d in findings(name) if d.code == code} <= {severity}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_message_is_in_no_programmers_words(name: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_LANG", language)
    classes = {name for name, value in inspect.getmembers(model, inspect.isclass) if issubclass(value, BaseModel)}
    for found in findings(name, language):
        text = f"{found.message} {found.hint}"
        ours = re.sub(r"`[^`]*`|\"[^\"]*\"|“[^”]*”|!!\S+", "", text)
        assert not set(re.findall(r"\w+", ours)) & (PYTHON_WORDS | classes), text
        assert not re.search(r"_type|_error|<class|%\(", ours), text
        assert set(re.findall(r"\{\w*\}", text)) <= {"{scope}", "{unit}", "{place}", "{scop}", "{xa}"}, text


@pytest.mark.parametrize("name", NAMES)
def test_message_is_in_vietnamese_where_that_is_wanted(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    english = [(d.code, d.message) for d in findings(name)]
    monkeypatch.setenv("GEN_LANG", "vi")
    vietnamese = [(d.code, d.message) for d in findings(name, "vi")]
    assert [code for code, _message in vietnamese] == [code for code, _message in english]
    assert not {message for _code, message in english} & {message for _code, message in vietnamese}


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_marks_something_in_its_line(name: str) -> None:
    for found in findings(name):
        place = found.location
        if place is None or not place.line:
            continue
        assert place.excerpt == Path(place.path).read_text("utf-8").split("\n")[place.line - 1]
        assert 1 <= place.column <= len(place.excerpt) + 1


@pytest.mark.parametrize("name", NAMES)
def test_mistake_comes_with_a_remedy(name: str) -> None:
    says_it_itself = {"PLAN-010", "PLAN-013", "PLAN-015", "PLAN-029", "PLAN-032", "PLAN-052"}
    assert {found.code for found in findings(name) if not found.hint} <= says_it_itself
