"""A bag's index, plan, manifest.json, signed copies and PDFs → every contradiction between them.

The checksums only show that a file differs; this check says in what, and finds a bag that was changed and listed again.
"""

from __future__ import annotations

from dataclasses import dataclass

from gen import diagnostics
from gen.archiving.bag.layout import ISSUED, REGISTER
from gen.archiving.bag.members import BagMembers
from gen.archiving.verify.checksums import ChecksumResult
from gen.archiving.verify.copies_check import check_copies
from gen.archiving.verify.examined_bag import ExaminedBag
from gen.archiving.verify.index_check import check_index, is_archival_pdf
from gen.archiving.verify.plan_check import check_plan
from gen.archiving.verify.returns_check import check_returns
from gen.errors import Diagnostic
from gen.history.records import PLAN_NAME as PLAN_FILE


@dataclass(frozen=True, slots=True)
class CheckedContents:
    """What of a bag was held against each other, as the report tells it.

    The `rows` of its index, all cells of which were compared where there is a `plan` to compare them with; its `pdfs`,
    the signed `copies` with their `signatures`, whether there is a `register` of what was issued, and a printed `list`;
    the `received` files with the documents that were sent, and the `texts` that the plan had.
    """

    rows: int
    pdfs: int
    copies: int
    signatures: int
    plan: bool
    register: bool
    list: bool
    received: int = 0
    texts: int = 0


def check_consistency(members: BagMembers, checked: ChecksumResult) -> tuple[list[Diagnostic], CheckedContents | None]:
    """Every contradiction within the bag, and what was compared to find them.

    Nothing of a bag is compared that a newer version of the program wrote, or a record in it: what is half understood
    would be accused of what is only unknown.
    """
    bag = ExaminedBag.of(members, checked)
    if bag.is_newer:
        return [found for found in bag.findings if found.code == diagnostics.archive.NEWER_FORMAT.code], None
    findings = [*bag.findings, *check_index(bag), *check_plan(bag), *check_copies(bag), *check_returns(bag)]
    contents = CheckedContents(
        len(bag.rows),
        sum(map(is_archival_pdf, bag.rows)),
        len(bag.copies),
        sum(len(copy.signatures) for copy in bag.copies.values()),
        bag.plan is not None,
        bag.register is not None and bool(bag.listed(ISSUED)),
        bool(bag.listed(REGISTER)),
        len({report.sha256 for report in bag.received}) + len(bag.outgoing),
        sum(name.endswith("/" + PLAN_FILE) for name in bag.history),
    )
    return findings, contents
