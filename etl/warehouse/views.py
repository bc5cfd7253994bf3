"""Create the views of sql/ in dependency order, with their comments.

Here: reading the files, their dependency graph, and applying them. Not here: any select (sql/), and tables (tables/).
A file of sql/macros/ is one `create or replace macro`, and one that is created in marts is for the readers' copy alone,
whose tables it reads; every other file is one bare select, its first line the
grain, its folder the schema, its name the view's name.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import duckdb

from etl.warehouse.warehouse import WarehouseError

SCHEMAS = ("staging", "intermediate", "marts", "ops")  # owned by us: dropped and rebuilt as a whole
PUBLIC_SCHEMAS = ("marts", "ops")
GRAIN_MARK = "-- grain: "
KEY = re.compile(r"one row per \((?P<columns>\w+(?:, \w+)*)\): ")
# That it finds what DuckDB reads is checked when the views are applied.
READ = re.compile(r"\b(?:from|join)\s+(\w+\.\w+)(?![\w(])")


@dataclass(frozen=True, kw_only=True)
class View:
    """A view as defined by its file. reads: the views and tables it depends on, with their schemas."""

    schema: str
    name: str
    grain: str
    select: str
    reads: frozenset[str]

    @property
    def address(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that no two rows share, as the grain names them; empty where it names none."""
        named = KEY.match(self.grain)
        return tuple(named["columns"].split(", ")) if named else ()

    @property
    def is_public(self) -> bool:
        return self.schema in PUBLIC_SCHEMAS


def sql_root() -> Traversable:
    """Locate sql/: inside the wheel, or next to the package in a checkout."""
    packaged = files("etl") / "_sql"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "sql"


@cache
def views_version() -> str:
    """Hash every view, macro and glossary line: the version of what readers see."""
    return _version_of(sql_root())


def _version_of(root: Traversable) -> str:
    digest = blake2b(digest_size=12)
    for path, text in _texts(root):
        digest.update(f"{path}\0{text}\0".encode())
    return digest.hexdigest()


def read_views(root: Traversable) -> tuple[View, ...]:
    """List the views below root in topological order. DuckDB's parser, slow to start, holds them only when applied."""
    views = [_read_view(path, text) for path, text in _texts(root) if path.startswith(SCHEMAS)]
    by_address = {view.address: view for view in views}
    graph = {view.address: sorted(view.reads & by_address.keys()) for view in views}
    return tuple(by_address[address] for address in TopologicalSorter(graph).static_order())


def ensure_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Apply the views if they are not those of the current files."""
    try:
        applied = connection.execute("select macros.views_version()").fetchone()
    except duckdb.CatalogException:  # a warehouse that has no views yet
        applied = None
    if applied != (views_version(),):
        apply_views(connection)


def view_key(address: str, root: Traversable | None = None) -> tuple[str, ...]:
    """The columns that no two rows of a view share, as its grain names them; WarehouseError where it names none."""
    path = f"{address.replace('.', '/')}.sql"
    first, _, _ = ((root or sql_root()) / path).read_text(encoding="utf-8").partition("\n")
    key = KEY.match(first.removeprefix(GRAIN_MARK))
    if key is None:
        raise WarehouseError(
            f"sql/{path}: the first line must name the key: '{GRAIN_MARK}one row per (a, b): …'"
        )
    return tuple(key["columns"].split(", "))


def apply_views(connection: duckdb.DuckDBPyConnection, root: Traversable | None = None) -> tuple[View, ...]:
    """Replace all views and macros of the warehouse by those of the files, in one transaction."""
    root = root or sql_root()
    views, glossary = read_views(root), read_glossary(root)
    connection.begin()
    try:
        for schema in (*reversed(SCHEMAS), "macros"):
            connection.execute(f"drop schema if exists {schema} cascade")
        for schema in ("macros", *SCHEMAS):
            connection.execute(f"create schema {schema}")
        for statement in read_macros(root):
            connection.execute(statement)
        for view in views:
            _parse(connection, view)
            connection.execute(f"create view {view.address} as {view.select}")
            if view.is_public:
                comment(connection, view, "view", view.address, glossary)
        version = quoted(_version_of(root))
        connection.execute(f"create macro macros.views_version() as {version}")
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
    return views


def comment(
    connection: duckdb.DuckDBPyConnection,
    view: View,
    kind: str,
    address: str,
    glossary: Mapping[tuple[str, str], str],
) -> None:
    """Write the comments of a view, or of a table made of it: the grain, and each column's glossary entry."""
    grain = f"{view.grain[:1].upper()}{view.grain[1:]}."
    connection.execute(f"comment on {kind} {address} is {quoted(grain)}")
    for name, *_ in connection.execute(f"describe {address}").fetchall():
        sentence = glossary.get((view.address, name)) or glossary.get(("", name))
        if sentence is None:
            raise WarehouseError(f"{view.address}.{name}: sql/glossary.csv does not explain this column")
        connection.execute(f"comment on column {address}.{name} is {quoted(sentence)}")


