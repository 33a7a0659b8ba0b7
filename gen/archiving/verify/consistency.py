"""A bag's index, plan, manifest.json, signed copies and PDFs → every contradiction between them.

The checksums only show that a file differs; this check says in what, and finds a bag that was changed and listed again.
"""

from __future__ import annotations

from dataclasses import dataclass

from gen.archiving.bag.layout import ISSUED, REGISTER
from gen.archiving.bag.members import BagMembers
from gen.archiving.verify.checksums import ChecksumResult
from gen.archiving.verify.copies_check import check_copies
from gen.archiving.verify.examined_bag import ExaminedBag
from gen.archiving.verify.index_check import check_index
from gen.archiving.verify.plan_check import check_plan
from gen.errors import Diagnostic


@dataclass(frozen=True, slots=True)
class CheckedContents:
    """What of a bag was held against each other, as the report tells it.

    The `rows` of its index, all cells of which were compared where there is a `plan` to compare them with; its `pdfs`,
    the signed `copies` with their `signatures`, whether there is a `register` of what was issued, and a printed `list`.
    """

    rows: int
    pdfs: int
    copies: int
    signatures: int
    plan: bool
    register: bool
    list: bool


def check_consistency(members: BagMembers, checked: ChecksumResult) -> tuple[list[Diagnostic], CheckedContents]:
    """Every contradiction within the bag, and what was compared to find them."""
    bag = ExaminedBag.of(members, checked)
    findings = [*bag.findings, *check_index(bag), *check_plan(bag), *check_copies(bag)]
    contents = CheckedContents(
        len(bag.rows),
        sum(name.endswith(".pdf") for name in bag.rows),
        len(bag.copies),
        sum(len(copy.signatures) for copy in bag.copies.values()),
        bag.plan is not None,
        bag.register is not None and bool(bag.listed(ISSUED)),
        bool(bag.listed(REGISTER)),
    )
    return findings, contents
