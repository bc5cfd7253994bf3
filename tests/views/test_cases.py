"""Every public view, by example: a folder holds rows of base tables (given/) and of the view (expect.csv).

A column absent from given/ is null; one absent from expect.csv is not compared. An empty CSV field is null. A mart
sees an article only through its row in raw_documents.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from etl.warehouse.tables import BASE_TABLES, Table
from etl.warehouse.views import View, apply_views, read_views, sql_root

HERE = Path(__file__).parent
TABLES = {table.name: table for table in BASE_TABLES}
CASES = sorted(path.parent for path in HERE.glob("*/*/expect.csv"))
PUBLIC: dict[str, View] = {view.name: view for view in read_views(sql_root()) if view.is_public}


@pytest.fixture(scope="module")
def empty_warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("create schema base")
        for table in BASE_TABLES:
            connection.execute(table.ddl().replace(" not null", ""))
        apply_views(connection)
        yield connection


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_the_view_shows_what_is_expected(case: Path, empty_warehouse: duckdb.DuckDBPyConnection) -> None:
    connection = empty_warehouse.begin()
    try:
        for table in BASE_TABLES:
            _fill(connection, table, case / "given")
        expected = f"read_csv('{case / 'expect.csv'}', all_varchar = true)"
        columns = [name for name, *_ in connection.execute(f"describe from {expected}").fetchall()]
        shown = ", ".join(f"cast({name} as varchar)" for name in columns)
        view = PUBLIC[case.parent.name].address
        actual = connection.execute(f"select {shown} from {view} order by all").fetchall()
        assert actual == connection.execute(f"from {expected} order by all").fetchall()
    finally:
        connection.rollback()


def _fill(connection: duckdb.DuckDBPyConnection, table: Table, given: Path) -> None:
    columns = {column.name: column.sql_type for column in table.columns}
    for rows, reader in (
        (given / f"{table.name}.csv", "read_csv(?, all_varchar = true)"),
        (given / f"{table.name}.json", f"read_json(?, columns = {columns})"),
    ):
        if rows.exists():
            connection.execute(f"insert into base.{table.name} by name from {reader}", [str(rows)])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_what_is_given_is_rows_of_a_base_table(case: Path) -> None:
    for file in sorted((case / "given").iterdir()):
        table = TABLES.get(file.stem)
        where = file.relative_to(HERE)
        assert table and file.suffix in (".csv", ".json"), (
            f"{where}: no base table is called so: {sorted(TABLES)}"
        )
        if file.suffix == ".json":
            unknown = unknown_keys(
                json.loads(file.read_text(encoding="utf-8")), pl.List(pl.Struct(table.schema))
            )
            assert not unknown, (
                f"{where}: base.{table.name} has no {', '.join(unknown)} (etl/warehouse/tables/)"
            )


def unknown_keys(value: object, kind: object) -> list[str]:
    """Keys of objects, however deep, that a column's type does not have."""
    if isinstance(value, list) and isinstance(kind, pl.List):
        return [key for each in value for key in unknown_keys(each, kind.inner)]
    if not isinstance(value, dict) or not isinstance(kind, pl.Struct):
        return []
    fields = {field.name: field.dtype for field in kind.fields}
    deeper = [key for name in value.keys() & fields.keys() for key in unknown_keys(value[name], fields[name])]
    return [*(value.keys() - fields.keys()), *deeper]


def test_a_misspelt_key_is_found_however_deep() -> None:
    table = TABLES["parsed_articles"]
    rows = [{"titel": "a", "paragraphs": [{"text": "b", "paragraf_kind": "body"}]}]
    assert unknown_keys(rows, pl.List(pl.Struct(table.schema))) == ["titel", "paragraf_kind"]


def test_every_public_view_has_a_case() -> None:
    missing = set(PUBLIC) - {case.parent.name for case in CASES}
    assert not missing, f"add a case to tests/views/<view>/<what is special>/ for {sorted(missing)}"
    assert {case.parent.name for case in CASES} <= set(PUBLIC)
    assert {path.parent for path in HERE.glob("*/*/given")} == set(CASES)
