"""Panels: what is declared is found, and what is wrong is named with file, field and rule."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from etl.report.figures import figures_of, newest_full_day
from etl.report.panel import PANELS, PanelError, read_panels
from etl.settings import Settings
from etl.warehouse.publish import open_published

SAID = "section: News\ntitle: Volume\nreading: Read it.\nuncertainty: Doubt it.\nnothing: No rows.\n"


def panel_in(folder: Path, declared: str, select: str = "select 1 as figure") -> Path:
    (folder / "10-volume.yaml").write_text(declared, encoding="utf-8")
    (folder / "10-volume.sql").write_text(select, encoding="utf-8")
    return folder


def test_a_panel_is_what_its_two_files_say(tmp_path: Path) -> None:
    columns = "columns:\n  - {name: figure, title: Figure, kind: integer}\n"
    (panel,) = read_panels(panel_in(tmp_path, SAID + columns))
    assert (panel.panel_id, panel.title, panel.sql) == ("volume", "Volume", "select 1 as figure")
    assert [(each.name, each.kind, each.is_number) for each in panel.columns] == [("figure", "integer", True)]


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        (SAID.replace("reading: Read it.\n", ""), "10-volume.yaml: reading: every panel says it"),
        (SAID + "colour: red\n", "10-volume.yaml: colour: unknown; known are"),
        (SAID + "chart: {mark: bar, data: {url: here}}\n", "chart: must be a Vega-Lite specification without data"),
        (SAID + "columns: [{name: figure}]\n", "columns: {'name': 'figure'}: each has a name and a title"),
        (SAID + "columns: [{name: figure, title: F, kind: pie}]\n", "columns: figure: kind must be one of"),
        (SAID + "network: {source: one}\n", "network: must name the columns source, target, weight"),
        ("- a list\n", "10-volume.yaml: must be a list of fields"),
    ],
)  # fmt: skip
def test_a_wrong_declaration_is_named(declared: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(PanelError) as refused:
        read_panels(panel_in(tmp_path, declared))
    assert told in str(refused.value)


def test_half_a_panel_is_named(tmp_path: Path) -> None:
    (tmp_path / "20-lonely.sql").write_text("select 1", encoding="utf-8")
    with pytest.raises(PanelError, match=r"a panel is two files, 20-lonely.sql and 20-lonely.yaml"):
        read_panels(tmp_path)


@pytest.mark.parametrize(
    ("select", "told"),
    [
        ("select 1 as other", "panel volume: columns: figure is not in its select"),
        ("select nothing as figure", "panel volume: its select fails"),
    ],
)
def test_a_select_that_does_not_fit_is_named(select: str, told: str, tmp_path: Path) -> None:
    (panel,) = read_panels(panel_in(tmp_path, SAID + "columns: [{name: figure, title: Figure}]\n", select))
    with pytest.raises(PanelError) as refused:
        figures_of(duckdb.connect(), panel, date(2020, 7, 5))
    assert told in str(refused.value)


def test_what_is_shown_is_what_was_run(tmp_path: Path) -> None:
    (panel,) = read_panels(panel_in(tmp_path, SAID, "select getvariable('day') - 6 as first_date"))
    figures = figures_of(duckdb.connect(), panel, date(2020, 7, 12))
    assert figures.sql == "select date '2020-07-12' - 6 as first_date"
    assert figures.rows == [{"first_date": "2020-07-06"}]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({date(2020, 7, day): 10 for day in range(1, 20)} | {date(2025, 2, 1): 2}, date(2020, 7, 19)),
        ({date(2020, 7, 1): 1}, date(2020, 7, 1)),
        ({}, None),
    ],
    ids=["a-stray-page-of-later", "one-article", "nothing"],
)
def test_the_report_is_of_the_newest_week_that_the_archive_covers(
    days: dict[date, int], expected: date | None
) -> None:
    copy = duckdb.connect()
    copy.execute("create schema marts")
    copy.execute("create table marts.agg_outlet_days (published_date date, article_count bigint)")
    for day, count in days.items():
        copy.execute("insert into marts.agg_outlet_days values (?, ?)", [day, count])
    assert newest_full_day(copy) == expected


@pytest.mark.parametrize("panel", read_panels(PANELS), ids=lambda panel: panel.panel_id)
def test_every_panel_answers_from_the_published_copy(panel, built: Settings) -> None:
    with open_published(built) as copy:
        day = newest_full_day(copy)
        assert day
        figures = figures_of(copy, panel, day)
    assert figures.rows
