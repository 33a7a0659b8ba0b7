"""What stands outside of the answers → whether it is the form's own: the same in each process."""

from collections.abc import Callable, Iterable

import pytest
from lxml import etree

from gen.word.forms import strays
from tests.support.form_filling import W


@pytest.mark.parametrize("order", [sorted, lambda headings: sorted(headings, reverse=True)])
def test_heading_of_an_office_that_begins_as_two_of_ours_is_one_in_any_order_of_these(
    order: Callable[[Iterable[str]], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strays, "_HEADINGS", order(strays._HEADINGS))
    table = [etree.Element(f"{W}tbl")]
    assert strays._is_heading("III. Kết quả thực hiện chỉ tiêu kế hoạch giao", table, below_heading=False)
    assert not strays._is_heading("III. Kết quả thực hiện chỉ tiêu theo kế hoạch giao", table, below_heading=False)
