"""Renew a copy: bring the marts of a copied file in line with what runs wrote since it was made.

A row of the warehouse is new to the copy if the run that wrote it is not among those that the copy knows, as they
ended. Marts of BY_ARTICLE are evaluated upon a slice of the warehouse: the base tables, reduced to the rows that
changed articles are made of, with the same views upon them. Here: what changed, the slice, and these marts. Not here:
the marts that are filled anew, and whether a copy may be renewed (publish.py).
"""

from collections.abc import Iterable, Iterator, Mapping

import duckdb

from etl.warehouse.views import View, read_macros, sql_root

MENTIONS = "marts.fct_mentions"  # changes with the links of its article, one by one
BY_LINKS = ("marts.fct_article_entities", "marts.fct_quotes")  # change with any link of their article
# Marts with rows that stand on one article alone, whatever the archive holds beside it.
BY_ARTICLE = (
    *("marts.fct_articles", "marts.fct_article_paragraphs", "marts.fct_article_credits"),
    *("marts.fct_article_images", "marts.fct_article_media", "marts.fct_article_tags"),
    MENTIONS,
    *BY_LINKS,
)
SLICE = "slice"  # alias of the slice, in memory
SCHEMAS = ("base", "staging", "intermediate", "marts", "macros")

# The base tables that a slice reduces; a mart that stands on another one is filled anew.
_PARSED = (
    "select document_id from warehouse.base.parsed_articles where article_id in (from slice.base.articles)"
)
_OF_ARTICLES = "where article_id in (from slice.base.articles)"
_SLICED = {
    "base.parsed_articles": _OF_ARTICLES,
    "base.article_revisions": _OF_ARTICLES,
    "base.article_copies": _OF_ARTICLES,
    "base.mentions": f"where document_id in ({_PARSED})",
    "base.quotes": f"where document_id in ({_PARSED})",
    "base.rejected_documents": "where false",
    # names beside ids: small, and what a later run renamed is among the articles and links that changed
    "base.outlets": "",
    "base.entities": "",
    # whether a content is current follows from all that were seen at its path
    "base.raw_documents": "where document_path in"
    f" (select document_path from warehouse.base.raw_documents where document_id in ({_PARSED}))",
    "base.entity_links": "semi join slice.base.links using (article_id, entity_kind, referent)",
}

# Runs that ended before the copy was made, and have written nothing since (a later write moves finished_at).
_KNOWN_RUNS = """
    create table slice.base.known_runs as
    select runs.run_id
    from warehouse.base.runs as runs
    semi join {copy}.ops.runs as known
        on runs.run_id = known.run_id and runs.finished_at is not distinct from known.finished_at
"""

# Articles with rows of later runs, and those that lost rows: another newest revision, or fewer revisions or copies;
# and those of an outlet that is called otherwise now.
_CHANGED_ARTICLES = """
    create table slice.base.changed_articles as
    with newest as (
        select article_id, document_id from warehouse.intermediate.int_newest_revisions
    ),
    revisions as (
        select article_id, count(*) as revision_count from warehouse.base.article_revisions group by article_id
    )
    select article_id from warehouse.base.parsed_articles where run_id not in (from slice.base.known_runs)
    union
    select article_id from warehouse.base.article_revisions where run_id not in (from slice.base.known_runs)
    union
    select article_id from warehouse.base.article_copies where run_id not in (from slice.base.known_runs)
    union
    select known.article_id
    from {copy}.marts.fct_article_copies as known
    anti join warehouse.base.article_copies as copies using (article_id, original_article_id)
    union
    select newest.article_id
    from newest
    inner join warehouse.base.mentions as mentions on newest.document_id = mentions.document_id
    where mentions.run_id not in (from slice.base.known_runs)
    union
    select newest.article_id
    from newest
    inner join warehouse.base.quotes as quotes on newest.document_id = quotes.document_id
    where quotes.run_id not in (from slice.base.known_runs)
    union
    select coalesce(newest.article_id, articles.article_id)
    from newest
    full join {copy}.marts.fct_articles as articles on newest.article_id = articles.article_id
    left join revisions on newest.article_id = revisions.article_id
    where
        newest.document_id is distinct from articles.document_id
        or coalesce(revisions.revision_count, 1) is distinct from articles.revision_count
    union
    select articles.article_id
    from {copy}.marts.fct_articles as articles
    left join warehouse.base.outlets as outlets on articles.outlet_id = outlets.outlet_id
    where articles.outlet_name is distinct from coalesce(outlets.outlet_name, articles.outlet_id)
"""

