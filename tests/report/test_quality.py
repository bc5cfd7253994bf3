"""The pages of quality results: every rule is on them, nothing an archive says is markup, nothing is fetched."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest

from etl.quality.result import RuleResult, results_frame
from etl.quality.suites import SUITES
from etl.report.quality import write_quality_pages
from etl.warehouse.tables import BASE_TABLES, RUNS
from etl.warehouse.views import apply_views
from etl.warehouse.warehouse import Warehouse

HOSTILE = "<script>alert(1)</script>"
BROKEN = ("fct_articles", "title_is_not_empty")


@pytest.fixture
def warehouse() -> Iterator[Warehouse]:
    with Warehouse(duckdb.connect()) as warehouse:
        warehouse.execute("create schema base")
        for table in BASE_TABLES:
            warehouse.execute(table.ddl().replace(" not null", ""))
        apply_views(warehouse.connection)
        at = datetime(2026, 11, 1, tzinfo=UTC)
        for day, run_id in enumerate(("r1", "r2")):
            found = [
                RuleResult(
                    table_name=suite.table_name,
                    rule=rule,
                    row_count=10,
                    failed_count=10 if (suite.table_name, rule.rule_name) == BROKEN else 0,
                    examples=(HOSTILE,),
                    failing_keys=(f"{HOSTILE}|1",) if (suite.table_name, rule.rule_name) == BROKEN else (),
                )
                for suite in SUITES.values()
                for rule in suite.rules
            ]
            moment = at.replace(day=day + 1)
            frame = results_frame(found, run_id=run_id, recorded_at=moment)
            run = pl.DataFrame({"run_id": [run_id], "started_at": [moment], "outcome_kind": ["published"]})
            for name, rows in (("quality_results", frame), (RUNS.name, run)):
                warehouse.connection.register("rows", rows.to_arrow())
                warehouse.execute(f"insert into base.{name} by name from rows")
                warehouse.connection.unregister("rows")
        yield warehouse


def test_every_rule_is_on_the_page_of_its_table_and_a_broken_one_in_front(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    index = write_quality_pages(warehouse, None, tmp_path)
    assert {path.stem for path in tmp_path.glob("*.html")} == {"quality", *SUITES}
    for suite in SUITES.values():
        page = (tmp_path / f"{suite.table_name}.html").read_text(encoding="utf-8")
        assert [rule.rule_name for rule in suite.rules if rule.words not in page] == []
    shown = index.read_text(encoding="utf-8")
    count = sum(len(suite.rules) for suite in SUITES.values())
    assert f"<b>{count - 1}</b>of {count} rules hold" in shown
    assert "Title is not empty" in shown and "2026-11-01 00:00" in shown


def test_nothing_of_an_archive_is_markup_and_nothing_is_fetched(warehouse: Warehouse, tmp_path: Path) -> None:
    write_quality_pages(warehouse, None, tmp_path)
    for path in tmp_path.glob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "<script" not in page
        assert not re.search(r"""(?:src|href)=["'](?!\w+\.html")""", page)
        assert "default-src 'none'" in page
    assert "&lt;script&gt;" in (tmp_path / f"{BROKEN[0]}.html").read_text(encoding="utf-8")
