"""The page in a real browser, opened from a folder: search, filter, languages, keyboard, phone, paper, no script."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from gen.sheets.page import render_page
from gen.text import fold
from tests.sheets.test_page import listing, unit
from tests.support.needs import CHROMIUM, needs_chromium

pytestmark = needs_chromium

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("kế hoạch #1")
    whole = listing()
    for listed in whole.files():
        path = folder / listed.path
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"PK")
    (folder / "index.html").write_text(render_page(whole), encoding="utf-8")
    return (folder / "index.html").as_uri()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=DESKTOP)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return page


def shown(page: Page) -> list[str]:
    """The names of the units that can be seen."""
    names = page.locator("tbody th[scope=row]:visible").all_inner_texts()
    return [name.rstrip(" 0123456789") for name in names]


@pytest.mark.parametrize(
    ("query", "units"),
    [
        ("quai to", ["Quài Tở"]),
        ("QUÀI TỞ", ["Quài Tở"]),
        ("to quai", ["Quài Tở"]),
        ("  quài   ", ["Quài Nưa", "Quài Cang", "Quài Tở"]),
        ("rạng đông", ["Rạng Đông"]),
        ("rang dong", ["Rạng Đông"]),
        ("Đoàn tncs", ["Đoàn TNCS Hồ Chí Minh huyện Tuần Giáo"]),
        ("03295", ["Quài Tở"]),
        ("ldtbxh", ["Phòng Lao động - Thương binh và Xã hội"]),
        ("lao động - thương", ["Phòng Lao động - Thương binh và Xã hội"]),
        (unicodedata.normalize("NFD", "Tỏa Tình"), ["Tỏa Tình"]),
    ],
)
def test_search_finds_whatever_the_spelling(page: Page, query: str, units: list[str]) -> None:
    page.get_by_label("Tìm đơn vị").fill(query)
    assert shown(page) == units
    assert page.get_by_role("status").inner_text() == f"Hiện {len(units)} trên 43 đơn vị"


def test_groups_without_a_match_are_hidden(page: Page) -> None:
    page.get_by_label("Tìm đơn vị").fill("quai to")
    assert page.locator("tr.group:visible span").first.inner_text() == "Ủy ban nhân dân cấp xã"
    assert page.locator("tr.group:visible").count() == 1


def test_group_filter_shows_its_units_only(page: Page) -> None:
    page.get_by_label("Nhóm", exact=True).select_option("Đơn vị sự nghiệp")
    assert shown(page) == ["Trung tâm Văn hóa - Truyền thanh - Truyền hình", "Trung tâm Y tế huyện Tuần Giáo"]


def test_group_filter_and_search_work_together(page: Page) -> None:
    page.get_by_label("Nhóm", exact=True).select_option("Ủy ban nhân dân cấp xã")
    page.get_by_label("Tìm đơn vị").fill("tuan giao")
    assert shown(page) == ["Thị trấn Tuần Giáo"]


@pytest.mark.parametrize("query", ["không có xã nào", "!!!", "🙂", "<b>{shown}</b>"])
def test_search_without_a_match_says_so_and_can_be_undone(page: Page, query: str) -> None:
    page.get_by_label("Tìm đơn vị").fill(query)
    assert shown(page) == []
    assert page.get_by_role("status").inner_text() == f"Không có đơn vị nào khớp với “{query}”."
    page.get_by_role("button", name="Hiện tất cả đơn vị").click()
    assert len(shown(page)) == 43
    expect(page.get_by_label("Tìm đơn vị")).to_be_focused()


def test_query_is_folded_as_the_names_were(page: Page) -> None:
    letters = "".join(map(chr, range(0x20, 0x250))) + "".join(map(chr, range(0x1EA0, 0x1F00)))
    for text in (letters, unicodedata.normalize("NFD", letters)):
        assert page.evaluate("text => fold(text)", text) == fold(text)


def test_language_switch_changes_every_word_and_back(page: Page) -> None:
    before = page.locator("body").inner_text()
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.get_by_label("Find a unit")).to_be_visible()
    assert page.get_by_role("status").inner_text() == "43 units"
    words = page.locator("[data-en]").evaluate_all("all => all.map(e => [e.textContent, e.dataset.en])")
    assert [text for text, _english in words] == [english for _text, english in words]
    assert "37.3 KB" in page.locator("tbody").first.inner_text()
    page.get_by_role("button", name="Tiếng Việt").click()
    assert page.locator("body").inner_text() == before


def test_language_is_remembered(page: Page) -> None:
    page.get_by_role("button", name="English").click()
    page.reload()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("status").inner_text() == "43 units"


def test_page_works_where_storage_is_refused(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no'); }})")
    page.goto(address)
    page.get_by_role("button", name="English").click()
    assert page.get_by_role("status").inner_text() == "43 units"


def test_tab_reaches_the_search_right_after_the_skip_link(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến danh sách đơn vị")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Tìm đơn vị")).to_be_focused()
    page.keyboard.type("quai to")
    assert shown(page) == ["Quài Tở"]


def test_skip_link_leads_past_the_controls_to_the_list(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('table') !== null")


def test_enter_opens_the_document_of_the_link(page: Page) -> None:
    page.get_by_label("Tìm đơn vị").fill("quai to")
    page.get_by_role("link", name="Word 41,0 KB Kế hoạch triển khai Quài Tở 03295").focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.url.endswith("/xa-quai-to/ke-hoach-xa-quai-to.docx")


def test_focus_can_be_seen(page: Page) -> None:
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_rows_are_a_table_to_a_screen_reader(page: Page) -> None:
    table = page.get_by_role("table", name="Tài liệu của từng đơn vị")
    assert table.get_by_role("rowheader", name="Quài Tở").count() == 1
    assert table.get_by_role("columnheader").count() == 8
    assert table.get_by_role("row").count() == 2 + 5 + 43


@pytest.mark.parametrize("width", [320, 390, 639, 641, 800, 1280])
def test_nothing_sticks_out_at_the_side(context: BrowserContext, tmp_path: Path, width: int) -> None:
    long = unit("a" * 60, "Ủy ban nhân dân xã " + "W" * 120, code="03295")
    whole = listing()
    odd = replace(whole, units=(*whole.units, long), title="Về việc " + "m" * 150, issuer="M" * 90)
    (tmp_path / "index.html").write_text(render_page(odd), encoding="utf-8")
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((tmp_path / "index.html").as_uri())
    page.get_by_label("Tìm đơn vị").fill("W" * 200)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("Tìm đơn vị").fill("")
    page.get_by_role("button", name="English").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_phone_shows_one_card_under_the_other(page: Page) -> None:
    page.set_viewport_size(PHONE)
    boxes = [page.locator("tbody tr:not(.group)").nth(n).bounding_box() for n in (0, 1)]
    first, second = (box for box in boxes if box is not None)
    assert first["x"] == second["x"]
    assert second["y"] >= first["y"] + first["height"]
    assert first["width"] > 340


def test_page_asks_for_nothing_but_itself(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    page.get_by_label("Tìm đơn vị").fill("quai to")
    page.get_by_role("button", name="English").click()
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert said == []


def test_everything_is_there_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert len(shown(page)) == 43
    assert page.get_by_role("link", name="Word").first.is_visible()
    assert not page.get_by_role("searchbox").is_visible()
    assert "Ctrl+F" in page.locator("body").inner_text()
    context.close()


def test_paper_shows_all_units_and_no_controls(page: Page) -> None:
    page.get_by_label("Tìm đơn vị").fill("không có xã nào")
    page.emulate_media(media="print")
    assert len(shown(page)) == 43
    for hidden in ("#controls", "#result", ".skip"):
        assert not page.locator(hidden).is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_background(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(viewport=DESKTOP, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    assert page.evaluate(WEAKEST_CONTRAST) >= 4.5
    context.close()


WEAKEST_CONTRAST = """() => {
  const parts = color => (color.match(/[\\d.]+/g) || []).map(Number);
  const light = color => {
    const [r, g, b] = parts(color).map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = element => {
    for (let e = element; e; e = e.parentElement) {
      const color = getComputedStyle(e).backgroundColor;
      if (parts(color)[3] !== 0) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const texts = Array.from(document.body.querySelectorAll("*")).filter(e => !["SCRIPT", "NOSCRIPT"].includes(e.tagName)
    && Array.from(e.childNodes).some(n => n.nodeType === 3 && n.textContent.trim()));
  return Math.min(...texts.map(e => {
    const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  }));
}"""


def test_three_thousand_units_are_filtered_while_typing(context: BrowserContext, tmp_path: Path) -> None:
    whole = listing()
    units = tuple(unit(f"xa-{n}", f"Xã Mường {n}", code=f"{n:05}") for n in range(3321))
    (tmp_path / "index.html").write_text(render_page(replace(whole, units=units)), encoding="utf-8")
    page = context.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    assert page.get_by_role("status").inner_text() == "3.321 đơn vị"
    page.get_by_label("Tìm đơn vị").fill("muong 3320")
    assert shown(page) == ["Xã Mường"]
    took = page.evaluate(
        "() => { const start = performance.now(); query.value = ''; filter(); document.body.offsetHeight;"
        " return performance.now() - start; }"
    )
    assert took < 500
