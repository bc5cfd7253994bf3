"""Dateline's library: it knows news and DuckDB, and never Dagster."""

import os

# Polars gives memory back at once; by default it keeps what it freed: 875 MiB after resolving 150,000 documents. Read
# when polars is first imported, by this process and by those that it starts.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:0,muzzy_decay_ms:0")
