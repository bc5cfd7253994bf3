"""What an asset shows: its key, description and source; and of a materialization rows, columns, a sample, counts.

Here: turning what the library says into Dagster's specs and metadata. Not here: the figures (etl.steps).
"""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import dagster as dg
import polars as pl

import etl
from assets.keys import key_of
from etl import steps

TABLES = {f"base.{table.name}": table for table in steps.BASE_TABLES}
VERSIONS = steps.table_versions()
OWNERS = ["team:dateline"]
PACKAGE = Path(etl.__file__).parent

Metadata = dict[str, dg.TableSchema | dg.MarkdownMetadataValue | int | float]


def sentence(grain: str) -> str:
    """A grain as a description."""
    return f"{grain[:1].upper()}{grain[1:]}."


def base_table(name: str, deps: Sequence[dg.AssetKey | dg.AssetSpec], *, source: str) -> dg.AssetSpec:
    """The spec of a base table, written by the module source. Skippable: a run with nothing to do ends there."""
    address = f"base.{name}"
    return dg.AssetSpec(
        key_of(address),
        deps=deps,
        description=sentence(TABLES[address].grain),
        skippable=True,
        kinds={"python", "duckdb"},
        owners=OWNERS,
        tags={"schema": "base"},
        code_version=VERSIONS[address],
        metadata=described(f"warehouse.{address}", PACKAGE / source),
    )


def described(table_name: str, source: Path) -> dict[str, object]:
    """Metadata that a spec has from the start: where the table lies, and what code makes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dg.BetaWarning)  # code references are beta in Dagster 1.13
        reference = dg.LocalFileCodeReference(file_path=str(source), line_number=1, label=source.name)
        references = dg.CodeReferencesMetadataValue(code_references=[reference])
    return {"dagster/table_name": table_name, "dagster/code_references": references}


def table_metadata(run: steps.Run, address: str, more: Metadata | None = None) -> Metadata:
    """Row count, what more there is to say, column schema and a sample of the table or view at this address."""
    columns = steps.columns_of(run.warehouse, address)
    said = {column.name: column.sentence for column in TABLES[address].columns} if address in TABLES else {}
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
