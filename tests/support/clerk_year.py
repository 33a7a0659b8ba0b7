"""The year of docs/mot-nam.md → what people do on each of its days: forms filled in and sent, plan.yaml changed.

What gen is told to do, and what is written into plan.yaml, stands in the page alone. A function `on_2021_03_15` is
what happens on that day before the first command of the day.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from lxml import etree
from openpyxl import load_workbook
from PIL import Image

from tests.support.archive_cases import sign
from tests.support.form_filling import W, body, filled, typed

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "mot-nam.md"
OUT = Path("out") / "kh-1472-tuan-giao"
RECEIVED = "nhan-ve"
PERIOD = {"2021-Q1": "14/3/2021", "2021-Q2": "14/6/2021", "2021-Q3": "14/9/2021", "2021-Q4": "14/12/2021",
          "2021": "14/12/2021"}  # fmt: skip
"""The periods of the year, each with the day up to which its figures go."""
DONE = {"2021-Q1": 1, "2021-Q2": 3, "2021-Q3": 6, "2021-Q4": 8, "2021": 8}
"""How many of its tasks a unit has done by then."""
RESULTS = (
    "Đã ban hành văn bản chỉ đạo, phân công người phụ trách",
    "Đã lồng ghép vào chương trình công tác của đơn vị",
    "Đã tổ chức theo kế hoạch, có biên bản kèm theo",
)


def begin(office: Path) -> None:
    """The folder of the office: the example's plan, and its templates."""
    shutil.copy(ROOT / "plan.yaml", office)
    shutil.copytree(ROOT / "templates", office / "templates")


# ---- forms ------------------------------------------------------------------------


def _units(office: Path, period: str, report: str = "quy") -> list[str]:
    return sorted(path.parent.name for path in (office / OUT).glob(f"*/bao-cao-{report}-*-{period.lower()}.docx"))


def _form(office: Path, unit: str, period: str, report: str = "quy") -> bytes:
    return (office / OUT / unit / f"bao-cao-{report}-{unit}-{period.lower()}.docx").read_bytes()


def _fields(form: bytes) -> list[str]:
    """The fields of a form, as Word shows their names."""
    with zipfile.ZipFile(io.BytesIO(form)) as package:
        return re.findall(r'<w:tag w:val="([^"]+)"', package.read("word/document.xml").decode())


def _answers(unit: str, period: str, form: bytes) -> dict[str, str]:
    """What the unit has to say at the end of the period: a share of its tasks is done, the others are under way."""
    fields, number = _fields(form), sum(map(ord, unit))
    found, short = {"cutoff": PERIOD[period]}, set[str]()
    for denominator in (one for one in fields if one.endswith("/denominator")):
        row, whole = denominator.removesuffix("/denominator"), 9 + number % 5
        lacking = number % 4 == 1 and period in ("2021-Q1", "2021-Q2")
        found[denominator], found[f"{row}/numerator"] = str(whole), str(whole - lacking)
        short |= {row.rpartition("/")[0]} if lacking else set()
    for place, status in enumerate(one for one in fields if one.endswith("/status")):
        task = status.removesuffix("/status")
        found[f"{task}/result"] = RESULTS[(place + number) % len(RESULTS)]
        if place < DONE[period] - number % 2 and task not in short:
            found[status], found[f"{task}/evidence"] = "Hoàn thành", f"Văn bản số {number % 90 + 1}"
        else:
            found[status], found[f"{task}/reason"] = "Đang thực hiện", "Thực hiện trong cả năm"
    if number % 6 == 0:
        found["difficulties"] = "Kinh phí hoạt động còn hạn chế"
    return found


def _put(office: Path, name: str, data: bytes) -> None:
    (office / RECEIVED).mkdir(exist_ok=True)
    (office / RECEIVED / name).write_bytes(data)


def _send(
    office: Path,
    unit: str,
    period: str,
    report: str = "quy",
    *,
    form: bytes | None = None,
    name: str = "",
    without: tuple[str, ...] = (),
    only: tuple[str, ...] = ("",),
    **said: str,
) -> None:
    """The unit fills in its form, or `form`, and sends it; `without` and `only` say which rows it leaves blank."""
    form = form or _form(office, unit, period, report)
    answers = _answers(unit, period, form) | {key.replace("__", "/"): text for key, text in said.items()}
    kept = {key: text for key, text in answers.items() if key.startswith(only) and not key.startswith(without or "?")}
    _put(office, name or f"bao-cao-{report}-{unit}-{period.lower()}.docx", filled(form, kept))


