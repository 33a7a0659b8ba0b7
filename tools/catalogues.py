"""The messages in gen/**/*.py → gen/locale/vi/LC_MESSAGES/gen.po and gen.mo, the same bytes on every run.

`python -m tools.catalogues` adds new messages, removes old ones, and compiles; a message that was reworded keeps its
translation, marked fuzzy until somebody has read it. With `--check` it writes nothing and says what is not in order.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from pydantic import BaseModel

import gen
from gen.plan import model

SOURCES = Path(gen.__file__).parent
PO = SOURCES / "locale" / "vi" / "LC_MESSAGES" / "gen.po"
MO = PO.with_suffix(".mo")

LIBRARIES = (
    "Usage:",
    "Options",
    "Commands",
    "Show this message and exit.",
    "Show the version and exit.",
    "Error: {message}",
    "Try '{command} {option}' for help.",
    "Missing command.",
    "Missing parameter: {param_name}",
    "Missing {param_type}",
    "Missing argument",
    "Missing option",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "No such option {name!r}.",
    "No such command {name!r}.",
    "Option {name!r} does not take a value.",
    "Did you mean {possibility}?",
    "Got unexpected extra argument ({args})",
    "{value!r} is not {choice}.",
    "Option {name!r} requires an argument.",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    "required",
    "Aborted!",
)
"""What click says to a person who mistypes a command; it asks gettext for these, and `gen.locale` answers."""

_PLURALS = {
    "Did you mean {possibility}?": "(Did you mean one of: {possibilities}?)",
    "Got unexpected extra argument ({args})": "Got unexpected extra arguments ({args})",
    "{value!r} is not {choice}.": "{value!r} is not one of {choices}.",
    "Option {name!r} requires an argument.": "Option {name!r} requires {nargs} arguments.",
}

_CALLS = {"_": None, "N_": None, "in_language": (2,)}
_COMMENT = "# Vietnamese messages of gen. Texts in {braces} are filled in by the program: keep them letter by letter."
_HEADER = (
    ("Project-Id-Version", "gen"),
    ("Language", "vi"),
    ("Plural-Forms", "nplurals=1; plural=0;"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("Generated-By", "tools/catalogues.py\n"),
)
_PLACES = re.compile(r"\{+[^{}]*\}+")


class Catalogue(Catalog):
    """Babel's catalogue, but without dates and versions in its header."""

    mime_headers = property(lambda _self: list(_HEADER))

    def __init__(self) -> None:
        super().__init__("vi", header_comment=_COMMENT, fuzzy=False)

    def messages(self) -> Iterator[tuple[str, Message]]:
        """Every message but the header, as it is in the code, with its entry."""
        return ((forms(message.id)[0], message) for message in self if message.id)


def wanted() -> Catalogue:
    """The messages of the code, untranslated: calls with a literal, and the sentences under the plan's keys."""
    found = Catalogue()
    for _file, _line, message, _comments, _context in extract_from_dir(SOURCES, [("**.py", "python")], keywords=_CALLS):
        found.add(message)
    for message in LIBRARIES:
        found.add((message, _PLURALS[message]) if message in _PLURALS else message)
    for node in vars(model).values():
        if isinstance(node, type) and issubclass(node, BaseModel):
            for info in node.model_fields.values():
                found.add(info.description or "")
    return found


def stored(path: Path = PO) -> Catalogue:
    """The catalogue in the file at `path`; an empty one where there is none."""
    found = Catalogue()
    if path.is_file():
        for message in read_po(BytesIO(path.read_bytes()), ignore_obsolete=True):
            if message.id:
                found[message.id] = message
    return found


def merged() -> Catalogue:
    """The stored catalogue with exactly the messages of the code."""
    found = stored()
    found.update(wanted())
    return found


def po_bytes(catalogue: Catalogue) -> bytes:
    """The text of gen.po: sorted, one line a message, without places."""
    out = BytesIO()
    write_po(out, catalogue, width=0, no_location=True, sort_output=True, ignore_obsolete=True, include_previous=True)
    return out.getvalue()


def mo_bytes(catalogue: Catalogue) -> bytes:
    """The bytes of gen.mo, which leaves out what is fuzzy or not translated."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def placeholders(text: str) -> set[str]:
    """Every `{…}` of `text` with its braces."""
    return set(_PLACES.findall(text))


def forms(text: str | Sequence[str] | None) -> Sequence[str]:
    """A message's forms: singular and plural in English, one in Vietnamese; most have one in both."""
    return (text or "",) if text is None or isinstance(text, str) else text


def gaps(catalogue: Catalogue) -> Iterator[str]:
    """What a translator has to do in `catalogue`."""
    for text, message in catalogue.messages():
        if message.fuzzy:
            yield f"fuzzy: {text}"
        elif not all(forms(message.string)):
            yield f"not translated: {text}"
        elif placeholders(forms(message.id)[-1]) != placeholders(forms(message.string)[-1]):
            yield f"other placeholders: {text}"


def problems() -> Iterator[str]:
    """Every difference of the two files from the code, or from each other."""
    code, catalogue = dict(wanted().messages()), stored()
    kept = dict(catalogue.messages())
    yield from (f"missing: {text}" for text in code if text not in kept)
    yield from (f"stale: {text}" for text in kept if text not in code)
    yield from gaps(catalogue)
    if not PO.is_file() or PO.read_bytes() != po_bytes(catalogue):
        yield f"{PO.name} is not as this program writes it"
    if not MO.is_file() or MO.read_bytes() != mo_bytes(catalogue):
        yield f"{MO.name} is not what {PO.name} compiles to"


def main() -> int:
    """Bring the catalogue up to date, or with --check only check it; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if something is not in order")
    if parser.parse_args().check:
        found = sorted(problems())
        print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
        return int(bool(found))
    catalogue = merged()
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_bytes(catalogue))
    MO.write_bytes(mo_bytes(catalogue))
    left = sorted(gaps(catalogue))
    print(*left, sep="\n", end="\n" if left else "", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
