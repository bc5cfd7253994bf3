"""Two builds are compared mart by mart, row by row."""

from pathlib import Path

import duckdb

from bench.same import compare, shown


def published(path: Path, *statements: str) -> Path:
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        for statement in statements:
            connection.execute(statement)
    return path


def test_order_and_what_records_the_run_do_not_count(tmp_path: Path) -> None:
    before = published(
        tmp_path / "a.db", "create table marts.m as from (values (1, 'r1'), (2, 'r1')) t(n, run_id)"
    )
    after = published(
        tmp_path / "b.db", "create table marts.m as from (values (2, 'r2'), (1, 'r2')) t(n, run_id)"
    )
    assert list(compare(before, after)) == []


def test_a_row_that_stands_once_more_is_a_difference(tmp_path: Path) -> None:
    before = published(tmp_path / "a.db", "create table marts.m as from (values (1), (2)) t(n)")
    after = published(tmp_path / "b.db", "create table marts.m as from (values (1), (2), (2)) t(n)")
    (difference,) = compare(before, after)
    assert (difference.gone_count, difference.new_count) == (0, 1)
    assert shown(difference) == "m: 0 rows gone, 1 new\n  + (2,)"


def test_a_column_and_a_mart_that_went_are_named(tmp_path: Path) -> None:
    before = published(
        tmp_path / "a.db",
        "create table marts.m as select 1 as n, 2 as k",
        "create table marts.o as select 1 as n",
    )
    after = published(tmp_path / "b.db", "create table marts.m as select 1 as n")
    first, second = compare(before, after)
    assert (first.mart_name, first.missing_columns) == ("m", ("k",))
    assert (second.mart_name, second.examples) == ("o", ("only in one build",))
