"""A picture that somebody sent → one that can be printed, and its part in a .docx.

What comes from outside is never put into a document as it is: a photo of a phone has 12 million points, where it was
taken and which way up; a damaged one keeps Word from opening the whole document. So it is read, bounded, and written
anew, small, upright, with nothing but its points.
"""

from __future__ import annotations

import io
import posixpath
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from gen.word.drawings import RELATIONSHIPS, shows
from gen.word.package import (
    ConstantMembers,
    add_content_type,
    add_relationship,
    content_types_first,
    main_part_of,
    pack_member,
)

_FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")
_MOST_POINTS = 100_000_000
"""Photos of today have up to 50 million points; a file that says more is made to fill the memory."""
_MOST_BYTES = 50_000_000
_LONGEST = 1_000
"""Points of the longer side: 8 cm in print at 300 to the inch."""
_QUALITY = 80
_MOST_COLOURS = 256
_NARROWEST = 1 / 20
"""Beyond this proportion of its sides a picture is a line, and nothing that can be seen in print."""


class UnprintablePictureError(ValueError):
    """A picture that cannot be printed: `reason` says why, in the words of people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PrintablePicture:
    """The bytes of a JPEG or a PNG, its ending, and its size in points."""

    data: bytes
    suffix: str
    width: int
    height: int


def make_printable(data: bytes) -> PrintablePicture:
    """The picture `data` upright, on white, its longer side at most 1,000 points, without what is known of the camera.

    Raises UnprintablePictureError for what is no picture that is read here, is damaged, or too large.
    """
    if len(data) > _MOST_BYTES:
        raise UnprintablePictureError("hình quá lớn")
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > _MOST_POINTS:
                raise UnprintablePictureError("hình quá lớn")
            if min(image.size) < max(image.size) * _NARROWEST:
                raise UnprintablePictureError("hình quá hẹp")
            image.draft("RGB", (_LONGEST, _LONGEST))  # a JPEG is read at a half, a quarter or an eighth of its size
            return _write(ImageOps.exif_transpose(image), is_photo=image.format in ("JPEG", "WEBP"))
    except UnprintablePictureError:
        raise
    except Image.DecompressionBombError:
        raise UnprintablePictureError("hình quá lớn") from None
    except UnidentifiedImageError:
        raise UnprintablePictureError("loại hình không in được") from None
    except Exception:  # Pillow raises errors of every kind on a damaged file
        raise UnprintablePictureError("hình bị hỏng") from None


def _write(image: Image.Image, *, is_photo: bool) -> PrintablePicture:
    if image.mode.startswith("I"):  # sixteen bits a point
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        solid = image.convert("RGBA")
        image = Image.new("RGB", solid.size, "white")
        image.paste(solid, mask=solid.getchannel("A"))
    image = image.convert("L" if image.mode in ("1", "L") else "RGB")
    image.thumbnail((_LONGEST, _LONGEST))
    few = None if is_photo else image.getcolors(_MOST_COLOURS)
    out = io.BytesIO()
    if few is not None:  # drawn, not taken: a screen, a table, a stamp
        image.save(out, "PNG", optimize=True)
    else:
        image.save(out, "JPEG", quality=_QUALITY)
    return PrintablePicture(out.getvalue(), "jpg" if few is None else "png", image.width, image.height)


def with_pictures(data: bytes, pictures: Mapping[str, PrintablePicture]) -> bytes:
    """The .docx `data` with `pictures` by the relationships of their runs; those that no run shows are left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = main_part_of(parts)
    shown = {key: one for key, one in pictures.items() if shows(parts[main], key)}
    if not shown:
        return data
    for key, one in shown.items():
        part = posixpath.join(posixpath.dirname(main), f"media/{key}.{one.suffix}")
        parts[part] = one.data
        add_relationship(parts, main, f"{RELATIONSHIPS}/image", f"media/{key}.{one.suffix}", key)
        add_content_type(parts, part, "image/jpeg" if one.suffix == "jpg" else "image/png", ending=True)
    return ConstantMembers({}).zip_with(
        pack_member(name, parts[name]) for name in sorted(parts, key=content_types_first)
    )