# All links of changed articles, and of other articles those that a later run wrote or that lead to an entity which is
# shown otherwise now.
_LINKS = """
    create table slice.base.links as
    select article_id, entity_kind, referent
    from warehouse.base.entity_links
    where
        run_id not in (from slice.base.known_runs)
        or article_id in (from slice.base.changed_articles)
        or entity_id in (
            select entities.entity_id
            from warehouse.base.entities as entities
            inner join {copy}.marts.dim_entities as known on entities.entity_id = known.entity_id
            where
                entities.entity_name is distinct from known.entity_name
                or entities.is_confirmed is distinct from known.is_confirmed
        )
"""
# The articles of these links, and those that changed and have none.
_LINKED_ARTICLES = "select article_id from slice.base.links union from slice.base.changed_articles"


def renewable(views: Iterable[View]) -> tuple[View, ...]:
    """List the marts of BY_ARTICLE that stand on nothing but what a slice reduces."""
    known = {view.address: view for view in views}
    return tuple(
        known[address]
        for address in BY_ARTICLE
        if _below(known[address], known) - known.keys() <= _SLICED.keys()
    )


def renew(connection: duckdb.DuckDBPyConnection, copy: str, views: Iterable[View]) -> None:
    """Bring these marts (as of renewable) of the copied file attached as copy in line with the warehouse."""
    known = {view.address: view for view in views}
    marts = renewable(known.values())
    _open_slice(connection, copy)
    try:
        for view in _upon(marts, known):
            connection.execute(f"create view slice.{view.address} as {view.select}")
        for mart in marts:
            if mart.address == MENTIONS:
                _reduce(connection, "base.articles", _LINKED_ARTICLES)
            elif mart.address in BY_LINKS:
                _reduce(connection, "base.entity_links", f"from warehouse.base.entity_links {_OF_ARTICLES}")
            _replace(connection, mart, copy)
            _reduce(connection, mart.address, f"from {copy}.{mart.address} {_OF_ARTICLES}")
    finally:
        connection.execute("set search_path = 'warehouse.main'")
        connection.execute(f"detach {SLICE}")


def _open_slice(connection: duckdb.DuckDBPyConnection, copy: str) -> None:
    """Attach the slice: what changed as tables, the reduced base tables and the macros; names mean it from here on."""
    connection.execute(f"attach ':memory:' as {SLICE}")
    for schema in SCHEMAS:
        connection.execute(f"create schema {SLICE}.{schema}")
    for table in (_KNOWN_RUNS, _CHANGED_ARTICLES, _LINKS):
        connection.execute(table.format(copy=copy))
    _reduce(connection, "base.articles", "from slice.base.changed_articles")
    for address, rows in _SLICED.items():
        _reduce(connection, address, f"from warehouse.{address} {rows}")
    connection.execute(f"set search_path = '{SLICE}.main'")
    for macro in read_macros(sql_root()):
        connection.execute(macro)


def _reduce(connection: duckdb.DuckDBPyConnection, address: str, select: str) -> None:
    """Let a name of the slice mean these rows, for itself and whatever stands on it."""
    connection.execute(f"create or replace view slice.{address} as {select}")


def _replace(connection: duckdb.DuckDBPyConnection, mart: View, copy: str) -> None:
    """Replace the rows of the slice's articles in a mart of the copy; fct_mentions keeps those of unchanged links."""
    table, gone = f"{copy}.{mart.address}", "article_id in (from slice.base.articles)"
    connection.execute(f"create or replace table slice.base.fresh as from slice.{mart.address}")
    if mart.address == MENTIONS:
        gone = (
            "article_id in (from slice.base.changed_articles)"
            " or mention_id in (select mention_id from slice.base.fresh)"
        )
    connection.execute(f"delete from {table} where {gone}")
    connection.execute(f"insert into {table} from slice.base.fresh")


def _upon(marts: Iterable[View], known: Mapping[str, View]) -> Iterator[View]:
    """Yield the views that the marts stand on, and these, in the order of known."""
    needed = {address for mart in marts for address in _below(mart, known)}
    return (view for address, view in known.items() if address in needed)


def _below(view: View, known: Mapping[str, View]) -> set[str]:
    """Collect the addresses of a view, and of the views and tables below it."""
    return {view.address}.union(
        *(_below(known[address], known) if address in known else {address} for address in view.reads)
    )
