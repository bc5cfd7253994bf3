"""Build: run all steps in one run, or find that there is nothing to do.

Here: their order. Not here: the steps themselves (the other modules of this room).
"""

import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from etl.kinds import OutcomeKind
from etl.quality.examine import RuleResult, early_checker
from etl.settings import Settings
from etl.steps.checking import CHECK, ONE_THREAD, CheckCounts, is_upkeep
from etl.steps.classifying import CLASSIFY
from etl.steps.gathering import GATHER
from etl.steps.ingesting import INGEST, IngestCounts
from etl.steps.parsing import PARSE
from etl.steps.publishing import PUBLISH
from etl.steps.quoting import QUOTE
from etl.steps.recognising import RECOGNISE
from etl.steps.resolving import RESOLVE
from etl.steps.revising import REVISE
from etl.steps.step import Counts, Progress, Step, silent
from etl.steps.tracing import TRACE
from etl.steps.versions import open_run
from etl.warehouse.runs import Run
from etl.warehouse.summary import Summary, summarize
from etl.work.workers import FEW_DOCUMENTS

# From here on the checking process starts after resolve: filling the marts hides its import, as naming does in a small
# build, and its 250 MB come when the resolver's are gone. Documents.
MANY_DOCUMENTS = 20_000
STEPS = (INGEST, PARSE, REVISE, TRACE, CLASSIFY, RECOGNISE, QUOTE, RESOLVE, GATHER, CHECK, PUBLISH)


@dataclass(frozen=True, kw_only=True)
class BuildReport:
    """What a build did, and what the warehouse holds now. outcome is None if there was nothing to do."""

    run_id: str
    outcome: OutcomeKind | None
    counts: Mapping[str, Counts]  # by step
    seconds: Mapping[str, float]  # by step
    summary: Summary

    @property
    def results(self) -> tuple[RuleResult, ...]:
        """The results of the rules; empty if nothing was checked."""
        checked = self.counts[CHECK.name]
        return checked.results if isinstance(checked, CheckCounts) else ()


def has_work(settings: Settings, run: Run) -> bool:
    """Whether any step after ingest is pending; the cheapest are asked first."""
    return any(
        step.is_pending(settings, run)
        for step in (CHECK, RESOLVE, TRACE, CLASSIFY, REVISE, RECOGNISE, QUOTE, GATHER, PARSE)
    )


def build(settings: Settings, progress: Progress = silent) -> BuildReport:
    """Run all steps in one run. Idempotent: with nothing new, nothing is written, checked or published.

    Raises what a step raises: ArchiveError, SettingsError, WarehouseError, WorkerError, RepeatedFailure, QualityError,
    and Shortage where memory or disk run out.
    """
    seconds: dict[str, float] = {}
    counts: dict[str, Counts] = {}
    with open_run(settings) as run, ExitStack() as stack:
        for step in STEPS:
            start = time.perf_counter()
            counts[step.name] = step.run(settings, run, progress)
            seconds[step.name] = time.perf_counter() - start
            if step is PARSE and is_upkeep(settings, run):  # what is new or decided again is known now
                run.warehouse.execute(ONE_THREAD)
            if step is _step_before_checker(counts[INGEST.name]) and not is_upkeep(settings, run):
                stack.enter_context(early_checker())
            elif step is CHECK:
                stack.close()  # the checking process, and its memory
        return BuildReport(
            run_id=run.run_id,
            outcome=run.outcome,
            counts=counts,
            seconds=seconds,
            summary=summarize(run.warehouse),
        )


def _step_before_checker(ingested: Counts) -> Step | None:
    """The step after which the checking process starts, so that it is ready in time; None if few documents are new."""
    new_count = ingested.new_count if isinstance(ingested, IngestCounts) else 0
    if new_count < FEW_DOCUMENTS:
        return None
    return INGEST if new_count < MANY_DOCUMENTS else RESOLVE
