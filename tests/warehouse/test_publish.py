"""The readers' copy: the views as tables, whole at any moment, never in a reader's way, and locked."""

import errno
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from etl.settings import Settings
from etl.warehouse.publish import COPY, _create, _insert, open_published, published_run_id, put_in_place
from etl.warehouse.views import View, apply_views, read_views, sql_root
from etl.warehouse.warehouse import STORAGE_VERSION, Warehouse, WarehouseError, open_warehouse

ARTICLE_COUNT = 3000
PUBLISHER = """
import sys
from pathlib import Path
from etl.warehouse.publish import put_in_place
from etl.settings import Settings
from etl.warehouse.warehouse import open_warehouse
settings = Settings(home=Path(sys.argv[1]))
with open_warehouse(settings) as warehouse:
    put_in_place(warehouse, settings)  # what the first one reads is read
    print("ready", flush=True)
    while True:
        put_in_place(warehouse, settings)
"""


def fill(warehouse: Warehouse) -> None:
    """Articles of one paragraph each, of two outlets."""
    warehouse.execute(
        "insert into base.raw_documents by name select 'd' || i as document_id, 'c' || i as content_hash,"
        " i || '.md' as document_path, '/archive' as root_name, 'header' as format_kind, 100 as byte_count,"
        " timestamptz '2020-07-01 10:00:00+00' as indexed_at, true as has_content, 'r1' as run_id"
        f" from range({ARTICLE_COUNT}) as numbers(i)"
    )
    warehouse.execute(
        "insert into base.parsed_articles by name select 'd' || i as document_id, 'a' || i as article_id,"
        " 'p' as parser_version, 'r1' as run_id, 'outlet_' || i % 2 as outlet_id, 'title ' || i as title,"
        " 'latin' as script_kind, false as is_generic_layout, false as is_exact_time, 'plain' as layout_name,"
        " [{paragraph_kind: 'body', text: repeat('text ' || i, 50)}] as paragraphs"
        f" from range({ARTICLE_COUNT}) as numbers(i)"
    )
    record(warehouse, "r1")
    apply_views(warehouse.connection)


def record(warehouse: Warehouse, run_id: str) -> None:
    warehouse.execute(
        "insert into base.runs values (?, now(), now(), 1, 1, 0, 'v', 'published', null)", [run_id]
    )


def published_files(home: Settings) -> list[str]:
    """What lies below published/, folders left out."""
    folder = home.published_path.parent
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


def files_of(number: int) -> list[str]:
    """What a copy is made of: its file, the name that leads to it, and beside both a log's, leading nowhere."""
    names = ("dateline.duckdb", "dateline.duckdb.wal")
    return [*names, *(f"versions/{number}/{name}" for name in names)]


def article_count(settings: Settings) -> int:
    with open_published(settings) as reader:
        return reader.execute("select count(*) from marts.fct_articles").fetchall()[0][0]


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "it's a home")


@pytest.fixture
def warehouse(home: Settings) -> Iterator[Warehouse]:
    with open_warehouse(home) as warehouse:
        fill(warehouse)
        yield warehouse


