"""A line of the block that ends a form → whether it is what stands there: who gets it, who signs it, in whose name.

Units change that block more than any other part of a form: they add recipients, put in who signs, under which title and
when. So it is not compared with what the form had there; but a figure, or a sentence, is none of this.
"""

from __future__ import annotations

import re
import unicodedata

from gen.text import collapse_spaces, fold
from gen.word.forms.cell_content import OBJECT_SIGN, PICTURE_SIGN

BEGIN = "noi nhan"
"""How the first line of the block begins, folded."""
_MOST_WORDS, _MOST_NAME_WORDS = 20, 10
_BULLET = re.compile(r"^[-–—+•*·]\s*")
_STATES = frozenset(
    ("đã", "đang", "chưa", "còn", "đạt", "tăng", "giảm", "gồm", "được", "không", "xin", "vì", "nhưng", "nên", "thiếu",
     "vượt")
)  # fmt: skip
"""Words of which a sentence is made, and no name of a body; in capitals they may be a person's."""
_BODIES_WITH = re.compile(r"(?:phòng|hàng|trên) không|thiếu (?:niên|nhi|tá|tướng|úy|uý)|còn lại")
"""Where such a word is part of what a body or a rank is called."""
_ASKS = (
    "đề nghị", "kính đề nghị", "ghi chú", "lưu ý", "kiến nghị", "bổ sung", "số liệu", "đã ", "chưa ", "còn ", "xin ",
)  # fmt: skip
"""How what a unit has to say begins, in small letters."""
_COUNTED = re.compile(
    r"\(\s*\d{1,3}(?: ?b(?:ản)?)?\s*\)|\b\d{1,3} ?(?:bản|b)\b|\bbản \d{1,3}\b"
    r"|\b(?:lưu|vt)\b\D{0,20}\d{1,3}(?: ?b(?:ản)?)?(?=[\s.,;)]*$)"
    r"|\b(?:số|khóa|kỳ|khu(?: vực| phố)?|tổ|đội|thôn|ấp|xóm|khối|phường|quận|chi bộ|tiểu khu|(?:trung|tiểu|sư|lữ) đoàn"
    r"|đồn|vùng|cụm|nhóm|đoàn|hạt|trạm|trường|chỉ đạo|không) \d{1,4}\b|\w*[a-zđ]\w*\d+\w*",
    re.IGNORECASE,
)
"""Numbers that are part of a name, or say how many copies somebody gets."""
_RECIPIENTS = re.compile(
    r"(?:như|lưu|vt|tt|ubnd|hđnd|hđtv|mttq|ủy ban|uỷ ban|hội đồng|thường trực|thường vụ|đảng|huyện|tỉnh|thành|ban"
    r"|phòng|sở|bộ|văn phòng|vp|công an|quân|bchqs|các|chi|cục|vụ|viện|hội|đoàn|mặt trận|trường|trạm|trung tâm|tổ"
    r"|lãnh đạo|chủ tịch|ct|pct|đ/c|đồng chí|tòa án|toà án|kho bạc|bảo hiểm|bhxh|hạt|ngân hàng|xã|phường|thị trấn"
    r"|bí thư|website|cổng|trang)\b",
    re.IGNORECASE,
)
"""How a line for a recipient begins, where it has no bullet."""
_TITLES = re.compile(
    r"(?:chủ tịch|phó|q\.|quyền|giám đốc|trưởng|thủ trưởng|bí thư|hiệu trưởng|chánh|viện trưởng|chỉ huy|chính trị"
    r"|cán bộ|tm\.?|t/m|kt\.?|k/t|tl\.?|tuq\.?|thay mặt|thừa lệnh|người (?:lập|ký|báo cáo|tổng hợp|duyệt)|kế toán"
    r"|công chức|chuyên viên|xác nhận của)(?:\b|(?<=\.))",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"[(\[]?\s*(?:đã ký|ký|chữ ký|họ tên|họ và tên|đóng dấu|ghi rõ)\b.{0,60}"
    r"|(?:ký (?:số )?bởi|ký điện tử|người ký|ngày ký|thời gian ký|giờ ký|email|e-mail|cơ quan|chức vụ|signed by"
    r"|signer|date|digitally|signature)\b.{0,100}",
    re.IGNORECASE,
)
"""What is written where somebody signs, by hand or digitally."""
_DAY = re.compile(r".{0,60}\bngày\b.{0,12}\btháng\b.{0,12}\bnăm\b.{0,10}", re.IGNORECASE)
_NUMBER = re.compile(r"số\s*[:.]?\s*\d*\s*[/-]?\s*[\w./&-]{0,40}", re.IGNORECASE)
_RANKS = frozenset(("tá", "úy", "uý", "tướng", "sĩ", "sỹ", "dược", "và"))


def belongs_to_closing(line: str, before: str = "") -> bool:
    """Whether a line is one of those; `before` is the one above it in its cell, which it may go on with."""
    line = unicodedata.normalize("NFC", collapse_spaces(line.replace(PICTURE_SIGN, " ").replace(OBJECT_SIGN, " ")))
    if not any(letter.isalnum() for letter in line):
        return True
    if fold(line).startswith(BEGIN):
        rest = line.partition(":")[2].strip()
        return not rest or belongs_to_closing(rest)
    if _SIGNS.fullmatch(line) or _DAY.fullmatch(line) or _NUMBER.fullmatch(line):
        return True
    if len(line.split()) > _MOST_WORDS:
        return False
    if ";" in line.rstrip("; "):
        return all(map(belongs_to_closing, line.split(";")))
    return _is_name_or_title(line) or _is_recipient(line, before)


def _is_recipient(line: str, before: str) -> bool:
    bare = _BULLET.sub("", line)
    begins = bare != line or line.endswith(";") or _RECIPIENTS.match(bare)
    goes_on = bool(before) and before[-1] not in ".;:" and not before.isupper()
    return bool(begins or goes_on) and not _states_something(bare)


def _is_name_or_title(line: str) -> bool:
    words = line.split()
    if len(words) > _MOST_NAME_WORDS or any(letter.isdigit() for letter in line):
        return False
    if line.isupper():
        return not _states_something(" ".join(words[:-1]).lower())
    is_name = all(word[0].isupper() or not word[0].isalpha() or word in _RANKS for word in words)
    return (is_name or bool(_TITLES.match(line))) and not _states_something(line)


def _states_something(words: str) -> bool:
    """Whether words say something, or count something, and are not only what somebody is called."""
    if words.lower().startswith(_ASKS) or "%" in words:
        return True
    if any(letter.isdigit() for letter in _COUNTED.sub(" ", words)):
        return True
    return not _STATES.isdisjoint(re.findall(r"\w+", _BODIES_WITH.sub(" ", words)))
