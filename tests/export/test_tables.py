"""Exported marts equal the views: rows, columns, comments; the same copy gives the same bytes, with any threads."""

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import mlcroissant
import pyarrow as pa
import pytest
from pyarrow import parquet

from etl.export import rows
from etl.export.catalogue import Mart, read_marts
from etl.export.forms import TableFormat
from etl.export.rows import PARTITIONED, cut_evenly
from etl.export.tables import export_tables
from etl.settings import Settings
from etl.warehouse.publish import open_published
from tests.export.conftest import files_of

LONG = 40  # characters: no title, caption or name of the sample is as long


def silent(done: int, total: int) -> None:
    pass


@pytest.fixture(scope="module")
def exported(home: Settings, tmp_path_factory: pytest.TempPathFactory) -> dict[TableFormat, Path]:
    folder = tmp_path_factory.mktemp("exported")
    with open_published(home) as connection:
        for format in TableFormat:
            export_tables(connection, folder / format, format, silent)
    return {format: folder / format for format in TableFormat}


def package_in(folder: Path) -> dict[str, Any]:
    package: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return package


def paths_of(resource: dict[str, Any]) -> list[str]:
    return [resource["path"]] if isinstance(resource["path"], str) else resource["path"]


def source_of(mart: Mart, folder: Path) -> str:
    """The mart's files in SQL, without what their folders are called."""
    pattern = (
        f"{folder / mart.name}/*/*/*.parquet" if mart.name in PARTITIONED else f"{folder / mart.name}.parquet"
    )
    return f"read_parquet('{pattern}', hive_partitioning = false)"


def test_parquet_holds_the_rows_and_types_of_every_view(
    home: Settings, published: duckdb.DuckDBPyConnection, exported: dict[TableFormat, Path]
) -> None:
    with duckdb.connect() as reader:
        reader.execute("set timezone = 'UTC'")
        reader.execute(f"attach '{home.published_path}' as dateline (read_only)")
        for mart in read_marts(published):
            source = source_of(mart, exported[TableFormat.PARQUET])
            view = f"dateline.marts.{mart.name}"
            described = [
                [row[:2] for row in reader.execute(f"describe from {each}").fetchall()]
                for each in (source, view)
            ]
            assert described[0] == described[1]
            for one, other in ((source, view), (view, source)):
                assert reader.execute(f"from {one} except all from {other} limit 1").fetchall() == []


def test_parquet_is_in_the_order_of_the_key_and_says_the_comments(
    published: duckdb.DuckDBPyConnection, exported: dict[TableFormat, Path]
) -> None:
    folder = exported[TableFormat.PARQUET]
    for mart in read_marts(published):
        for path in sorted(folder.glob(f"{mart.name}.parquet")) + sorted((folder / mart.name).glob("*/*/*")):
            table = parquet.read_table(path, partitioning=None)
            keys = list(zip(*(table[name].to_pylist() for name in mart.key), strict=True))
            assert keys == sorted(keys), path
            assert table.schema.metadata[b"comment"].decode() == mart.comment
            comments = {field.name: field.metadata[b"comment"].decode() for field in table.schema}
            assert comments == {column.name: column.comment for column in mart.columns}


def test_a_part_holds_the_rows_of_its_outlet_and_month(exported: dict[TableFormat, Path]) -> None:
    parts = sorted((exported[TableFormat.PARQUET] / "fct_articles").glob("*/*/*.parquet"))
    assert len(parts) > 5
    for path in parts:
        table = parquet.read_table(path, columns=["outlet_id", "published_date"], partitioning=None)
        found = {(row["outlet_id"], f"{row['published_date']:%Y-%m}") for row in table.to_pylist()}
        outlet, month = (folder.partition("=")[2] for folder in path.parts[-3:-1])
        assert found == {(outlet, month)}


def test_csv_says_what_the_view_says(
    published: duckdb.DuckDBPyConnection, exported: dict[TableFormat, Path]
) -> None:
    path = exported[TableFormat.CSV] / "fct_articles.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        found = {row["article_id"]: row for row in csv.DictReader(lines)}
    columns = "article_id, title, body, published_at, published_local_at, is_wire, character_count, url_date"
    shown = published.execute(f"select {columns} from marts.fct_articles").fetchall()
    assert len(found) == len(shown) > 50
    for article_id, title, body, at, local_at, is_wire, count, url_date in shown:
        row = found[article_id]
        assert (row["title"], row["body"]) == (title, body or "")
        assert row["published_at"] == f"{at:%Y-%m-%dT%H:%M:%S.%fZ}"
        assert row["published_local_at"] == f"{local_at:%Y-%m-%dT%H:%M:%S}"
        assert (row["is_wire"], row["character_count"]) == (str(is_wire).lower(), str(count))
        assert row["url_date"] == (str(url_date) if url_date else "")


