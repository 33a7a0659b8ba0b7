"""LibreOffice opens the forms, every cell is typed into, all is saved as .docx, .doc, .odt and .rtf: all comes back."""

from pathlib import Path
from unicodedata import bidirectional

import hypothesis
import pytest
from hypothesis import strategies as st

from gen.derive.form_fields import FieldKind
from gen.documents import DocumentName
from gen.plan.units import document_recipients, documents_of
from gen.returns import Submission, read_submissions, receive_files
from gen.text import collapse_spaces, format_decimal
from tests.editors.answers import Typed
from tests.editors.jobs import job
from tests.editors.programs import LIBREOFFICE
from tests.support.needs import needs_libreoffice, needs_uno
from tests.word.test_returned import PLAN, fields_of, form_of, made_up

pytestmark = pytest.mark.slow

UNITS = [unit.id for unit in document_recipients(PLAN) if DocumentName.REPORT in documents_of(unit)]


@pytest.fixture(scope="module")
def given() -> dict[str, dict[str, str]]:
    """The answers of each unit; some of more than one line."""
    found = {unit: made_up(fields_of(unit), number) for number, unit in enumerate(UNITS)}
    for answers in found.values():
        answers["difficulties"] = "dòng một “a” & <b>\ndòng hai: 1.234,5 – 50%\n😀 hết"
    return found


@pytest.fixture(scope="module")
def saved(given: dict[str, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with a folder for each format."""
    folder = tmp_path_factory.mktemp("typed")
    type_in(folder, given)
    return folder


def type_in(folder: Path, given: dict[str, dict[str, str]]) -> None:
    """Have LibreOffice open each unit's form in `folder`, type the answers into it, and save it in every format."""
    for name in ("forms", *LIBREOFFICE.formats):
        (folder / name).mkdir()
    jobs = []
    for unit, answers in given.items():
        path = folder / "forms" / f"{unit}.docx"
        path.write_bytes(form_of(unit))
        saved = {ending: folder / ending / f"{unit}.{ending}" for ending in LIBREOFFICE.formats}
        jobs.append(job(path, saved, [Typed(one, "", answers[one.key]) for one in fields_of(unit)], beside=True))
    assert LIBREOFFICE.do(jobs) == {}


@needs_libreoffice
@needs_uno
@pytest.mark.parametrize("ending", LIBREOFFICE.formats)
def test_every_value_that_was_typed_comes_back(ending: str, saved: Path, given: dict[str, dict[str, str]]) -> None:
    found: dict[str, Submission] = {one.unit: one for one in read_submissions(receive_files([saved / ending]), PLAN)}
    assert found.keys() == given.keys()
    for unit, answers in given.items():
        one = found[unit]
        assert {value.field.key: value.text for value in one.values} == answers, unit
        assert one.quarantined_values == ()
        assert all(value.anchor for value in one.values)
        assert one.is_current


UNIT = "xa-quai-to"
LETTERS = st.sampled_from("aăâđêôơư ỮẾợ 0123456789 .,;:%+-=/()“”\"'‘’&<>{}[]#@…–😀🌾")
# LibreOffice puts a digit before words of a script that runs from the right, in .rtf; no form here has any.
ANY = st.characters(codec="utf-8", categories=("L", "N", "P", "S")).filter(
    lambda c: bidirectional(c) not in ("R", "AL")
)
PHASES = (hypothesis.Phase.explicit, hypothesis.Phase.reuse, hypothesis.Phase.generate)
"""Each example takes seconds: the first that fails is told, not made smaller."""
WORDS = st.text(LETTERS | ANY, min_size=1, max_size=60)
LINES = st.lists(WORDS, min_size=1, max_size=4).map("\n".join)
FIGURES = st.decimals(0, 10**9, places=2).map(lambda n: format_decimal(n))


def as_read(text: str) -> str:
    """What of a text counts: letters composed, white space squeezed, empty lines at the ends left out."""
    return "\n".join(collapse_spaces(line) for line in text.split("\n")).strip("\n")


@needs_libreoffice
@needs_uno
@hypothesis.settings(max_examples=4, deadline=None, phases=PHASES, suppress_health_check=list(hypothesis.HealthCheck))
@hypothesis.given(data=st.data())
def test_any_text_that_is_typed_comes_back_from_every_format(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    answers = made_up(fields_of(UNIT), 1)
    for one in fields_of(UNIT):
        if one.kind is FieldKind.TEXT:
            answers[one.key] = data.draw(LINES, one.key)
        elif one.kind is FieldKind.NUMBER:
            answers[one.key] = data.draw(FIGURES, one.key)
    type_in(folder, {UNIT: answers})
    wanted = {key: as_read(text) for key, text in answers.items() if as_read(text)}
    for ending in LIBREOFFICE.formats:
        (found,) = read_submissions(receive_files([folder / ending]), PLAN)
        assert {value.field.key: value.text for value in found.values} == wanted, ending
