"""Compaction: all rows stay, the disk comes back, and a running build is left alone."""

from pathlib import Path

import pytest

from etl import steps
from etl.sample import write_sample
from etl.settings import Settings
from etl.warehouse.compact import compact
from etl.warehouse.tables import BASE_TABLES, CONTENTS
from etl.warehouse.warehouse import open_warehouse, table_address


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_sample(tmp_path / "archive", articles=12, seed=3)
    settings = Settings(archive=(str(tmp_path / "archive"),), home=tmp_path / "home")
    steps.build(settings)
    return settings


def fill_and_empty(settings: Settings) -> None:
    """Leave free blocks in the middle of the writer's file, as parsing everything again does."""
    with open_warehouse(settings) as warehouse:
        for statement in (
            "create table main.bulk as select random() as x, hash(i) as y from range(400000) t(i)",
            "checkpoint",
            "update base.runs set code_version = code_version",
            "checkpoint",
            "drop table main.bulk",
        ):
            warehouse.execute(statement)


def rows(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    with open_warehouse(settings) as warehouse:
        return {
            table.name: warehouse.query(f"from {table_address(table)} order by all").rows()
            for table in (*BASE_TABLES, CONTENTS)
        }


def test_all_rows_stay_and_the_files_are_smaller(settings: Settings) -> None:
    fill_and_empty(settings)
    before = rows(settings)
    done = compact(settings, least_bytes=0)
    assert [each.path for each in done] == [settings.warehouse_path]
    assert done[0].after == settings.warehouse_path.stat().st_size < done[0].before / 2
    assert rows(settings) == before
    assert not (settings.home / "compacting").exists()


def test_a_file_in_use_as_it_should_be_stays(settings: Settings) -> None:
    compact(settings, least_bytes=0)
    assert compact(settings, least_bytes=0) == ()


def test_a_small_file_is_not_worth_it(settings: Settings) -> None:
    fill_and_empty(settings)
    assert compact(settings, least_bytes=1 << 40) == ()


def test_what_a_kill_left_is_swept(settings: Settings) -> None:
    fill_and_empty(settings)
    left = settings.home / "compacting" / "warehouse.duckdb"
    left.parent.mkdir()
    left.write_bytes(b"half")
    assert len(compact(settings, least_bytes=0)) == 1


def test_a_build_after_it_finds_nothing_to_do(settings: Settings) -> None:
    fill_and_empty(settings)
    compact(settings, least_bytes=0)
    report = steps.build(settings)
    assert report.outcome is None


def test_a_run_in_progress_is_not_disturbed(settings: Settings) -> None:
    with steps.open_run(settings, None), pytest.raises(steps.WriterBusy):
        compact(settings)
