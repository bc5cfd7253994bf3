"""The writer's file: what goes in comes out, what does not belong is refused by name, who holds it is said."""

import sqlite3
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.settings import Settings
from etl.warehouse.tables import BASE_TABLES, CONTENTS, OUTLETS, PARSED_ARTICLES, RUNS, Column, Table
from etl.warehouse.warehouse import STORAGE_VERSION, Warehouse, WarehouseError, open_warehouse, table_address

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
VALUES: dict[str, st.SearchStrategy[object]] = {
    "varchar": TEXT,
    "varchar[]": st.lists(TEXT, max_size=3),
    "integer[]": st.lists(st.integers(-(2**31), 2**31 - 1), max_size=3),
    "blob": st.binary(max_size=20),
    "bigint": st.integers(-(2**63), 2**63 - 1),
    "integer": st.integers(-(2**31), 2**31 - 1),
    "double": st.floats(allow_nan=False),
    "boolean": st.booleans(),
    "date": st.dates(),
    "timestamp": st.datetimes(min_value=datetime(1900, 1, 1)),  # noqa: DTZ001
    "timestamptz": st.datetimes(timezones=st.just(UTC), min_value=datetime(1900, 1, 1)),  # noqa: DTZ001
}


def value_of(column: Column) -> st.SearchStrategy[object]:
    if isinstance(column.kind, str):
        values = VALUES[column.kind]
    else:
        values = st.lists(
            st.fixed_dictionaries({field.name: value_of(field) for field in column.kind}), max_size=3
        )
    return values if column.is_required else st.none() | values


def rows_of(table: Table) -> st.SearchStrategy[pl.DataFrame]:
    columns = [
        replace(column, is_required=column.is_required or column.name in table.key)
        for column in table.columns
    ]
    row = st.fixed_dictionaries({column.name: value_of(column) for column in columns})
    rows = st.lists(row, max_size=4, unique_by=lambda row: tuple(row[name] for name in table.key))
    return rows.map(lambda rows: pl.DataFrame(rows, schema=dict(table.schema)))


def rows_in(warehouse: Warehouse, table: Table) -> pl.DataFrame:
    return warehouse.query(f"from {table_address(table)}").select(list(table.schema)).sort(table.key)


def outlets(*rows: tuple[str, str]) -> pl.DataFrame:
    return pl.DataFrame(
        [(outlet, name, "x", "x.example", "zh", "UTC") for outlet, name in rows],
        schema=dict(OUTLETS.schema),
        orient="row",
    )


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def warehouse(home: Settings) -> Iterator[Warehouse]:
    with open_warehouse(home) as warehouse:
        yield warehouse


@pytest.mark.parametrize("table", [*BASE_TABLES, CONTENTS], ids=lambda table: table.name)
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_rows_come_out_as_they_went_in_and_twice_is_once(
    table: Table, data: st.DataObject, warehouse: Warehouse
) -> None:
    frame = data.draw(rows_of(table))
    warehouse.execute(f"delete from {table_address(table)}")
    assert warehouse.append(table, frame) == len(frame)
    assert rows_in(warehouse, table).equals(frame.sort(table.key))
    assert warehouse.append(table, frame) == 0
    assert warehouse.replace(table, frame) == len(frame)
    assert rows_in(warehouse, table).equals(frame.sort(table.key))


def test_append_keeps_what_is_there_and_replace_does_not(warehouse: Warehouse) -> None:
    assert warehouse.append(OUTLETS, outlets(("dw", "first"), ("dw", "second"))) == 1
    assert warehouse.append(OUTLETS, outlets(("dw", "third"), ("rfi", "new"))) == 1
    names = dict(warehouse.query("select outlet_id, outlet_name from base.outlets").iter_rows())
    assert names == {"dw": "first", "rfi": "new"}
    assert warehouse.replace(OUTLETS, outlets(("dw", "third"), ("dw", "last"))) == 1
    names = dict(warehouse.query("select outlet_id, outlet_name from base.outlets").iter_rows())
    assert names == {"dw": "last", "rfi": "new"}


