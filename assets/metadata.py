"""Metadata of assets: key, description and code; of materializations, row counts, columns, a sample.

Here: converting the library's values to Dagster's specs and metadata. Not here: the figures (etl.steps).
"""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import dagster as dg
import polars as pl

import etl
from assets.graph import VIEWS, column_lineage, upstream
from assets.keys import key_of
from etl import steps

TABLES = {f"base.{table.name}": table for table in steps.BASE_TABLES}
VERSIONS = steps.table_versions()
OWNERS = ["team:dateline"]
PACKAGE = Path(etl.__file__).parent

SAMPLE_CHARACTERS = 60

Metadata = dict[str, dg.TableSchema | dg.TableColumnLineage | dg.TableMetadataValue | int | float]


def sentence(grain: str) -> str:
    """Turn a grain into a description."""
    return f"{grain[:1].upper()}{grain[1:]}."


def base_table(name: str, *, source: str) -> dg.AssetSpec:
    """Make the spec of a base table; source: the module that writes it."""
    table = TABLES[f"base.{name}"]
    return dg.AssetSpec(
        key_of(f"base.{name}"),
        deps=upstream(f"base.{name}"),
        description=sentence(table.grain),
        kinds={"python", "duckdb"},
        owners=OWNERS,
        tags={"schema": "base"},
        code_version=VERSIONS[f"base.{name}"],
        metadata=described(f"warehouse.base.{name}", PACKAGE / source, table.columns),
    )


class DescribedColumn(Protocol):
    """What is shown of a column of a base table or view."""

    @property
    def name(self) -> str: ...
    @property
    def sql_type(self) -> str: ...
    @property
    def sentence(self) -> str: ...


def described(table_name: str, source: Path, columns: Sequence[DescribedColumn]) -> dict[str, object]:
    """Make the static metadata of a spec: table name, columns, code reference."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dg.BetaWarning)  # code references are beta in Dagster 1.13
        reference = dg.LocalFileCodeReference(file_path=str(source), line_number=1, label=source.name)
        references = dg.CodeReferencesMetadataValue(code_references=[reference])
    schema = dg.TableSchema(
        columns=[dg.TableColumn(each.name, each.sql_type, each.sentence) for each in columns]
    )
    return {
        "dagster/table_name": table_name,
        **({"dagster/column_schema": schema} if columns else {}),
        "dagster/code_references": references,
    }


def table_metadata(run: steps.Run, address: str, more: Metadata | None = None) -> Metadata:
    """Make the metadata of a materialization: row count, further values, a sample, the lineage of a view's columns."""
    with steps.room_for_views(run):
        sample = steps.sample_rows(run.warehouse, address, characters=SAMPLE_CHARACTERS)
        row_count = steps.row_count(run.warehouse, address)
    return {
        "dagster/row_count": row_count,
        **(more or {}),
        "sample": table(sample),
        **lineage_metadata(address),
    }


def lineage_metadata(address: str) -> Metadata:
    """Show where the columns of a view come from; nothing of a base table."""
    return {"dagster/column_lineage": column_lineage(address)} if address in VIEWS else {}


def origins_table(address: str) -> dg.TableMetadataValue:
    """Show the same lineage as a table, for pages that draw none: columns, and what they are computed from."""
    rows = [
        (column, ", ".join(f"{dep.asset_key.to_user_string()}.{dep.column_name}" for dep in deps))
        for column, deps in column_lineage(address).deps_by_column.items()
    ]
    return table(pl.DataFrame(rows, schema={"column": pl.String, "computed_from": pl.String}, orient="row"))


def counts_metadata(
    counts: Mapping[str, int], heading: str, *, counted: str = "documents"
) -> dg.TableMetadataValue:
    """Show counts by name, the greatest first."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    schema = {heading: pl.String, counted: pl.Int64}
    return table(pl.DataFrame(ordered, schema=schema, orient="row"))


def table(frame: pl.DataFrame) -> dg.TableMetadataValue:
    """Show a frame as a Markdown table, with cells escaped to plain text."""
    return dg.MetadataValue.table(
        [dg.TableRecord(dict(zip(frame.columns, map(_cell, row), strict=True))) for row in frame.iter_rows()],
        dg.TableSchema([dg.TableColumn(name) for name in frame.columns]),
    )


def _cell(value: object) -> str | int | float | bool | None:
    if value is None or isinstance(value, bool | int | float):
        return value
    return " ".join(str(value).split())
