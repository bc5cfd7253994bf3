"""The check step: prepare the next copy and examine it by all suites.

Here: examining every table and recording the results. Not here: rules and how they are run (etl/quality/), putting the
copy in place (publishing.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from etl.kinds import OutcomeKind
from etl.quality.accuracy import write_accuracy
from etl.quality.count import count
from etl.quality.examine import RuleResult, examine, results_frame
from etl.quality.failed_rows import failed_rows as find_failed_rows
from etl.quality.failed_rows import with_failing_keys
from etl.quality.field_fills import record_fills
from etl.quality.rules import Rule, Suite
from etl.quality.suites import SUITES
from etl.settings import Settings
from etl.steps.step import Counts, Progress, Step, silent
from etl.steps.versions import open_built
from etl.warehouse.publish import (
    MEMORY_FOR_MARTS,
    begin_copy,
    copy_stamp,
    discard_copy,
    fill_ops,
    published_run_id,
)
from etl.warehouse.runs import Run
from etl.warehouse.tables import QUALITY_RESULTS
from etl.warehouse.warehouse import Warehouse

EVERY_SUITE = tuple(SUITES.values())
PAGE_FIELDS, FIELD_DRIFT = "ops.page_fields", "ops.field_drift"
ONE_THREAD = (
    "set threads = 1"  # for statements that are short: DuckDB's threads wait for them at the processor's cost
)
UPKEEP = 10  # of so many documents at most one is new to a run whose rules are counted in SQL (judged)

# The documents of a run, new or decided again, and all documents.
_CHANGED = """
    select
        coalesce(max(greatest(document_count, parsed_count + rejected_count)), 0) as changed_count,
        (select count(*) from base.raw_documents) as all_count
    from base.runs where run_id = ?
"""


@dataclass(frozen=True, kw_only=True)
class CheckCounts(Counts):
    """One result per rule; none if no check was due."""

    results: tuple[RuleResult, ...] = ()


def is_due(settings: Settings, run: Run) -> bool:
    """Whether the published copy is stale: a publish would change what readers see."""
    last = run.warehouse.query(
        "select run_id, outcome_kind, code_version from base.runs order by started_at desc, run_id limit 1"
    )
    return last.rows() != [(published_run_id(settings), OutcomeKind.PUBLISHED, run.code_version)]


def prepare(settings: Settings, run: Run) -> None:
    """Begin the copy that is then checked and published, and record what its new pages fill.

    From here on `marts.…` are its tables, and so is what of `ops.…` is examined. The rest of a run that adds little is
    left to one thread.
    """
    is_renewal = is_upkeep(settings, run)
    if is_renewal:
        run.warehouse.execute(ONE_THREAD)
    begin_copy(run.warehouse, settings, is_renewal=is_renewal)
    write_accuracy(run.warehouse)
    fill_ops(run.warehouse, PAGE_FIELDS)
    record_fills(run.warehouse)
    fill_ops(run.warehouse, FIELD_DRIFT)


def check(settings: Settings, run: Run, suites: Sequence[Suite] = EVERY_SUITE) -> tuple[RuleResult, ...]:
    """Examine tables by their suites and record the results; a broken critical rule ends the run as blocked.

    Great Expectations examines a whole build, and in the upkeep of a copy what would stop the publish. Raises
    QualityError for a rule that cannot be examined.
    """
    by = _count_first if is_upkeep(settings, run) else examine
    with run.warehouse.memory(MEMORY_FOR_MARTS):
        results = tuple(
            result
            for suite in suites
            for result in with_failing_keys(run.warehouse, suite, by(run.warehouse, suite))
        )
    frame = results_frame(results, run_id=run.run_id, recorded_at=datetime.now(UTC))
    with run.warehouse.transaction():
        run.record()
        run.warehouse.replace(QUALITY_RESULTS, frame)
    if any(result.blocks for result in results):
        discard_copy(run.warehouse, settings)
        run.finish(OutcomeKind.BLOCKED)
    return results


def is_upkeep(settings: Settings, run: Run) -> bool:
    """Whether the standing copy is as this code put it in place, and the run adds little to it."""
    changed_count, all_count = run.warehouse.query(_CHANGED, [run.run_id]).row(0)
    if UPKEEP * changed_count > all_count:
        return False
    made_by = run.warehouse.query(
        "select code_version, copy_stamp from base.runs where run_id = ?", [published_run_id(settings)]
    )
    return made_by.rows() == [(run.code_version, copy_stamp(settings))]


def _count_first(warehouse: Warehouse, suite: Suite) -> tuple[RuleResult, ...]:
    """Count every rule in SQL; Great Expectations has the last word where that would stop the publish."""
    results = count(warehouse, suite)
    broken = [result.rule.rule_name for result in results if result.blocks]
    examined = (
        {each.rule.rule_name: each for each in examine(warehouse, suite.only(broken))} if broken else {}
    )
    return tuple(examined.get(result.rule.rule_name, result) for result in results)


def failed_rows(run: Run, suite: Suite, rule: Rule) -> pl.DataFrame:
    """List the first rows that break a rule (columns: etl.quality.failed_rows.failed_rows)."""
    return find_failed_rows(run.warehouse, suite, rule)


def check_if_due(settings: Settings, run: Run, progress: Progress = silent) -> CheckCounts:
    """Prepare a copy and examine every table by its suite, if the published copy is stale."""
    if not is_due(settings, run):
        return CheckCounts()
    progress("check", 0, None)
    prepare(settings, run)
    return CheckCounts(results=check(settings, run))


def examine_all(settings: Settings) -> tuple[tuple[RuleResult, pl.DataFrame | None], ...]:
    """Examine every table by its suite without a run: results, each with the first rows that break it if it is broken.

    Nothing is written.
    """
    with open_built(settings) as run, run.warehouse.memory(MEMORY_FOR_MARTS):
        return tuple(
            (result, None if result.is_passed else failed_rows(run, suite, result.rule))
            for suite in EVERY_SUITE
            for result in examine(run.warehouse, suite)
        )


CHECK = Step(name="check", doing="Checking", is_pending=is_due, run=check_if_due)
