"""The report in Chromium: it draws, sorts, asks for nothing, and no text of an archive is markup in it."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from etl.report.page import write_page
from etl.settings import Settings
from etl.warehouse.publish import open_published
from tests.report.browser import Page

HOSTILE = "</script><img src=x onerror=alert(1)><script>alert(2)</script>"
SPOKEN = r"(_name|title|_text|url|label)$"  # columns whose text is an archive's
ALL_DRAWN = """
    document.querySelectorAll('[data-chart]').length > 10
        && !document.querySelector('[data-chart]:not([data-drawn])')
"""
MARKS = """
    [...document.querySelectorAll('[data-chart]')]
        .filter((chart) => !chart.querySelector('svg .mark-rect path, svg .mark-symbol path, svg .mark-shape path'))
        .map((chart) => chart.dataset.chart)
"""


def cells(table: str, place: int) -> str:
    return f"[...document.querySelectorAll('#{table} tbody tr')].map((row) => row.cells[{place}].textContent)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 820, 1440])
def test_every_chart_has_marks_and_nothing_is_asked_for(
    width: int, scheme: str, report: Path, browser: Page
) -> None:
    browser.open(report, width=width, scheme=scheme)
    browser.wait_for(ALL_DRAWN)
    assert browser.evaluate(MARKS) == []
    assert browser.evaluate("document.documentElement.scrollWidth") == width
    assert browser.said == []
    assert [each for each in browser.asked_for if not each.startswith("data:")] == [report.as_uri()]


def test_dark_is_another_look_and_a_change_of_it_is_followed(report: Path, browser: Page) -> None:
    bars = "getComputedStyle(document.querySelector('#trending .mark-rect path')).fill"
    browser.open(report, width=1440, scheme="light")
    browser.wait_for(ALL_DRAWN)
    light = browser.evaluate(bars)
    browser.look(width=1440, scheme="dark")
    browser.wait_for(f"document.querySelector('#trending .mark-rect path') && {bars} !== '{light}'")
    assert browser.said == []


def test_a_table_is_sorted_by_mouse_and_by_keyboard(report: Path, browser: Page) -> None:
    browser.open(report, width=1440)
    heading = "document.querySelectorAll('#volume th')[2]"
    browser.evaluate(f"document.querySelector('#volume details').open = true; {heading}.firstChild.click()")
    counts = [int(each.replace(",", "")) for each in browser.evaluate(cells("volume", 2))]
    assert counts == sorted(counts, reverse=True) and len(set(counts)) > 1
    assert browser.evaluate(f"{heading}.getAttribute('aria-sort')") == "descending"
    browser.evaluate(f"{heading}.firstChild.focus()")
    browser.press("Enter", "Enter", 13)
    assert browser.evaluate(f"{heading}.getAttribute('aria-sort')") == "ascending"
    assert [int(each.replace(",", "")) for each in browser.evaluate(cells("volume", 2))] == sorted(counts)
    browser.press("Tab", "Tab", 9)
    assert browser.evaluate("document.activeElement.textContent") == "Without agency texts"


def test_the_tables_hold_what_the_marts_say_and_the_page_the_sql(
    built: Settings, report: Path, browser: Page
) -> None:
    browser.open(report, width=1440)
    shown = browser.evaluate(cells("volume", 2))
    select = browser.evaluate("document.querySelector('#volume pre code').textContent")
    with open_published(built) as copy:
        rows = copy.execute(select).fetchall()
    assert [int(each.replace(",", "")) for each in shown] == [row[2] for row in rows]


def test_no_text_of_an_archive_is_markup(built: Settings, tmp_path: Path, browser: Page) -> None:
    file = tmp_path / "hostile.duckdb"
    shutil.copy(built.published_path, file)
    with duckdb.connect(file) as copy:
        columns = copy.execute(
            "select schema_name || '.' || table_name, column_name from duckdb_columns()"
            " where schema_name in ('marts', 'ops') and data_type = 'VARCHAR'"
        ).fetchall()
        for table, column in columns:
            if re.search(SPOKEN, column):
                copy.execute(f"update {table} set {column} = {column} || '{HOSTILE}'")
        page = write_page(copy, tmp_path / "hostile.html")
    assert HOSTILE not in page.read_text(encoding="utf-8")
    browser.open(page, width=1440)
    browser.wait_for(ALL_DRAWN)
    assert browser.evaluate("document.querySelectorAll('img').length") == 0
    assert HOSTILE in browser.evaluate("document.querySelector('#volume tbody').textContent")
    assert browser.said == []


def test_the_same_copy_makes_the_same_bytes(built: Settings, report: Path, tmp_path: Path) -> None:
    with open_published(built) as copy:
        again = write_page(copy, tmp_path / "again.html")
    assert again.read_bytes() == report.read_bytes()


def test_the_page_is_one_small_file_that_allows_its_own_scripts_only(report: Path) -> None:
    page = report.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy and "default-src &#39;none&#39;" in policy[1]
    assert not re.search(r"script-src[^;]*unsafe", policy[1])
    assert not re.search(r"""<(?:script|img|iframe|link)[^>]+(?:src|href)=["'](?!data:)""", page)
    assert len(page.encode("utf-8")) < 3_000_000
