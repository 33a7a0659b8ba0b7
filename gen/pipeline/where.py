"""A request → where its work runs: this process, this machine's cores, or a cluster."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from gen.errors import EngineError
from gen.pdf import DEFAULT_ENGINE, Kind
from gen.pdf.crew import cores
from gen.pipeline.fingerprint import engine
from gen.pipeline.pdfs import choose_engine
from gen.pipeline.request import Request
from gen.schedule import Cluster, Cores, Here, Schedule

_FEW = 200
"""Below so many documents for each process, starting it takes longer than it saves."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Where documents are made, how many pieces go on side by side, and where PDFs are made, if not here."""

    documents: Schedule
    side_by_side: int
    away: Schedule | None = None


def _makers(pdf: str) -> str:
    """What makes documents on this machine, and their PDFs: the font, too, has to be the same everywhere."""
    try:
        return f"{engine()}; {choose_engine(pdf, Kind.DOCUMENTS).label}"
    except EngineError:
        return f"{engine()}; –"


def schedule_for(request: Request, documents: int) -> Scheduled:
    """Where so many documents are made.

    Raises BuildError BUILD-012 and BUILD-013 where the cluster cannot be used, or would make other documents.
    """
    if request.cluster is not None:
        cluster = Cluster(
            request.cluster, partial(_makers, request.engine or DEFAULT_ENGINE) if request.pdf else engine
        )
        return Scheduled(cluster, cluster.workers(), cluster)
    jobs = min(request.jobs or cores(), max(1, documents // _FEW))
    return Scheduled(Cores(jobs) if jobs > 1 else Here(), jobs)
