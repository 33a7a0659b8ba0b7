"""The template with which report forms were made → a copy beside the revisions, and back.

Forms come back months after they were made, and what an office's own template says in them is none of the unit's
words; by then the template may be another one, or lie in a folder that was named for one build.
"""

from __future__ import annotations

from pathlib import Path

from gen.files import remove_leftovers, sha256, write_atomically
from gen.history.records import DIGITS, History, unwritable_record

FOLDER = "templates"
"""In the folder of revisions; no revision is called so, since their names are hexadecimal."""
ENDING = ".template"
"""Not .docx: whoever gathers the Word files of an office means its documents."""


def keep_form_template(history: History, data: bytes) -> None:
    """Keep the template with the bytes `data`, with which forms are made; the plan's lock is held.

    Raises BuildError BUILD-005 where it cannot be written.
    """
    path = history.folder / FOLDER / f"{sha256(data)[:DIGITS]}{ENDING}"
    try:
        remove_leftovers([path])
        if not path.exists() or path.read_bytes() != data:
            write_atomically(path, data, durable=True)
    except OSError as error:
        raise unwritable_record(path, error) from None


def list_form_templates(history: History) -> tuple[Path, ...]:
    """The templates with which forms of the plan were made; none of a plan that was never used."""
    return tuple(sorted((history.folder / FOLDER).glob(f"*{ENDING}"))) if history.is_on_disk else ()
