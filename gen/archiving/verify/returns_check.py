"""A bag's received files and sent documents × their records → every record that is not true of its file."""

from __future__ import annotations

from collections.abc import Iterator

from gen import diagnostics
from gen.archiving.bag.layout import RECEIVED, SENT
from gen.archiving.bag.received import received_path
from gen.archiving.verify.examined_bag import ExaminedBag
from gen.errors import Diagnostic
from gen.locale import _


def check_returns(bag: ExaminedBag) -> Iterator[Diagnostic]:
    """Received files that are not those of received.json, and sent documents that are not those of their records."""
    for path, digest in sorted({(received_path(report), report.sha256) for report in bag.received}):
        if bag.listed(path) != digest:
            reason = _("{file} is another file, or missing").format(file=path)
            yield diagnostics.archive.RETURN_UNFIT.at(bag.at(RECEIVED), name=RECEIVED, reason=reason)
    for path, document in sorted(bag.outgoing.items()):
        name = SENT + document.record_name
        if bag.listed(path) != document.sha256:
            reason = _("{file} is another file, or missing").format(file=path)
        elif bag.built is not None and document.plan != bag.built.plan_id:
            reason = _("it is of another plan")
        elif bag.is_intact(path) and bag.members.sizes.get(bag.actual(path), document.size) != document.size:
            reason = _("its file has {count} bytes").format(count=bag.members.sizes[bag.actual(path)])
        else:
            continue
        yield diagnostics.archive.RETURN_UNFIT.at(bag.at(name), name=name, reason=reason)
