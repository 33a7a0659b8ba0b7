"""The name of a template beside this module, and values → HTML, with every value escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from gen.sheets.formats import format_count, format_size, shorten_dates

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(count=format_count, size=format_size, short_dates=shorten_dates, url=_quote_path)
    return environment


def _quote_path(path: str) -> str:
    """A relative path as a link: everything but `/` and plain characters is quoted, so that `:` makes no scheme."""
    return quote(path, safe="/")


def render_html(template: str, **values: object) -> str:
    """The template's text with `values` in it.

    Raises jinja2.UndefinedError where the template names a value that is not given.
    """
    return _environment().get_template(template).render(**values)
