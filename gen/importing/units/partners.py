"""The words of a task → the units that it is to be done with, by id; other partners in the plan's words.

Where the list of partners ends, the registry says, not the verb behind it: a name, commas and “và”, the next name. A
body that the registry does not have goes on to the next comma or to what it does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gen.importing.units.names import AGENCIES, UnitMention, UnitNames
from gen.text import split_words

_WITH = re.compile(
    r"phối(?: kết)? hợp(?:\s+(?:chặt chẽ|thường xuyên|tốt))?(?P<linked>(?:\s+(?:với|cùng|các bên))*)\s+", re.IGNORECASE
)
BODY = re.compile(
    r"(?:các\s+)?(?:cơ quan|đơn vị|tổ chức|địa phương|phòng|ban|ngành|sở|cấp|đoàn thể|doanh nghiệp|trường|thôn|bản|xã"
    r"|lực lượng|chính quyền|cấp ủy"
    r"|Phòng|Ban|Sở|Cơ quan|Đơn vị|Bộ|Cục|Vụ|Tổng cục|Chi cục|cơ sở|Trung tâm|Hội|Đoàn|Công an|Viện|Tòa án|Toà án"
    r"|UBND|Ủy ban|Uỷ ban|Thanh tra|Văn phòng|Trường|Trạm|Liên đoàn|Liên minh|Mặt trận|Kho bạc|Ngân hàng"
    r"|Bưu điện|Đài|Báo|Hạt|Bảo hiểm|Bệnh viện|Thuế|Công ty|Tổng công ty|Điện lực|Nhân viên|Giáo viên|Hiệp hội"
    r"|Câu lạc bộ|Hợp tác xã|Doanh nghiệp|Quỹ|Nhà|Lực lượng|Chủ tịch|Bí thư|Đại diện|Hiệu trưởng|Tổng đội"
    r"|Thanh niên|Già làng|Đảng ủy|Huyện ủy|Tỉnh ủy|Bộ phận|Tổ|Đội|Ban Chỉ huy|Bộ Chỉ huy|trưởng|Trưởng"
    r"|BCH|BQL|HĐND|Chi bộ|Đảng bộ|Đảng đoàn|Công đoàn)\b"
)
"""How bodies begin, known or not."""
VERBS = (
    "để|thống nhất|tổ chức|xây dựng|triển khai|thực hiện|đẩy mạnh|tăng cường|tham mưu|hướng dẫn|rà soát|"
    "kiểm tra|thống kê|ban hành|có biện pháp|có giải pháp|có trách nhiệm|tiến hành|trong|ngay từ|ưu tiên|nghiên cứu|"
    "đề xuất|tuyên truyền|bố trí|theo dõi|đôn đốc|tổng hợp|chỉ đạo|huy động|giám sát|quản lý|vận động|lập|"
    "thẩm định|xử lý|bảo đảm|đảm bảo|cung cấp|hoàn thiện|đánh giá|phổ biến|tập huấn|mở|cập nhật|khảo sát|"
    "công khai|chủ trì|phối hợp|chủ động|căn cứ|báo cáo|định kỳ|thường xuyên|kịp thời|tiếp tục|là|nhằm|"
    "chịu trách nhiệm|trình|gửi|phát động|lồng ghép|cân đối|hoàn thành|niêm yết|tuần tra|phân công|duy trì|"
    "nâng cao|thành lập|"
    "giải quyết|phát hiện|hỗ trợ|tạo điều kiện|đưa|biên soạn|rà|thu|trồng|phun|sửa|làm|vào|theo|trước|sau|"
    "mời|giúp|góp|ra|khẩn trương|nghiêm túc|phải|cần|được|sẽ|thông báo|tiếp nhận|tham gia|dự|cử|mua|bàn giao"
)
"""What bodies do: such a word behind a body is none of its name."""
_VERB = re.compile(rf"(?:{VERBS})\b")
_NO_BODY = re.compile(
    r"(?:phòng,? (?:chống|ngừa|tránh|bệnh)|ban hành|(?-i:tổ chức) (?!chính trị|đảng|đoàn|xã hội|thành viên|hội)"
    r"|(?-i:Tổ chức)\b(?! (?:chính trị|đảng|xã hội|đoàn thể|cơ sở [Đđ]ảng)\b)|hội (?:nghị"
    r"|thảo|thi|diễn|đàm|chợ)|trường hợp|đội ngũ|cơ sở (?:dữ liệu|vật chất|hạ tầng)|bộ (?:tiêu chí|chỉ số|thủ tục)"
    r"|báo cáo|báo chí|cấp phát|cấp phép|viện dẫn|vụ việc|bản (?:tin|đồ|cam kết)|thuế suất|đoàn kết|ngành nghề)\b",
    re.IGNORECASE,
)
"""What begins as a body does, and is none."""
_PROPER = re.compile(
    r"(?:(?:Các|Những|các)\s+\S|(?:[^\W\d_]+\s+){1,4}?[A-ZĐÀ-Ỹ]|(?:[^\W\d_]+\s+){1,6}(?:tỉnh|huyện|xã"
    r"|phường|thị trấn|thành phố)\b|(?:Bộ phận|Tổ|Đội|Ban|Văn phòng|Thanh tra|Giáo viên|Công chức|Trạm)\s+\S)"
)
"""How the name of a body that nobody listed can be told from words of the language: capitals, a level, a plural."""
_SEPARATOR = re.compile(r"(?:\s*[,;/]\s*|\s*\(|\)|\s+(?:và|cùng|với|cùng với)\s+|\s+)*")
_UNKNOWN = re.compile(rf"(?:các\s+tổ chức\s+)?[^,;.:()]+?(?=\s*[,;.:()]|\s+(?:và|cùng)\s|\s+(?:{VERBS})\b|$)")
_TAIL = re.compile(
    r"(?:\s+(?:trên địa bàn(?:\s+(?:toàn\s+)?(?:tỉnh|huyện|xã|phường|thành phố))?|huyện|tỉnh|[Tt]ỉnh|xã|phường"
    r"|[Tt]hành phố|thị trấn|đặc khu|các cấp|cùng cấp|cấp (?:tỉnh|huyện|xã|thành phố|cơ sở)|Việt Nam"
    r"|(?:thuộc|của|trực thuộc) (?:UBND |Ủy ban nhân dân |Uỷ ban nhân dân )?(?:[Tt]ỉnh|[Tt]hành phố|huyện|xã|phường)"
    r"|có liên quan|liên quan|trực thuộc)(?!\w)(?!\s+[A-ZĐÀ-Ỹ]))*"
    r"(?:\s+[-–]\s+(?:[Cc]ơ quan|[Đđ]ơn vị|[Tt]hành viên|[Tt]hường trực)\b[^,;:.()]*)?"
)
"""What may stand behind the name of a body, and names no other one."""
HEAD_OF = re.compile(
    r"(?:(?:đồng chí|các đồng chí)\s+)?(?:thủ trưởng|lãnh đạo|người đứng đầu|trưởng|phó trưởng|giám đốc|chủ tịch|chánh"
    r"|cục trưởng|chi cục trưởng|viện trưởng|chỉ huy trưởng|bí thư|hiệu trưởng|tổng giám đốc|bộ trưởng)\s+"
    r"(?=(?:các?|cơ quan|đơn vị|phòng|sở|ban|ngành|ubnd|ủy ban|uỷ ban|văn phòng|công an|thanh tra|tòa án|toà án|viện"
    r"|trung tâm|hội|chi cục|cục|hạt|trạm|trường|kho bạc|bảo hiểm|đài)\s)",
    re.IGNORECASE,
)
"""Who heads a body, before its name: what is laid on him is laid on it."""
_OF_BODY = re.compile(r"\s+(?:trực thuộc|thuộc|của)\s+(?:các\s+)?")
_PART_OF_BODY = re.compile(r"(?:các\s+)?(?:lực lượng|phòng|bộ phận|đội|cán bộ|lãnh đạo|đại diện|đơn vị|tổ)\s")
"""How a part of a body begins, in small letters: the body itself is meant."""
_NAMES = rf"(?P<names>[A-ZĐÀ-Ỹ][^:.;()]*?)(?=\s*(?:[:.;()]|$)|\s+(?:{VERBS}|có trách nhiệm)\b)"
_LISTED = re.compile(rf"\s*[:(]?\s*{_NAMES}")
_LISTED_OFFICES = re.compile(rf"\s*:\s*{_NAMES}")
_NARROWS = re.compile(r"\s+(?!(?:và|cùng|với|được|đã|đang|khác|nêu|chủ động)\b)[^\W\d_]")
_IN_BRACKETS = re.compile(r"\s*\((?P<inner>[^()]*)\)")
_MOST_WORDS = 14


@dataclass(frozen=True, slots=True)
class Partners:
    """`refs` are units of the registry; `others` the plan's words for partners that it does not name exactly.

    Of these `unknown` are the bodies that it does not have at all; `doubtful` are the words behind “phối hợp với”
    where these name nobody.
    """

    refs: tuple[str, ...] = ()
    others: str = ""
    unknown: tuple[str, ...] = ()
    doubtful: str = ""


@dataclass(frozen=True, slots=True)
class NamedList:
    """The bodies at the start of a text: mentions of the registry, words for others, and where the list ends."""

    mentions: tuple[UnitMention, ...]
    unknown: tuple[str, ...]
    end: int


def read_named_list(text: str, names: UnitNames) -> NamedList:
    """The bodies that `text` begins with, one behind the other."""
    reader = _ListReader(text, names)
    while reader.read_next():
        pass
    return NamedList(tuple(reader.found), tuple(reader.unknown), reader.end)


class _ListReader:
    """Reads one body after the other; `end` is the letter behind the last one."""

    def __init__(self, text: str, names: UnitNames) -> None:
        self._text, self._names = text, names
        self._spans = [(match.start(), match.end()) for match in re.finditer(r"\w+", text)]
        self._mentions = {mention.start: mention for mention in names.find_mentions(text)} if self._spans else {}
        self._word_at = {start: number for number, (start, _end) in enumerate(self._spans)}
        self.found: list[UnitMention] = []
        self.unknown: list[str] = []
        # letters that only fold to words: nothing is guessed
        self._at = 0 if len(self._spans) == len(split_words(text)) else len(text)
        self.end = 0

    def read_next(self) -> bool:
        """Read the next body; whether there was one."""
        if self._at >= len(self._text):
            return False
        bracket = _IN_BRACKETS.match(self._text, self._at) if self.found else None
        if bracket is not None and not _is_list(bracket["inner"], self._names):
            self._at = bracket.end()  # “Sở Nội vụ (cơ quan thường trực …)” is one body
            return True
        begin = _skip(self._text, self._at) if self._at else 0
        is_apart = begin > self._at or not self._at
        mention = self._mention_at(begin)
        if mention is None and is_apart and (head := HEAD_OF.match(self._text, begin)):
            begin = head.end()
            mention = self._mention_at(begin)
        if mention is not None and mention.ref == AGENCIES and _is_narrower(self._text, self._end_of(mention)):
            mention = None  # “các cơ quan báo chí” are not all offices
        if mention is not None:
            self._take(mention)
            return True
        return is_apart and self._take_unknown(begin)

    def _mention_at(self, begin: int) -> UnitMention | None:
        return self._mentions.get(self._word_at.get(begin, -1))

    def _end_of(self, mention: UnitMention) -> int:
        return self._spans[mention.end - 1][1]

    def _take(self, mention: UnitMention) -> None:
        stop = self._end_of(mention)
        of = _OF_BODY.match(self._text, stop)
        if of is not None and (whole := self._mention_at(of.end())) is not None:
            mention, stop = whole, self._end_of(whole)  # “các phòng thuộc Sở Xây dựng”
        offices = _LISTED_OFFICES.match(self._text, stop) if mention.ref == AGENCIES else None
        if offices is not None:
            self._take_offices(mention, offices)
            return
        if mention.ref == COMMUNES_GROUP and (places := _read_places(self._text, stop, self._names)):
            listed, self._at = places
            self.found += [UnitMention(mention.start, mention.end, ref, True) for ref in listed]
        else:
            self.found.append(mention)
            tail = _TAIL.match(self._text, stop)
            self._at = stop if tail is None else tail.end()
        self.end = self._at

    def _take_offices(self, group: UnitMention, listed: re.Match[str]) -> None:
        """The offices that are listed behind the name of all: “các sở: Y tế, Tài chính” are these two."""
        self._at = self.end = listed.end("names")
        for name in re.split(r"\s*,\s*|\s+và\s+", listed["names"].strip()):
            found = self._names.match_text(f"Sở {name}")
            if len(found.refs) == 1 and not found.rest:
                self.found.append(UnitMention(group.start, group.end, found.refs[0], True))
            else:
                self.unknown.append(f"Sở {name}")

    def _take_unknown(self, begin: int) -> bool:
        """A body that the registry does not have, or whose part it is; whether there is one."""
        text = self._text
        body = BODY.match(text, begin)
        is_body = body is not None and not _VERB.match(text, begin) and not _NO_BODY.match(text, begin)
        words = _UNKNOWN.match(text, begin) if is_body or (self.unknown and _goes_on(text, begin)) else None
        if words is None or not 1 < len(words[0].split()) <= _MOST_WORDS:
            return False
        whole = self._find_whole(begin, words.end())
        if whole is not None:
            self.found.append(whole)
        else:
            self.unknown.append(words[0].strip())
        self._at = self.end = words.end()
        return True

    def _find_whole(self, begin: int, end: int) -> UnitMention | None:
        """The unit of which an unknown body is a part by its words: “lực lượng Công an tỉnh”, “phòng nghiệp vụ …”."""
        if not _PART_OF_BODY.match(self._text, begin):
            return None
        inside = [
            one for one in self._mentions.values()
            if begin < self._spans[one.start][0] and self._end_of(one) == end
        ]  # fmt: skip
        return inside[-1] if inside else None


COMMUNES_GROUP = "communes"


def _read_places(text: str, end: int, names: UnitNames) -> tuple[tuple[str, ...], int] | None:
    """The communes that are listed behind the name of their group, and where the list ends: "UBND các xã: A, B"."""
    match = _LISTED.match(text, end)
    places = names.find_places(match["names"]) if match is not None else ()
    return (places, match.end("names")) if match is not None and places else None


def _goes_on(text: str, begin: int) -> bool:
    """Whether a few small words go on with what the body before them begins: “cơ quan thông tấn, báo chí”."""
    words = _FEW.match(text, begin)
    return words is not None and not _VERB.match(text, begin) and not _NO_BODY.match(text, begin)


_FEW = re.compile(rf"[a-zà-ỹđ]+(?: [a-zà-ỹđ]+){{0,3}}?(?=\s*[,;]|\s+và\s|\s+(?:{VERBS})\b)")


def _is_narrower(text: str, end: int) -> bool:
    """Whether words behind the name of all offices tell which of them are meant."""
    tail = _TAIL.match(text, end)
    rest = text[end if tail is None else tail.end() :]
    return _NARROWS.match(rest) is not None and not _VERB.match(rest.lstrip())


def _is_list(words: str, names: UnitNames) -> bool:
    """Whether words in brackets are names of the registry alone."""
    listed = read_named_list(words, names)
    return bool(listed.mentions) and listed.end == len(words.rstrip())


def is_name(words: str) -> bool:
    """Whether words that no registry has can be the name of a body."""
    return _PROPER.match(words) is not None and not _NO_BODY.match(words)


def is_one_body(words: str) -> bool:
    """Whether words that no registry has are the name of one body: it is no plural, and names no kind alone."""
    return is_name(words) and re.match(r"[A-ZĐÀ-Ỹ]", words) is not None and not re.match(r"(?:Các|Những)\b", words)


_OF_OTHERS = re.compile(
    r"(?:chỉ đạo|hướng dẫn|đôn đốc|vận động|(?<=\s)(?:yêu cầu|đề nghị))\s+[^,;.:]+?\s*$", re.IGNORECASE
)
"""Before “phối hợp với”: somebody else is told to; who is requested at the beginning does it himself."""


def _skip(text: str, at: int) -> int:
    """Behind the separators at `at`; `at` itself where only white space stands there, or nothing."""
    match = _SEPARATOR.match(text, at)
    return match.end() if match is not None and match[0].strip() else at


def find_partners(text: str, names: UnitNames) -> Partners:
    """The partners that `text` names behind each “phối hợp với”."""
    refs: dict[str, None] = {}
    others: list[str] = []
    unknown: list[str] = []
    doubtful = ""
    for match in _WITH.finditer(text):
        rest = text[match.end() :]
        listed = read_named_list(rest, names)
        if listed.end and _OF_OTHERS.search(text[: match.start()]):
            others.append(rest[: listed.end].strip(" ,;"))  # whom they direct shall work with these
            continue
        if not listed.end:
            doubtful = doubtful or (rest[:80].strip() if match["linked"].strip() else "")
            continue
        exact = [mention for mention in listed.mentions if names.is_exact(mention.ref)]
        refs |= dict.fromkeys(mention.ref for mention in exact)
        others += [*_words_of(rest, [m for m in listed.mentions if m not in exact]), *listed.unknown]
        unknown += listed.unknown
    return Partners(tuple(refs), "; ".join(dict.fromkeys(others)), tuple(dict.fromkeys(unknown)), doubtful)


def _words_of(text: str, mentions: Sequence[UnitMention]) -> list[str]:
    spans = [(match.start(), match.end()) for match in re.finditer(r"\w+", text)]
    return [text[spans[mention.start][0] : spans[mention.end - 1][1]] for mention in mentions]
