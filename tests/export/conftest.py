"""A published copy of an invented archive, which every test of exports reads."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.sample import write_sample
from etl.settings import Settings, read_settings
from etl.steps.building import build
from etl.warehouse.publish import open_published


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("export")
    write_sample(folder / "sample", articles=80, seed=5)
    settings = read_settings(
        {
            "DATELINE_HOME": str(folder / "data"),
            "DATELINE_ARCHIVE": str(folder / "sample"),
            "DATELINE_WORKERS": "1",
        }
    )
    build(settings)
    return settings


@pytest.fixture
def published(home: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_published(home) as connection:
        yield connection


def files_of(folder: Path) -> dict[str, bytes]:
    """The content of every file below folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
