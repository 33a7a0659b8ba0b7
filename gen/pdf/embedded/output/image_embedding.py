"""A picture's bytes (PNG, JPEG, GIF) → the image object of a PDF (ISO 32000-1, 8.9)."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from gen.ooxml.unsupported import UnsupportedKind
from gen.pdf.embedded.output.objects import PdfObjects, reference

_KINDS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF87a": "GIF", b"GIF89a": "GIF"}
_MOST = 40_000_000
"""No printed page shows more pixels."""


class PictureError(ValueError):
    """What keeps a picture from being set."""

    def __init__(self, kind: UnsupportedKind) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class ImagePixels:
    """A picture as rows of pixels, or as its own JPEG; `alpha` is the opacity of each, empty where all are opaque."""

    width: int
    height: int
    space: str
    data: bytes
    is_jpeg: bool
    alpha: bytes = b""


def embed_image(objects: PdfObjects, pixels: ImagePixels, opaque: bool) -> int:
    """The number of the picture's object; where it has to be `opaque` (PDF/A-1), it is put on white."""
    size = f"/Width {pixels.width}/Height {pixels.height}/BitsPerComponent 8"
    head = f"/Type/XObject/Subtype/Image{size}/ColorSpace/{pixels.space}"
    if pixels.is_jpeg:
        return objects.stream(pixels.data, f"{head}/Filter/DCTDecode", packed=False)
    if not pixels.alpha:
        return objects.stream(pixels.data, head)
    if opaque:
        return objects.stream(_on_white(pixels), head)
    alpha = objects.stream(pixels.alpha, f"/Type/XObject/Subtype/Image{size}/ColorSpace/DeviceGray")
    return objects.stream(pixels.data, f"{head}/SMask {reference(alpha)}")


@lru_cache(maxsize=16)
def read_image(name: str, data: bytes) -> ImagePixels:
    """The picture `data` of the part `name`.

    Raises PictureError where it is of another kind, damaged, or larger than any page needs.
    """
    kind = next((kind for mark, kind in _KINDS.items() if data.startswith(mark)), "")
    if not kind:
        raise PictureError(UnsupportedKind.PICTURE_FORMAT)
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=[kind]) as image:
            if image.width * image.height > _MOST:
                raise PictureError(UnsupportedKind.PICTURE_SIZE)
            image.load()
            return _pixels(image, data)
    except PictureError:
        raise
    except Exception:  # Pillow raises errors of every kind on a damaged file
        raise PictureError(UnsupportedKind.DAMAGED_PICTURE) from None


def _pixels(image: Image.Image, data: bytes) -> ImagePixels:
    if image.format == "JPEG" and image.mode in ("L", "RGB"):
        space = "DeviceGray" if image.mode == "L" else "DeviceRGB"
        return ImagePixels(image.width, image.height, space, data, is_jpeg=True)
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")  # sixteen bits a point
    has_alpha = "A" in image.getbands() or "transparency" in image.info
    if has_alpha:
        solid = image.convert("RGBA")
        alpha = solid.getchannel("A").tobytes()
        return ImagePixels(image.width, image.height, "DeviceRGB", solid.convert("RGB").tobytes(), False, alpha)
    space, mode = ("DeviceGray", "L") if image.mode in ("1", "L") else ("DeviceRGB", "RGB")
    return ImagePixels(image.width, image.height, space, image.convert(mode).tobytes(), is_jpeg=False)


def _on_white(pixels: ImagePixels) -> bytes:
    size = (pixels.width, pixels.height)
    page = Image.new("RGB", size, "white")
    page.paste(Image.frombytes("RGB", size, pixels.data), mask=Image.frombytes("L", size, pixels.alpha))
    return page.tobytes()
