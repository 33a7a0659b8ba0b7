"""A rule and a place that departs from it → a LayoutFinding; a Fix says what may be changed."""

from __future__ import annotations

from dataclasses import dataclass

from gen.diagnostics.lint import FindingLevel, LayoutRule


@dataclass(frozen=True, slots=True)
class FindingPlace:
    """Where in a document. Sections, paragraphs, tables, rows and columns count from 1; 0 and empty: does not apply.

    `paragraph` counts all paragraphs of the body in reading order, those in tables and the empty ones too; `part` is
    body, header or footer; `words` are the paragraph's first ones; `style` is the id of its style.
    """

    part: str = "body"
    section: int = 0
    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    words: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class MarginFix:
    """Bring each margin of `section` (from 1) that is out of bounds to the nearer bound; in points by side."""

    section: int
    sides: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class FontFix:
    """Name Times New Roman wherever another font that spells Unicode is named."""


@dataclass(frozen=True, slots=True)
class SizeFix:
    """Bring the characters of `paragraph` (from 1) to at least `least` and at most `most` points."""

    paragraph: int
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class PageNumberFix:
    """Mend how pages are numbered.

    `aspect` is place (into the top margin), look (14 pt, upright, centred) or first (none on page 1).
    """

    aspect: str


Fix = MarginFix | FontFix | SizeFix | PageNumberFix


@dataclass(frozen=True, slots=True)
class LayoutFinding:
    """One departure from a rule. `rule` is its code, `element` a key of element_names."""

    rule: str
    level: FindingLevel
    element: str
    place: FindingPlace
    actual: str
    expected: str
    fix: Fix | None = None

    @property
    def is_departure(self) -> bool:
        """Whether it keeps the document from being clean: a note does not."""
        return self.level is not FindingLevel.NOTE


def make_finding(
    rule: LayoutRule,
    place: FindingPlace,
    actual: str,
    expected: str = "",
    *,
    element: str = "",
    level: FindingLevel | None = None,
    fix: Fix | None = None,
) -> LayoutFinding:
    """A departure from `rule` at `place`; `element` and `level` replace the rule's own where they are given."""
    return LayoutFinding(rule.code, level or rule.level, element or rule.element, place, actual, expected, fix)
