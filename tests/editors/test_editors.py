"""A small, seeded part of `make editors`: whatever program fills a form in, no answer is wrong in silence."""

from pathlib import Path

import pytest

from tests.editors.answers import FIGURES, LONGEST, TEXTS, Typed, awkward
from tests.editors.forms import example, example_with_figures, form_of
from tests.editors.jobs import job
from tests.editors.judging import OURS, Judged, Outcome, judge, read_all
from tests.editors.programs import CALLIGRA, PROGRAMS, PYTHON_DOCX, WORD, Program
from tests.editors.running import ProgramFailedError, run
from tests.editors.table import BEGIN, END, OF_PEOPLE, PAGE, put_into_page, table
from tests.editors.trials import follow, pick, try_programs

SEED = 4
UNIT = "vksnd-huyen"  # whose form asks for statuses, texts, figures and a day
FORM = form_of(example(), UNIT)
HERE = [one for one in PROGRAMS if not one.missing()]


def wrong_in(judged: Judged, typed: dict[str, Typed]) -> dict[str, tuple[str, str, str]]:
    """What was read wrongly in silence: how, what was typed, what was read."""
    return {
        key: (str(outcome), typed[key].read if key in typed else "", judged.read[key])
        for key, outcome in judged.outcomes.items()
        if outcome in OURS
    }


@pytest.mark.slow
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_no_answer_that_a_program_saved_is_wrong_in_silence(program: Program, tmp_path: Path) -> None:
    if why := program.missing():
        pytest.skip(why)
    results = try_programs([program], [FORM], tmp_path, ways=(False,))
    assert [one.failed for one in results] == [""] * len(program.formats)
    assert {one.format: wrong_in(one.judged, dict(one.typed)) for one in results} == {
        one: {} for one in program.formats
    }


@pytest.mark.slow
def test_three_programs_in_a_row_keep_the_last_answers(tmp_path: Path) -> None:
    chains = follow(pick(HERE, SEED, 3), FORM, tmp_path)
    assert {one.name: wrong_in(one.judged, one.typed) for one in chains} == {one.name: {} for one in chains}
    assert any(Outcome.RIGHT in one.judged.outcomes.values() for one in chains)


def python_docx_form(tmp_path: Path, changes: dict[str, str]) -> tuple[dict[str, Typed], Path]:
    """The answers that are expected, and a form into which others were typed."""
    typed = awkward(FORM.fields)
    other = {key: Typed(one.field, one.kind, changes.get(key, one.text)) for key, one in typed.items()}
    source, path = tmp_path / "form.docx", tmp_path / "typed.docx"
    source.write_bytes(FORM.data)
    assert PYTHON_DOCX.do([job(source, {"docx": path}, other.values())]) == {}
    return typed, path


def judged(path: Path, typed: dict[str, Typed]) -> Judged:
    return judge(read_all([path], FORM.plan)[path.name], typed, path)


def test_an_answer_that_comes_back_as_typed_is_right(tmp_path: Path) -> None:
    typed, path = python_docx_form(tmp_path, {})
    assert set(judged(path, typed).outcomes.values()) == {Outcome.RIGHT}


def test_an_answer_that_the_file_does_not_hold_is_lost(tmp_path: Path) -> None:
    typed, path = python_docx_form(tmp_path, {"9#1/reason": "Xong"})
    assert judged(path, typed).outcomes["9#1/reason"] is Outcome.LOST


def test_an_answer_that_stands_in_another_cell_is_missed(tmp_path: Path) -> None:
    texts = {key: one.text for key, one in awkward(FORM.fields).items()}
    typed, path = python_docx_form(tmp_path, {"9#1/reason": texts["9#1/evidence"], "9#1/evidence": texts["9#1/reason"]})
    assert judged(path, typed).outcomes["9#1/reason"] is Outcome.MISSED


def test_lines_that_a_program_ran_together_are_told_as_such(tmp_path: Path) -> None:
    key = next(key for key, one in awkward(FORM.fields).items() if one.kind == "lines")
    text = awkward(FORM.fields)[key].text.replace("\n", "")
    typed, path = python_docx_form(tmp_path, {key: text})
    assert judged(path, typed).outcomes[key] is Outcome.LINES


def test_an_answer_where_nothing_was_typed_is_made_up(tmp_path: Path) -> None:
    typed, path = python_docx_form(tmp_path, {})
    del typed["9#1/reason"]
    assert judged(path, typed).outcomes["9#1/reason"] is Outcome.MADE_UP