def test_a_transaction_is_all_or_nothing(warehouse: Warehouse) -> None:
    with pytest.raises(KeyboardInterrupt), warehouse.transaction():
        warehouse.append(OUTLETS, outlets(("dw", "one")))
        raise KeyboardInterrupt
    assert warehouse.query("from base.outlets").is_empty()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (pl.lit(1).alias("moon"), r"outlets\.moon: the table has no such column"),
        (pl.lit(1).alias("domain"), r"outlets\.domain: the frame has Int32, not String"),
        (pl.lit(None, pl.String).alias("domain"), r"outlets\.domain: null, and must not be"),
    ],
)
def test_a_frame_that_does_not_fit_is_refused_by_name(
    change: pl.Expr, complaint: str, warehouse: Warehouse
) -> None:
    with pytest.raises(WarehouseError, match=complaint):
        warehouse.append(OUTLETS, outlets(("dw", "one")).with_columns(change))
    with pytest.raises(WarehouseError, match=r"outlets\.domain: the frame has no such column"):
        warehouse.append(OUTLETS, outlets(("dw", "one")).drop("domain"))


def test_times_come_out_in_utc_wherever_the_machine_is(warehouse: Warehouse) -> None:
    assert warehouse.query("select current_setting('timezone')").item() == "UTC"
    seen = warehouse.query("select cast('2020-07-01 23:30:00+00' as timestamptz) as at")
    assert seen.item() == datetime(2020, 7, 1, 23, 30, tzinfo=UTC)
    assert warehouse.query(
        "select cast(cast('2020-07-01 23:30:00+00' as timestamptz) as date)"
    ).item() == date(2020, 7, 1)


def test_files_have_the_storage_version_that_old_drivers_read_and_contents_are_packed(
    home: Settings, warehouse: Warehouse
) -> None:
    versions = warehouse.query(
        "select tags['storage_version'] from duckdb_databases() where path is not null"
    )
    assert {version.rstrip("+") for version in versions.to_series()} == {STORAGE_VERSION}
    page = "<p>港口重開</p>".encode() * 5000
    frame = pl.DataFrame(
        {"content_hash": [str(n) for n in range(50)], "content": [page] * 50, "part_number": 1}
    )
    warehouse.append(CONTENTS, frame)
    warehouse.execute("checkpoint contents")
    assert home.contents_path.stat().st_size < 50 * len(page) / 4


def test_opening_again_changes_no_byte(home: Settings) -> None:
    with open_warehouse(home) as warehouse:
        warehouse.append(OUTLETS, outlets(("dw", "one")))
    before = home.warehouse_path.read_bytes(), home.contents_path.read_bytes()
    with open_warehouse(home):
        pass
    assert (home.warehouse_path.read_bytes(), home.contents_path.read_bytes()) == before


def test_a_column_that_may_be_null_is_added_to_an_older_warehouse(home: Settings) -> None:
    with open_warehouse(home) as warehouse:
        warehouse.execute("alter table base.runs drop column finished_at")
    with open_warehouse(home) as warehouse:
        assert set(warehouse.query("from base.runs").columns) == set(RUNS.schema)
        frame = pl.DataFrame(
            [("r", datetime.now(UTC), datetime.now(UTC), 1, 1, 0, "v", "published", None)],
            schema=dict(RUNS.schema),
            orient="row",
        )
        assert warehouse.append(RUNS, frame) == 1
        assert rows_in(warehouse, RUNS).equals(frame)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ("alter table base.parsed_articles drop column title", "title is missing"),
        ("alter table base.parsed_articles add column moon varchar", "moon is not known"),
        ("alter table base.parsed_articles alter tags type varchar", r"tags is VARCHAR, not VARCHAR\[\]"),
    ],
)
def test_other_columns_than_this_version_writes_are_named(
    change: str, complaint: str, home: Settings
) -> None:
    with open_warehouse(home) as warehouse:
        warehouse.execute(change)
    with pytest.raises(
        WarehouseError, match=rf"base\.{PARSED_ARTICLES.name} has other columns .*{complaint}"
    ):
        open_warehouse(home)


