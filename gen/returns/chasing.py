"""The board → the reminder: what the letter (công văn đôn đốc) says, and a text for messages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gen.derive import wording
from gen.derive.letterhead import dated_reference, deadline_text, short_reference, source_frame
from gen.derive.subplan import receiver
from gen.plan.model import Plan
from gen.plan.units import full_name, short_name, unit_by_id
from gen.returns.board import Standing, State
from gen.returns.collection import Collection
from gen.text import BLANK, long_date, lower_first, short_date
from gen.word.names_returns import DonViCham, MauCongVan

_ADDRESSED = 6
"""So many units are addressed one by one; more of them by the list in the letter."""
_NAMED = 4


def behind(standings: Sequence[Standing], *, undated: bool) -> tuple[Standing, ...]:
    """Those of whom something is awaited; `undated`: where the plan names no day, all that have not sent either."""
    return tuple(s for s in standings if s.is_to_be_chased or (undated and s.state is State.OPEN))


def letter(collection: Collection, standings: Sequence[Standing], day: date, by: date | None) -> MauCongVan:
    """What the letter of the plan's issuer says of the units behind, as of `day`; `by` is when they shall send."""
    plan = collection.plan
    late = behind(standings, undated=collection.period.due is None)
    frame = source_frame(plan)
    issuer = unit_by_id(plan)[plan.header.issuer]
    symbol = plan.header.symbol.partition("-")[2] or plan.header.symbol
    return MauCongVan(
        co_quan_cap_tren=frame.parent, co_quan=frame.issuer, so_ky_hieu=f"Số: {BLANK}/{symbol}",
        dia_danh_ngay=f"{plan.header.place}, {wording.BLANK_DATE}",
        trich_yeu=f"V/v đôn đốc gửi {lower_first(collection.obligation.name)}",
        noi_nhan=("Như trên;", wording.FILED), chu_ky=frame.authority, nguoi_ky="",
        ma_tai_lieu=f"{plan.header.id}/don-doc/{collection.obligation.id}/{collection.period.key}",
        noi_gui=_to_one(late), kinh_gui=_to_many(late), mo_dau=tuple(_opening(collection, standings, late, day)),
        don_vi_cham=tuple(_line(number, one) for number, one in enumerate(late, 1)),
        ket=(_request(full_name(issuer), late, by),),
    )  # fmt: skip


def _to_one(late: Sequence[Standing]) -> str:
    """Whom one line names: the only unit, or all together where they are many."""
    if len(late) > _ADDRESSED:
        return "Các cơ quan, đơn vị có tên trong danh sách dưới đây"
    return late[0].name if len(late) == 1 else ""


def _to_many(late: Sequence[Standing]) -> tuple[str, ...]:
    if _to_one(late):
        return ()
    return tuple(f"{one.name}{'.' if number == len(late) else ';'}" for number, one in enumerate(late, 1))


def _opening(collection: Collection, standings: Sequence[Standing], late: Sequence[Standing], day: date) -> list[str]:
    plan, obligation = collection.plan, collection.obligation
    to = receiver(plan, obligation, unit_by_id(plan)[plan.header.issuer])
    named = " ".join(filter(None, [lower_first(obligation.name), collection.period.label]))
    first = f"Thực hiện {dated_reference(plan)}, các cơ quan, đơn vị có trách nhiệm gửi {named} về {to}"
    due = deadline_text(obligation.due)
    first += f"; thời hạn gửi: {due}." if due else "."
    came = sum(one.received is not None for one in standings)
    second = (
        f"Tính đến hết {_long(day)}, đã nhận được báo cáo của {came}/{len(standings)} đơn vị; "
        f"{len(late)} đơn vị sau đây chưa gửi báo cáo, hoặc báo cáo phải gửi lại, bổ sung:"
    )
    return [first, second]


def _line(number: int, one: Standing) -> DonViCham:
    return DonViCham(str(number), one.name, short_date(one.due), str(one.late_by) if one.late_by else "", _remark(one))


def _remark(one: Standing) -> str:
    if one.state is State.INVALID:
        return f"Tệp đã gửi không đọc được hoặc không hợp lệ: {'; '.join(dict.fromkeys(one.invalid))}"
    if one.received is None:
        return f"Chưa gửi (đã gia hạn: {one.extension.reason})" if one.extension else "Chưa gửi"
    codes = list(dict.fromkeys(key.rpartition("/")[0] or key for key in one.to_add))
    more = f" và {len(codes) - _NAMED} mục khác" if len(codes) > _NAMED else ""
    return f"Đã gửi ngày {short_date(one.received)}; cần bổ sung mục {', '.join(codes[:_NAMED])}{more}"


def _request(issuer: str, late: Sequence[Standing], by: date | None) -> str:
    when = _long(by) if by else wording.BLANK_DATE
    reasons = "; đơn vị gửi chậm nêu rõ lý do trong báo cáo" if any(one.late_by for one in late) else ""
    return f"{issuer} đề nghị các đơn vị có tên trên gửi báo cáo, hoặc gửi lại, bổ sung, trước {when}{reasons}./."


def message(collection: Collection, standings: Sequence[Standing], day: date, by: date | None) -> str:
    """The same for a message: short, without a letterhead."""
    plan, obligation = collection.plan, collection.obligation
    late = behind(standings, undated=collection.period.due is None)
    units = unit_by_id(plan)
    who = short_name(units[obligation.through or plan.header.issuer])
    lines = [
        f"{who} nhắc gửi {lower_first(obligation.name)}{' ' if collection.period.label else ''}"
        f"{collection.period.label} theo {short_reference(plan)}.",
        f"Đến ngày {short_date(day)} còn {len(late)} đơn vị:",
        *(f"- {_short(plan, one)}: {lower_first(_remark(one))}" for one in late),
    ]
    if by:
        lines.append(f"Đề nghị gửi trước ngày {short_date(by)}.")
    return "\n".join(lines)


def _short(plan: Plan, one: Standing) -> str:
    return short_name(unit_by_id(plan)[one.unit])


def _long(day: date) -> str:
    return long_date(day.year, day.month, day.day)
