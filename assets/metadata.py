"""What a materialization shows: rows, columns, a few rows to look at, rejections by reason.

Here: turning the library's figures into Dagster metadata. Not here: the figures (etl.steps).
"""

from collections.abc import Mapping

import dagster as dg
import polars as pl

from etl import steps

Metadata = dict[str, dg.TableSchema | dg.MarkdownMetadataValue | int | float]


def table_metadata(run: steps.Run, address: str) -> Metadata:
    """Row count, column schema and a sample of the table or view at this address."""
    columns = steps.columns_of(run.warehouse, address)
    return {
        "dagster/row_count": steps.row_count(run.warehouse, address),
        "dagster/column_schema": dg.TableSchema(
            columns=[
                dg.TableColumn(column["column_name"], column["column_type"], column["column_comment"])
                for column in columns.iter_rows(named=True)
            ]
        ),
        "sample": dg.MetadataValue.md(markdown(steps.sample_rows(run.warehouse, address))),
    }


def counts_metadata(counts: Mapping[str, int], heading: str) -> dg.MarkdownMetadataValue:
    """Counts by name, the greatest first."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return dg.MetadataValue.md(markdown(pl.DataFrame(ordered, schema=[heading, "documents"], orient="row")))


def markdown(frame: pl.DataFrame) -> str:
    """The frame as a table in Markdown, every value on one line."""
    lines = [frame.columns, ["---"] * frame.width, *frame.iter_rows()]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
