"""The labels of plans: what each says, in lines, within a task's words, and at the head of a column."""

import timeit

import pytest

from gen.labels import LabelKind, LabelledText, column_kinds, find_details, split_labels, words_without_details

K = LabelKind


@pytest.mark.parametrize(
    ("head", "kinds"),
    [
        ("Nhiệm vụ", [K.TASK]),
        ("Rõ việc", [K.TASK]),
        ("Cơ quan, đơn vị chủ trì", [K.LEAD]),
        ("Cơ quan/đơn vị phối hợp", [K.SUPPORT]),
        ("Bộ phận, cá nhân thực hiện", [K.LEAD]),
        ("Rõ người", [K.LEAD]),
        ("Thời gian, tiến độ", [K.DUE]),
        ("Rõ thời gian", [K.DUE]),
        ("Sản phẩm, kết quả", [K.PRODUCT]),
        ("Kết quả/Sản phẩm đầu ra", [K.PRODUCT]),
        ("Sản phẩm (rõ sản phẩm)", [K.PRODUCT]),
        ("Lãnh đạo phụ trách", [K.LEADER]),
        ("Lãnh đạo UBND tỉnh theo dõi, chỉ đạo", [K.LEADER]),
        ("Người chịu trách nhiệm chính", [K.LEADER]),
        ("Rõ trách nhiệm", [K.LEADER]),
        ("Thẩm quyền quyết định", [K.AUTHORITY]),
        ("Cấp có thẩm quyền", [K.AUTHORITY]),
        ("Cấp trình/cấp phê duyệt", [K.AUTHORITY]),
        ("Ghi chú", [K.NOTE]),
    ],
)
def test_column_is_known_by_its_head(head: str, kinds: list[K]) -> None:
    assert list(column_kinds(head)) == kinds


@pytest.mark.parametrize(
    "head", ["Lĩnh vực", "Thời gian bắt đầu", "Kết quả thực hiện", "Tổ chức thực hiện", "Cơ quan trình"]
)
def test_column_that_says_something_else_is_not_taken_for_the_like(head: str) -> None:
    assert column_kinds(head) == ()


def test_column_that_says_two_things_is_known_for_both() -> None:
    assert column_kinds("Chủ trì, phối hợp") == (K.LEAD, K.SUPPORT)
    assert column_kinds("Sản phẩm và thời gian hoàn thành") == (K.PRODUCT, K.DUE)


def test_line_is_split_at_each_label() -> None:
    assert split_labels("Cấp trình: Phó Chủ tịch; cấp phê duyệt: Chủ tịch UBND xã.") == [
        LabelledText(K.AUTHORITY, "Phó Chủ tịch", "Cấp trình"),
        LabelledText(K.AUTHORITY, "Chủ tịch UBND xã", "cấp phê duyệt"),
    ]


def test_bold_label_is_a_label() -> None:
    assert split_labels("**Sản phẩm:** Báo cáo khảo sát") == [LabelledText(K.PRODUCT, "Báo cáo khảo sát", "Sản phẩm")]


@pytest.mark.parametrize(
    "line",
    ["Lãnh đạo, chỉ đạo: bám sát cơ sở", "Kết quả thực hiện: đạt 95%", "Tổ chức thực hiện: các phòng", "Sản phẩm OCOP"],
)
def test_line_of_prose_has_no_label(line: str) -> None:
    assert split_labels(line) == []


def test_detail_within_the_words_ends_with_its_sentence() -> None:
    found = find_details("Rà soát hộ nghèo. Sản phẩm: Danh sách hộ nghèo. Các thôn gửi số liệu, kết quả: trước 30/6.")
    assert found == [LabelledText(K.PRODUCT, "Danh sách hộ nghèo", "Sản phẩm")]


STATED = {
    K.LEAD: "Sở KHCN",
    K.SUPPORT: "",
    K.DUE: "Quý II/2026",
    K.PRODUCT: "Trung tâm dữ liệu",
    K.LEADER: "",
    K.AUTHORITY: "",
}


def test_details_that_are_stated_beside_the_words_are_taken_out() -> None:
    text = "Nâng cấp hạ tầng. Chủ trì: Sở Khoa học và Công nghệ. Sản phẩm: Trung tâm dữ liệu. Thời gian: Quý II/2026."
    assert words_without_details(text, STATED) == "Nâng cấp hạ tầng."


@pytest.mark.parametrize(
    "text",
    [
        "Nâng cấp hạ tầng. Sản phẩm: Trung tâm dữ liệu đạt cấp độ 3.",
        "Nâng cấp hạ tầng. Phối hợp: Sở Tài chính.",
        "Nâng cấp hạ tầng. Kinh phí: ngân sách tỉnh.",
        "Nâng cấp hạ tầng. Sản phẩm: Trung tâm dữ liệu. Các xã gửi số liệu.",
        "Nâng cấp hạ tầng. Chủ trì: Sở Khoa học và Công nghệ. Các xã gửi số liệu.",
        "Sản phẩm: Trung tâm dữ liệu.",
    ],
)
def test_words_that_are_not_stated_beside_them_stay(text: str) -> None:
    assert words_without_details(text, STATED) == text


def test_details_that_are_not_stated_stay_among_others() -> None:
    text = "Nâng cấp hạ tầng. Thời gian: Quý II/2026. Kinh phí: ngân sách tỉnh. Sản phẩm: Trung tâm dữ liệu."
    assert words_without_details(text, STATED) == "Nâng cấp hạ tầng. Kinh phí: ngân sách tỉnh."


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        "đơn vị, ",
        "cơ quan và đơn vị ",
        "sản phẩm, kết quả ",
        "cấp trình, phê duyệt ",
        "Lãnh đạo UBND ",
        "Sản phẩm: a. ",
    ],
)
def test_long_paragraph_is_looked_through_in_time_that_grows_with_it(words: str) -> None:
    def seconds(count: int) -> float:
        text = words * count

        def look() -> None:
            split_labels(text), find_details(text), words_without_details(text, STATED)

        return min(timeit.repeat(look, number=1, repeat=3))

    assert seconds(4000) < 60 * seconds(500)
