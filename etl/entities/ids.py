"""Ids of entities: a hash of kind and key, so that they depend on the entity and never on the order of arrival.

Here: the hash, which is macros.short_hash of the SQL side. Not here: keys.
"""

from hashlib import md5

import polars as pl


def entity_id(kind: str, key: str) -> str:
    """The id of an entity: the first 24 digits of the MD5 of its kind and key."""
    return md5(f"{kind}\n{key}".encode(), usedforsecurity=False).hexdigest()[:24]


def with_ids(links: pl.DataFrame) -> pl.DataFrame:
    """Links with entity_id, of their kind and entity_key."""
    pairs = links.select("kind", "entity_key").unique()
    ids = [entity_id(kind, key) for kind, key in pairs.iter_rows()]
    return links.join(
        pairs.with_columns(entity_id=pl.Series(ids, dtype=pl.String)), on=["kind", "entity_key"]
    )
