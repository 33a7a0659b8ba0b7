"""The name of a file says whose form it is: the reverse of the names that a build gives, and never a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.documents import PLAN, REPORT
from gen.reporting.form_names import NamedDocument, documents_in_name, occasion_in_name

UNITS = ["xa-a", "xa-b", "xa-quai", "xa-quai-to", "xa-quai-to-2025"]
REPORTS = ["quy", "nam", "bao-cao-quy"]
PERIODS = ["", "2026", "2026-Q2", "2026-H1", "2026-9M", "2026-07"]


@given(
    unit=st.sampled_from(UNITS), obligation=st.sampled_from(["", *REPORTS]), period=st.sampled_from(PERIODS),
    before=st.sampled_from(["", "ban ky ", "1. ", "Ky_"]), behind=st.sampled_from(["", " (1)", "_signed", "-ban-ky"]),
)  # fmt: skip
def test_the_name_that_a_build_gives_is_read_as_it_was_meant(
    unit: str, obligation: str, period: str, before: str, behind: str
) -> None:
    name = f"{before}{REPORT.file_stem(unit, obligation, period)}{behind}.pdf"
    assert NamedDocument(REPORT.stem, unit, obligation, period) in documents_in_name(name, UNITS, REPORTS)


@given(unit=st.sampled_from(UNITS), obligation=st.sampled_from(["", *REPORTS]), period=st.sampled_from(PERIODS))
def test_of_a_known_unit_report_and_period_are_read_back(unit: str, obligation: str, period: str) -> None:
    path = REPORT.path(unit, obligation, period)
    assert occasion_in_name(path, unit) == (obligation, period)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("bao-cao-xa-a-2026-q2.pdf", [("xa-a", "", "2026-Q2")]),
        ("bao-cao-quy-xa-a-2026-q2 (1).pdf", [("xa-a", "quy", "2026-Q2")]),
        ("BAO-CAO-XA-A.PDF", [("xa-a", "", "")]),
        ("bao-cao-xa-a-ban-ky.pdf", [("xa-a", "", "")]),
        ("bao-cao-xa-quai-to.pdf", [("xa-quai-to", "", "")]),
        ("bao-cao-xa-quai-to-2025.pdf", [("xa-quai-to", "", "2025"), ("xa-quai-to-2025", "", "")]),
        ("bao-cao-xa-quai-moi.pdf", []),
        ("bao-cao-xa-a-1.pdf", []),
        ("bao-cao-tong-hop.pdf", []),
        ("xbao-cao-xa-a.pdf", []),
        ("bao cao xa a.pdf", []),
        ("scan0031.pdf", []),
    ],
)
def test_only_ids_that_there_are_count(name: str, found: list[tuple[str, str, str]]) -> None:
    read = [(one.unit, one.obligation, one.period) for one in documents_in_name(name, UNITS, REPORTS)]
    assert sorted(read) == sorted(found)


def test_the_name_of_another_document_is_known_as_such() -> None:
    (found,) = documents_in_name("ke-hoach-xa-a_signed.pdf", UNITS, REPORTS)
    assert (found.stem, found.unit) == (PLAN.stem, "xa-a")


def test_a_name_of_a_million_letters_is_read_at_once() -> None:
    assert documents_in_name("bao-cao-" * 200_000 + "xa-a.pdf", UNITS, REPORTS)[0].unit == "xa-a"
