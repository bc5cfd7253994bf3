"""The vocabulary of base tables: Column and Table.

Here: DDL and frame schemas. Not here: any table (documents.py, mentions.py).
"""

from dataclasses import dataclass

import polars as pl

UTC = pl.Datetime("us", "UTC")

POLARS_TYPES: dict[str, pl.DataType | type[pl.DataType]] = {
    "varchar": pl.String,
    "varchar[]": pl.List(pl.String),
    "integer[]": pl.List(pl.Int32),
    "blob": pl.Binary,
    "bigint": pl.Int64,
    "integer": pl.Int32,
    "double": pl.Float64,
    "boolean": pl.Boolean,
    "date": pl.Date,
    "timestamp": pl.Datetime("us"),
    "timestamptz": UTC,
}


@dataclass(frozen=True)
class Column:
    """A column: its DuckDB type, or the columns of the struct for a list of structs."""

    name: str
    kind: str | tuple["Column", ...]
    sentence: str
    is_required: bool = False

    @property
    def sql_type(self) -> str:
        if isinstance(self.kind, str):
            return self.kind
        fields = ", ".join(f"{field.name} {field.sql_type}" for field in self.kind)
        return f"struct({fields})[]"

    @property
    def polars_type(self) -> pl.DataType | type[pl.DataType]:
        if isinstance(self.kind, str):
            return POLARS_TYPES[self.kind]
        return pl.List(pl.Struct({field.name: field.polars_type for field in self.kind}))


@dataclass(frozen=True)
class Table:
    """A base table. grain: what one row is. key: the columns that identify a row.

    known_by: those by which append knows what is there; fewer than the key where rows come in whole groups. mart: the
    one that shows its rows.
    """

    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    known_by: tuple[str, ...] = ()
    mart: str | None = None

    @property
    def schema(self) -> dict[str, pl.DataType | type[pl.DataType]]:
        """The Polars schema of the rows, in the table's column order."""
        return {column.name: column.polars_type for column in self.columns}

    def ddl(self, schema: str = "base") -> str:
        """`create table if not exists`, with not-null constraints and no keys or indexes (design, section 4)."""
        columns = ",\n    ".join(
            f"{column.name} {column.sql_type}{' not null' if column.is_required else ''}"
            for column in self.columns
        )
        return f"create table if not exists {schema}.{self.name} (\n    {columns}\n)"


def required(name: str, kind: str, sentence: str) -> Column:
    return Column(name, kind, sentence, is_required=True)
