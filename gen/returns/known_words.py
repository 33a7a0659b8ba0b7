"""A form that is expected, and the templates beside its plan → the words that the form says itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from gen.derive.dossier import Dossier
from gen.derive.form import FormRow, ReportForm
from gen.derive.form_fields import row_label
from gen.documents import REPORT
from gen.history import History
from gen.history.form_templates import list_form_templates
from gen.history.records import plan_folder
from gen.starter.shipped import SHIPPED
from gen.text import collapse_spaces
from gen.word.forms.strays import KnownWords
from gen.word.forms.template_lines import FormWords, TemplateLine, read_template_lines
from gen.word.template.context import values_beside_answers
from gen.word.template.finding import FOLDER


def known_words(form: ReportForm, dossier: Dossier, code: str, history: History, *, is_exact: bool) -> KnownWords:
    """What a form with this code says; where it was not made as `form` is, of its rows the headings alone.

    Its template is one of those of the plan's `history`, or the one that lies beside the plan, or the program's own.
    """
    rows = [row for group in form.groups for row in group.rows]
    headings = [*(group.heading for group in form.groups), *(row.text for row in rows if row.is_heading)]
    folded = tuple(map(collapse_spaces, headings))

    def read_values() -> dict[str, Any]:
        return values_beside_answers(dossier, form, code)

    words = FormWords(lambda: _list_lines(history), read_values, lambda: _texts_of_rows(form))
    if not is_exact:
        return KnownWords({}, folded, of_template=words)
    by_code = {row.code: f"{row.text} {_product(row)} {_due(row)}" for row in rows if not row.is_heading}
    by_code |= {row.code: f"{row.text} {row.planned}" for row in form.targets}
    by_code |= {row.code: f"- {row.text} {row.unit} {row.formula}" for row in form.indicators}
    return KnownWords(by_code, folded, (*form.guidance, form.period), words)


def _list_lines(history: History) -> Iterator[TemplateLine]:
    """The lines of all templates with which a form of the plan may have been made.

    One that was used by a release that kept no templates, and is another one now, is not among them: what it alone says
    is told as if the unit had written it, since nobody can know that it did not.
    """
    own = (plan_folder(history) / FOLDER / REPORT.template,) if history.is_on_disk else ()
    for path in (*list_form_templates(history), *own, SHIPPED / REPORT.template):
        yield from _lines_of(path)


def _lines_of(path: Path) -> tuple[TemplateLine, ...]:
    with suppress(OSError):  # the office has none of its own, or somebody has it open
        return read_template_lines(path.read_bytes())
    return ()


def _texts_of_rows(form: ReportForm) -> Iterator[str]:
    for group in form.groups:
        yield from (group.heading, group.label)
        for row in group.rows:
            yield from (row.text, row.due, row.product, row_label(row.code))
    for target in form.targets:
        yield from (target.text, target.planned, row_label(target.code))
    for indicator in form.indicators:
        yield from (indicator.text, indicator.unit, indicator.formula, row_label(indicator.code))


def _product(row: FormRow) -> str:
    return f"(sản phẩm: {row.product})" if row.product else ""


def _due(row: FormRow) -> str:
    return f"Thời hạn: {row.due}" if row.due else ""