def _send_all(office: Path, period: str, report: str = "quy", *, but: tuple[str, ...] = ()) -> None:
    for unit in _units(office, period, report):
        if unit not in but:
            _send(office, unit, period, report)


# ---- the plan -----------------------------------------------------------------------


def _change(office: Path, old: str, new: str) -> None:
    """What a clerk does in Notepad: words that stand there once are replaced."""
    plan = office / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    plan.write_text(text.replace(old, new), encoding="utf-8")


def _keep_copy(office: Path, name: str) -> None:
    shutil.copy(office / "plan.yaml", office / name)


PARTS = "\n# Các đoạn trước phần I.\n"
"""Where the amendments are put: the remark that follows them."""
FIRST_OF_COMMUNES = '          - id: "12.1"\n'


def _written(begin: str) -> str:
    """The piece of plan.yaml on the page that begins with these words."""
    blocks = re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return next(one for one in blocks if one.lstrip().startswith(begin))


def on_2020_11_30(office: Path) -> None:
    """The plan is signed: its number and its day are put in, and two reports that recur."""
    _change(office, "  number: null  ", "  number: 215   ")
    _change(office, "  date: 2020-11   ", "  date: 2020-11-20")
    _change(office, "    form: true                   # biểu mẫu báo cáo của từng đơn vị trả lời chế độ này\n",
            _written("- id: quy"))  # fmt: skip


def on_2021_01_08(office: Path) -> None:
    """Two offices have signed their plans: the clerk writes number and day into the table."""
    book = load_workbook(office / "so-van-ban.xlsx")
    sheet = book.active
    assert sheet is not None
    rows = [*sheet.iter_rows(min_row=2)]
    column = {str(cell.value): place for place, cell in enumerate(rows[0])}
    for unit, number in (("phong-y-te", 3), ("phong-tu-phap", 5)):
        row = next(r for r in rows if (r[0].value, r[column["Văn bản"]].value) == (unit, "Kế hoạch"))
        row[column["Số"]].value, row[column["Ngày ban hành"]].value = number, "7/1/2021"
    book.save(office / "so-van-ban.xlsx")


def on_2021_03_15(office: Path) -> None:
    """Quarter I: 37 send, one under another name, one with a text for a figure, one with blanks."""
    period = "2021-Q1"
    _send_all(office, period, but=(
        "phong-y-te", "tt-y-te", "hoi-ccb", "xa-ta-ma", "xa-na-say", "xa-pu-xi",
        "cong-an-huyen", "tand-huyen", "xa-muong-mun",
    ))  # fmt: skip
    _send(office, "cong-an-huyen", period, name="BC quy 1 Cong an (chinh thuc).docx")
    _send(office, "tand-huyen", period, **{"10#1/1__numerator": "khoảng 12", "10#1/1__denominator": "12"})
    _send(office, "xa-muong-mun", period, without=("12.2#3", "12.4"))


def on_2021_03_18(office: Path) -> None:
    """One sends a second, better form; of another only the signed copy comes."""
    _send(office, "xa-pu-nhung", "2021-Q1", name="bao-cao-quy-xa-pu-nhung-2021-q1 (1).docx",
          **{"12.1__result": "Ban hành kế hoạch ngày 20/01/2021"})  # fmt: skip
    pdf = office / OUT / "phong-y-te" / "bao-cao-quy-phong-y-te-2021-q1.pdf"
    _put(office, "bao-cao-quy-phong-y-te-2021-q1-signed.pdf", sign(pdf.read_bytes()))


def on_2021_03_24(office: Path) -> None:
    """After the letter: four that were behind, the Word form of the signed copy, and the rows that were blank."""
    for unit in ("xa-ta-ma", "xa-na-say", "hoi-ccb", "tt-y-te", "phong-y-te"):
        _send(office, unit, "2021-Q1")
    _send(office, "xa-muong-mun", "2021-Q1", name="bo sung xa Muong Mun.docx", only=("12.2#3", "12.4"))


def on_2021_03_30(office: Path) -> None:
    """The focal office writes its own part into the draft of its report, and Word saves it."""

    def write(root: etree._Element) -> None:
        for control in (one for one in root.iter(f"{W}sdt") if one.find(f"{W}sdtPr/{W}showingPlcHdr") is not None):
            typed(control, "Phòng đã tham mưu UBND huyện ban hành văn bản chỉ đạo, đôn đốc các đơn vị thực hiện.")

    draft = office / "bao-cao" / "quy-1" / "bao-cao-tong-hop.docx"
    draft.write_bytes(body(draft.read_bytes(), write))


