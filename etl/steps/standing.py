"""The standing state: the last result of each rule, and the current published copy.

Here: reading it, for runs with nothing to do. Not here: producing it (checking.py, publishing.py).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from etl.archive.open import open_root
from etl.archive.unread import has_unread
from etl.settings import Settings
from etl.steps.building import has_work
from etl.steps.versions import open_run
from etl.warehouse.publish import LAST_PUBLISHED, MEMORY_FOR_MARTS, look_at_published, open_published
from etl.warehouse.runs import Run
from etl.warehouse.summary import row_count
from etl.warehouse.tables import BASE_TABLES, QUALITY_TABLES, RUNS
from etl.warehouse.warehouse import Warehouse

OF_RUNS = (RUNS, *QUALITY_TABLES)  # shown in ops

_LATEST = """
    select
        table_name,
        rule_name,
        is_passed,
        observed_value,
        failed_count,
        recorded_at,
        (
            select min(failing.recorded_at)
            from {schema}.quality_results as failing
            where
                failing.table_name = results.table_name
                and failing.rule_name = results.rule_name
                and failing.recorded_at > coalesce((
                    select max(passing.recorded_at)
                    from {schema}.quality_results as passing
                    where
                        passing.table_name = results.table_name
                        and passing.rule_name = results.rule_name
                        and passing.is_passed
                ), '1970-01-01')
        ) as failing_since
    from {schema}.quality_results as results
    qualify row_number() over (partition by table_name, rule_name order by recorded_at desc, run_id) = 1
"""

# base tables whose rows are counted by a mart
_TOLD_BY_MARTS = """
    select
        count(*) as raw_documents,
        count(*) filter (where status_kind = 'parsed') as parsed_articles,
        count(*) filter (where status_kind = 'rejected') as rejected_documents,
        (select count(*) from marts.dim_entities) as entities,
        (select count(*) from marts.dim_entity_aliases) as entity_aliases,
        (select count(*) from marts.dim_entity_redirects) as entity_redirects
    from marts.fct_documents
"""


@dataclass(frozen=True, kw_only=True)
class StandingResult:
    """The last result of a rule, and since when it has been broken without interruption."""

    table_name: str
    rule_name: str
    is_passed: bool
    observed_value: str
    failed_count: int
    recorded_at: datetime
    failing_since: datetime | None


def standing_results(warehouse: Warehouse, schema: str = "base") -> dict[tuple[str, str], StandingResult]:
    """Read the last result of each rule, by table and rule; a published copy has them in schema ops."""
    rows = warehouse.query(_LATEST.format(schema=schema)).iter_rows(named=True)
    return {(row["table_name"], row["rule_name"]): StandingResult(**row) for row in rows}


def has_news(settings: Settings) -> bool:
    """Whether a run would have anything to do; no document is read. Raises ArchiveError, WarehouseError."""
    with open_run(settings) as run:
        return has_unread_files(settings, run) or has_work(settings, run)


def has_unread_files(settings: Settings, run: Run) -> bool:
    """Whether the archive lists a file that is new, changed, or refused for another reason than it was."""
    roots = [open_root(address, root_position=place) for place, address in enumerate(settings.archive)]
    return any(has_unread(run.warehouse, root, settings.limits) for root in roots)


@contextmanager
def published_warehouse(settings: Settings) -> Iterator[Warehouse]:
    """Open the published copy as a warehouse without base tables. Raises WarehouseError if there is none."""
    with Warehouse(open_published(settings)) as warehouse:
        yield warehouse


@contextmanager
def room_for_views(run: Run) -> Iterator[None]:
    """Give DuckDB the memory of a publish until the end of the block: to count a view is to evaluate it whole."""
    with run.warehouse.memory(MEMORY_FOR_MARTS):
        yield


def show_published(settings: Settings, run: Run) -> None:
    """Resolve `marts.…` to the published copy's tables until the run ends, so that their figures are cheap."""
    look_at_published(run.warehouse, settings)


def last_published_run(copy: Warehouse) -> str | None:
    """Give the id of the run that made a published copy."""
    rows = copy.query(LAST_PUBLISHED).rows()
    return str(rows[0][0]) if rows else None


def known_row_counts(copy: Warehouse, views: Iterable[str]) -> dict[str, int | None]:
    """Give row counts by schema.table; None for a base table that no mart counts."""
    counts: dict[str, int | None] = {
        f"base.{table.name}": None for table in BASE_TABLES if table not in OF_RUNS
    }
    told = copy.query(_TOLD_BY_MARTS).row(0, named=True)
    counts |= {f"base.{name}": count for name, count in told.items()}
    return counts | {view: row_count(copy, view) for view in views}
