"""Dateline's library: it knows news and DuckDB, and never Dagster."""
