"""Run suites with Great Expectations over slices of their tables.

Here: loading what a suite names, validating it, one result per rule. Not here: the rules (suites/), and what a run does
with the results (etl/steps/checking.py). Great Expectations is imported inside functions only: it takes seconds, and a
run with nothing to do must not pay them.
"""

import logging
import os
import warnings
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import cache
from typing import Any

import polars as pl

from etl.quality.result import EXAMPLES, RuleResult, results_frame
from etl.quality.rows import QualityError, examined
from etl.quality.rules import Rule, Suite
from etl.quality.suites import SUITES
from etl.warehouse.warehouse import Warehouse
from etl.work.workers import process_pool

__all__ = [
    "SUITES",
    "QualityError",
    "Rule",
    "RuleResult",
    "Suite",
    "early_checker",
    "examine",
    "results_frame",
    "validate",
]

SLICE_ROWS = 50_000  # some 50 MB in pandas; more rows make neither the check faster nor the memory larger

_checker: Executor | None = None  # of early_checker


@contextmanager
def early_checker() -> Iterator[None]:
    """Within the block, validate in a process that starts importing Great Expectations at once, in parallel."""
    global _checker
    with process_pool(1) as process:
        process.submit(_import)
        _checker = process
        try:
            yield
        finally:
            _checker = None


def examine(warehouse: Warehouse, suite: Suite) -> tuple[RuleResult, ...]:
    """Examine a table by its suite, slice by slice. Raises QualityError for a rule that cannot be examined."""
    return validate(suite, _slices(warehouse, suite))


def validate(suite: Suite, frames: Iterable[pl.DataFrame]) -> tuple[RuleResult, ...]:
    """Validate frames against the suite and sum up the results; one result per rule.

    frames: the columns of suite.select; rows with equal keys must be in one frame. Raises QualityError.
    """
    if _checker is None:
        found = [_validated(suite, frame) for frame in frames]
    else:
        found = [_checker.submit(_validated, suite, frame).result() for frame in frames]
    return tuple(_sum(results) for results in zip(*found, strict=True))


def _slices(warehouse: Warehouse, suite: Suite) -> Iterator[pl.DataFrame]:
    """Yield the suite's rows in frames of bounded size, partitioned by a hash of the key."""
    key = ", ".join(suite.key)
    with examined(warehouse, suite):
        row_count = warehouse.query("select count(*) as row_count from examined").item()
        slice_count = row_count // SLICE_ROWS + 1
        for position in range(slice_count):
            yield warehouse.query(f"from examined where hash({key}) % {slice_count} = {position}")


def _validated(suite: Suite, frame: pl.DataFrame) -> list[RuleResult]:
    with _silence():
        import great_expectations as gx
        from great_expectations import expectations

        source = _context().data_sources.add_or_update_pandas(suite.schema_name)
        batch = (
            source.add_dataframe_asset(suite.table_name)
            .add_batch_definition_whole_dataframe("slice")
            .get_batch(batch_parameters={"dataframe": frame.to_pandas()})
        )
        report: Any = batch.validate(
            gx.ExpectationSuite(
                name=suite.table_name,
                expectations=[
                    getattr(expectations, rule.expectation)(
                        **rule.arguments, severity=str(rule.severity_kind), meta={"rule_name": rule.rule_name}
                    )
                    for rule in suite.rules
                ],
            ),
            result_format={"result_format": "BASIC", "partial_unexpected_count": EXAMPLES},
        )
    found = {each.expectation_config.meta["rule_name"]: each for each in report.results}
    return [_result(suite, rule, found[rule.rule_name]) for rule in suite.rules]


def _import() -> None:
    with _silence():
        _context()


@cache
def _context() -> Any:
    """Create an in-memory context, without progress bars and without the folder it would leave behind."""
    import great_expectations as gx
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    config = DataContextConfig(
        analytics_enabled=False,
        progress_bars=ProgressBarsConfig(globally=False, metric_calculations=False),
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
    )
    return gx.get_context(mode="ephemeral", project_config=config)


def _result(suite: Suite, rule: Rule, validation: Any) -> RuleResult:
    result = validation.result
    if "element_count" not in result:
        reasons = {each["exception_message"] for each in _raised(validation.exception_info)}
        raise QualityError(f"{suite.table_name}.{rule.rule_name}: {'; '.join(sorted(reasons))}")
    return RuleResult(
        table_name=suite.table_name,
        rule=rule,
        row_count=result["element_count"] - result.get("missing_count", 0),
        failed_count=result["unexpected_count"],
        examples=tuple(
            _shown(value) for value in result.get("partial_unexpected_list", ()) if not _is_missing(value)
        ),
    )


def _raised(information: dict[str, Any]) -> list[dict[str, Any]]:
    """List the exceptions, which Great Expectations reports once or once per metric."""
    if "exception_message" in information:
        return [information]
    return list(information.values())


def _sum(results: Sequence[RuleResult]) -> RuleResult:
    first = results[0]
    return RuleResult(
        table_name=first.table_name,
        rule=first.rule,
        row_count=sum(result.row_count for result in results),
        failed_count=sum(result.failed_count for result in results),
        examples=tuple(dict.fromkeys(each for result in results for each in result.examples))[:EXAMPLES],
    )


def _shown(value: object) -> str:
    return " | ".join(map(str, value.values())) if isinstance(value, dict) else str(value)


def _is_missing(value: object) -> bool:
    return value is None or value != value  # what is not a number or time is not itself either


@contextmanager
def _silence() -> Iterator[None]:
    """Silence Great Expectations' telemetry and its output on stderr."""
    os.environ["GX_ANALYTICS_ENABLED"] = "False"
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
