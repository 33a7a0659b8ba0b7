"""An English message → the same in the reader's language, by gettext catalogues.

English texts in the code are the message ids; `vi/LC_MESSAGES/gen.po` holds the Vietnamese. The language comes from
GEN_LANG, else from the locale; a machine without one (LANG=C) belongs to the people the tool is for: Vietnamese.
"""

from __future__ import annotations

import gettext as _gettext
import locale
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("vi", "en")
_DOMAIN = "gen"


_chosen: ContextVar[str] = ContextVar("language", default="")


@contextmanager
def use_language(code: str) -> Iterator[None]:
    """Messages in the language `code`, whatever the reader's is: for documents, which are always Vietnamese."""
    token = _chosen.set(code)
    try:
        yield
    finally:
        _chosen.reset(token)


def current_language() -> str:
    """The language of messages, one of `LANGUAGES`."""
    if chosen := _chosen.get():
        return chosen
    for name in (os.environ.get("GEN_LANG"), _locale_name()):
        code = (name or "").replace("-", "_").split("_")[0].lower()
        if code in {"en", "english"}:
            return "en"
        if code in {"vi", "vietnamese"}:
            return "vi"
    return "vi"


def _locale_name() -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return os.environ[variable]
    # Elsewhere the variables say it all, and getlocale() calls the C locale American English.
    if sys.platform == "win32":
        with suppress(ValueError):
            return locale.getlocale()[0] or ""
    return ""


@cache
def _catalogue(code: str) -> _gettext.NullTranslations:
    return _gettext.translation(_DOMAIN, Path(__file__).parent, [code], fallback=True)


def _(message: str) -> str:
    """`message` in the reader's language; `{name}` places are filled by the caller afterwards."""
    return _catalogue(current_language()).gettext(message)


def N_(message: str) -> str:  # noqa: N802
    """`message` as it is: marks it for the catalogue where it stands in a table, to be put into words later by `_`."""
    return message


def one_of(words: Sequence[str]) -> str:
    """`words` as a choice: `plan, report or source`."""
    return _("{others} or {last}").format(others=", ".join(words[:-1]), last=words[-1]) if words[1:] else "".join(words)


def configure_gettext() -> None:
    """Let libraries that ask gettext for their own words (click) find them in our catalogue."""
    os.environ["LANGUAGE"] = current_language()
    _gettext.bindtextdomain(_DOMAIN, str(Path(__file__).parent))
    _gettext.textdomain(_DOMAIN)


def translate_into(code: str, message: str) -> str:
    """`message` in the language `code`, for output that holds several languages at once."""
    return _catalogue(code).gettext(message)
