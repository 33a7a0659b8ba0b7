"""The PyPI package vietnamadminunits → all 3,321 communes: the example's units, and the list that the program has.

`python -m tools.make_communes` writes examples/hai-cap/units.yaml and gen/national/communes.csv; with `--check` it only
checks whether they are up to date. The package (MIT) is read as data, never imported, so that what it depends on need
not be there: `pip install --no-deps vietnamadminunits==1.0.4`.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from itertools import groupby
from pathlib import Path

from gen.text import collapse_spaces, lower_first, slug

ROOT = Path(__file__).parent.parent
OUTPUT = ROOT / "examples" / "hai-cap" / "units.yaml"
LIST = ROOT / "gen" / "national" / "communes.csv"

PACKAGE, VERSION, LICENCE = "vietnamadminunits", "1.0.4", "MIT"
DATA_OF = "23/8/2025"
"""The day of the package's data file, as the wheel of that version has it."""

PROVINCES = 34
COMMUNES = {"xã": 2621, "phường": 687, "đặc khu": 13}
"""The numbers since 1 July 2025; data with other figures is refused."""

_QUERY = "SELECT provinceCode, province, wardCode, ward FROM admin_units ORDER BY provinceCode, wardCode"

_NAMED_AFTER = """
    Bế Văn Đàn, Chu Văn An, Dương Minh Châu, Đào Duy Từ, Đặng Thùy Trâm, Điện Biên Phủ, Đồng Khởi, Đốc Binh Kiều,
    Hai Bà Trưng, Hà Huy Tập, Hoàng Hoa Thám, Hoàng Văn Thụ, Hồ Đắc Kiện, Hồ Thị Kỷ, Khúc Thừa Dụ, Kim Đồng, Lê Chân,
    Lê Đại Hành, Lê Ích Mộc, Lê Lợi, Lê Quý Đôn, Lê Thanh Nghị, Lương Thế Trân, Lương Văn Tri, Lưu Nghiệp Anh, Lý Bôn,
    Lý Thường Kiệt, Lý Văn Lâm, Minh Khai, Ngô Mây, Ngô Quyền, Nguyễn Bỉnh Khiêm, Nguyễn Du, Nguyễn Đại Năng,
    Nguyễn Huệ, Nguyễn Lương Bằng, Nguyễn Nghiêm, Nguyễn Phích, Nguyễn Trãi, Nguyễn Úy, Nguyễn Văn Linh,
    Nguyễn Việt Khái, Nùng Trí Cao, Phan Đình Phùng, Phan Ngọc Hiển, Phạm Ngũ Lão, Phạm Sư Mạnh, Quang Trung,
    Tạ An Khương, Thục Phán, Tô Hiệu, Trần Hưng Đạo, Trần Lãm, Trần Liễu, Trần Nhân Tông, Trần Phán, Trần Phú,
    Trần Văn Thời, Triệu Việt Vương, Trương Quang Trọng, Trừ Văn Thố
"""
"""Communes certainly named after a person or an event; the data does not say which are."""

_BODIES = """\
# Nơi ban hành, và các cơ quan cấp tỉnh có tên trong kế hoạch: không nhận văn bản trong ví dụ này (documents: []).
- id: ubnd-cap-tinh
  kind: other                    # thay cho Ủy ban nhân dân của cả 34 tỉnh, thành phố, nên không phải province
  name: Ủy ban nhân dân tỉnh, thành phố
  short: UBND tỉnh, thành phố
  symbol: UBND
  letterhead: {issuer: [Ủy ban nhân dân, "tỉnh, thành phố"]}
- {id: so-khcn, kind: bureau, name: Sở Khoa học và Công nghệ, short: Sở KH&CN, abbr: SKHCN, documents: []}
- {id: so-noi-vu, kind: bureau, name: Sở Nội vụ, abbr: SNV, documents: []}
- {id: so-tai-chinh, kind: bureau, name: Sở Tài chính, abbr: STC, documents: []}
- {id: so-tu-phap, kind: bureau, name: Sở Tư pháp, abbr: STP, documents: []}
- {id: vp-ubnd, kind: bureau, name: Văn phòng Ủy ban nhân dân, short: Văn phòng UBND, abbr: VP, documents: []}
- {id: cong-an, kind: police, name: "Công an tỉnh, thành phố", abbr: CAT, documents: []}
- {id: tinh-doan, kind: union, name: "Tỉnh đoàn, Thành đoàn", abbr: ĐTN, documents: []}
"""


