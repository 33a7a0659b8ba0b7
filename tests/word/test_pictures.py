"""Pictures that somebody sent → what is printed of them: small, upright, without what is known of the camera."""

import io
import struct
import zlib

import pytest
from PIL import Image

from gen.word.pictures import PrintablePicture, UnprintablePictureError, make_printable

ORIENTATION, GPS = 0x0112, 0x8825


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(width: int = 1600, height: int = 1200) -> Image.Image:
    return Image.effect_noise((width, height), 60).convert("RGB")


def opened(picture: PrintablePicture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


def refused(data: bytes) -> str:
    with pytest.raises(UnprintablePictureError) as caught:
        make_printable(data)
    return caught.value.reason


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP"])
def test_each_kind_of_picture_becomes_a_jpeg_or_a_png_of_at_most_1000_points(kind: str) -> None:
    found = make_printable(saved(photo(), kind))
    assert (found.width, found.height) == (1000, 750)
    assert opened(found).format == {"jpg": "JPEG", "png": "PNG"}[found.suffix]


def test_small_picture_keeps_its_size() -> None:
    assert (make_printable(saved(photo(40, 30), "PNG")).width) == 40


def test_photo_stands_as_it_was_taken() -> None:
    turned = Image.Exif()
    turned[ORIENTATION] = 6
    found = make_printable(saved(photo(), "JPEG", exif=turned))
    assert found.height > found.width


def test_place_and_camera_of_a_photo_are_not_printed() -> None:
    told = Image.Exif()
    told[0x010F] = "camera"
    told.get_ifd(GPS)[1] = "N"
    found = make_printable(saved(photo(), "JPEG", exif=told))
    assert not opened(found).getexif()
    assert b"camera" not in found.data


def test_what_is_drawn_stays_sharp() -> None:
    drawn = Image.new("RGB", (300, 200), "white")
    drawn.paste((200, 0, 0), (10, 10, 100, 100))
    found = make_printable(saved(drawn, "PNG"))
    assert (found.suffix, opened(found).convert("RGB").getpixel((50, 50))) == ("png", (200, 0, 0))


def test_transparent_points_are_white() -> None:
    found = make_printable(saved(Image.new("RGBA", (30, 30), (0, 0, 0, 0)), "PNG"))
    assert opened(found).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_sixteen_bits_a_point_are_read() -> None:
    found = make_printable(saved(Image.new("I;16", (30, 30), 40_000), "PNG"))
    assert opened(found).convert("L").getpixel((5, 5)) == 40_000 // 256


def test_same_picture_gives_the_same_bytes() -> None:
    data = saved(photo(), "JPEG")
    assert make_printable(data) == make_printable(data)


def test_damaged_picture_is_refused() -> None:
    assert refused(saved(photo(), "PNG")[:4000]) == "hình bị hỏng"


@pytest.mark.parametrize("data", [b"", b"\x01\x00\x00\x00 EMF", b"<svg/>"])
def test_what_is_no_picture_of_points_is_refused(data: bytes) -> None:
    assert refused(data) == "loại hình không in được"


@pytest.mark.parametrize("side", [11_000, 60_000])
def test_picture_that_says_it_is_enormous_is_refused_before_it_is_read(side: int) -> None:
    small = saved(photo(40, 30), "PNG")
    begin, end = small.index(b"IHDR"), small.index(b"IHDR") + 17
    head = b"IHDR" + struct.pack(">II", side, side) + small[begin + 12 : end]
    data = small[:begin] + head + struct.pack(">I", zlib.crc32(head)) + small[end + 4 :]
    assert refused(data) == "hình quá lớn"


def test_picture_like_a_line_is_refused() -> None:
    assert refused(saved(Image.new("L", (900, 3)), "PNG")) == "hình quá hẹp"
