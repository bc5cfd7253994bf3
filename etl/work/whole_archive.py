"""Entities are those of all names: whether that is so, and writing what has changed, with ids that lead on.

Here: what the entities were made of last, the frames that resolving takes, one transaction that makes the tables
those of its answer, redirects. Not here: who is meant (etl/entities/resolve.py), and views (sql/).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b

import polars as pl

from etl.code_version import resolver_version
from etl.outlets import outlets
from etl.settings import Settings, SettingsError
from etl.warehouse.runs import Run
from etl.warehouse.tables import ENTITIES, ENTITY_ALIASES, ENTITY_LINKS, ENTITY_REDIRECTS, RESOLUTIONS
from etl.warehouse.views import views_version
from etl.warehouse.warehouse import ROWS_AT_ONCE, Warehouse

NAME = "entities"
NAMES = (
    "select * exclude (published_date) from intermediate.int_names"  # what each article calls whom, how often
)
GLOSSES = "from intermediate.int_glosses"  # which Latin names stand behind Chinese ones in each article
# Columns of words, and the dictionary that each is stored in while it is worked on.
CATEGORIES = {
    **{"article_id": "articles", "outlet_id": "outlets", "outlet_name": "outlets", "entity_kind": "kinds"},
    **{"referent": "words", "surface": "words", "chinese_name": "words", "gloss_kind": "kinds"},
}  # fmt: skip
SUPPORT_OF_THE_NAME = 1_000_000_000  # the name that is shown tells more than any number of aliases


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What entities are made of: the code that decides, and the articles and names that it is asked about."""

    resolver_version: str
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class Written:
    """Rows that were written or went, and ids that lead elsewhere now."""

    changed_count: int = 0
    redirected_count: int = 0


Frames = tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]  # of entities, aliases and links


def basis(settings: Settings, warehouse: Warehouse) -> Basis:
    """What the entities would be made of now. Column scans only: every run asks."""
    figures = warehouse.query(
        "select"
        " (select [count(*), bit_xor(hash(document_id, recogniser_version, prose_hash))] from base.mentions),"
        " (select [count(*), bit_xor(hash(document_id, parser_version, prose_hash, article_id, published_date))]"
        " from base.parsed_articles),"
        " (select [count(*), bit_xor(hash(document_id, document_path, header_at))] from base.raw_documents)"
    ).row(0)
    called = [(each.outlet_id, each.outlet_name) for each in outlets().values()]
    return Basis(
        resolver_version=f"{resolver_version()}.{_hash(overrides_text(settings))[:8]}",
        fingerprint=_hash(f"{views_version()} {figures} {called}"),
    )


def is_resolved(warehouse: Warehouse, now: Basis) -> bool:
    """Whether the entities are those of today's names; without any name none is missing."""
    made_of = warehouse.query("select resolver_version, fingerprint from base.resolutions").rows()
    if not made_of:
        return warehouse.query("from base.mentions limit 1").is_empty()
    return made_of == [(now.resolver_version, now.fingerprint)]


def overrides_text(settings: Settings) -> str:
    """The user's own decisions; empty without a file."""
    path = settings.overrides_path
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8: save it as UTF-8") from error


def resolve_names(warehouse: Warehouse, overrides: str) -> Frames:
    """Resolve the names of all articles: read int_names and int_glosses, and answer with entities, aliases and links.

    The resolver is imported here: a build with nothing new must not pay for it. Raises SettingsError for overrides
    that say nothing, or what cannot be.
    """
    from etl.entities.coded import coded
    from etl.entities.read_overrides import OverrideError
    from etl.entities.resolve import resolve_coded

    given = coded(_categorised(warehouse, NAMES), _categorised(warehouse, GLOSSES))
    try:
        resolution = resolve_coded(given, overrides)
    except OverrideError as error:
        raise SettingsError(str(error)) from error
    return resolution.entities, resolution.aliases, resolution.links