class UnusableDataError(Exception):
    """The package is missing, or its data is not what this tool expects."""


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of the package; `province` and `designation` as they are written within a sentence."""

    province_code: str
    province: str
    code: str
    designation: str
    name: str

    @property
    def id(self) -> str:
        """`xa-muong-nhe-03160`: the name for people, the code since many share a name."""
        return f"{slug(f'{self.designation} {self.name}')}-{self.code}"

    @property
    def area(self) -> str:
        """The name with its designation: `xã Mường Nhé`."""
        return f"{self.designation} {self.name}"

    def line(self) -> str:
        """The commune as an entry of the file."""
        keys = {
            "id": self.id,
            "kind": "commune",
            "designation": self.designation,
            "name": self.name,
            "code": f'"{self.code}"',
            "valid_from": "2025-07-01",
            "scope": f'"trên địa bàn {self.area}, {self.province}"',
        }
        if self.designation[0].isupper():
            keys["place"] = self.area
        return f"- {{{', '.join(f'{key}: {value}' for key, value in keys.items())}}}"


def communes() -> list[Commune]:
    """Every commune of the installed package, by province and code.

    Raises UnusableDataError where the package is missing, of another version, or not what it should be.
    """
    with closing(sqlite3.connect(f"{_database().as_uri()}?mode=ro", uri=True)) as connection:
        found = [_commune(*row) for row in connection.execute(_QUERY)]
    problems = list(_problems(found))
    if problems:
        raise UnusableDataError("; ".join(problems))
    return found


def file_text(found: Sequence[Commune]) -> str:
    """The whole file with the issuer, its bodies and the communes `found`."""
    blocks = [_head(found), _BODIES]
    for province, members in groupby(found, key=lambda commune: (commune.province_code, commune.province)):
        listed = list(members)
        title = f"# {province[1][:1].upper()}{province[1][1:]} (mã {province[0]}): {_figures(listed)}."
        blocks.append("\n".join([title, *(commune.line() for commune in listed)]) + "\n")
    return "\n".join(blocks)


def main() -> int:
    """Write the files, or with --check compare them; the exit code, 2 where the package cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file differs")
    check = parser.parse_args().check
    try:
        found = communes()
    except UnusableDataError as error:
        print(error, file=sys.stderr)
        return 2
    wanted = {OUTPUT: file_text(found).encode(), LIST: list_text(found).encode()}
    stale = [path for path, data in wanted.items() if not path.is_file() or path.read_bytes() != data]
    for path in stale:
        if check:
            print(f"{path.relative_to(ROOT)} differs from what tools/make_communes.py writes", file=sys.stderr)
        else:
            path.write_bytes(wanted[path])
    return 1 if check and stale else 0


def list_text(found: Sequence[Commune]) -> str:
    """The list that the program has: a row a commune."""
    rows = [(one.province_code, one.province, one.code, one.designation, one.name) for one in found]
    head = "province_code,province,code,designation,name"
    return "".join(f"{line}\n" for line in (head, *(",".join(row) for row in rows)))


def _database() -> Path:
    needs = f"needs {PACKAGE} {VERSION}: pip install --no-deps {PACKAGE}=={VERSION}"
    try:
        package = distribution(PACKAGE)
    except PackageNotFoundError:
        raise UnusableDataError(needs) from None
    if package.version != VERSION:
        raise UnusableDataError(f"{needs}; there is {package.version}")
    return Path(str(package.locate_file(f"{PACKAGE}/data/dataset.db"))).resolve()


def _commune(province_code: str, province: str, code: str, ward: str) -> Commune:
    """A row of the package. Its column wardType is not read: in four rows it contradicts the name itself."""
    for designation in COMMUNES:
        if ward.lower().startswith(f"{designation} "):
            name = ward[len(designation) + 1 :]
            return Commune(province_code, _in_text(province), code, _written(designation, name), name)
    raise UnusableDataError(f"{code}: no commune, ward or special zone: {ward}")


