"""The records of what came back and was sent: read as they were written, and nothing else is taken for one."""

import json
import unicodedata
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from gen.archiving.bag.layout import is_safe
from gen.archiving.bag.received import read_received, received_path, write_received
from gen.archiving.pack.return_rows import build_return_rows
from gen.plan.model import Plan
from gen.returns.archived import ReceivedReport
from gen.returns.outgoing import OutgoingDocument, OutgoingKind, read_outgoing
from gen.versions import NewerFormatError
from tests.support.plans import base

PLAN = Plan.model_validate(base())
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
REPORTS = st.builds(
    ReceivedReport, DIGESTS, TEXTS, MOMENTS, TEXTS, st.none(), TEXTS, TEXTS, TEXTS, TEXTS, TEXTS,
)  # fmt: skip
OUTGOING = st.builds(
    OutgoingDocument, TEXTS, st.sampled_from(OutgoingKind), TEXTS, TEXTS, TEXTS, DAYS, DAYS, TEXTS, TEXTS, TEXTS,
    DIGESTS, st.integers(0, 2**40),
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(REPORTS, max_size=4))
def test_received_reports_are_read_as_they_were_written(reports: list[ReceivedReport]) -> None:
    assert read_received(write_received(reports)) == tuple(reports)


@given(OUTGOING)
def test_record_of_a_sent_document_is_read_as_it_was_written(document: OutgoingDocument) -> None:
    assert read_outgoing(document.dump()) == document


def is_refused(data: bytes) -> bool:
    try:
        return not read_received(data) and read_outgoing(data) is None
    except NewerFormatError:
        return True


@given(st.binary(max_size=60))
def test_bytes_are_no_record(data: bytes) -> None:
    assert is_refused(data)


@given(JSON, JSON)
def test_other_json_is_no_record(content: object, row: object) -> None:
    assert is_refused(json.dumps(content).encode())
    assert read_received(json.dumps({"format": 1, "reports": [row]}).encode()) is None


@given(OUTGOING, st.sampled_from(["kind", "as_of", "made", "sha256", "size", "subject"]), JSON)
def test_record_with_another_value_is_none_or_says_it(document: OutgoingDocument, key: str, value: object) -> None:
    content = {**json.loads(document.dump()), key: value}
    read = read_outgoing(json.dumps(content).encode())
    assert read is None or json.loads(read.dump()) == content


@given(REPORTS)
def test_received_file_has_a_safe_place_in_the_bag_whatever_it_was_called(report: ReceivedReport) -> None:
    assert is_safe(received_path(report))


@given(st.lists(REPORTS, min_size=1, max_size=12))
def test_rows_of_received_files_can_be_printed_and_are_one_a_file(reports: list[ReceivedReport]) -> None:
    rows = build_return_rows(PLAN, reports, ())
    assert [row.sha256 for row in rows] == list(dict.fromkeys(report.sha256 for report in reports))
    for row in rows:
        assert row.note == unicodedata.normalize("NFC", row.note)
        assert all(ord(letter) < 0x1F00 or letter in "“”‘’–…" for letter in row.note)
        assert row.note.isprintable()
