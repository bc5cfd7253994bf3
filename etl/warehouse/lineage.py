"""Lineage of public views: the base tables and public views that each depends on, and so their columns.

Here: the graph as a reader sees it, without the private layers. Not here: the views (views.py).
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from hashlib import blake2b
from importlib.resources.abc import Traversable

from etl.warehouse.views import View, read_macros, read_views, sql_root

# Tables that every step writes are left out: they would depend on, and feed, everything.
TOLD_OF: Mapping[str, frozenset[str]] = {
    "base.runs": frozenset({"base.raw_documents", "base.parsed_articles", "base.rejected_documents"}),
    "base.quality_results": frozenset({"ops.runs"}),
    "base.field_fills": frozenset({"ops.page_fields"}),
    "base.accuracy": frozenset(),
}


@dataclass(frozen=True, kw_only=True)
class PublicView:
    """A public view, and the addresses of the tables and public views that it depends on.

    version is a hash of its text, with the private views that it reads and all macros.
    """

    schema: str
    name: str
    grain: str
    path: Traversable
    stands_on: frozenset[str]
    version: str

    @property
    def address(self) -> str:
        return f"{self.schema}.{self.name}"


def public_views() -> tuple[PublicView, ...]:
    """List the public views in topological order."""
    root = sql_root()
    macros = "".join(read_macros(root))
    views = {view.address: view for view in read_views(root)}
    public = {
        view.address: PublicView(
            schema=view.schema,
            name=view.name,
            grain=view.grain,
            path=root / view.schema / f"{view.name}.sql",
            stands_on=frozenset(_below(view, views)),
            version=blake2b("\0".join((macros, *_selects(view, views))).encode(), digest_size=6).hexdigest(),
        )
        for view in views.values()
        if view.is_public
    }
    graph = {address: sorted(view.stands_on & public.keys()) for address, view in public.items()}
    return tuple(public[address] for address in TopologicalSorter(graph).static_order())


def column_origins() -> Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]]:
    """Map each public view and column to the (table, column) pairs that its values are computed from.

    A column that only counts rows has none. From sql/column_lineage.csv, which `make graph` writes.
    """
    origins: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {}
    with (sql_root() / "column_lineage.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            columns = origins.setdefault(row["view"], {})
            origin = (row["from_table"], row["from_column"])
            columns[row["column"]] = (*columns.get(row["column"], ()), origin)
    return origins


def _below(view: View, views: dict[str, View]) -> set[str]:
    found: set[str] = set()
    for address in view.reads:
        read = views.get(address)
        if read is not None and not read.is_public:
            found |= _below(read, views)
        else:
            found |= TOLD_OF.get(address, {address})
    return found


def _selects(view: View, views: dict[str, View]) -> Iterator[str]:
    """Yield the view's own select and those of the private views that it depends on."""
    yield view.select
    for address in sorted(view.reads & views.keys()):
        if not views[address].is_public:
            yield from _selects(views[address], views)
