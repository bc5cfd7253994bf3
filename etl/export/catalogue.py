"""What the published copy holds: its marts, their columns, keys and comments, and the run that made it.

Here: reading the copy's own catalogue, so that an export says what the file says. Not here: rows (rows.py).
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime

import duckdb

from etl.kinds import OutcomeKind
from etl.warehouse.files import WarehouseError

# The comment of a table is its grain, which names the key.
KEY = re.compile(r"One row per \((?P<columns>[^)]+)\)")

# Columns that hold what an outlet wrote. Titles, captions and names are what one finds an article by: they stay.
TEXTS = {
    "fct_article_changes": ("old_text", "new_text", "marked_text"),
    "fct_article_paragraphs": ("text",),
    "fct_articles": ("lead", "body"),
    "fct_corrections": ("old_text", "new_text", "marked_text"),
    "fct_quotes": ("quote_text",),
}

# Columns that hold the id of a row of another mart: the mart, and its column.
REFERENCES = {
    "article_id": ("fct_articles", "article_id"),
    "author_id": ("dim_authors", "author_id"),
    "copy_cluster_id": ("dim_copy_clusters", "copy_cluster_id"),
    "document_id": ("fct_documents", "document_id"),
    "entity_id": ("dim_entities", "entity_id"),
    "original_article_id": ("fct_articles", "article_id"),
    "other_entity_id": ("dim_entities", "entity_id"),
    "outlet_id": ("dim_outlets", "outlet_id"),
    "speaker_entity_id": ("dim_entities", "entity_id"),
    "story_id": ("dim_stories", "story_id"),
    "target_article_id": ("fct_articles", "article_id"),
}


class ExportError(Exception):
    """An export cannot be made as asked; the message names the folder, file or mart, and the rule."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its DuckDB type, and its comment."""

    name: str
    sql_type: str
    comment: str


@dataclass(frozen=True, kw_only=True)
class Mart:
    """A table of the copy. key: the columns that no two rows share, in the order of the grain."""

    name: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def references(self) -> dict[str, tuple[str, str]]:
        """Map each column that leads to another mart to that mart and its column."""
        return {
            name: REFERENCES[name]
            for name in self.column_names
            if name in REFERENCES and REFERENCES[name] != (self.name, name)
        }

    def without_texts(self) -> "Mart":
        """The same mart without the columns that hold articles' texts."""
        kept = tuple(column for column in self.columns if column.name not in TEXTS.get(self.name, ()))
        return replace(self, columns=kept)


@dataclass(frozen=True, kw_only=True)
class Origin:
    """The run that made the copy, the code it ran, and when it ended, in UTC."""

    run_id: str
    code_version: str
    finished_at: datetime


def read_marts(connection: duckdb.DuckDBPyConnection) -> tuple[Mart, ...]:
    """Read all marts of a copy, in order of name.

    Raises WarehouseError for a copy without marts, and for a mart whose comment names no key.
    """
    comments = connection.execute(
        "select table_name, comment from duckdb_tables()"
        " where database_name = current_database() and schema_name = 'marts' order by all"
    ).fetchall()
    columns = connection.execute(
        "select table_name, column_name, data_type, coalesce(comment, '') from duckdb_columns()"
        " where database_name = current_database() and schema_name = 'marts' order by table_name, column_index"
    ).fetchall()
    if not comments:
        raise WarehouseError("the copy holds no marts: `dateline build` makes it anew")
    return tuple(
        Mart(
            name=name,
            comment=comment or "",
            columns=tuple(
                Column(name=column, sql_type=sql_type, comment=sentence)
                for owner, column, sql_type, sentence in columns
                if owner == name
            ),
            key=_key_of(name, comment or ""),
        )
        for name, comment in comments
    )


def read_origin(connection: duckdb.DuckDBPyConnection) -> Origin:
    """Read which run made the copy; WarehouseError for a copy that does not say it."""
    row = connection.execute(
        "select run_id, code_version, finished_at from ops.runs where outcome_kind = ?"
        " order by started_at desc, run_id limit 1",
        [str(OutcomeKind.PUBLISHED)],
    ).fetchone()
    if row is None or row[2] is None:
        raise WarehouseError("the copy does not say which run made it: `dateline build` makes it anew")
    return Origin(run_id=row[0], code_version=row[1], finished_at=row[2])


def _key_of(name: str, comment: str) -> tuple[str, ...]:
    found = KEY.match(comment)
    if found is None:
        raise WarehouseError(f"marts.{name}: its comment names no key, as 'One row per (a, b): …'")
    return tuple(found["columns"].split(", "))
