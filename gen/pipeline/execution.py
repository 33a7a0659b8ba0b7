"""A request → where its work runs: this process, this machine's cores, or a cluster."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from gen.errors import EngineError
from gen.pdf import DEFAULT_ENGINE, SourceFormat
from gen.pdf.engines.thread_pool import available_cores
from gen.pipeline.engines import select_engine
from gen.pipeline.generator import describe_generator
from gen.pipeline.request import BuildRequest
from gen.schedule import ClusterSchedule, ProcessSchedule, Schedule, SerialSchedule

_MIN_DOCUMENTS_PER_PROCESS = 200
"""Below so many documents for each process, starting it takes longer than it saves."""


@dataclass(frozen=True, slots=True)
class ExecutionPlan:
    """Where documents are made, how many pieces go on side by side, and where PDFs are made, if not here."""

    documents: Schedule
    parallel_pieces: int
    remote: Schedule | None = None


def _describe_generators(pdf: str) -> str:
    """What makes documents on this machine, and their PDFs: the font, too, has to be the same everywhere."""
    try:
        return f"{describe_generator()}; {select_engine(pdf, SourceFormat.DOCUMENTS).label}"
    except EngineError:
        return f"{describe_generator()}; –"


def plan_execution(request: BuildRequest, documents: int) -> ExecutionPlan:
    """Where so many documents are made.

    Raises BuildError BUILD-012 and BUILD-013 where the cluster cannot be used, or would make other documents.
    """
    if request.cluster is not None:
        cluster = ClusterSchedule(
            request.cluster,
            partial(_describe_generators, request.engine or DEFAULT_ENGINE) if request.pdf else describe_generator,
        )
        return ExecutionPlan(cluster, cluster.count_threads(), cluster)
    jobs = min(request.jobs or available_cores(), max(1, documents // _MIN_DOCUMENTS_PER_PROCESS))
    return ExecutionPlan(ProcessSchedule(jobs) if jobs > 1 else SerialSchedule(), jobs)
