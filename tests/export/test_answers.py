"""One answer as a workbook or Parquet: values as Excel takes them, limits said, the same bytes twice."""

from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest
from pyarrow import parquet

from etl.export import workbook
from etl.export.answers import write_answer
from etl.export.catalogue import ExportError
from etl.export.forms import AnswerFormat
from etl.warehouse.files import WarehouseError

VALUES = """
    select '=1+1' as formula, '@SUM(1)' as at_sign, 'https://a.example' as address, '港口' as place, true as is_wire,
        5 as number, 0.25 as share, null as nothing, date '2020-07-06' as day, date '1066-10-14' as old_day,
        timestamp '2020-07-06 10:00:00' as local_at, timestamptz '2020-07-06 10:00:00+08' as seen_at,
        9007199254740993 as big, 'nan'::double as not_a_number, ['a', 'b'] as list
"""


def write(connection: duckdb.DuckDBPyConnection, sql: str, path: Path) -> int:
    return write_answer(connection, sql, AnswerFormat(path.suffix[1:]), path, Path("copy.duckdb"))


def test_a_workbook_holds_plain_values_and_no_formula(
    published: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = tmp_path / "answer.xlsx"
    assert write(published, VALUES, path) == 1
    sheet = openpyxl.load_workbook(path)["rows"]
    names, cells = (list(row) for row in sheet.iter_rows())
    found = {name.value: cell for name, cell in zip(names, cells, strict=True)}
    shown = {name: str(cell.value) if cell.is_date else cell.value for name, cell in found.items()}
    assert shown == {
        "formula": "=1+1",
        "at_sign": "@SUM(1)",
        "address": "https://a.example",
        "place": "港口",
        "is_wire": True,
        "number": 5,
        "share": 0.25,
        "nothing": None,
        "day": "2020-07-06 00:00:00",
        "old_day": "1066-10-14",
        "local_at": "2020-07-06 10:00:00",
        "seen_at": "2020-07-06 02:00:00",
        "big": "9007199254740993",
        "not_a_number": "nan",
        "list": '["a", "b"]',
    }
    assert [found[name].data_type for name in ("formula", "at_sign", "address")] == ["s"] * 3
    assert found["address"].hyperlink is None
    assert "UTC" in found["seen_at"].number_format
    assert "UTC" not in found["local_at"].number_format


@pytest.mark.parametrize("format", AnswerFormat)
def test_a_mart_by_its_name_is_whole_explained_and_the_same_twice(
    published: duckdb.DuckDBPyConnection, tmp_path: Path, format: AnswerFormat
) -> None:
    paths = [tmp_path / f"{name}.{format}" for name in ("one", "two")]
    counts = {
        write(published, name, path)
        for name, path in zip(("agg_outlet_days", "marts.agg_outlet_days"), paths, strict=True)
    }
    (shown,) = published.execute("select count(*) from marts.agg_outlet_days").fetchone() or (0,)
    assert counts == {shown}
    assert paths[0].read_bytes() == paths[1].read_bytes()
    (comment,) = published.execute(
        "select comment from duckdb_columns() where table_name = 'agg_outlet_days' and column_name = 'article_count'"
        " and schema_name = 'marts'"
    ).fetchone() or ("",)
    if format is AnswerFormat.XLSX:
        said = {
            row[0]: row[1] for row in openpyxl.load_workbook(paths[0])["columns"].iter_rows(values_only=True)
        }
        assert said["article_count"] == comment
    else:
        assert parquet.read_schema(paths[0]).field("article_count").metadata[b"comment"].decode() == comment


@pytest.mark.parametrize(
    ("limit", "value", "sql", "message"),
    [
        ("MOST_ROWS", 10, "from range(10)", "more than 9 rows"),
        ("MOST_COLUMNS", 1, "select 1 as a, 2 as b", "2 columns"),
        (
            "LONGEST_CELL",
            32_767,
            "select 1 as a, repeat('长', 32768) as body",
            "row 1, column body: 32,768 characters",
        ),
    ],
)
def test_more_than_excel_takes_is_said_and_nothing_is_left(
    published: duckdb.DuckDBPyConnection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
    value: int,
    sql: str,
    message: str,
) -> None:
    monkeypatch.setattr(workbook, limit, value)
    with pytest.raises(ExportError, match=message):
        write(published, sql, tmp_path / "answer.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_as_much_as_excel_takes_is_written(
    published: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 10)
    assert write(published, "from range(9)", tmp_path / "answer.xlsx") == 9
    assert write(published, "select repeat('长', 32767) as body", tmp_path / "answer.xlsx") == 1


@pytest.mark.parametrize("format", AnswerFormat)
@pytest.mark.parametrize("sql", ["from nowhere", "select cast(title as integer) from marts.fct_articles"])
def test_a_question_that_fails_leaves_the_former_file(
    published: duckdb.DuckDBPyConnection, tmp_path: Path, format: AnswerFormat, sql: str
) -> None:
    path = tmp_path / f"answer.{format}"
    path.write_text("former", encoding="utf-8")
    with pytest.raises(WarehouseError):
        write(published, sql, path)
    assert path.read_text(encoding="utf-8") == "former"
    assert list(tmp_path.iterdir()) == [path]


def test_parquet_keeps_types(published: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write(published, VALUES, tmp_path / "answer.parquet")
    (row,) = parquet.read_table(tmp_path / "answer.parquet").to_pylist()
    assert (row["number"], row["day"], row["list"], row["nothing"]) == (5, date(2020, 7, 6), ["a", "b"], None)
    assert row["seen_at"].isoformat() == "2020-07-06T02:00:00+00:00"