def _categorised(warehouse: Warehouse, select: str) -> pl.DataFrame:
    """The rows of a query, in any order; their words are stored once each, and rows hold their numbers."""
    columns = {name: pl.Categorical(pl.Categories(place)) for name, place in CATEGORIES.items()}
    return pl.concat(
        batch.cast({name: kind for name, kind in columns.items() if name in batch.columns})
        for batch in warehouse.batches(select)
    )


def write(run: Run, now: Basis, frames: Frames) -> Written:
    """Make the tables those of the answer, in one transaction; rows that are as they were stay."""
    stamps = {"resolver_version": now.resolver_version, "run_id": run.run_id}
    warehouse = run.warehouse
    with warehouse.transaction():
        warehouse.execute(_NAMES_BEFORE)
        changed_count = sum(
            warehouse.mirror(table, _stamped(frame, stamps, table.schema))
            for frame, table in zip(frames, (ENTITIES, ENTITY_ALIASES, ENTITY_LINKS), strict=True)
        )
        redirected_count = _redirect(run)
        run.record()
        state = {"resolution_name": NAME, "fingerprint": now.fingerprint, **stamps}
        warehouse.replace(RESOLUTIONS, pl.DataFrame([state], schema=dict(RESOLUTIONS.schema)))
        warehouse.execute("drop table names_before")
    return Written(changed_count=changed_count, redirected_count=redirected_count)


def _stamped(
    frame: pl.DataFrame, stamps: dict[str, str], schema: dict[str, pl.DataType | type[pl.DataType]]
) -> Iterator[pl.DataFrame]:
    """The rows as their table stores them, a part after another."""
    own = [pl.lit(value).alias(name) for name, value in stamps.items() if name in schema]
    for part in frame.iter_slices(ROWS_AT_ONCE):
        yield part.with_columns(own).select(pl.col(name).cast(kind) for name, kind in schema.items())


# The names that entities had, so that those which go can be followed to whom has their names now.
_NAMES_BEFORE = f"""
    create or replace temp table names_before as
    select entity_id, entity_kind, entity_name as name, {SUPPORT_OF_THE_NAME} as support
    from base.entities
    union all
    select aliases.entity_id, entities.entity_kind, aliases.alias, max(aliases.support_count)
    from base.entity_aliases as aliases
    inner join base.entities as entities on aliases.entity_id = entities.entity_id
    where aliases.alias_kind <> 'short'
    group by all
"""

# A name's new owner: of the same kind rather than of another, then whoever is called so most.
_SUCCESSORS = f"""
    with names_now as (
        select entity_id, entity_kind, entity_name as name, {SUPPORT_OF_THE_NAME} as support
        from base.entities
        union all
        select aliases.entity_id, entities.entity_kind, aliases.alias, aliases.support_count
        from base.entity_aliases as aliases
        inner join base.entities as entities on aliases.entity_id = entities.entity_id
    )
    select before.entity_id as old_entity_id, names_now.entity_id
    from names_before as before
    inner join names_now on before.name = names_now.name
    where before.entity_id not in (select entity_id from base.entities)
    qualify row_number() over (
        partition by before.entity_id
        order by
            before.entity_kind = names_now.entity_kind desc,
            before.support desc,
            names_now.support desc,
            names_now.entity_id asc
    ) = 1
"""


def _redirect(run: Run) -> int:
    """Ids that went lead to whom has their names; ids that led to them follow; an id that is back leads nowhere."""
    warehouse = run.warehouse
    found = warehouse.query(_SUCCESSORS)
    new = found.with_columns(merged_at=pl.lit(datetime.now(UTC)), run_id=pl.lit(run.run_id))
    count = warehouse.replace(
        ENTITY_REDIRECTS,
        new.select(pl.col(name).cast(kind) for name, kind in ENTITY_REDIRECTS.schema.items()),
    )
    warehouse.execute(
        "update base.entity_redirects as old set entity_id = next.entity_id"
        " from base.entity_redirects as next where old.entity_id = next.old_entity_id"
    )
    warehouse.execute(
        "delete from base.entity_redirects where old_entity_id in (select entity_id from base.entities)"
        " or entity_id not in (select entity_id from base.entities)"
    )
    return count


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=12).hexdigest()
