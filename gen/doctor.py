"""This machine → what `gen` needs on it: Python, the PDF engines, the font of the documents, the language in use."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gen.locale import _, current_language
from gen.pdf import Availability, Engine, fonts, known_engines
from gen.pdf.engines.protocol import EngineTraits

_LANGUAGES = {"vi": "tiếng Việt", "en": "English"}


@dataclass(frozen=True, slots=True)
class SystemCheck:
    """The check of one thing under a stable `name`; `ok` is None where it could not be checked.

    `detail` says what was found and `remedy` what to do about it, in the reader's language.
    """

    name: str
    ok: bool | None
    detail: str
    remedy: str = ""


def check_system(known: Iterable[Engine] | None = None) -> tuple[SystemCheck, ...]:
    """Check this machine; `known` are the engines to check (default: all). Changes nothing, raises nothing."""
    checks = [
        check_engine(engine.name, engine.probe(), engine.traits)
        for engine in (known_engines() if known is None else known)
    ]
    return (_check_python(), *checks, check_fonts(fonts.check_fonts()), _check_language())


def check_engine(name: str, available: Availability, traits: EngineTraits) -> SystemCheck:
    """The check of the engine `name`: its version and the traits of its PDFs."""
    if available.present:
        return SystemCheck(name, True, f"{available.version} ({available.path}): {', '.join(_describe_traits(traits))}")
    return SystemCheck(name, False, _("does not run on this machine"), available.remedy)


def _describe_traits(traits: EngineTraits) -> Iterator[str]:
    if traits.faithful:
        yield _("laid out as in Word")
    yield f"PDF/A-{traits.archive}" if traits.archive else _("PDFs that are not archival")
    if traits.reproducible:
        yield _("the same bytes on every run")


def check_fonts(status: fonts.FontStatus) -> SystemCheck:
    """The check of the font of the documents."""
    if status.ok is None:
        return SystemCheck("fonts", None, _("not checked: this machine has no fontconfig"))
    if not status.family:
        return SystemCheck("fonts", False, _("fontconfig knows no font"), status.remedy)
    detail = " ".join(filter(None, [status.family, status.version, f"({status.file})"]))
    if status.missing:
        message = _("{font} lacks {count} Vietnamese letters: {letters}")
        letters = " ".join(status.missing)
        return SystemCheck(
            "fonts", False, message.format(font=detail, count=len(status.missing), letters=letters), status.remedy
        )
    if not status.ok:
        detail = _("{font} takes the place of Times New Roman: lines and pages will break elsewhere").format(
            font=detail
        )
    return SystemCheck("fonts", status.ok, detail, status.remedy)


def _check_python() -> SystemCheck:
    return SystemCheck("python", True, f"{platform.python_version()} ({sys.executable})")


def _check_language() -> SystemCheck:
    detail = _("{language}; set GEN_LANG to vi or en for the other").format(language=_LANGUAGES[current_language()])
    return SystemCheck("language", True, detail)
