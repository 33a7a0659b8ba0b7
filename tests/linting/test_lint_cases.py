"""tests/linting/cases: each is a document, a change to it, and the one rule that this breaks; most can be mended."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gen.diagnostics.lint import FindingLevel
from gen.linting.findings import LayoutFinding
from gen.linting.fixes.fix import fix_document, list_words
from gen.linting.rules.catalogue import rule_texts
from gen.linting.rules.check import check_document
from gen.ooxml.reader import read_document
from gen.pipeline import BuildRequest, build
from tests.linting.documents import BASES, damaged, office, unpacked
from tests.support.offices import Silent

ROOT = Path(__file__).parents[2]
CASES = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((BASES.parent / "cases").glob("*.json"))}
OFFICES = sorted(path.name for path in BASES.iterdir())
DAMAGES = [name for name, case in CASES.items() if case["finds"]]
MENDED = [name for name, case in CASES.items() if case.get("left") is not None]

WITHOUT_A_CASE = {"LINT-091", "LINT-092"}
"""Notes and codes of files, which other tests show."""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a whole build, Word files only."""
    out = tmp_path_factory.mktemp("built")
    build(BuildRequest(ROOT / "plan.yaml", str(out), ROOT / "templates", pdf=False, source=True), Silent())
    return out / "kh-1472-tuan-giao"


def base_of(case: dict[str, Any], built: Path) -> bytes:
    """The document that a case damages: an office's, or one of ours: `built: unit/document`."""
    kind, _colon, name = case["base"].rpartition(": ")
    if not kind:
        return office(name)
    unit, _slash, document = name.partition("/")
    return (built / unit / f"{document}-{unit}.docx").read_bytes()


def findings(data: bytes) -> tuple[LayoutFinding, ...]:
    return check_document(read_document(data))


def codes(data: bytes) -> list[str]:
    """The rules broken, each once; notes do not count."""
    return sorted({finding.rule for finding in findings(data) if finding.is_departure})


@cache
def done(name: str, built: Path) -> bytes:
    return damaged(base_of(CASES[name], built), CASES[name]["damage"])


@pytest.mark.parametrize("name", OFFICES)
def test_document_typed_by_an_office_is_clean(name: str) -> None:
    assert codes(office(name)) == []


def test_every_document_that_we_build_is_clean(built: Path) -> None:
    documents = sorted(built.rglob("*.docx"))
    found = {path.name: [f for f in findings(path.read_bytes()) if f.is_departure] for path in documents}
    assert len(documents) == 87
    assert {name: findings for name, findings in found.items() if findings} == {}


@pytest.mark.parametrize("name", CASES)
def test_case_breaks_its_rules_and_no_other(name: str, built: Path) -> None:
    assert codes(done(name, built)) == sorted(CASES[name]["finds"])


@pytest.mark.parametrize("name", CASES)
def test_mending_leaves_what_the_case_says(name: str, built: Path) -> None:
    data = done(name, built)
    after = fix_document(data)
    left = CASES[name].get("left", CASES[name]["finds"])
    assert codes(data if after is None else after) == sorted(left)
    assert (after is None) == (CASES[name].get("left") is None)


@pytest.mark.parametrize("name", MENDED)
def test_mending_changes_no_word_and_no_part_that_it_need_not(name: str, built: Path) -> None:
    before = done(name, built)
    after = fix_document(before)
    assert after is not None
    assert list_words(read_document(after)) == list_words(read_document(before))
    old, new = unpacked(before), unpacked(after)
    assert [part for part in old if part not in new] == []
    kept = {part for part in old if not re.search(r"(document|styles|numbering|header\d*|footer\d*)\.xml|Types", part)}
    assert [part for part in kept if old[part] != new[part]] == []


@pytest.mark.parametrize("name", MENDED)
def test_mended_document_needs_no_mending(name: str, built: Path) -> None:
    after = fix_document(done(name, built))
    assert after is not None
    assert fix_document(after) is None


@pytest.mark.parametrize("code", sorted(set(rule_texts()) - WITHOUT_A_CASE))
def test_rule_has_a_case(code: str) -> None:
    assert any(code in case["finds"] for case in CASES.values())


@pytest.mark.parametrize("name", DAMAGES)
def test_finding_says_where_what_and_what_is_wanted(name: str, built: Path) -> None:
    for finding in findings(done(name, built)):
        assert finding.rule in rule_texts()
        assert finding.actual
        if finding.level is FindingLevel.ERROR:
            assert finding.expected
            assert finding.place.paragraph or finding.place.section


def test_cases_say_what_was_done() -> None:
    said = [case["says"] for case in CASES.values()]
    assert all(said)
    assert len(set(said)) == len(said)