def on_2021_04_20(office: Path) -> None:
    """The first amendment: a task is put before the others of the communes, and its id is forgotten."""
    _keep_copy(office, "plan-2021-01.yaml")
    _change(office, PARTS, f"\n{_written('amendments:')}{PARTS}")
    _change(office, FIRST_OF_COMMUNES, _without_id(_written('- id: "12.1a"')) + FIRST_OF_COMMUNES)


def on_2021_04_21(office: Path) -> None:
    """The id that gen proposed."""
    task = _written('- id: "12.1a"')
    _change(office, _without_id(task), task)


def _without_id(task: str) -> str:
    return re.sub(r"- id: .*\n +", "- ", task, count=1)


def on_2021_06_16(office: Path) -> None:
    """Quarter II: 37 send, and one its first quarter; two use the form of quarter I; a scan says nothing of itself."""
    _send_all(office, "2021-Q2", but=(
        "xa-na-say", "xa-quai-cang", "hoi-nong-dan", "phong-kt-ht", "xa-muong-thin", "xa-rang-dong",
    ))  # fmt: skip
    _send(office, "xa-rang-dong", "2021-Q2", **{"12.1a__status": "Hoàn thành"})
    _send(office, "xa-pu-xi", "2021-Q1")
    for unit, name, without in (
        ("xa-na-say", "xa na say quy 2.docx", ()),
        ("xa-quai-cang", "Quai Cang bao cao.docx", ("cutoff",)),
    ):
        _send(office, unit, "2021-Q2", form=_form(office, unit, "2021-Q1"), name=name, without=without)
    scan = io.BytesIO()
    Image.new("L", (620, 877), 255).save(scan, "PDF")
    _put(office, "Scan_0001.pdf", scan.getvalue())


def on_2021_06_25(office: Path) -> None:
    """Those that were behind, and the Word form of the scan."""
    for unit in ("phong-kt-ht", "xa-muong-thin", "hoi-nong-dan"):
        _send(office, unit, "2021-Q2")


def on_2021_07_02(office: Path) -> None:
    """The second amendment: the new task has more time."""
    _keep_copy(office, "plan-2021-04.yaml")
    _change(office, "xong trước ngày 30/6/2021.\n", "xong trước ngày 31/8/2021.\n")
    _change(office, "{raw: trước ngày 30/6/2021, value: 2021-06-30,", "{raw: trước ngày 31/8/2021, value: 2021-08-31,")
    _change(office, "            amended_by: sua-doi-1\n", "            amended_by: [sua-doi-1, sua-doi-2]\n")
    _amend(office, "sua-doi-2", "141/KH-UBND", "2021-07-02", "lùi thời hạn lập danh sách trẻ em ở thôn, bản")


def on_2021_09_01(office: Path) -> None:
    """The third amendment: two communes become one."""
    _keep_copy(office, "plan-2021-07.yaml")
    toa_tinh, tenh_phong, pha_din = _written("- {id: xa-toa-tinh").splitlines(keepends=True)
    plan = (office / "plan.yaml").read_text(encoding="utf-8")
    for unit, lines in (("xa-toa-tinh", toa_tinh), ("xa-tenh-phong", tenh_phong + pha_din)):
        _change(office, next(one for one in plan.splitlines(keepends=True) if f"{{id: {unit}," in one), lines)
    _amend(office, "sua-doi-3", "178/KH-UBND", "2021-09-01", "giao việc của xã Tỏa Tình, xã Tênh Phông cho xã Pha Đin")


def _amend(office: Path, key: str, number: str, day: str, does: str) -> None:
    entry = f"  - id: {key}\n    number: {number}\n    date: {day}\n    does: {does}\n"
    _change(office, PARTS, entry + PARTS)


def on_2021_09_15(office: Path) -> None:
    """Quarter III; one of the communes that have ended sends too, on the form that it got in July."""
    _send_all(office, "2021-Q3", but=("xa-toa-tinh", "xa-pha-din", "xa-ta-ma", "xa-rang-dong"))


def on_2021_09_23(office: Path) -> None:
    """After the letter: the new commune and one more."""
    for unit in ("xa-pha-din", "xa-ta-ma"):
        _send(office, unit, "2021-Q3")


def on_2021_12_16(office: Path) -> None:
    """Quarter IV and the year: everybody."""
    _send_all(office, "2021-Q4")
    _send_all(office, "2021", "nam", but=("xa-toa-tinh", "xa-tenh-phong"))


HAPPENINGS: dict[date, Callable[[Path], None]] = {
    date(*map(int, name.removeprefix("on_").split("_"))): happening
    for name, happening in list(globals().items())
    if name.startswith("on_")
}
"""What happens, by the day."""