def test_frictionless_finds_types_keys_sizes_and_hashes_of_csv_right(
    exported: dict[TableFormat, Path],
) -> None:
    report = frictionless.validate(str(exported[TableFormat.CSV] / "datapackage.json"))
    assert report.flatten(["type", "message"]) == []
    assert report.valid


def test_frictionless_finds_a_changed_cell(exported: dict[TableFormat, Path], tmp_path: Path) -> None:
    """The test above can fail: it reads the files."""
    for name, content in files_of(exported[TableFormat.CSV]).items():
        changed = content.replace(b",true", b",maybe") if name == "dim_entities.csv" else content
        (tmp_path / name).write_bytes(changed)
    found = {kind for (kind,) in frictionless.validate(str(tmp_path / "datapackage.json")).flatten(["type"])}
    assert {"hash-count", "type-error"} <= found


def test_the_package_of_parquet_is_valid_and_its_hashes_are_true(
    published: duckdb.DuckDBPyConnection, exported: dict[TableFormat, Path]
) -> None:
    folder = exported[TableFormat.PARQUET]
    package = package_in(folder)
    assert len(frictionless.Package(str(folder / "datapackage.json")).resources) == len(package["resources"])
    marts = {mart.name: mart for mart in read_marts(published)}
    assert [resource["name"] for resource in package["resources"]] == list(marts)
    listed = set()
    for resource in package["resources"]:
        contents = [(folder / path).read_bytes() for path in paths_of(resource)]
        assert resource["bytes"] == sum(map(len, contents))
        assert resource["hash"] == f"sha256:{hashlib.sha256(b''.join(contents)).hexdigest()}"
        (rows,) = published.execute(f"select count(*) from marts.{resource['name']}").fetchone() or (None,)
        assert resource["rows"] == rows
        for part in resource.get("parts", ()):
            assert (
                part["hash"] == f"sha256:{hashlib.sha256((folder / part['path']).read_bytes()).hexdigest()}"
            )
        listed |= set(paths_of(resource))
    assert listed == set(files_of(folder)) - {"datapackage.json", "croissant.json"}
    runs = published.execute("select run_id, code_version from ops.runs").fetchall()
    assert tuple(package["dateline"].values()) in runs


def test_frictionless_refuses_a_package_that_is_wrong(
    exported: dict[TableFormat, Path], tmp_path: Path
) -> None:
    """The test above can fail: a package is held against the standard when it is read."""
    package = package_in(exported[TableFormat.PARQUET])
    package["resources"][0]["schema"]["fields"][0]["type"] = "varchar"
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(frictionless.FrictionlessException):
        frictionless.Package(str(tmp_path / "datapackage.json"))


@pytest.mark.parametrize("format", TableFormat)
def test_the_same_copy_gives_the_same_bytes_with_any_number_of_threads(
    home: Settings, exported: dict[TableFormat, Path], tmp_path: Path, format: TableFormat
) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{home.published_path}' as dateline (read_only)")
        connection.execute("use dateline")
        connection.execute("set timezone = 'UTC'")
        connection.execute("set threads = 7")
        export_tables(connection, tmp_path / "again", format, silent)
    assert files_of(tmp_path / "again") == files_of(exported[format])


@pytest.mark.parametrize("format", TableFormat)
def test_without_texts_no_sentence_of_an_article_is_left(
    published: duckdb.DuckDBPyConnection,
    exported: dict[TableFormat, Path],
    tmp_path: Path,
    format: TableFormat,
) -> None:
    export_tables(published, tmp_path / "bare", format, silent, has_texts=False)
    paragraphs = published.execute(
        "select distinct text from marts.fct_article_paragraphs where length(text) > ?", [LONG]
    ).fetchall()
    assert len(paragraphs) > 50
    shown = tmp_path / "bare"
    if format is TableFormat.CSV:
        texts = "\n".join(content.decode("utf-8-sig") for content in files_of(shown).values())
    else:
        tables = [parquet.read_table(path, partitioning=None) for path in shown.rglob("*.parquet")]
        texts = "\n".join(str(column.to_pylist()) for table in tables for column in table.columns)
    assert [text for (text,) in paragraphs if text in texts] == []
    fields = {
        (resource["name"], field["name"])
        for resource in package_in(shown)["resources"]
        for field in resource["schema"]["fields"]
    }
    assert ("fct_articles", "title") in fields
    assert not {("fct_articles", "body"), ("fct_article_paragraphs", "text")} & fields


