"""A mart as Parquet: zstd, in the order of its key, its comments in the schema; the same rows give the same bytes.

Here: files of one mart, or of an answer. Not here: which marts, and the folder (tables.py).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
from pyarrow import parquet

from etl.export.catalogue import Mart
from etl.export.rows import parts_of, read_groups

COMPRESSION, LEVEL = "zstd", 6  # of 1 to 22: from 9 on a file is written twice as long, for 2 % less
MEDIA_TYPE = "application/vnd.apache.parquet"


def write_mart(
    connection: duckdb.DuckDBPyConnection, mart: Mart, folder: Path, origin: Mapping[str, str]
) -> Iterator[tuple[Path, int]]:
    """Write a mart below folder; yield each file and its number of rows.

    origin: what is said of the data in each file's metadata, beside the mart's comment.
    """
    for part in parts_of(connection, mart):
        path = folder / f"{mart.name}.parquet"
        if part is not None:
            path = folder / mart.name / part.folder / "rows.parquet"
            path.parent.mkdir(parents=True)
        comments = {column.name: column.comment for column in mart.columns}
        groups = read_groups(connection, mart, part)
        yield path, write_groups(groups, path, comments, {"comment": mart.comment, **origin})


def write_groups(
    groups: Iterator[pa.Table], path: Path, comments: Mapping[str, str], said: Mapping[str, str]
) -> int:
    """Write tables of one schema as the row groups of one file; give the number of rows.

    comments: by column. said: of the whole file.
    """
    first = next(groups)
    fields = (
        field.with_metadata({"comment": comments[field.name]}) if comments.get(field.name) else field
        for field in first.schema
    )
    schema = pa.schema(fields, metadata=dict(said))
    row_count = 0
    with parquet.ParquetWriter(path, schema, compression=COMPRESSION, compression_level=LEVEL) as writer:
        for group in (first, *groups):
            writer.write_table(group.cast(schema), row_group_size=max(group.num_rows, 1))
            row_count += group.num_rows
    return row_count
