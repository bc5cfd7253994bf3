"""Entity ids: a hash of kind and key, so that an id never depends on the order of arrival.

Here: the hash, the same as macros.short_hash in SQL. Not here: keys (entity_key.py).
"""

from hashlib import md5

import polars as pl


def entity_id(kind: str, key: str) -> str:
    """Hash kind and key: the first 24 hexadecimal digits of their MD5."""
    return md5(f"{kind}\n{key}".encode(), usedforsecurity=False).hexdigest()[:24]


def with_ids(links: pl.DataFrame) -> pl.DataFrame:
    """Add entity_id to links, from their columns kind and entity_key."""
    pairs = links.select("kind", "entity_key").unique()
    ids = [entity_id(kind, key) for kind, key in pairs.iter_rows()]
    return links.join(
        pairs.with_columns(entity_id=pl.Series(ids, dtype=pl.String)), on=["kind", "entity_key"]
    )