def test_a_figure_that_is_none_is_named(tmp_path: Path) -> None:
    typed, path = python_docx_form(tmp_path, {"9#2/1/value": "khoảng một nửa"})
    assert judged(path, typed).outcomes["9#2/1/value"] is Outcome.NAMED


def test_answers_of_a_file_that_is_set_apart_are_named(tmp_path: Path) -> None:
    path = tmp_path / "no-form.docx"
    path.write_bytes(b"no form")
    assert set(judged(path, awkward(FORM.fields)).outcomes.values()) == {Outcome.NAMED}


def test_a_program_that_hangs_is_stopped_and_named(tmp_path: Path) -> None:
    with pytest.raises(ProgramFailedError, match="hung"):
        run(["sleep", "60"], seconds=0.2, home=tmp_path)


def test_a_program_that_crashes_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProgramFailedError, match="crashed"):
        run(["sh", "-c", "kill -SEGV $$"], seconds=20, home=tmp_path)


def test_a_form_that_a_program_does_not_open_is_named_by_its_path(tmp_path: Path) -> None:
    if why := CALLIGRA.missing():
        pytest.skip(why)
    source, path = tmp_path / "no-form.docx", tmp_path / "saved.docx"
    source.write_bytes(b"PK no form")
    assert CALLIGRA.do([job(source, {"docx": path})]) == {str(path): "does not open the file"}


def test_a_program_that_ended_early_is_asked_for_what_is_missing(tmp_path: Path) -> None:
    def crash(_jobs: object) -> None:
        raise ProgramFailedError("crashed (SIGSEGV)")

    broken = Program("broken", ("docx",), crash, lambda: "", lambda: "")
    assert broken.do([job(tmp_path / "form.docx", {"docx": tmp_path / "a.docx"})]) == {
        str(tmp_path / "a.docx"): "crashed (SIGSEGV)"
    }


def test_each_field_gets_an_awkward_answer_and_all_kinds_occur() -> None:
    kinds = {one.kind for one in awkward(FORM.fields).values()}
    assert kinds >= {*TEXTS, *FIGURES, "status", "date"}
    assert max(len(one.text) for one in awkward(FORM.fields).values()) == LONGEST


def test_figures_that_a_table_asks_for_are_typed_too(tmp_path: Path) -> None:
    form = form_of(example_with_figures(tmp_path), "xa-quai-to")
    (result,) = try_programs([PYTHON_DOCX], [form], tmp_path, ways=(False,))
    assert result.typed.keys() >= {"CT01/previous", "CT01.2/count", "CT02/count"}
    assert set(result.judged.outcomes.values()) == {Outcome.RIGHT}


def test_orders_are_those_that_formats_allow() -> None:
    orders = pick(PROGRAMS, SEED, 1000)
    names = [[one.name for one in order] for order in orders]
    assert ["Calligra", "Word", "LibreOffice"] not in names
    assert ["Word", "Calligra", "LibreOffice"] in names


def test_the_second_program_changes_some_answers_of_the_first(tmp_path: Path) -> None:
    (chain,) = follow([(WORD, PYTHON_DOCX)], FORM, tmp_path)
    first = awkward(FORM.fields)
    assert {one.text for one in chain.typed.values()} != {one.text for one in first.values()}
    assert set(chain.judged.outcomes.values()) == {Outcome.RIGHT}


def test_the_table_is_written_between_its_marks_only(tmp_path: Path) -> None:
    page = tmp_path / "forms.md"
    page.write_text(f"before\n\n{BEGIN}\nold\n{END}\n\nafter\n", encoding="utf-8")
    assert put_into_page(table(("a", "b"), [(1, 2)]), page)
    assert page.read_text(encoding="utf-8") == (
        f"before\n\n{BEGIN}\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n{END}\n\nafter\n"
    )
    assert not put_into_page(table(("a", "b"), [(1, 2)]), page)


def test_the_page_has_a_place_for_the_tables() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.index(BEGIN) < page.index(END)
    assert page.index(OF_PEOPLE[0]) < page.index(OF_PEOPLE[1]) < page.index(BEGIN)


def test_each_table_stands_on_the_page_once() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [page.count(f"| {head} |") for head in ("what people do", "program", "typed", "last of three")] == [1] * 4
