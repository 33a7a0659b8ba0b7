"""LibreOffice opens the forms, every cell is typed into, all is saved as .docx, .doc, .odt and .rtf: all comes back."""

import json
import socket
import subprocess
import sys
from pathlib import Path
from unicodedata import bidirectional

import hypothesis
import pytest
from hypothesis import strategies as st

from gen.derive.form_fields import FORM_FIELDS, Area, FieldKind
from gen.documents import DocumentName
from gen.pdf.engines import libreoffice
from gen.plan.units import document_recipients, documents_of
from gen.returns import Submission, read_submissions, receive_files
from gen.text import collapse_spaces, format_decimal
from tests.support.docx_text import printed_place
from tests.support.needs import PYTHON_WITH_UNO, needs_libreoffice, needs_uno
from tests.word.test_returned import PLAN, fields_of, form_of, made_up

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).parents[1] / "support" / "uno_typing.py"
FILTERS = {"docx": "MS Word 2007 XML", "doc": "MS Word 97", "odt": "writer8", "rtf": "Rich Text Format"}
NAMES = {area: [one.name for one in FORM_FIELDS if one.area is area] for area in Area}
ROOMS = sorted(NAMES[Area.REPORT], key=lambda name: name != "cutoff")
"""The rooms for a text in the order of the form: its first says up to which day the figures are."""
UNITS = [unit.id for unit in document_recipients(PLAN) if DocumentName.REPORT in documents_of(unit)]


def task(unit: str, given: dict[str, str], folder: Path) -> dict[str, object]:
    """What is typed into the unit's form, and where it is saved."""
    path = folder / "forms" / f"{unit}.docx"
    path.write_bytes(form_of(unit))
    cells, rooms = [], []
    for one in fields_of(unit):
        if one.name in ROOMS:
            rooms.append([ROOMS.index(one.name), given[one.key]])
        else:
            names = NAMES[Area.TARGET if one.name in NAMES[Area.TARGET] else Area.TASK]
            cells.append([printed_place(one.code), names.index(one.name) - len(names), given[one.key]])
    saved = [[str(folder / ending / f"{unit}.{ending}"), name] for ending, name in FILTERS.items()]
    return {"path": str(path), "cells": cells, "rooms": rooms, "save": saved}


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
    for name in ("forms", *FILTERS):
        (folder / name).mkdir()
    tasks = folder / "tasks.json"
    tasks.write_text(json.dumps([task(unit, answers, folder) for unit, answers in given.items()]), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    accept = f"--accept=socket,host=127.0.0.1,port={port};urp;"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = subprocess.Popen([str(libreoffice.locate_soffice()), "--headless", "--norestore", profile, accept])
    try:
        subprocess.run([PYTHON_WITH_UNO or sys.executable, str(SCRIPT), port, str(tasks)], check=True, timeout=540)
    finally:
        office.kill()
        office.wait()


@needs_libreoffice
@needs_uno
@pytest.mark.parametrize("ending", FILTERS)
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
    for ending in FILTERS:
        (found,) = read_submissions(receive_files([folder / ending]), PLAN)
        assert {value.field.key: value.text for value in found.values} == wanted, ending
