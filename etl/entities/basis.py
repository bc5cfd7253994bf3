"""Hash what the row and the names of each entity are made of, so that only those with other inputs are made again.

Here: a hash per entity, of the rows that describe.py, confirm.py and aliases.py read of it, and of nothing else. Not
here: corrections, lexicons and the gazetteer, which are part of the resolver's version (etl/work/entity_tables.py).
"""

from collections.abc import Iterator

import polars as pl

from etl.entities.claims import CLAIM


def bases_of(
    links: pl.DataFrame, surfaces: pl.DataFrame, glossed: pl.DataFrame, support: pl.DataFrame
) -> pl.DataFrame:
    """Hash the inputs of each entity: entity_id, basis (64 bits), sorted by entity_id.

    links: CLAIM, kind, outlet_id, mention_count, entity_key, method_kind, entity_id. surfaces: as of surfaces_of.
    glossed: as of glosses_of_claims. support: as of support_of. Each row counts once, in any order; hashes hold within
    one version of Polars.
    """
    parts = enumerate(_parts(links, surfaces, glossed, support))
    hashes = pl.concat(_hashed(rows, number) for number, rows in parts)
    return (
        hashes.group_by("entity_id")
        .agg(pl.col("hash").sum())  # modulo 2⁶⁴
        .select("entity_id", basis=pl.col("hash").reinterpret(signed=True))
        .sort("entity_id")
    )


def _parts(
    links: pl.DataFrame, surfaces: pl.DataFrame, glossed: pl.DataFrame, support: pl.DataFrame
) -> Iterator[pl.DataFrame]:
    """Yield the rows that speak of entities, each with the entity_id."""
    yield links.select(*CLAIM, "kind", "outlet_id", "mention_count", "method_kind", "entity_id")
    claims = links.select(*CLAIM, "entity_id")
    yield claims.join(surfaces.select(*CLAIM, "surface"), on=list(CLAIM))
    yield claims.join(glossed.select(*CLAIM, "latin_name", "gloss_kind"), on=list(CLAIM))
    names = links.select("entity_id", "kind", "referent").unique()
    yield names.join(support, on=["kind", "referent"])


def _hashed(rows: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Hash all columns but entity_id; words by their letters, for their codes differ from run to run."""
    words = [
        kind.categories.hash(seed).gather(rows[name].to_physical()).alias(name)
        for name, kind in rows.schema.items()
        if isinstance(kind, pl.Enum)
    ]
    figures = rows.drop("entity_id").with_columns(words)
    return rows.select("entity_id", hash=figures.hash_rows(seed))
