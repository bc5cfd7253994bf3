"""Everything that touches DuckDB files: base tables, frames, views, runs, the published copy."""
