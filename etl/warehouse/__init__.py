"""All that knows DuckDB files: base tables, frames, views, runs, the published copy."""