@pytest.fixture
def reader(home: Settings, warehouse: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    put_in_place(warehouse, home)
    with open_published(home) as reader:
        yield reader


@pytest.fixture(scope="module")
def locked_home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home = Settings(home=tmp_path_factory.mktemp("it's locked"))
    with open_warehouse(home) as warehouse:
        fill(warehouse)
        put_in_place(warehouse, home)
    return home


def test_the_copy_has_every_public_view_with_its_columns_types_rows_and_comments(
    home: Settings, warehouse: Warehouse, reader: duckdb.DuckDBPyConnection
) -> None:
    comments = (
        "select column_name, data_type, comment from duckdb_columns()"
        " where database_name = ? and schema_name = ? and table_name = ? order by column_index"
    )
    for view in read_views(sql_root()):
        if view.is_public:
            explained = warehouse.query(comments, ["warehouse", view.schema, view.name]).rows()
            assert reader.execute(comments, ["dateline", view.schema, view.name]).fetchall() == explained
            rows = warehouse.query(f"select count(*) from {view.address}").item()
            assert reader.execute(f"select count(*) from {view.address}").fetchall() == [(rows,)]
    said = reader.execute("select comment from duckdb_tables() where table_name = 'fct_articles'").fetchall()
    assert said == [("One row per (article_id): article (canonical address), its newest revision.",)]
    assert reader.execute("select count(distinct text) from marts.fct_article_paragraphs").fetchall() == [
        (ARTICLE_COUNT,)
    ]


def test_each_mart_is_shown_in_main_where_clients_look_and_says_there_what_it_says_in_marts(
    reader: duckdb.DuckDBPyConnection,
) -> None:
    marts = sorted(view.name for view in read_views(sql_root()) if view.schema == "marts")
    assert reader.execute("show tables").fetchall() == [(name,) for name in marts]
    columns = (
        "select table_name, column_name, data_type, comment from duckdb_columns()"
        " where schema_name = ? and database_name = 'dateline' order by table_name, column_index"
    )
    assert reader.execute(columns, ["main"]).fetchall() == reader.execute(columns, ["marts"]).fetchall()
    kept = (
        "select {kind}_name, comment from duckdb_{kind}s() where schema_name = '{schema}' and not internal"
        " order by all"
    )
    shown = reader.execute(kept.format(kind="view", schema="main")).fetchall()
    assert shown == reader.execute(kept.format(kind="table", schema="marts")).fetchall()
    for name in marts:
        assert reader.execute(f"from {name} except all from marts.{name}").fetchall() == []


def test_main_shows_the_copys_own_marts_under_any_name_beside_any_other(
    home: Settings, reader: duckdb.DuckDBPyConnection
) -> None:
    escaped = str(home.published_path).replace("'", "''")
    with duckdb.connect() as client:
        client.execute("create schema marts; create table marts.fct_articles as select 'mine' as article_id")
        client.execute(f"attach '{escaped}' as news (read_only)")
        assert client.execute("select count(*) from news.fct_articles").fetchall() == [(ARTICLE_COUNT,)]


def test_the_parts_of_a_key_are_declared_not_null(reader: duckdb.DuckDBPyConnection) -> None:
    declared = reader.execute(
        "select schema_name || '.' || table_name, column_name from duckdb_columns()"
        " where not is_nullable and schema_name in ('marts', 'ops') order by all"
    ).fetchall()
    views = [view for view in read_views(sql_root()) if view.is_public]
    assert declared == sorted((view.address, column) for view in views for column in view.key)


def test_a_null_in_a_key_is_left_for_the_check_to_say() -> None:
    view = View(
        schema="marts",
        name="dim_ports",
        grain="one row per (port_id): port",
        select="select unnest([1, null]) as port_id",
        reads=frozenset(),
    )
    with Warehouse(duckdb.connect()) as warehouse:
        warehouse.execute(f"attach ':memory:' as {COPY}")
        warehouse.execute(f"create schema {COPY}.marts")
        _create(warehouse, view)
        _insert(warehouse, view)
        assert warehouse.query(f"from {COPY}.marts.dim_ports").rows() == [(1,), (None,)]


def test_the_copy_is_one_file_that_old_drivers_read(
    home: Settings, reader: duckdb.DuckDBPyConnection
) -> None:
    assert published_files(home) == files_of(1)
    version = reader.execute("select tags['storage_version'] from duckdb_databases() where path is not null")
    assert version.fetchall()[0][0].rstrip("+") == STORAGE_VERSION


def test_a_reader_keeps_the_copy_it_opened_and_the_next_one_sees_the_new_one(
    home: Settings, warehouse: Warehouse, reader: duckdb.DuckDBPyConnection
) -> None:
    record(warehouse, "r2")
    put_in_place(warehouse, home)
    assert reader.execute("select count(*) from ops.runs").fetchall() == [(1,)]
    with open_published(home) as next_reader:
        assert next_reader.execute("select count(*) from ops.runs").fetchall() == [(2,)]
    assert published_run_id(home) == "r2"


def test_the_copy_can_be_read_while_the_warehouse_is_held(home: Settings, warehouse: Warehouse) -> None:
    put_in_place(warehouse, home)
    code = "import sys, duckdb; print(duckdb.connect(sys.argv[1], read_only=True).sql('from ops.runs'))"
    other = subprocess.run(
        [sys.executable, "-c", code, str(home.published_path)], capture_output=True, text=True, check=True
    )
    assert "r1" in other.stdout


def test_nothing_published_yet_is_said(home: Settings) -> None:
    with pytest.raises(WarehouseError, match=r"nothing is published yet; `dateline build` makes it"):
        open_published(home)
    assert published_run_id(home) is None


def test_a_damaged_copy_counts_as_none_and_the_next_publish_heals_it(
    home: Settings, warehouse: Warehouse
) -> None:
    put_in_place(warehouse, home)
    home.published_path.chmod(0o644)
    home.published_path.write_bytes(b"not a database " * 1000)
    assert published_run_id(home) is None
    put_in_place(warehouse, home)
    assert published_run_id(home) == "r1"


@pytest.mark.parametrize("kept", [5_000, 100_000, 0.5, 0.9])
def test_a_torn_copy_counts_as_none_and_the_next_publish_heals_it(
    kept: float, home: Settings, warehouse: Warehouse
) -> None:
    put_in_place(warehouse, home)
    whole = home.published_path.read_bytes()
    home.published_path.chmod(0o644)
    home.published_path.write_bytes(whole[: int(kept if kept > 1 else kept * len(whole))])
    assert published_run_id(home) is None
    put_in_place(warehouse, home)
    assert published_run_id(home) == "r1"


def test_a_folder_in_the_copys_place_is_named(home: Settings, warehouse: Warehouse) -> None:
    home.published_path.mkdir(parents=True)
    with pytest.raises(
        WarehouseError, match=r"dateline\.duckdb is a folder, where the readers' copy belongs"
    ):
        put_in_place(warehouse, home)


def test_a_publish_that_fails_at_its_end_leaves_no_unfinished_copy(
    home: Settings, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_place(warehouse, home)

    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    with monkeypatch.context() as patch, pytest.raises(OSError, match="No space left"):
        patch.setattr("etl.warehouse.copy_files.sync", full)
        put_in_place(warehouse, home)
    assert published_files(home) == files_of(1)
    record(warehouse, "r2")
    put_in_place(warehouse, home)
    assert published_run_id(home) == "r2"


def test_a_failed_publish_leaves_the_last_good_copy(home: Settings, warehouse: Warehouse) -> None:
    put_in_place(warehouse, home)
    warehouse.execute("drop view intermediate.int_articles")
    with pytest.raises(duckdb.Error):
        put_in_place(warehouse, home)
    assert article_count(home) == ARTICLE_COUNT
    apply_views(warehouse.connection)
    record(warehouse, "r2")
    put_in_place(warehouse, home)
    assert published_run_id(home) == "r2"


def test_a_publish_killed_at_any_moment_leaves_a_whole_copy_and_is_swept(home: Settings) -> None:
    with open_warehouse(home) as warehouse:
        fill(warehouse)
        put_in_place(warehouse, home)
    (home.published_path.parent / "mine.tmp").write_text("not ours")
    moments, left_behind = random.Random(7), 0
    for _ in range(5):
        publisher = subprocess.Popen(
            [sys.executable, "-c", PUBLISHER, str(home.home)], stdout=subprocess.PIPE, text=True
        )
        assert publisher.stdout is not None
        assert publisher.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0.02, 0.6))
        publisher.send_signal(signal.SIGKILL)
        publisher.communicate()
        current = home.published_path.readlink().parent.name
        numbers = [path.name for path in (home.published_path.parent / "versions").iterdir()]
        left_behind += max(map(int, numbers)) > int(current)
        assert article_count(home) == ARTICLE_COUNT
    assert left_behind, "no kill hit a publish: the moments prove nothing"
    with open_warehouse(home) as warehouse:
        put_in_place(warehouse, home)
    current = int(home.published_path.readlink().parent.name)
    whole = {file for number in range(1, current + 1) for file in files_of(number)}
    assert {"mine.tmp", *files_of(current)} <= set(published_files(home)) <= {"mine.tmp", *whole}


