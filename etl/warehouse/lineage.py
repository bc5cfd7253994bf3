"""What stands on what: public views, and the base tables and public views below them.

Here: the graph as a reader sees it, without the private layers. Not here: the views (views.py).
"""

from dataclasses import dataclass

from etl.warehouse.views import View, read_views, sql_root


@dataclass(frozen=True, kw_only=True)
class PublicView:
    """A view that readers are promised, and the names of the tables and public views that it is made of."""

    schema: str
    name: str
    grain: str
    stands_on: frozenset[str]


def public_views() -> tuple[PublicView, ...]:
    """Every public view, each after those it stands on."""
    views = {view.address: view for view in read_views(sql_root())}
    return tuple(
        PublicView(
            schema=view.schema,
            name=view.name,
            grain=view.grain,
            stands_on=frozenset(_below(view, views) - {view.name}),  # ops.runs shows base.runs
        )
        for view in views.values()
        if view.is_public
    )


def _below(view: View, views: dict[str, View]) -> set[str]:
    found: set[str] = set()
    for address in view.reads:
        read = views.get(address)
        if read is None or read.is_public:
            found.add(address.partition(".")[2])
        else:
            found |= _below(read, views)
    return found
