"""Dossier → a request for funds: the tasks that a unit leads, and how many they are."""

from __future__ import annotations

from dataclasses import dataclass

from gen.derive.dossier import Dossier
from gen.derive.letterhead import Frame, subject_of, substitutions, unit_frame
from gen.documents import document_named
from gen.plan.binding import Duty
from gen.plan.fields import fill
from gen.word.template.names import Chung, DonVi, Emphasised, KeHoach, named


@dataclass(frozen=True, slots=True)
class FundingRequest:
    """What a unit asks for."""

    frame: Frame
    subject: str
    nhiem_vu: tuple[Emphasised, ...]
    tong_so: str


@dataclass(frozen=True, slots=True)
class MauToTrinh(Chung):
    """Các tên của request.docx: tờ trình xin kinh phí."""

    don_vi: DonVi = named("đơn vị lập tờ trình")
    ke_hoach: KeHoach = named("kế hoạch gốc")
    nhiem_vu: tuple[Emphasised, ...] = named("các nhiệm vụ đơn vị chủ trì")
    tong_so: str = named("số nhiệm vụ")

    @classmethod
    def required(cls) -> tuple[tuple[type, str], ...]:
        """As for every template, and the tasks."""
        return *super(MauToTrinh, cls).required(), (cls, "nhiem_vu")


def funding_request(dossier: Dossier, replacing: str = "") -> FundingRequest:
    """The request of the dossier's unit."""
    document, plan, unit = document_named("request"), dossier.plan, dossier.unit
    values = substitutions(plan, unit)
    tasks = tuple(
        Emphasised(fill(n.entry.text, values)) for section in dossier.sections(Duty.LEAD) for n in section.leaves()
    )
    return FundingRequest(
        unit_frame(plan, unit, document.kind, ("Như trên;", "Lưu: VT.")),
        subject_of(document, plan, unit),
        tasks,
        " ".join(filter(None, [f"Tổng số: {len(tasks)} nhiệm vụ.", replacing])),
    )
