"""A document's name → everything that the program has to know about it: the one table of all documents.

A new kind of document is one entry here and one template. The table is on the lowest floor, since the plan's schema,
the derivation, the templates, the build, the lists, the register and the archive all use it. What an entry needs from
higher floors it names as text, `module:name`; only `gen.word.template.context` resolves these names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

LETTER, LETTER_NAME = "CV", "Công văn"
"""An official letter, whose symbol has no abbreviation of a kind: `12/UBND-VX`."""

KIND_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "KH": "Kế hoạch",
        "BC": "Báo cáo",
        "QĐ": "Quyết định",
        "TTr": "Tờ trình",
        "TB": "Thông báo",
        "CTr": "Chương trình",
        "PA": "Phương án",
        "ĐA": "Đề án",
    }
)
"""The abbreviation at the beginning of a symbol → the kind of document (Decree 30/2020, Appendix III)."""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document.

    `name`: its name in the plan file, `--document` and manifest.json; `stem`: the beginning of its files' names;
    `template`: its Word template; `kind`: the abbreviation of Decree 30, empty where the plan states it. `names` is the
    class of the names that its template may use. `label` heads its column on the page (`label_en` in English),
    `short_label` is its name in printed lists.

    `content` is the function (Dossier, the sentence about what it replaces; for a form also the id of the obligation
    that it answers, and its period) → the content, with a `frame` and a `subject`; `values` is the function (Dossier,
    content, code) → the template's values. Without `values`, each name of the template is filled from the content's
    attribute of that name. Both are empty where the document is no unit's.

    `subject` may hold {subject}, what the unit's own plan is about, and {reference}, the source plan with number, date
    and issuer. `per_unit`: each unit may get one; `is_default`: it does so where the plan does not list its documents;
    `is_form`: it is filled in and sent back; `is_built`: `gen build` makes it.
    """

    name: str
    stem: str
    template: str
    kind: str
    names: str
    label: str
    label_en: str
    short_label: str
    content: str = ""
    values: str = ""
    subject: str = "{subject}"
    per_unit: bool = True
    is_default: bool = False
    is_form: bool = False
    is_built: bool = True

    @property
    def kind_name(self) -> str:
        """The kind in words: `Báo cáo`; the abbreviation itself where it is not known."""
        return LETTER_NAME if self.kind == LETTER else KIND_NAMES.get(self.kind, self.kind)

    def file_stem(self, unit_id: str, obligation: str = "", period: str = "") -> str:
        """The name of a unit's files without the suffix: `ke-hoach-xa-a`, or `bao-cao-quy-xa-a-2026-q2`."""
        return "-".join(filter(None, (self.stem, obligation, unit_id, period.lower())))

    def path(self, unit_id: str, obligation: str = "", period: str = "") -> str:
        """The path of a unit's Word file in the plan's folder: `xa-a/ke-hoach-xa-a.docx`."""
        return f"{unit_id}/{self.file_stem(unit_id, obligation, period)}.docx"

    def code(self, plan_id: str, unit_id: str) -> str:
        """The code of a unit's document: `kh-12/xa-a/ke-hoach`."""
        return f"{plan_id}/{unit_id}/{self.stem}"


PLAN = DocumentKind(
    name="plan",
    stem="ke-hoach",
    template="plan.docx",
    kind="KH",  # a unit implements a decision or a programme by a plan too
    names="gen.word.template.names:MauKeHoach",
    label="Kế hoạch triển khai",
    label_en="Implementation plan",
    short_label="Kế hoạch",
    content="gen.derive.subplan:derive_sub_plan",
    values="gen.word.template.context:plan_values",
    is_default=True,
)
REPORT = DocumentKind(
    name="report",
    stem="bao-cao",
    template="report.docx",
    kind="BC",
    names="gen.word.template.names:MauBaoCao",
    label="Biểu mẫu báo cáo",
    label_en="Report form",
    short_label="Mẫu báo cáo",
    content="gen.derive.form:derive_report_form",
    values="gen.word.template.context:report_values",
    subject="Kết quả thực hiện {reference}",
    is_default=True,
    is_form=True,
)
SOURCE = DocumentKind(
    name="source",
    stem="ke-hoach",
    template="source-plan.docx",
    kind="",
    names="gen.word.template.names:MauKeHoachGoc",
    label="Kế hoạch gốc",
    label_en="Source plan",
    short_label="Kế hoạch gốc",
    per_unit=False,
)
REMINDER = DocumentKind(
    name="reminder",
    stem="cong-van-don-doc",
    template="reminder.docx",
    kind=LETTER,
    names="gen.word.template.names_returns:MauCongVan",
    label="Công văn đôn đốc",
    label_en="Reminder",
    short_label="Công văn đôn đốc",
    per_unit=False,
    is_built=False,
)
SUMMARY = DocumentKind(
    name="summary",
    stem="bao-cao-tong-hop",
    template="summary.docx",
    kind="BC",
    names="gen.word.template.names_returns:MauTongHop",
    label="Báo cáo tổng hợp",
    label_en="Consolidated report",
    short_label="Báo cáo tổng hợp",
    per_unit=False,
    is_built=False,
)

DOCUMENTS: tuple[DocumentKind, ...] = (PLAN, REPORT, SOURCE, REMINDER, SUMMARY)
"""Every kind, in the order in which they are shown. The first is the default of commands."""

UNIT_DOCUMENTS = tuple(document for document in DOCUMENTS if document.per_unit)
"""The kinds that a unit may get."""


class DocumentName(StrEnum):
    """A document that a unit gets."""

    _ignore_ = "_document"
    for _document in UNIT_DOCUMENTS:
        vars()[_document.name.upper()] = _document.name


BUILT_DOCUMENTS = tuple(document for document in DOCUMENTS if document.is_built)
"""The kinds that a build makes and the archive keeps."""

_BY_NAME = {document.name: document for document in DOCUMENTS}


def document_named(name: str) -> DocumentKind:
    """The entry of that name. Raises KeyError where there is none."""
    return _BY_NAME[name]