def read_glossary(root: Traversable) -> dict[tuple[str, str], str]:
    """Map (view, column) to the glossary entry; view is empty for a column that means the same everywhere.

    An entry says what the column means, and of a mart's how far it can be trusted.
    """
    with (root / "glossary.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return {
        (row["view"], row["column"]): f"{row['sentence']} {row.get('trust') or ''}".strip() for row in rows
    }


def quoted(text: str) -> str:
    """Quote a text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _texts(root: Traversable) -> Iterator[tuple[str, str]]:
    """Yield path below root and text of the glossary and every SQL file, in order of path."""
    yield "glossary.csv", (root / "glossary.csv").read_text(encoding="utf-8")
    for schema in sorted((*SCHEMAS, "macros")):
        for file in sorted((root / schema).iterdir(), key=lambda file: file.name):
            if file.name.endswith(".sql"):
                yield f"{schema}/{file.name}", file.read_text(encoding="utf-8")


def _read_view(path: str, text: str) -> View:
    first, _, select = text.partition("\n")
    if not first.startswith(GRAIN_MARK):
        raise WarehouseError(f"sql/{path}: the first line must be '{GRAIN_MARK}…'")
    schema, _, name = path.removesuffix(".sql").partition("/")
    return View(
        schema=schema,
        name=name,
        grain=first.removeprefix(GRAIN_MARK),
        select=select.strip(),
        reads=frozenset(READ.findall(select)),
    )


def _parse(connection: duckdb.DuckDBPyConnection, view: View) -> None:
    """Raise WarehouseError unless DuckDB parses the view as one select that reads what was found of it."""
    row = connection.execute("select cast(json_serialize_sql(?) as varchar)", [view.select]).fetchone()
    tree = json.loads(row[0]) if row else {}
    where = f"sql/{view.schema}/{view.name}.sql"
    if tree.get("error") or len(tree["statements"]) != 1:
        raise WarehouseError(f"{where}: not one bare select: {tree.get('error_message')}")
    if odd := view.reads ^ set(_tables_in(tree)):
        raise WarehouseError(
            f"{where}: DuckDB reads other tables than `from` and `join` name: {', '.join(sorted(odd))}"
        )


def _tables_in(tree: object) -> Iterator[str]:
    """Yield the schema-qualified table names in a parse tree."""
    if isinstance(tree, dict):
        if tree.get("type") == "BASE_TABLE" and tree.get("schema_name"):
            yield f"{tree['schema_name']}.{tree['table_name']}"
        for value in tree.values():
            yield from _tables_in(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _tables_in(value)


def read_macros(root: Traversable, schema: str = "macros") -> Iterator[str]:
    """Read the statements that create the macros of a schema: macros, which views use, or marts, which readers call.

    Raises WarehouseError if a file does not create one of its name in either.
    """
    for path, text in _texts(root):
        if path.startswith("macros/"):
            name = path.removeprefix("macros/").removesuffix(".sql")
            found = [
                each for each in ("macros", "marts") if f"create or replace macro {each}.{name}(" in text
            ]
            if not found:
                raise WarehouseError(f"sql/{path}: must be 'create or replace macro macros.{name}(…) as …'")
            if schema in found:
                yield text