def _in_text(province: str) -> str:
    """`tỉnh Điện Biên`; Decree 30, Appendix II, writes Thành phố Hồ Chí Minh with a capital."""
    return province if province == "Thành phố Hồ Chí Minh" else lower_first(province)


def _written(designation: str, name: str) -> str:
    """`xã`; with a capital before a number, a person or an event (Decree 30, Appendix II: Phường Điện Biên Phủ)."""
    special = name[:1].isdigit() or name in _named_after()
    return designation.capitalize() if special else designation


def _named_after() -> frozenset[str]:
    return frozenset(collapse_spaces(name) for name in _NAMED_AFTER.split(","))


def _problems(found: Sequence[Commune]) -> Iterator[str]:
    """Every mistake in the data: figures, codes, ids, letters."""
    if _counted(found) != COMMUNES:
        yield f"{COMMUNES} expected, {_counted(found)} found"
    provinces = {commune.province_code for commune in found}
    if len(provinces) != PROVINCES:
        yield f"{PROVINCES} provinces expected, {len(provinces)} found"
    for key in ("code", "id"):
        yield from (f"{key} twice: {value}" for value, n in Counter(getattr(c, key) for c in found).items() if n > 1)
    for commune in found:
        text = f"{commune.province}|{commune.name}"
        if not unicodedata.is_normalized("NFC", text) or re.search(r"\s\s|^\s|\s$|[^\w '|-]", text):
            yield f"odd letters or spaces: {commune.code} {text!r}"
        if not re.fullmatch(r"\d{5}", commune.code):
            yield f"no code of five digits: {commune.code!r}"


def _counted(found: Sequence[Commune]) -> dict[str, int]:
    counted = Counter(commune.designation.lower() for commune in found)
    return {designation: counted[designation] for designation in COMMUNES}


def _figures(found: Sequence[Commune]) -> str:
    """`43 xã, 2 phường`."""
    return ", ".join(f"{count} {designation}" for designation, count in _counted(found).items() if count)


def _head(found: Sequence[Commune]) -> str:
    return f"""\
# Đơn vị của kế hoạch ví dụ: nơi ban hành, bảy cơ quan cấp tỉnh và toàn bộ {_thousands(len(found))} đơn vị hành chính
# cấp xã của {PROVINCES} tỉnh, thành phố từ ngày 01/7/2025 ({", ".join(_thousands_of(found))}).
#
# Nguồn:     gói {PACKAGE} {VERSION} trên PyPI (https://pypi.org/project/{PACKAGE}/{VERSION}/),
#            số liệu ngày {DATA_OF}; theo gói, tên và mã lấy từ danhmuchanhchinh.gso.gov.vn và sapnhap.bando.com.vn.
# Giấy phép: {LICENCE}, toàn văn ở tệp LICENSE của gói.
# Cách lập:  python -m tools.make_communes lập ra tệp này; đừng sửa tay, lần sau sẽ mất. --check chỉ so sánh.
#
# Tên và mã giữ nguyên như trong gói; gói đặt dấu thanh thống nhất kiểu Hòa, Thủy, có nơi văn bản gốc viết Hoà, Thuỷ.
# Gói không có ba điều dưới đây, chương trình thêm vào:
#   id     tên không dấu và mã, vì nhiều xã trùng tên;
#   scope  tên xã và tên tỉnh, cũng vì thế;
#   chữ "Xã", "Phường" viết hoa, và place đủ cả chữ ấy, khi tên là chữ số, tên người hoặc sự kiện lịch sử (Nghị định
#          30/2020/NĐ-CP, Phụ lục I về địa danh, Phụ lục II). Tên người do người lập tệp nhận ra, có thể còn sót.
"""


def _thousands_of(found: Sequence[Commune]) -> Iterator[str]:
    return (f"{_thousands(count)} {designation}" for designation, count in _counted(found).items())


def _thousands(number: int) -> str:
    """`3.321`, as Vietnamese writes it."""
    return f"{number:,}".replace(",", ".")


if __name__ == "__main__":
    sys.exit(main())