@pytest.mark.parametrize(
    "sql",
    [
        "from read_csv('{secret}')",
        "from '{secret}'",
        "select * from read_text('{secret}')",
        "select * from read_blob('{published}')",
        "select * from glob('/*')",
        "from read_csv('http://127.0.0.1:9/x.csv')",
        "copy ops.runs to '{folder}/out.csv'",
        "copy ops.runs to '{published}' (format csv, use_tmp_file false)",
        "copy ops.runs to '{published}.wal' (format csv)",
        "copy ops.runs to '{published}.tmp/out.csv' (format csv)",
        "explain analyze copy ops.runs to '{published}.wal' (format csv, use_tmp_file false)",
        "export database '{folder}/out'",
        "attach '{folder}/new.duckdb' as new",
        "attach '{warehouse}' as warehouse (read_only)",
        "install httpfs",
        "load httpfs",
        "call enable_logging(storage = 'file', storage_path = '{folder}/logs')",
        "set memory_limit = '1TB'",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "set disabled_filesystems = ''",
        "reset disabled_filesystems",
        "create table marts.mine as select 1",
        "delete from ops.runs",
        "drop table ops.runs",
        "comment on table ops.runs is 'mine'",
        "from secret_frame",
    ],
)
def test_sql_reaches_no_file_no_network_and_no_setting(
    sql: str, locked_home: Settings, tmp_path: Path
) -> None:
    secret_frame = pl.DataFrame({"word": ["not for SQL"]})
    secret = tmp_path / "secret.csv"
    secret_frame.write_csv(secret)
    published = locked_home.published_path
    before = published.read_bytes(), sorted(published.parent.iterdir()), sorted(tmp_path.rglob("*"))
    places = {
        "secret": secret,
        "folder": tmp_path,
        "published": str(published).replace("'", "''"),
        "warehouse": str(locked_home.warehouse_path).replace("'", "''"),
    }
    with open_published(locked_home) as reader:
        with pytest.raises(duckdb.Error):
            reader.execute(sql.format(**places)).fetchall()
        assert reader.execute("select run_id from ops.runs").fetchall() == [("r1",)]
    after = published.read_bytes(), sorted(published.parent.iterdir()), sorted(tmp_path.rglob("*"))
    assert after == before
