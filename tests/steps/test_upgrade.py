"""A warehouse that an older version left: today's code opens it and ends in the marts of a fresh build.

shapes/DAY.json holds the tables and columns of base as that day's version wrote them.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from etl import steps
from etl.kinds import OutcomeKind
from etl.settings import Settings
from etl.warehouse.tables import BASE_TABLES
from tests.steps.newsstand import load, marts, write_archive

SHAPES = sorted((Path(__file__).parent / "shapes").glob("*.json"))
VERSIONS = ("parser_version", "recogniser_version", "resolver_version", "versions_hash", "code_version")


def age(settings: Settings, shape: Mapping[str, Sequence[str]]) -> None:
    """Reduce the warehouse to the tables and columns of a shape; its rows say that other code made them."""
    with steps.open_run(settings) as run:
        for schema in ("ops", "marts", "intermediate", "staging", "macros"):
            run.warehouse.execute(f"drop schema {schema} cascade")
        for table in BASE_TABLES:
            columns = shape.get(table.name)
            if columns is None:
                run.warehouse.execute(f"drop table base.{table.name}")
                continue
            for column in table.columns:
                if column.name not in columns:
                    run.warehouse.execute(f"alter table base.{table.name} drop column {column.name}")
                elif column.name in VERSIONS:
                    run.warehouse.execute(f"update base.{table.name} set {column.name} = 'older'")


@pytest.mark.parametrize("shape", SHAPES, ids=lambda path: path.stem)
def test_a_warehouse_of_an_older_version_ends_in_the_marts_of_a_fresh_build(
    shape: Path, tmp_path: Path
) -> None:
    old = Settings(archive=(str(write_archive(tmp_path / "archive", count=30)),), home=tmp_path / "old")
    steps.build(old)
    age(old, json.loads(shape.read_text(encoding="utf-8")))
    assert steps.build(old).outcome is OutcomeKind.PUBLISHED
    fresh = Settings(archive=old.archive, home=tmp_path / "fresh")
    load(fresh)
    assert marts(old) == marts(fresh)
    assert steps.build(old).outcome is None
