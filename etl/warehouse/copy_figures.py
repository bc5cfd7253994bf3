"""Inspect the published copy, to verify that it is complete.

Here: size, storage version, rows. Not here: making and opening it (publish.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from etl.settings import Settings
from etl.warehouse.publish import open_published
from etl.warehouse.views import PUBLIC_SCHEMAS
from etl.warehouse.warehouse import STORAGE_VERSION


@dataclass(frozen=True, kw_only=True)
class CopyFigures:
    """byte_count: of the file; storage_version: as DuckDB reads it; row_counts: by schema.view."""

    byte_count: int
    storage_version: str
    row_counts: Mapping[str, int]

    @property
    def is_in_agreed_storage_version(self) -> bool:
        """Whether the storage version is the one that readers' drivers can open."""
        return self.storage_version.startswith(STORAGE_VERSION)


def look_at_copy(settings: Settings) -> CopyFigures:
    """Inspect the published copy. Raises WarehouseError if there is none that can be opened."""
    with open_published(settings) as connection:
        tags = connection.execute(
            "select tags['storage_version'] from duckdb_databases() where database_name = current_database()"
        ).fetchone()
        tables = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables()"
            " where database_name = current_database() and schema_name in (select unnest(?)) order by all",
            [PUBLIC_SCHEMAS],
        ).fetchall()
        counts = {
            address: connection.execute(f"select count(*) from {address}").fetchone() for (address,) in tables
        }
    return CopyFigures(
        byte_count=settings.published_path.stat().st_size,
        storage_version=str(tags[0]) if tags else "",
        row_counts={address: int(count[0]) if count else 0 for address, count in counts.items()},
    )
