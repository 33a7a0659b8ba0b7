"""A file that came back → for each answer whether it is right, named to a person, or wrong in silence."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from html import unescape
from pathlib import Path

from gen.derive.form_fields import cell_words, code_words
from gen.pdf.office_formats import convert_to_docx
from gen.plan.model import Plan
from gen.returns import Submission, read_submissions, receive_files
from tests.editors.answers import Typed


class Outcome(StrEnum):
    """What became of an answer.

    Wrong in silence are four: the words are in the file and were not read rightly (`missed`); something was read where
    nothing was typed (`made up`); the program wrote the lines as one (`lines`), or not what was typed (`lost`): these
    two nobody can tell from the file.
    """

    RIGHT = "right"
    NAMED = "named"
    MISSED = "missed"
    MADE_UP = "made up"
    LINES = "lines"
    LOST = "lost"


OURS = (Outcome.MISSED, Outcome.MADE_UP)
"""What a better reader would not do."""
THEIRS = (Outcome.LINES, Outcome.LOST)
"""What a program did before anybody could read it."""


@dataclass(slots=True)
class Judged:
    """The outcome of each answer by its key, what was read instead, by which anchor, and why the file is set apart."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)
    set_apart: str = ""


def judge(submission: Submission, typed: Mapping[str, Typed], path: Path) -> Judged:
    """What became of what was `typed`, and of the fields into which nothing was."""
    found = Judged(set_apart=str(submission.quarantine_reason or ""))
    values = {one.field.key: one for one in submission.values}
    named = {one.field.key: one.text for one, _reason in submission.quarantined_values}
    in_file: str | None = None
    for key, one in typed.items():
        value = values.get(key)
        found.read[key] = value.text if value else named.get(key, "")
        found.anchors[key] = value.anchor if value else ""
        if value is not None and value.text == one.read:
            found.outcomes[key] = Outcome.RIGHT
        elif found.set_apart or key in named or (value is not None and value.doubts) or _is_told(submission, key):
            found.outcomes[key] = Outcome.NAMED
        else:
            in_file = _words_in(path) if in_file is None else in_file
            found.outcomes[key] = _wrong(one, found.read[key], in_file)
    for key in sorted(values.keys() - typed.keys()):
        found.outcomes[key] = Outcome.MADE_UP
        found.read[key] = values[key].text
    return found


def _wrong(typed: Typed, read: str, in_file: str) -> Outcome:
    """In which way what was read is wrong, by what the file holds."""
    if not any(_squeezed(words) in _squeezed(in_file) for words in (typed.text, typed.read)):
        return Outcome.LOST
    # A line that was read stands in the file as it was read: the program had made it one.
    written = re.sub(r"[^\S\n]+", " ", in_file)
    same_words = read and _squeezed(read) == _squeezed(typed.read)
    return Outcome.LINES if same_words and all(line in written for line in read.split("\n")) else Outcome.MISSED


def _is_told(submission: Submission, key: str) -> bool:
    """Whether a doubt of the form names the cell or its row; one that ends in … names more than it lists."""
    code = key.rpartition("/")[0]
    names = [cell_words(key), *([code_words(code)] if code else [])]
    said = [words for doubt in submission.doubts for _name, words in doubt.values]
    return any(words.endswith("…") or any(name in words for name in names) for words in said)


@lru_cache(maxsize=4)
def _squeezed(text: str) -> str:
    return "".join(text.split())


def _words_in(path: Path) -> str:
    """All words of a file, in attributes too: as the program wrote them, whoever reads them."""
    if path.suffix in (".docx", ".odt"):
        data: bytes | None = path.read_bytes()
    else:
        (data,) = convert_to_docx([path])
    if data is None:
        return ""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("content.xml" if path.suffix == ".odt" else "word/document.xml").decode("utf-8")
    attributes = " ".join(re.findall(r'="([^"]*)"', xml))
    return unescape("\n".join((re.sub(r"<[^>]*>", "\n", xml), attributes)))


def read_all(paths: Iterable[Path], plan: Plan) -> dict[str, Submission]:
    """What gen reads of each file, by its name."""
    return {Path(one.name).name: one for one in read_submissions(receive_files(list(paths)), plan)}
