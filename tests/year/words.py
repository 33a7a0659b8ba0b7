"""What was reckoned → the words and numbers in which an office writes it; nothing of gen."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from tests.year.reckoning import Form
from tests.year.scenario import LABELS, SECTIONS, TEXTS, UNREAD, Occasion, Row, Task

COLUMNS = {
    "status": "Tình trạng", "result": "Kết quả thực hiện", "evidence": "Minh chứng", "reason": "Lý do",
    "numerator": "Tử số", "denominator": "Mẫu số", "value": "Kết quả đạt", "cutoff": "Số liệu tính đến",
    "steering": "Văn bản đã ban hành", "funding": "Kinh phí", "strengths": "Ưu điểm", "weaknesses": "Hạn chế",
    "difficulties": "Khó khăn", "directions": "Phương hướng", "proposals": "Đề xuất",
}  # fmt: skip
REPORT_TEXTS = ("steering", "funding", "strengths", "weaknesses", "difficulties", "directions", "proposals")
"""The fields of the whole report, in the order of the form."""
_MANY = 12


def short_name(unit: str, text: int) -> str:
    """The short name of a unit, as that text of the plan has it."""
    found = next(one["name"] for one in TEXTS[text].data["units"] if one["id"] == unit)
    return f"UBND xã {found}" if unit.startswith("xa-") else str(found)


def full_name(unit: str, text: int) -> str:
    """Its whole name."""
    return short_name(unit, text).replace("UBND", "Ủy ban nhân dân")


def names(units: list[str], text: int) -> str:
    """All of them."""
    return ", ".join(short_name(one, text) for one in units)


def few_names(units: list[str], text: int, most: int = _MANY) -> str:
    """So many as a line of a letter has, and how many more there are."""
    return with_more([short_name(one, text) for one in units], most)


def with_more(said: list[str], most: int = _MANY) -> str:
    """So many as a line has."""
    more = f" và {len(said) - most} đơn vị khác" if len(said) > most else ""
    return ", ".join(said[:most]) + more


def place(code: str) -> str:
    """1.4#1/2 → mục 1.4, ý 1, chỉ tiêu 2."""
    task, _slash, target = code.partition("/")
    section, _hash, item = task.partition("#")
    return ", ".join(
        [f"mục {section}", *([f"ý {item}"] if item else []), *([f"chỉ tiêu {target}"] if target else [])]
    )  # fmt: skip


def section_of(key: Row) -> str:
    """The heading of the section in which a task stands."""
    return next(heading for heading, _to, keys, _more in SECTIONS if keys[0][0] == key[0])


def task_words(task: Task) -> str:
    """The words of a task, as all read them."""
    return task.words.replace("{scope}", "trên địa bàn huyện")


def what_of(form: Form) -> str:
    """What is to be said of a file that is set apart: nobody can read it, or it does not count yet."""
    return "không đọc được" if form.fate == UNREAD else "chưa tính được"


def why_set_apart(form: Form, occasion: Occasion) -> str:
    """Why it is set apart, as it stands within a sentence."""
    own = [*LABELS].index(occasion)
    return {
        "blank": "chưa điền gì",
        "figures-of-other-period": f"số liệu tính đến {form.answers.get(('', 'cutoff'))} nhưng biểu mẫu là của "
        f"{LABELS[occasion]}",
        "same-as-last-period": f"mọi câu trả lời đều giống hệt {[*LABELS.values()][own - 1]}",
        "other-period": f"là biểu mẫu của {LABELS[form.sent_for]}",
        UNREAD: "tệp bị hỏng, hoặc không phải tệp Word (.docx)",
    }[form.fate]


def rounded(one: Fraction, places: str) -> Decimal:
    """A number to so many places."""
    return (Decimal(one.numerator) / Decimal(one.denominator)).quantize(Decimal(places), ROUND_HALF_UP)


def written(one: Fraction) -> str:
    """1234.5 → 1.234,5."""
    whole, _point, part = f"{rounded(one, '0.000001'):,f}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def percent(one: Fraction) -> str:
    """With two places at most."""
    return written(Fraction(rounded(one, "0.01"))) + "%"


def short_day(one: date | None) -> str:
    """05/03/2025."""
    return f"{one:%d/%m/%Y}" if one else ""


def long_day(one: date) -> str:
    """Ngày 05 tháng 3 năm 2025: days below ten and months below three have a zero."""
    return f"ngày {one.day:02} tháng {one.month:{'02' if one.month < 3 else ''}} năm {one.year}"
