"""Text in a font from before Unicode (TCVN3: .VnTime; VNI: VNI-Times) → the same words in Unicode.

Such a font shows Vietnamese letters at the code points of Latin-1: the text is correct only in that font. The tables
are TCVN 5712:1993 (VN3) and VNI's published one; no kept package of PyPI has them (docs/decisions/0011).
"""

from __future__ import annotations

import re
import unicodedata

_TCVN3_CODES = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦"
_TCVN3_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_TCVN3 = str.maketrans(_TCVN3_CODES, _TCVN3_LETTERS)

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_ROOF, _BOWL = "\u0302", "\u0306"
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _ROOF, "à": _ROOF + _GRAVE, "á": _ROOF + _ACUTE, "å": _ROOF + _HOOK, "ã": _ROOF + _TILDE, "ä": _ROOF + _DOT,
    "ê": _BOWL, "è": _BOWL + _GRAVE, "é": _BOWL + _ACUTE, "ú": _BOWL + _HOOK, "ü": _BOWL + _TILDE, "ë": _BOWL + _DOT,
}  # fmt: skip
"""The character after a letter → the marks that it adds to the letter."""
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = re.compile(rf"([aeouyôö])([{''.join(_VNI_MARKS)}])|[{''.join(_VNI_LETTERS)}]", re.IGNORECASE)
_VNI_SINGLE = str.maketrans({**_VNI_LETTERS, **{a.upper(): b.upper() for a, b in _VNI_LETTERS.items()}})


def convert_to_unicode(text: str, font: str) -> str:
    """`text`, written in `font`, in Unicode; text in any other font is returned unchanged.

    A font called .Vn…H shows small letters as capitals, which TCVN3 itself does not have with tones.
    """
    name = font.strip().lower()
    if name.startswith(".vn"):
        found = text.translate(_TCVN3)
        return found.upper() if name.endswith("h") else found
    if name.startswith("vni-"):
        return _VNI.sub(_compose_letter, text)
    return text


def _compose_letter(match: re.Match[str]) -> str:
    """A letter with its mark; ô and ö are VNI's ơ and ư, which take tones only."""
    if not match[2]:
        return match[0].translate(_VNI_SINGLE)
    return unicodedata.normalize("NFC", match[1].translate(_VNI_SINGLE) + _VNI_MARKS[match[2].lower()])
