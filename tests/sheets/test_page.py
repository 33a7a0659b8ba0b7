"""The page of a build: what it shows, that it stands alone, and that no text of a plan can break it."""

import re
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from gen.sheets.formats import format_count, format_date_texts, format_size, shorten_dates
from gen.sheets.listing import FileFormat, ListedFile, ListedGroup, ListedUnit, Listing
from gen.sheets.page import build_search_text, render_page

COMMUNES = (
    "Thị trấn Tuần Giáo:03253 Phình Sáng:03259 Rạng Đông:03260 Mùn Chung:03262 Nà Tòng:03263 Ta Ma:03265"
    " Mường Mùn:03268 Pú Xi:03269 Pú Nhung:03271 Quài Nưa:03274 Mường Thín:03277 Tỏa Tình:03280 Nà Sáy:03283"
    " Mường Khong:03284 Quài Cang:03289 Quài Tở:03295 Chiềng Sinh:03298 Chiềng Đông:03299 Tênh Phông:03304"
)
OFFICES = {
    "departments": (
        "phong-ldtbxh|Phòng Lao động - Thương binh và Xã hội",
        "phong-gddt|Phòng Giáo dục và Đào tạo",
        "phong-vhtt|Phòng Văn hóa và Thông tin",
        "phong-y-te|Phòng Y tế",
        "phong-tu-phap|Phòng Tư pháp",
        "phong-dan-toc|Phòng Dân tộc",
        "phong-tckh|Phòng Tài chính - Kế hoạch",
        "phong-noi-vu|Phòng Nội vụ",
        "phong-tnmt|Phòng Tài nguyên và Môi trường",
        "phong-nnptnt|Phòng Nông nghiệp và Phát triển nông thôn",
        "phong-kt-ht|Phòng Kinh tế và Hạ tầng",
        "thanh-tra-huyen|Thanh tra huyện",
        "vp-hdnd-ubnd|Văn phòng HĐND và UBND huyện",
    ),
    "services": (
        "tt-vhtt|Trung tâm Văn hóa - Truyền thanh - Truyền hình",
        "tt-y-te|Trung tâm Y tế huyện Tuần Giáo",
    ),
    "sectors": (
        "cong-an-huyen|Công an huyện Tuần Giáo",
        "vksnd-huyen|Viện kiểm sát nhân dân huyện Tuần Giáo",
        "tand-huyen|Tòa án nhân dân huyện Tuần Giáo",
    ),
    "unions": (
        "ubmttq-huyen|Ủy ban Mặt trận Tổ quốc Việt Nam huyện Tuần Giáo",
        "huyen-doan|Đoàn TNCS Hồ Chí Minh huyện Tuần Giáo",
        "hoi-lhpn|Hội Liên hiệp Phụ nữ huyện Tuần Giáo",
        "hoi-nong-dan|Hội Nông dân huyện Tuần Giáo",
        "hoi-ccb|Hội Cựu chiến binh huyện Tuần Giáo",
        "ldld-huyen|Liên đoàn Lao động huyện Tuần Giáo",
    ),
}
GROUPS = {
    "departments": "Phòng, ban chuyên môn",
    "services": "Đơn vị sự nghiệp",
    "sectors": "Công an, Viện kiểm sát, Tòa án",
    "unions": "Mặt trận Tổ quốc và các đoàn thể",
    "communes": "Ủy ban nhân dân cấp xã",
}


def file(path: str, document: str, size: int = 12_595) -> ListedFile:
    formats: dict[str, FileFormat] = {"docx": "docx", "pdf": "pdf", "xlsx": "xlsx", "zip": "zip"}
    pages = 4 if path.endswith(".pdf") else None
    return ListedFile(path, document, formats[path.rpartition(".")[2]], size, pages, sha256(path.encode()).hexdigest())


