"""Plans → forms to fill in: of units of the example, and one that asks for figures in a table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gen.derive.answers import FormField, form_fields
from gen.derive.dossier import dossier_for
from gen.derive.form import derive_report_form
from gen.documents import DocumentName
from gen.pipeline.rendering import draft_document, load_templates, render_draft
from gen.plan.file.loading import load_plan
from gen.plan.model import Plan

ROOT = Path(__file__).parents[2]
INDICATORS = """
indicators:
  - {id: CT01, name: "Số trẻ em được khám", unit: trẻ em, breakdown: [nam, nữ], previous: true}
  - {id: CT02, name: "Số hộ nghèo", unit: hộ, total: last}
"""
"""What is asked of every unit of the example beside its tasks."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form that gen made: of which plan and unit, its fields, and its .docx."""

    plan: Plan
    unit: str
    fields: tuple[FormField, ...]
    data: bytes


def form_of(plan: Plan, unit: str) -> Form:
    """The form that a unit gets."""
    templates = load_templates(ROOT / "templates", [DocumentName.REPORT], source=False)
    dossier = dossier_for(plan, unit)
    data = render_draft(draft_document(dossier, DocumentName.REPORT, templates)).data
    return Form(plan, unit, form_fields(derive_report_form(dossier)), data)


def example() -> Plan:
    """The example's plan."""
    return load_plan(ROOT / "plan.yaml").plan


def example_with_figures(folder: Path) -> Plan:
    """The example's plan, which then asks for figures too; written into `folder`."""
    path = folder / "plan.yaml"
    path.write_text((ROOT / "plan.yaml").read_text(encoding="utf-8") + INDICATORS, encoding="utf-8")
    for other in ROOT.glob("units*.yaml"):
        (folder / other.name).write_bytes(other.read_bytes())
    return load_plan(path).plan
