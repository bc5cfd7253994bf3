"""The rows of a mart in the order of its key, whatever the number of threads, a bounded number at a time.

Here: parts of a large mart, batches of a size that depends on the rows alone. Not here: files (parquet_file.py,
csv_file.py).

The key of a mart is unique, so its order is one order; batches are cut anew, because where DuckDB cuts them depends on
its threads.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import duckdb
import pyarrow as pa

from etl.export.catalogue import Mart

# Marts that grow with the articles' texts, by outlet and month: sorted as a whole they would not fit into memory.
PARTITIONED = frozenset({"fct_article_entities", "fct_article_paragraphs", "fct_articles", "fct_mentions"})
PARTITION_COLUMNS = frozenset({"outlet_id", "published_date"})
NO_VALUE = "__HIVE_DEFAULT_PARTITION__"  # as Hive, Spark, DuckDB and Arrow name null in a path
GROUP_ROWS = 65_536  # of a row group: some megabytes of texts, and few enough groups


@dataclass(frozen=True, kw_only=True)
class Part:
    """Rows of one outlet and one month (YYYY-MM); null where a row has none."""

    outlet_id: str | None
    month: str | None

    @property
    def folder(self) -> str:
        """Where its files belong, below the mart's folder, in the form that Hive gave its name to."""
        outlet = NO_VALUE if self.outlet_id is None else quote(self.outlet_id, safe="")
        return f"outlet={outlet}/month={self.month or NO_VALUE}"


def parts_of(connection: duckdb.DuckDBPyConnection, mart: Mart) -> tuple[Part | None, ...]:
    """List the parts of a large mart, in order; of any other mart, or an empty one, all of it: None."""
    if mart.name not in PARTITIONED or not set(mart.column_names) >= PARTITION_COLUMNS:
        return (None,)
    found = connection.execute(
        f"select distinct outlet_id, strftime(published_date, '%Y-%m') from marts.{mart.name} order by all"
    ).fetchall()
    return tuple(Part(outlet_id=outlet_id, month=month) for outlet_id, month in found) or (None,)


def read_groups(
    connection: duckdb.DuckDBPyConnection, mart: Mart, part: Part | None, values: Sequence[str] | None = None
) -> Iterator[pa.Table]:
    """Yield the rows of a part in the order of the key, 65,536 at a time; one empty table where there are none.

    values: what to select in place of the mart's columns, in SQL.
    """
    where, parameters = ("", []) if part is None else _within(part)
    key = ", ".join(f'source."{name}"' for name in mart.key)
    selected = ", ".join(values or (f'"{name}"' for name in mart.column_names))
    answer = connection.execute(
        f"select {selected} from marts.{mart.name} as source {where} order by {key}", parameters
    )
    yield from cut_evenly(answer.to_arrow_reader(GROUP_ROWS), GROUP_ROWS)


def cut_evenly(reader: pa.RecordBatchReader, rows: int) -> Iterator[pa.Table]:
    """Yield tables of so many rows each, the last one of fewer; one empty table of an empty answer."""
    pending = pa.Table.from_batches([], schema=reader.schema)
    is_cut = False
    for batch in reader:
        pending = pa.concat_tables([pending, pa.Table.from_batches([batch])])
        while pending.num_rows >= rows:
            yield pending.slice(0, rows).combine_chunks()
            pending, is_cut = pending.slice(rows), True
    if pending.num_rows or not is_cut:
        yield pending.combine_chunks()


def _within(part: Part) -> tuple[str, list[str | None]]:
    """A condition that holds for the part's rows alone. A range of days reads only the row groups that hold some."""
    outlet = "outlet_id is not distinct from ?"
    if part.month is None:
        return f"where {outlet} and published_date is null", [part.outlet_id]
    first = "strptime(? || '-01', '%Y-%m-%d')::date"
    days = f"published_date >= {first} and published_date < {first} + interval 1 month"
    return f"where {outlet} and {days}", [part.outlet_id, part.month, part.month]
