"""Keep base.entities in step with the mentions: the inputs of resolution, its answer, redirects of retired ids.

Here: what is the entities' own in a pass over the whole archive. Not here: staleness and writing (whole_archive.py),
resolution itself (etl/entities/resolve.py), views (sql/).
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from etl.code_version import resolver_version
from etl.outlets import outlets
from etl.settings import Settings, SettingsError
from etl.warehouse.runs import Run
from etl.warehouse.tables import ENTITIES, ENTITY_ALIASES, ENTITY_LINKS, ENTITY_REDIRECTS
from etl.warehouse.views import views_version
from etl.warehouse.warehouse import Warehouse
from etl.work.whole_archive import Basis, fingerprint_of, is_stale, mirror_answer

NAME = "entities"
# DuckDB's share: it groups names while they are read, and leaves the room to the resolver's frames after that.
MEMORY_WHILE_READING, MEMORY_WHILE_RESOLVING = "512MB", "64MB"
NAMES = "select * exclude (published_date) from intermediate.int_names"  # names and surfaces of each article, counted
GLOSSES = "from intermediate.int_glosses"  # Latin names that each article gives Chinese ones
# String columns, and the category pool in which each is held while in memory.
CATEGORIES = {
    **{"article_id": "articles", "outlet_id": "outlets", "outlet_name": "outlets", "entity_kind": "kinds"},
    **{"referent": "words", "surface": "words", "chinese_name": "words", "gloss_kind": "kinds"},
}  # fmt: skip
SUPPORT_OF_THE_NAME = 1_000_000_000  # articles: a display name outweighs any alias


@dataclass(frozen=True, kw_only=True)
class Written:
    """Counts of rows written or deleted, and of ids redirected."""

    changed_count: int = 0
    redirected_count: int = 0


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Rows for the entities' tables. kept: ids of the entities whose rows, and those of their aliases, stand."""

    entities: pl.DataFrame
    aliases: pl.DataFrame
    links: pl.DataFrame
    kept: pl.Series


def basis(settings: Settings, warehouse: Warehouse) -> Basis:
    """Compute the current inputs. Only column scans, because every run asks. Raises SettingsError as overrides_text."""
    figures = warehouse.query(
        "select"
        " (select [count(*), bit_xor(hash(document_id, recogniser_version, prose_hash))] from base.mentions),"
        " (select [count(*), bit_xor(hash(document_id, parser_version, prose_hash, article_id, published_date))]"
        " from base.parsed_articles),"
        " (select [count(*), bit_xor(hash(document_id, document_path, header_at, archived_at, returned_at))]"
        " from base.raw_documents)"
    ).row(0)
    outlet_names = [(each.outlet_id, each.outlet_name) for each in outlets().values()]
    return Basis(
        version=f"{resolver_version()}.{fingerprint_of(overrides_text(settings))[:8]}",
        fingerprint=fingerprint_of(views_version(), figures, outlet_names),
    )


def are_entities_stale(settings: Settings, warehouse: Warehouse) -> bool:
    """Whether mentions, resolver or overrides have changed since the entities were made; never without any mention."""
    if not is_stale(warehouse, NAME, basis(settings, warehouse)):
        return False
    never_made = warehouse.query("from base.resolutions limit 1").is_empty()
    return not (never_made and warehouse.query("from base.mentions limit 1").is_empty())


def overrides_text(settings: Settings) -> str:
    """Read the user's overrides; empty without a file. Raises SettingsError if the file is not UTF-8."""
    path = settings.overrides_path
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8: save it as UTF-8") from error


def resolve_names(warehouse: Warehouse, overrides: str, version: str) -> Answer:
    """Resolve all names: int_names and int_glosses to entities, aliases and links (columns: Resolution).

    Entities of the same version, as of basis, are made again where their inputs have changed.

    The resolver is imported here: a build with nothing new must not pay for it. Raises SettingsError for invalid
    overrides.
    """
    from etl.entities.coded import Coded, coded
    from etl.entities.read_overrides import OverrideError
    from etl.entities.resolve import resolve_coded

    def read() -> Coded:
        with warehouse.memory(MEMORY_WHILE_READING):
            return coded(_categorised(warehouse, NAMES), _categorised(warehouse, GLOSSES))

    try:
        with warehouse.memory(MEMORY_WHILE_RESOLVING):
            resolution = resolve_coded(read, overrides, _before(warehouse, version))
    except OverrideError as error:
        raise SettingsError(str(error)) from error
    return Answer(
        entities=resolution.entities,
        aliases=resolution.aliases,
        links=resolution.links,
        kept=resolution.kept,
    )


def _before(warehouse: Warehouse, version: str) -> pl.DataFrame:
    """Query what the entities of this version were made of: entity_id, basis."""
    return warehouse.query(
        "select entity_id, basis from base.entities where resolver_version = ? and basis is not null",
        [version],
    )


def _categorised(warehouse: Warehouse, select: str) -> pl.DataFrame:
    """Query rows with their strings as categoricals, in any order: each string is stored once."""
    columns = {name: pl.Categorical(pl.Categories(place)) for name, place in CATEGORIES.items()}
    return pl.concat(
        batch.cast({name: kind for name, kind in columns.items() if name in batch.columns})
        for batch in warehouse.batches(select)
    )


def write(run: Run, now: Basis, answer: Answer) -> Written:
    """Bring entities, aliases and links in line with the answer in one transaction; unchanged rows stay untouched."""
    redirected: list[int] = []

    def remember() -> None:
        run.warehouse.execute(_NAMES_BEFORE)
        run.warehouse.execute(_LINKED_BEFORE)

    def redirect() -> None:
        redirected.append(_redirect(run))
        run.warehouse.execute(_MARK_UNLINKED, [run.run_id])
        run.warehouse.execute("drop table names_before")
        run.warehouse.execute("drop table linked_before")

    changed_count = mirror_answer(
        run,
        NAME,
        now,
        [(ENTITIES, answer.entities), (ENTITY_ALIASES, answer.aliases), (ENTITY_LINKS, answer.links)],
        kept={ENTITIES: answer.kept, ENTITY_ALIASES: answer.kept},
        before=remember,
        after=redirect,
    )
    return Written(changed_count=changed_count, redirected_count=sum(redirected))


# Names of the entities before the change, by which a retired entity is traced to its successor.
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

# The names that each article links. Where they change, its mentions count as written by the run: a link that is gone
# leaves no row to tell so.
_LINKS_OF_ARTICLES = """
    select
        article_id,
        count(*) as link_count,
        bit_xor(hash(entity_kind, referent)) as names_hash
    from base.entity_links
    group by article_id
"""
_LINKED_BEFORE = f"create or replace temp table linked_before as {_LINKS_OF_ARTICLES}"
_MARK_UNLINKED = f"""
    update base.mentions
    set run_id = $1
    where
        run_id <> $1
        and document_id in (
            select document_id
            from intermediate.int_newest_revisions
            where article_id in (
                select article_id
                from (from linked_before except select * from ({_LINKS_OF_ARTICLES}))
            )
        )
"""

# Successor of a retired entity: who bears its names now, preferably of its kind, then by support.
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
    """Redirect retired ids to their successors, shorten chains, drop redirects of ids that exist again."""
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
