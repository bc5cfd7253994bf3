"""Asset keys: a table or view at schema.name is the asset schema/name.

Here: the keys. Not here: what an asset shows of itself (metadata.py).
"""

import dagster as dg

from etl.quality.examine import Suite

# base tables that no step has for its own, and that readers see as the views of these names
SHOWN_IN_OPS = frozenset({"runs", "quality_results", "field_fills", "accuracy"})


def key_of(address: str) -> dg.AssetKey:
    """The key of `schema.name`."""
    return dg.AssetKey(address.split("."))


def checked_key(suite: Suite) -> dg.AssetKey:
    """The asset that a suite's checks belong to."""
    schema = "ops" if suite.table_name in SHOWN_IN_OPS else suite.schema_name
    return dg.AssetKey([schema, suite.table_name])