@pytest.mark.parametrize("format", TableFormat)
def test_croissant_is_valid_and_its_tool_reads_every_mart(
    published: duckdb.DuckDBPyConnection, exported: dict[TableFormat, Path], format: TableFormat
) -> None:
    dataset = mlcroissant.Dataset(str(exported[format] / "croissant.json"))
    assert not dataset.metadata.ctx.issues.errors
    lacking = {issue.split('"')[1].rpartition("/")[2] for issue in dataset.metadata.ctx.issues.warnings}
    assert lacking == {"citeAs", "license"}  # recommended, and not ours to say
    for mart in ("dim_outlets", "fct_articles"):
        (count,) = published.execute(f"select count(*) from marts.{mart}").fetchone() or (0,)
        records = list(dataset.records(record_set=mart))
        assert len(records) == count > 0
        named = {name.rpartition("/")[2] for name in records[0]}
        (described,) = (each for each in read_marts(published) if each.name == mart)
        assert named == set(described.column_names)


def test_croissants_tool_refuses_one_that_is_wrong(exported: dict[TableFormat, Path], tmp_path: Path) -> None:
    """The test above can fail: a field whose file is not listed is an error."""
    described = json.loads((exported[TableFormat.PARQUET] / "croissant.json").read_text(encoding="utf-8"))
    del described["distribution"][0]
    (tmp_path / "croissant.json").write_text(json.dumps(described), encoding="utf-8")
    with pytest.raises(mlcroissant.ValidationError):
        mlcroissant.Dataset(str(tmp_path / "croissant.json"))


@pytest.mark.parametrize("format", TableFormat)
def test_a_large_mart_without_rows_is_a_file_without_rows(tmp_path: Path, format: TableFormat) -> None:
    with duckdb.connect() as connection:
        for statement in (
            "create schema marts",
            "create schema ops",
            "create table ops.runs as select 'r1' as run_id, 'v1' as code_version, 'published' as outcome_kind,"
            " timestamp '2026-11-01' as started_at, timestamp '2026-11-02' as finished_at",
            "create table marts.fct_articles (article_id varchar, outlet_id varchar, published_date date)",
            "comment on table marts.fct_articles is 'One row per (article_id): article.'",
        ):
            connection.execute(statement)
        export_tables(connection, tmp_path / "empty", format, silent)
    assert set(files_of(tmp_path / "empty")) == {
        f"fct_articles.{format}",
        "datapackage.json",
        "croissant.json",
    }
    assert package_in(tmp_path / "empty")["resources"][0]["rows"] == 0


def test_rows_are_cut_the_same_however_they_come() -> None:
    values = pa.array(range(100))
    for sizes in ([100], [1] * 100, [7] * 14 + [2], [99, 1]):
        starts = [sum(sizes[:i]) for i in range(len(sizes))]
        batches = [
            pa.record_batch([values.slice(start, size)], names=["number"])
            for start, size in zip(starts, sizes, strict=True)
        ]
        reader = pa.RecordBatchReader.from_batches(batches[0].schema, batches)
        cut = [table["number"].to_pylist() for table in cut_evenly(reader, 32)]
        assert cut == [list(range(0, 32)), list(range(32, 64)), list(range(64, 96)), list(range(96, 100))]
    empty = pa.RecordBatchReader.from_batches(batches[0].schema, [])
    assert [table.num_rows for table in cut_evenly(empty, 32)] == [0]


def test_a_mart_of_several_row_groups_is_whole(
    published: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "GROUP_ROWS", 50)
    export_tables(published, tmp_path / "cut", TableFormat.PARQUET, silent)
    (count,) = published.execute("select count(*) from marts.dim_entities").fetchone() or (0,)
    read = parquet.ParquetFile(tmp_path / "cut" / "dim_entities.parquet")
    assert read.metadata.num_rows == count
    assert read.metadata.num_row_groups == -(-count // 50) > 1


def test_texts_that_a_spreadsheet_would_run_are_inert_on_request(
    published: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    from etl.export.catalogue import Column
    from etl.export.csv_file import csv_value

    column = Column(name="title", sql_type="VARCHAR", comment="")
    given = ["=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx", "港口", "", None]
    for for_spreadsheet, first in ((False, "=1+1"), (True, "'=1+1")):
        found = published.execute(
            f"select {csv_value(column, for_spreadsheet)} from (select unnest(?::varchar[]) as title)",
            [given],
        ).fetchall()
        assert found[0] == (first,)
        assert [value for (value,) in found[6:]] == ["港口", "", None]
    assert [value for (value,) in found[:6]] == [f"'{value}" for value in given[:6]]
