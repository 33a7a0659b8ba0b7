"""The names and the styles of the Word templates → the tables of docs/templates.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from inspect import getdoc
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length

from gen.word.template.context import TEMPLATES
from gen.word.template.names import RICH, Chung, DayHinh, Emphasised, HinhAnh, LoiVan, ODien, meaning

_VARIABLES = {
    "Phan": "phan", "PhuLuc": "pl", "Doan": "d", "CongViec": "viec", "ViecPhuLuc": "viec_pl", "BaoCao": "che_do",
    "Nhom": "mot_nhom",
    "Dong": "dong", "SoLieu": "so", "SoLieuTongHop": "so", "ChiTieu": "muc", "DonVi": "don_vi", "KeHoach": "ke_hoach",
    "DonViCham": "cham", "TienDo": "tien", "ViecTongHop": "viec_th", "DoanVan": "doan", "Chuong": "mot_chuong",
    "MucTongHop": "muc_th", "ChiTieuTongHop": "chi", "DonViGui": "gui", "KhongTinh": "bo",
    "BieuDoSoLieu": "bieu", "ChiTieuChinh": "chinh", "DonViThieu": "thieu_gui",
    "MinhChung": "mot_o",
}  # fmt: skip
"""The name of each class's values in the shipped templates."""

_ALIGNMENT = {
    WD_ALIGN_PARAGRAPH.LEFT: "trái",
    WD_ALIGN_PARAGRAPH.CENTER: "giữa",
    WD_ALIGN_PARAGRAPH.RIGHT: "phải",
    WD_ALIGN_PARAGRAPH.JUSTIFY: "hai bên",
}


def table(head: str, rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    cells = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    return "\n".join([head, "|---" * (head.count("|") - 1) + "|", *(f"| {row} |" for row in cells)])


def blocks(templates: Path) -> Iterator[str]:
    """The tables with the texts between them; `templates` is the folder of the shipped templates."""
    yield from _styles(templates)
    yield "## Names"
    yield from _names()


def _styles(templates: Path) -> Iterator[str]:
    """The styles of the shipped templates, as Word names them."""
    found: dict[str, tuple[str, ...]] = {}
    for name in TEMPLATES:
        for style in Document(str(templates / name)).styles:
            if not style.builtin and style.name not in found and hasattr(style, "font"):
                found[style.name] = _style_row(style)
    yield table("| Style | Size | Letters | Alignment |", found.values())


def _style_row(style: Any) -> tuple[str, ...]:
    letters = [word for word, on in (("đậm", style.font.bold), ("nghiêng", style.font.italic)) if on]
    size = f"{Length(style.font.size).pt:g}" if style.font.size else "–"
    layout = getattr(style, "paragraph_format", None)
    return f"`{style.name}`", size, ", ".join(letters) or "–", _ALIGNMENT.get(layout.alignment, "–") if layout else "–"


def _names() -> Iterator[str]:
    """The names of every template, then those of the classes that they lead to."""
    yield (
        'Tên ghi "phải có" thì mẫu phải in ra ở ít nhất một chỗ; có ghi tên mẫu thì chỉ mẫu đó phải in. Tên trước dấu '
        "chấm trong các bảng dưới đây là tên mà mẫu có sẵn đặt trong `for`; đổi tên đó cũng được."
    )
    common = [field.name for field in fields(Chung)]
    yield from _names_of(Chung, "Mọi mẫu", common)
    for file_name, names in TEMPLATES.items():
        own = [field.name for field in fields(names) if field.name not in common]
        yield from _names_of(names, file_name, own)
    for cls in _groups():
        yield from _names_of(cls, _VARIABLES[cls.__name__], [field.name for field in fields(cls)])


def _names_of(cls: type, title: str, names: list[str]) -> Iterator[str]:
    prefix = f"{title}." if title in _VARIABLES.values() else ""
    hints = get_type_hints(cls)
    rows = ((f"`{prefix}{name}`", _sort(hints[name]), meaning(cls, name), _demanded(cls, name)) for name in names)
    yield f"### {title}\n\n{getdoc(cls)}"
    yield table("| Tên | Loại | Ý nghĩa | Phải có |", rows)


def _demanded(cls: type, name: str) -> str:
    """The templates that have to print the name."""
    demanding = [
        file_name
        for file_name, names in TEMPLATES.items()
        if any(required == name and issubclass(owner, cls) for owner, required in names.required())
    ]
    return "phải có" if len(demanding) == len(TEMPLATES) else ", ".join(f"`{file_name}`" for file_name in demanding)


def _groups() -> list[type]:
    """The classes that the templates' names lead to, each once, in order of first use."""
    found: dict[type, None] = {}

    def walk(cls: type) -> None:
        for hint in get_type_hints(cls).values():
            inner = get_args(hint)[0] if get_origin(hint) is tuple else hint
            if isinstance(inner, type) and is_dataclass(inner) and inner not in RICH and inner not in found:
                found[inner] = None
                walk(inner)

    for names in TEMPLATES.values():
        walk(names)
    return list(found)


def _sort(hint: Any) -> str:
    """What a name holds, for people who write templates."""
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return "danh sách chữ" if inner is str else f"danh sách {_sort(inner)}"
    if hint is Emphasised:
        return "chữ có chỗ in đậm"
    if hint is ODien:
        return "ô để điền"
    if hint is HinhAnh:
        return "biểu đồ"
    if hint is DayHinh:
        return "các hình"
    if hint is LoiVan:
        return "lời văn có chú thích nguồn"
    if variable := _VARIABLES.get(hint.__name__):
        return f"[{variable}](#{variable})"
    return {str: "chữ", bool: "đúng/sai"}[hint]
