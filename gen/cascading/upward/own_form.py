"""A form that the superior sent, a .docx → which report of the own plan answers it, for which period."""

from __future__ import annotations

from dataclasses import dataclass

from gen import diagnostics
from gen.cascading.errors import CascadeError
from gen.errors import Location
from gen.ooxml import UnreadableDocumentError
from gen.plan.model import Obligation, Plan, Superior
from gen.reporting.forms import obligation_in_code, period_in_code
from gen.reporting.periods import SINGLE_PERIOD_KEY
from gen.returns.reasons import Reason
from gen.word.forms.controls import FormSeal
from gen.word.forms.filling import FormFilling


@dataclass(frozen=True, slots=True)
class OwnForm:
    """The form in a file: `filling` has its cells, `report` is the own obligation that gathers for it.

    `period` is the key of the period that the form is for.
    """

    filling: FormFilling
    seal: FormSeal
    report: Obligation
    period: str


def read_own_form(data: bytes, name: str, plan: Plan, report: str | None = None) -> OwnForm:
    """The form in `data`, the file called `name`, for the issuer of `plan`; `report` is the own obligation meant.

    Raises CascadeError CAS-010 to CAS-015.
    """
    superior = plan.superior
    if superior is None:
        raise CascadeError.one(diagnostics.cascade.NO_SUPERIOR.at(id=f'"{plan.header.id}"'))
    try:
        filling = FormFilling(data)
    except UnreadableDocumentError as refused:
        reason = str(Reason.of_refusal(refused))
        raise CascadeError.one(diagnostics.cascade.FORM_NOT_READABLE.at(Location(name), reason=reason)) from None
    seal = filling.form.seal
    if seal is None:
        raise CascadeError.one(diagnostics.cascade.NOT_A_FORM.at(Location(name)))
    if (seal.plan, seal.unit) != (superior.plan, superior.unit):
        stated, wanted = f"{seal.plan}/{seal.unit}", f"{superior.plan}/{superior.unit}"
        raise CascadeError.one(diagnostics.cascade.FORM_OF_ANOTHER.at(Location(name), stated=stated, wanted=wanted))
    own = _find_report(plan, superior, seal, name, report)
    period = seal.period or period_in_code(seal.form) or SINGLE_PERIOD_KEY
    return OwnForm(filling, seal, own, period)


def _find_report(plan: Plan, superior: Superior, seal: FormSeal, name: str, named: str | None) -> Obligation:
    """The own obligation that gathers what the form asks: the one named, else the only one for the form's report."""
    answered = seal.obligation or obligation_in_code(seal.form)
    gathering = [one for one in plan.obligations if one.superior is not None]
    fitting = [one for one in gathering if not answered or one.superior == answered]
    if named is not None:
        fitting = [one for one in fitting if one.id == named]
    if len(fitting) != 1:
        listed = ", ".join(f"{one.id} → {one.superior}" for one in gathering) or "–"
        mistake = diagnostics.cascade.NO_REPORT_FOR_FORM
        raise CascadeError.one(mistake.at(Location(name), report=f'"{answered or "–"}"', listed=listed))
    [own] = fitting
    wanted = next((one for one in superior.reports if one.id == own.superior), None)
    if wanted is not None and wanted.frequency is not own.frequency:
        raise CascadeError.one(diagnostics.cascade.FORM_OF_ANOTHER_RHYTHM.at(Location(name), id=f'"{own.id}"'))
    return own
