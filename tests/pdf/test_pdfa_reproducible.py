"""What a PDF says of itself: without the clock, the same in both places, the same bytes whenever it was made."""

import io
from datetime import UTC, datetime, timedelta, timezone

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageCms

from gen.pdf.pdfa import color_profile, xmp
from gen.pdf.pdfa.dates import info_date, parse_pdf_date, xmp_date
from gen.pdf.pdfa.reproducible import Origin, date_profile, make_reproducible
from gen.pdf.pdfa.validation import read_claim, validate_pdfa

ORIGIN = Origin(datetime(2020, 11, 5, 7, 30, tzinfo=UTC), "vi-VN")
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn", "Co"]), min_size=1, max_size=40).filter(
    str.strip
)


def made_at(hour: int, *, version: str = "2") -> bytes:
    """A PDF as a converter makes it at that hour, which it writes into every place there is for it."""
    when = datetime(2026, 1, 1, hour, tzinfo=UTC)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        said = {xmp.TITLE: "Kế hoạch", xmp.PART: version, xmp.LEVEL: "B", xmp.CREATED: xmp_date(when)}
        pdf.Root.Metadata = Stream(pdf, xmp.write_packet({**said, xmp.MODIFIED: xmp_date(when)}), Type=Name.Metadata)
        info = {"/Title": "Kế hoạch", "/Producer": "Converter 1", "/CreationDate": info_date(when)}
        pdf.trailer.Info = pdf.make_indirect(Dictionary({key: String(value) for key, value in info.items()}))
        profile = Stream(pdf, date_profile(color_profile.srgb_profile(), when), N=3)
        pdf.Root.OutputIntents = Array([Dictionary(S=Name.GTS_PDFA1, DestOutputProfile=profile)])
        pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
        pdf.trailer.DocChecksum = Name(f"/{hour:032}")
        file = io.BytesIO()
        pdf.save(file, fix_metadata_version=False)
    return file.getvalue()


def test_the_hour_of_making_leaves_no_trace() -> None:
    assert made_at(1) != made_at(2)
    assert make_reproducible(made_at(1), ORIGIN) == make_reproducible(made_at(2), ORIGIN)


def test_what_is_settled_stays_as_it_is() -> None:
    once = make_reproducible(made_at(1), ORIGIN)
    assert make_reproducible(once, ORIGIN) == once


def test_another_origin_shows() -> None:
    assert (
        len({make_reproducible(made_at(1), origin) for origin in (ORIGIN, Origin(), Origin(ORIGIN.moment, "en"))}) == 3
    )


def test_both_places_say_the_same_and_keep_who_made_it() -> None:
    data = make_reproducible(made_at(1), ORIGIN)
    assert {finding.rule for finding in validate_pdfa(data)} == {"tagged"}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        said = xmp.read_packet(pdf.Root.Metadata.read_bytes())
        assert said[xmp.PRODUCER] == str(pdf.docinfo.Producer) == "Converter 1"
        assert said[xmp.CREATED] == "2020-11-05T07:30:00Z"
        assert xmp.MODIFIED not in said
        assert "/OpenAction" not in pdf.Root


@pytest.mark.parametrize(("version", "packed"), [("1", False), ("2", True)])
def test_object_streams_are_for_the_parts_that_know_them(version: str, packed: bool) -> None:
    data = make_reproducible(made_at(1, version=version), ORIGIN)
    assert (b"/ObjStm" in data) is packed
    assert read_claim(data) == f"{version}b"


@pytest.mark.parametrize("archive", ["1b", "2b", ""])
def test_a_claim_can_be_set_and_taken_away(archive: str) -> None:
    assert read_claim(make_reproducible(made_at(1), ORIGIN, archive)) == archive


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", made_at(1)[:200]])
def test_a_damaged_pdf_is_not_settled(data: bytes) -> None:
    with pytest.raises((pikepdf.PdfError, ValueError, TypeError)):
        make_reproducible(data, ORIGIN)


@given(st.dictionaries(st.sampled_from(sorted(xmp.KNOWN, key=str)), LINES))
def test_metadata_read_as_they_were_written(said: dict[xmp.XmpProperty, str]) -> None:
    assert xmp.read_packet(xmp.write_packet(said)) == said


def test_metadata_in_any_order_are_the_same_bytes() -> None:
    said = {xmp.TITLE: "a", xmp.PART: "2", xmp.AUTHOR: "b"}
    assert xmp.write_packet(said) == xmp.write_packet(dict(reversed(said.items())))


MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(
    lambda when: when.replace(microsecond=0)
)


@given(MOMENTS, st.integers(-12 * 60, 14 * 60))
def test_a_moment_is_the_same_in_both_ways_to_write_it_and_in_any_zone(when: datetime, minutes: int) -> None:
    local = when.astimezone(timezone(timedelta(minutes=minutes)))
    assert (
        parse_pdf_date(info_date(local)) == parse_pdf_date(xmp_date(local)) == parse_pdf_date(local.isoformat()) == when
    )


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("D:20201105073000Z'", datetime(2020, 11, 5, 7, 30, tzinfo=UTC)),
        ("D:20201105143000+07'00'", datetime(2020, 11, 5, 7, 30, tzinfo=UTC)),
        ("D:2020", datetime(2020, 1, 1, tzinfo=UTC)),
        ("2020-11-05", datetime(2020, 11, 5, tzinfo=UTC)),
        ("2020-11-05T14:30:00.5+07:00", datetime(2020, 11, 5, 7, 30, tzinfo=UTC)),
        ("D:20201305", None),
        ("00010101000000+14:00", None),
        ("٢٠٢٠", None),
        ("", None),
    ],
)
def test_dates_as_programs_write_them(text: str, when: datetime | None) -> None:
    assert parse_pdf_date(text) == when


def test_the_profile_is_the_colours_of_a_screen() -> None:
    ours = ImageCms.ImageCmsProfile(io.BytesIO(color_profile.srgb_profile()))
    theirs = ImageCms.createProfile("sRGB")
    assert ImageCms.getProfileDescription(ours).strip() == color_profile.NAME
    for intent in ImageCms.Intent:
        there = ImageCms.buildTransform(ours, theirs, "RGB", "RGB", intent)
        for colour in [(0, 0, 0), (255, 255, 255), (255, 0, 0), (0, 255, 0), (0, 0, 255), (18, 130, 200)]:
            found = ImageCms.applyTransform(Image.new("RGB", (1, 1), colour), there).getpixel((0, 0))
            assert max(abs(a - b) for a, b in zip(found, colour, strict=True)) <= 1