def test_a_second_writer_is_told_who_holds_the_file(home: Settings, warehouse: Warehouse) -> None:
    code = (
        "import sys; from pathlib import Path; from etl.settings import Settings;"
        "from etl.warehouse.warehouse import open_warehouse; open_warehouse(Settings(home=Path(sys.argv[1])))"
    )
    other = subprocess.run([sys.executable, "-c", code, str(home.home)], capture_output=True, text=True)
    assert other.returncode != 0
    assert "is in use by another process (PID" in other.stderr
    with pytest.raises(WarehouseError, match="is open in this process already"):
        open_warehouse(home)


def test_a_file_that_is_not_a_warehouse_is_left_alone(home: Settings) -> None:
    home.home.mkdir()
    home.warehouse_path.write_bytes(b"not a database " * 1000)
    with pytest.raises(WarehouseError, match="is not a DuckDB file"):
        open_warehouse(home)
    assert home.warehouse_path.read_bytes() == b"not a database " * 1000


def as_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table orders (id integer)")
        connection.commit()


def as_someone_elses(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table orders as select 1 as id")


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (as_sqlite, "is not a DuckDB file"),
        (as_someone_elses, r"is a database of something else, with a table main\.orders"),
        (lambda path: path.mkdir(), "Is a directory"),
        (lambda path: path.write_bytes(b""), "is not a DuckDB file"),
    ],
)
def test_a_foreign_file_in_its_place_is_named_and_left_alone(
    make: Callable[[Path], None], complaint: str, home: Settings
) -> None:
    home.home.mkdir()
    make(home.warehouse_path)
    before = home.warehouse_path.read_bytes() if home.warehouse_path.is_file() else None
    with pytest.raises(WarehouseError, match=rf"warehouse\.duckdb .*{complaint}"):
        open_warehouse(home)
    assert before is None or home.warehouse_path.read_bytes() == before
    assert [path.name for path in home.home.iterdir()] == ["warehouse.duckdb"]


@pytest.mark.parametrize("kept", [100, 4096, 12_288, 100_000])
@pytest.mark.parametrize("name", ["warehouse.duckdb", "contents.duckdb"])
def test_a_torn_file_is_said_to_be_damaged(name: str, kept: int, home: Settings) -> None:
    open_warehouse(home).connection.close()
    path = home.home / name
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(WarehouseError, match=rf"{name} is damaged: put back a copy of it"):
        open_warehouse(home)


def test_contents_that_are_missing_are_asked_for(home: Settings) -> None:
    with open_warehouse(home) as warehouse:
        warehouse.execute(
            "insert into base.raw_documents by name select 'd' as document_id, 'c' as content_hash,"
            " '1.md' as document_path, '/archive' as root_name, 'header' as format_kind, 100 as byte_count,"
            " now() as indexed_at, true as has_content, 'r1' as run_id"
        )
    home.contents_path.unlink()
    with pytest.raises(WarehouseError, match=r"contents\.duckdb is missing, which holds the pages"):
        open_warehouse(home)
    assert not home.contents_path.exists()


def test_what_a_killed_process_left_beside_its_files_is_swept(home: Settings) -> None:
    home.home.mkdir()
    (home.home / "warehouse.duckdb.new").write_bytes(b"cut short")  # killed while it was made
    spilled = home.home / "warehouse.duckdb.tmp" / "duckdb_temp_storage_DEFAULT-0.tmp"
    spilled.parent.mkdir()
    spilled.write_bytes(b"spilled")
    open_warehouse(home).connection.close()
    assert {path.name for path in home.home.iterdir()} == {"warehouse.duckdb", "contents.duckdb"}


def test_a_file_of_a_newer_duckdb_asks_for_an_upgrade(home: Settings) -> None:
    open_warehouse(home).connection.close()
    content = bytearray(home.warehouse_path.read_bytes())
    content[12:20] = struct.pack("<Q", 999)  # the storage version, behind a checksum and the letters DUCK
    content[0:8] = struct.pack("<Q", _checksum(bytes(content[8:4096])))
    home.warehouse_path.write_bytes(content)
    with pytest.raises(WarehouseError, match="was written by a newer DuckDB than"):
        open_warehouse(home)


def _checksum(block: bytes) -> int:
    """DuckDB's checksum of a header block: its eight-byte words, each times an odd number, xored."""
    result = 5381
    for (word,) in struct.iter_unpack("<Q", block[: len(block) // 8 * 8]):
        result ^= (word * 0xBF58476D1CE4E5B9) % 2**64
    return result
