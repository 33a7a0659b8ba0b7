"""Plan × Unit → the report forms of the unit, the obligation that each answers, and its code.

A form answers one obligation. Where the forms of a plan answer more than one, the code of each form has the id of its
obligation; the obligation is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from gen.documents import REPORT, UNIT_DOCUMENTS
from gen.plan.model import Obligation, Plan
from gen.plan.once import cached_per_plan
from gen.plan.units import document_recipients, expand, gets_form, stands_for_issuer
from gen.reporting.obligations import obligations_of

_STEMS = "|".join(document.stem for document in UNIT_DOCUMENTS if document.is_form)
_PERIOD = r"\d{4}(?:-(?:Q[1-4]|H[12]|9M|\d\d))?"
FORM_CODE = re.compile(
    rf"\b([a-z0-9-]{{1,80}})/([a-z0-9-]{{1,80}})/(?:{_STEMS})\b(?:/([a-z0-9-]{{1,80}})(?:/({_PERIOD})\b)?)?"
)
"""The code of a form in running text: plan, unit, and where the code names them obligation and period."""
_OTHER_STEMS = "|".join(document.stem for document in UNIT_DOCUMENTS if not document.is_form)
OTHER_CODE = re.compile(rf"\b([a-z0-9-]{{1,80}})/([a-z0-9-]{{1,80}})/({_OTHER_STEMS})(?![\w/-])")
"""The code of a document of a unit that is no form, in running text: plan, unit, document."""


def answered_obligations(plan: Plan, unit_id: str) -> tuple[Obligation | None, ...]:
    """The obligations that the forms of the unit answer, one a form; None for a form that answers none.

    A unit gets a form for each obligation marked `form` that it owes. Without such an obligation its only form answers
    the first obligation that it owes to the issuer, or to the issuer's successor, or none. A unit that only receives
    marked reports gets no form.
    """
    asked = _marked(plan).get(unit_id)
    if asked is not None:
        return tuple(obligation for obligation in asked if obligation.to != unit_id)
    to_issuer = (obligation for obligation in obligations_of(plan, unit_id) if stands_for_issuer(plan, obligation.to))
    return (next(to_issuer, None),)


@cached_per_plan
def _marked(plan: Plan) -> Mapping[str, tuple[Obligation, ...]]:
    """The obligations marked `form`, by the units that `of` names, the receiver included."""
    found: dict[str, tuple[Obligation, ...]] = {}
    for obligation in plan.obligations:
        if obligation.form:
            for unit_id in expand(plan, obligation.of):
                found[unit_id] = (*found.get(unit_id, ()), obligation)
    return MappingProxyType(found)


@cached_per_plan
def answered_by_forms(plan: Plan) -> tuple[Obligation, ...]:
    """The obligations marked `form`, and the others that some unit's form answers, in the order of the plan."""
    reporting = (unit for unit in document_recipients(plan) if gets_form(unit))
    answered = {obligation.id for unit in reporting for obligation in answered_obligations(plan, unit.id) if obligation}
    return tuple(obligation for obligation in plan.obligations if obligation.form or obligation.id in answered)


def form_code(plan: Plan, unit_id: str, obligation: Obligation | None, period: str = "") -> str:
    """The code of a form: `kh-1/xa-a/bao-cao`, or `kh-1/xa-a/bao-cao/quy/2026-Q2`.

    It names the obligation where the plan's forms answer several, and with the period where it is owed more than once.
    """
    code = REPORT.code(plan.header.id, unit_id)
    if obligation is None:
        return code
    if period:
        return f"{code}/{obligation.id}/{period}"
    return f"{code}/{obligation.id}" if len(answered_by_forms(plan)) > 1 else code


def obligation_in_code(code: str) -> str:
    """The id of the obligation in the code of a form; empty where the code names none."""
    found = FORM_CODE.fullmatch(code)
    return found[3] or "" if found else ""


def period_in_code(code: str) -> str:
    """The key of the period in the code of a form; empty where the code names none."""
    found = FORM_CODE.fullmatch(code)
    return found[4] or "" if found else ""
