"""A rule that cannot be meant is refused in one sentence, when it is said or at the latest when it is examined."""

from collections.abc import Iterator

import duckdb
import pytest

from etl.quality.examine import QualityError, examine
from etl.quality.rules import WARNING, Rule, Suite, base_suite, holds, is_one_of, is_present
from etl.warehouse.tables import RUNS
from etl.warehouse.warehouse import Warehouse


@pytest.fixture
def warehouse() -> Iterator[Warehouse]:
    with Warehouse(duckdb.connect()) as warehouse:
        warehouse.execute("create schema marts")
        warehouse.execute("create table marts.agg_weekday_articles as select 'dw' as outlet_id, 8 as weekday")
        yield warehouse


def suite(*rules: Rule, **derived: str) -> Suite:
    return Suite(
        schema_name="marts",
        table_name="agg_weekday_articles",
        key=("outlet_id",),
        rules=rules,
        derived=derived,
    )


@pytest.mark.parametrize("share", [95, 0, 1.01, -0.5])
def test_a_share_is_a_part_of_one(share: float) -> None:
    with pytest.raises(ValueError, match=r"rule most_are_dated: share is .* at most 1 \(0\.95 for 95 %\)"):
        is_present("most_are_dated", "weekday", WARNING, share=share)


@pytest.mark.parametrize("name", ["most are dated", "Most_are_dated", "", "_dated"])
def test_a_name_is_words_joined_by_underscores(name: str) -> None:
    with pytest.raises(ValueError, match="a name is lower-case words joined by underscores"):
        is_present(name, "weekday", WARNING)


def test_a_derived_column_is_named_by_a_rule() -> None:
    with pytest.raises(ValueError, match="no rule names the derived column is_mondey"):
        suite(holds("it_is_monday", "is_monday", WARNING), is_mondey="this.weekday = 1")


def test_a_column_of_a_base_table_is_one_that_it_has() -> None:
    with pytest.raises(ValueError, match="suite runs: it_has_ended: there is no column finished"):
        base_suite(RUNS, is_present("it_has_ended", "finished", WARNING))


def test_a_column_that_a_mart_has_not_is_named(warehouse: Warehouse) -> None:
    with pytest.raises(QualityError, match=r"suite agg_weekday_articles cannot be examined: .*week_day"):
        examine(warehouse, suite(is_present("a_day_is_known", "week_day", WARNING)))


def test_a_list_of_numbers_holds_a_column_of_numbers(warehouse: Warehouse) -> None:
    [result] = examine(warehouse, suite(is_one_of("it_is_a_weekday", "weekday", range(1, 8), WARNING)))
    assert (result.failed_count, result.examples) == (1, ("8",))


def test_a_list_of_texts_cannot_hold_a_column_of_numbers(warehouse: Warehouse) -> None:
    with pytest.raises(
        QualityError, match=r"it_is_a_weekday: weekday holds numbers \(Int32\), the list texts"
    ):
        examine(warehouse, suite(is_one_of("it_is_a_weekday", "weekday", "1234567", WARNING)))