def unit(unit_id: str, name: str, group: str = "communes", code: str | None = None, seed: int = 0) -> ListedUnit:
    files = (
        file(f"{unit_id}/ke-hoach-{unit_id}.docx", "plan", 38_211 + 97 * seed),
        file(f"{unit_id}/ke-hoach-{unit_id}.pdf", "plan", 121_077 + 411 * seed),
        file(f"{unit_id}/bao-cao-{unit_id}.docx", "report", 29_930 + 53 * seed),
        file(f"{unit_id}/bao-cao-{unit_id}.pdf", "report", 88_402 + 207 * seed),
    )
    counts = (seed % 11, seed % 4, 3)
    return ListedUnit(unit_id, name, group, code, files, *counts, "2021-07-15", "trước ngày 15/7/2021")


def listing() -> Listing:
    """Forty-three units, as a district of 2020 had them."""
    units = [unit(*line.split("|"), group) for group, lines in OFFICES.items() for line in lines]
    for entry in re.findall(r"\D+:\d{5}", COMMUNES):
        name, code = entry.strip().split(":")
        units.append(unit(f"xa{build_search_text(name).replace(' ', '-')}", name, "communes", code))
    units = [unit(u.id, u.name, u.group, u.code, number) for number, u in enumerate(units)]
    return Listing(
        plan_id="kh-1472-tuan-giao",
        title="Triển khai thực hiện Quyết định số 1472/QĐ-TTg ngày 28/9/2020 của Thủ tướng Chính phủ"
        " trên địa bàn huyện",
        reference="Kế hoạch số      /KH-UBND ngày      tháng 11 năm 2020",
        issuer="Ủy ban nhân dân huyện Tuần Giáo",
        date="2020-11",
        units=tuple(units),
        groups=tuple(ListedGroup(key, name, file(f"{key}.zip", "archive", 4_321_987)) for key, name in GROUPS.items()),
        source=(file("ke-hoach.docx", "source", 61_440), file("ke-hoach.pdf", "source", 204_800)),
        others=(file("phan-cong.xlsx", "assignments", 24_119), file("muc-luc.pdf", "contents", 74_220)),
    )


