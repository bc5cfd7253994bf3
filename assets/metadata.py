"""What an asset shows: its description; and of a materialization rows, columns, a sample, rejections by reason.

Here: turning the library's figures into Dagster metadata. Not here: the figures (etl.steps).
"""

from collections.abc import Mapping, Sequence

import dagster as dg
import polars as pl

from etl import steps

TABLES = {table.name: table for table in steps.BASE_TABLES}

Metadata = dict[str, dg.TableSchema | dg.MarkdownMetadataValue | int | float]


def sentence(grain: str) -> str:
    """A grain as a description."""
    return f"{grain[:1].upper()}{grain[1:]}."


def base_table(name: str, deps: Sequence[str | dg.AssetSpec]) -> dg.AssetSpec:
    """The spec of a base table. Skippable: a run with nothing to do ends there."""
    return dg.AssetSpec(
        name, deps=deps, description=sentence(TABLES[name].grain), skippable=True, kinds={"python", "duckdb"}
    )


def table_metadata(run: steps.Run, address: str, more: Metadata | None = None) -> Metadata:
    """Row count, what more there is to say, column schema and a sample of the table or view at this address."""
    schema, _, table_name = address.partition(".")
    columns = steps.columns_of(run.warehouse, address)
    said = {column.name: column.sentence for column in TABLES[table_name].columns} if schema == "base" else {}
    return {
        "dagster/row_count": steps.row_count(run.warehouse, address),
        **(more or {}),
        "dagster/column_schema": dg.TableSchema(
            columns=[
                dg.TableColumn(name, kind, comment or said.get(name))
                for name, kind, comment in columns.iter_rows()
            ]
        ),
        "sample": dg.MetadataValue.md(markdown(steps.sample_rows(run.warehouse, address))),
    }


def counts_metadata(counts: Mapping[str, int], heading: str) -> dg.MarkdownMetadataValue:
    """Counts by name, the greatest first."""
    if not counts:
        return dg.MetadataValue.md("none")
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return dg.MetadataValue.md(markdown(pl.DataFrame(ordered, schema=[heading, "documents"], orient="row")))


def markdown(frame: pl.DataFrame) -> str:
    """The frame as a table in Markdown, every value on one line."""
    lines = [frame.columns, ["---"] * frame.width, *frame.iter_rows()]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