class Seen(HTMLParser):
    """The start tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str]:
        return [value for _tag, attributes in self.tags if (value := attributes.get(name)) is not None]

    def links(self) -> list[str]:
        return [attributes["href"] or "" for tag, attributes in self.tags if tag == "a" and "href" in attributes]


def with_unit(**changes: object) -> Listing:
    """A listing of one unit, with `changes` made to it."""
    whole = listing()
    return replace(whole, units=(replace(unit("xa-quai-to", "Quài Tở"), **changes),))


def test_every_file_is_linked_exactly_once() -> None:
    whole = listing()
    links = [unquote(link) for link in Seen(render_page(whole)).links() if not link.startswith("#")]
    assert sorted(links) == sorted(f.path for f in whole.files())


def test_every_unit_is_named_once_in_the_table() -> None:
    whole = listing()
    page = render_page(whole)
    assert [page.count(f">{u.name}<") + page.count(f">{u.name} <small>") for u in whole.units] == [1] * 43


def test_same_listing_gives_the_same_bytes() -> None:
    assert render_page(listing()) == render_page(listing())


def test_page_asks_nothing_of_the_network() -> None:
    page = render_page(listing())
    assert not re.search(r"https?://|\ssrc=|@import|url\(|\bfetch\(|XMLHttpRequest|import\(", page)
    assert "default-src 'none'" in page
    assert all(value == "data:," for tag, a in Seen(page).tags if tag == "link" and (value := a["href"]))


def test_every_id_is_unique_and_every_reference_to_one_is_met() -> None:
    seen = Seen(render_page(listing()))
    ids = seen.values("id")
    assert len(ids) == len(set(ids))
    named = {name for value in seen.values("aria-labelledby") + seen.values("for") for name in value.split()}
    assert named <= set(ids)


@pytest.mark.parametrize(
    "name",
    [
        "P & Q <b>",
        "<script>alert(1)</script>",
        "\"quoted\" 'twice'",
        "</title></style></script>",
        "🙂 Xã 👩‍👩‍👧",
        "{{ 7 * 7 }} {% raw %}",
        "Xã " + "rất dài " * 37,
        "a" * 300,
    ],
)
def test_any_name_is_shown_as_it_is(name: str) -> None:
    page = render_page(replace(with_unit(name=name), title=name, issuer=name, reference=name))
    in_the_head, in_the_header, in_the_table = 2, 3, 1
    assert Seen(page).text.count(name) == in_the_head + in_the_header + in_the_table
    assert page.count("<script>") == 1
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("xa a/ke hoach.docx", "xa%20a/ke%20hoach.docx"),
        ("xã/kế.docx", "x%C3%A3/k%E1%BA%BF.docx"),
        ("a/#1?.docx", "a/%231%3F.docx"),
        ("javascript:alert(1).docx", "javascript%3Aalert%281%29.docx"),
        ('a/".docx', "a/%22.docx"),
        ("a/100%.docx", "a/100%25.docx"),
    ],
)
def test_links_are_quoted(path: str, link: str) -> None:
    assert link in Seen(render_page(with_unit(files=(file(path, "plan"),)))).links()


def test_unit_without_documents_keeps_its_row() -> None:
    seen = Seen(render_page(with_unit(files=(), due=None, due_text="", code=None)))
    assert "Quài Tở" in seen.text
    assert seen.text.count("–") >= 3


@pytest.mark.parametrize(
    ("due", "shown"),
    [
        ("2021-07-15", '<time datetime="2021-07-15">trước ngày 15/7/2021</time>'),
        ("hằng năm", "<td>trước ngày 15/7/2021</td>"),
        (None, "<td>trước ngày 15/7/2021</td>"),
    ],
)
def test_due_date_is_told_to_machines_where_it_is_one(due: str | None, shown: str) -> None:
    assert shown in render_page(with_unit(due=due))


def test_listing_without_units_still_makes_a_page() -> None:
    whole = listing()
    assert "ke-hoach.docx" in render_page(replace(whole, units=(), groups=(), others=()))


def test_words_of_the_page_come_in_pairs() -> None:
    seen = Seen(render_page(listing()))
    assert len(seen.values("data-en")) > 20
    assert all(seen.values("data-en"))


def test_unit_of_an_unknown_group_is_refused() -> None:
    with pytest.raises(ValueError, match="xa-quai-to: nowhere"):
        with_unit(group="nowhere")


def test_unit_takes_no_file_that_the_page_would_not_show() -> None:
    with pytest.raises(ValueError, match=r"a\.zip: archive"):
        with_unit(files=(file("a.zip", "archive"),))


def test_search_text_is_folded_words_each_once() -> None:
    assert build_search_text("Quài Tở", "xa-quai-to", "03295") == " quai to xa 03295"
    assert build_search_text("Phòng LĐ-TB&XH") == " phong ld tb xh"


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (1023, "1.023 B"),
        (1024, "1,0 KB"),
        (12_595, "12,3 KB"),
        (1_048_550, "1,0 MB"),
        (5_000_000_000, "4,7 GB"),
        (9_999_999_999_999, "9.313,2 GB"),
    ],
)
def test_sizes_are_written_as_in_vietnamese(size: int, text: str) -> None:
    assert format_size(size) == text


def test_dates_within_a_text_are_shortened_for_the_table() -> None:
    assert shorten_dates("trước ngày 15 tháng 7 năm 2021, hằng năm") == "trước ngày 15/7/2021, hằng năm"


def test_counts_have_vietnamese_thousands() -> None:
    assert format_count(3321) == "3.321"


@pytest.mark.parametrize(
    ("iso", "vietnamese", "english"),
    [
        ("2020-11", "11/2020", "November 2020"),
        ("2020-11-05", "05/11/2020", "5 November 2020"),
        ("2020", "2020", "2020"),
        ("quý IV", "quý IV", "quý IV"),
    ],
)
def test_dates_are_shown_as_far_as_they_are_known(iso: str, vietnamese: str, english: str) -> None:
    assert format_date_texts(iso) == (vietnamese, english)
