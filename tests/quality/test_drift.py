"""Drift, on pages of our own invention: what the new pages of an outlet lack is named, and clean pages are not.

Here: real pages through the parser, recorded as two runs. Not here: the arithmetic of a window, which is a case of
the view (tests/views/field_drift).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import duckdb
import polars as pl

from etl.model import ParsedArticle, RawDocument, Rejection
from etl.outlets import outlets
from etl.page.encoding import decode
from etl.page.parse import parse_document
from etl.quality.count import count
from etl.quality.failed_rows import with_failing_keys
from etl.quality.field_fills import record_fills
from etl.quality.suites import SUITES
from etl.sample import SamplePage, sample_pages
from etl.warehouse.frames import parsed_frame
from etl.warehouse.tables import BASE_TABLES, OUTLETS, RAW_DOCUMENTS, REJECTED_DOCUMENTS, RUNS
from etl.warehouse.views import apply_views
from etl.warehouse.warehouse import Warehouse

Damage = Callable[[str], str]
SAMPLE = [page for page in sample_pages(articles=1500, seed=11) if page.path.endswith(".md")]
PAGES, MORE = SAMPLE[:1050], SAMPLE[1050:]
OLD, NEW = PAGES[: len(PAGES) * 3 // 4], PAGES[len(PAGES) * 3 // 4 :]
RFA = [
    page for page in MORE if page.outlet_id == "rfa"
]  # half of its captions survive: that takes more pages
START = datetime(2026, 1, 1, tzinfo=UTC)
LAYOUTS = SUITES["fct_articles"].only(["nearly_all_pages_of_an_outlet_fit_a_layout"])
DAMAGES = {  # outlet → a selector as the outlet would rename it, and the field that its pages then lack
    "bbc": (("story-body__introduction", "story-body__opening"), "lead"),
    "cdt": (("wp-caption", "wp-legend"), "caption"),
    "dw": (("<small", "<x-small"), "caption"),
    "ft": (("story-lead", "story-opening"), "lead"),
    "nyt": (("<small", "<x-small"), "caption"),
    "reuters": (("StandardArticleBody_", "ArticlePage_"), "own_layout"),
    "rfa": (("image-caption", "image-text"), "every_caption"),  # most captions are found by their place, too
    "rfi": (("<strong", "<x-strong"), "lead"),
    "voa": (("<small", "<x-small"), "caption"),
}


def parsed(page: SamplePage, damage: Damage) -> ParsedArticle | Rejection | None:
    document = RawDocument(
        document_id=page.path,
        content_hash=page.path,
        document_path=page.path,
        byte_count=len(page.content),
        content=page.content,
    )
    article = parse_document(document)
    if not isinstance(article, ParsedArticle):
        return None
    changed = damage(f"{article.outlet_id}\n{decode(page.content)[0]}")
    if changed:
        return parse_document(replace(document, content=changed.encode()))
    return article


def unharmed(_: str) -> str:
    return ""


def one_selector_of_each(told: str) -> str:
    outlet_id, _, page = told.partition("\n")
    if outlet_id not in DAMAGES:
        return ""
    (old, new), _ = DAMAGES[outlet_id]
    return page.replace(old, new)


@contextmanager
def runs_of(*batches: tuple[Iterable[SamplePage], Damage]) -> Iterator[Warehouse]:
    """A warehouse of these pages, each batch parsed and recorded by a run of its own."""
    with Warehouse(duckdb.connect()) as warehouse:
        warehouse.execute("create schema base")
        warehouse.execute("set timezone = 'UTC'")
        for table in BASE_TABLES:
            warehouse.execute(table.ddl().replace(" not null", ""))
        apply_views(warehouse.connection)
        known = [{"outlet_id": one.outlet_id, "outlet_name": one.outlet_name} for one in outlets().values()]
        fill(warehouse, OUTLETS.name, pl.DataFrame(known))
        for number, (pages, damage) in enumerate(batches):
            run_id, at = f"run{number}", START + timedelta(days=number)
            found = [decided for page in pages if (decided := parsed(page, damage))]
            articles = [each for each in found if isinstance(each, ParsedArticle)]
            fill(warehouse, RUNS.name, pl.DataFrame({"run_id": [run_id], "started_at": [at]}))
            raw = [
                {"document_id": each.document_id, "document_path": each.document_id, "indexed_at": at}
                | {"header_at": each.header_at if isinstance(each, ParsedArticle) else None}
                for each in found
            ]
            fill(warehouse, RAW_DOCUMENTS.name, pl.DataFrame(raw))
            fill(warehouse, "parsed_articles", parsed_frame(articles, run_id=run_id))
            turned_away = [
                {"document_id": each.document_id, "outlet_id": each.outlet_id, "run_id": run_id}
                for each in found
                if isinstance(each, Rejection)
            ]
            if turned_away:
                fill(warehouse, REJECTED_DOCUMENTS.name, pl.DataFrame(turned_away))
            record_fills(warehouse)
        yield warehouse


def fill(warehouse: Warehouse, table: str, rows: pl.DataFrame) -> None:
    warehouse.connection.register("rows", rows.to_arrow())
    warehouse.execute(f"insert into base.{table} by name from rows")
    warehouse.connection.unregister("rows")


def fallen(warehouse: Warehouse) -> dict[str, set[str]]:
    """The fields that have fallen, by outlet."""
    rows = warehouse.query(
        "select outlet_id, field_name from ops.field_drift where drift_kind = 'fallen'"
    ).rows()
    return {outlet: {field for each, field in rows if each == outlet} for outlet, _ in rows}


def test_a_selector_renamed_in_each_of_nine_outlets_is_named_and_nobody_else_is() -> None:
    with runs_of((OLD, unharmed), (NEW + RFA, one_selector_of_each)) as warehouse:
        found = fallen(warehouse)
        assert set(found) == set(DAMAGES), "each of the nine, and no other outlet"
        assert {outlet for outlet, (_, field) in DAMAGES.items() if field not in found[outlet]} == set()
        (result,) = count(warehouse, SUITES["field_drift"].only(["no_field_of_an_outlet_has_fallen"]))
        assert not result.is_passed


def test_clean_pages_trip_nothing_though_the_bbc_comes_in_three_front_ends() -> None:
    with runs_of((OLD, unharmed), (NEW + RFA, unharmed)) as warehouse:
        assert fallen(warehouse) == {}


def renamed(told: str) -> str:
    """A Reuters page with other classes, data attributes and tag of the time."""
    outlet_id, _, page = told.partition("\n")
    if outlet_id != "reuters":
        return ""
    page = re.sub(r'class="[^"]*"', 'class="x1"', page)
    return re.sub(r"data-[\w-]+=", "data-x=", page).replace("<time", "<moment").replace("</time", "</moment")


def four_of_reuters() -> tuple[list[SamplePage], list[SamplePage]]:
    """400 pages, and of these the last four of Reuters."""
    pages = PAGES[:400]
    last = [page for page in pages if page.path.startswith("路透")][-4:]
    return [page for page in pages if page not in last], last


def test_four_renamed_pages_of_reuters_in_400_trip_as_a_run_of_their_own() -> None:
    rest, last = four_of_reuters()
    with runs_of((rest, unharmed), (last, renamed)) as warehouse:
        found = fallen(warehouse)
        assert set(found) == {"reuters"}
        assert "own_layout" in found["reuters"]


def test_four_renamed_pages_of_reuters_in_400_trip_among_the_others_of_one_run() -> None:
    rest, last = four_of_reuters()
    with runs_of((rest + last, unharmed)) as warehouse:
        (result,) = count(warehouse, LAYOUTS)
        assert result.is_passed and fallen(warehouse) == {}
    texts = {decode(page.content)[0] for page in last}
    with runs_of((rest + last, lambda told: renamed(told) if of_page(told) in texts else "")) as warehouse:
        (result,) = with_failing_keys(warehouse, LAYOUTS, count(warehouse, LAYOUTS))
        assert set(result.failing_keys) == {article_id(page) for page in last}
        assert fallen(warehouse) == {"reuters": {"own_layout"}}


def article_id(page: SamplePage) -> str:
    article = parsed(page, unharmed)
    assert isinstance(article, ParsedArticle)
    return article.article_id


def test_pages_that_are_saved_again_in_a_layout_of_the_outlet_are_counted_by_their_newest_version() -> None:
    rest, last = four_of_reuters()
    again = [replace(page, path=f"again/{page.path}") for page in last]
    runs = (rest, unharmed), (last, renamed), (again, unharmed)
    for count_of_runs, is_passed in ((2, False), (3, True)):
        with runs_of(*runs[:count_of_runs]) as warehouse:
            odd = warehouse.query(
                "select count(*) from base.parsed_articles where is_generic_layout and outlet_id = 'reuters'"
            ).item()
            (result,) = count(warehouse, LAYOUTS)
            assert (odd, result.is_passed) == (len(last), is_passed)
            assert ("reuters" in fallen(warehouse)) is not is_passed


def of_page(told: str) -> str:
    return told.partition("\n")[2]


def test_pages_that_are_turned_away_are_pages_without_text() -> None:
    rest, last = four_of_reuters()
    with runs_of((rest, unharmed), (last, emptied)) as warehouse:
        assert fallen(warehouse) == {"reuters": {"text"}}


def emptied(told: str) -> str:
    """A page of which nothing but its header is left."""
    return of_page(told).partition("------")[0] + "------\n"


def test_a_run_that_brings_no_page_of_an_outlet_leaves_its_fall_standing() -> None:
    rest, last = four_of_reuters()
    others = [page for page in NEW if not page.path.startswith("路透")]
    with runs_of((rest, unharmed), (last, renamed), (others, unharmed)) as warehouse:
        assert "reuters" in fallen(warehouse)
        kinds = warehouse.query(
            "select distinct drift_kind from ops.field_drift where outlet_id = 'reuters' and window_kind = 'run'"
        )
        assert set(kinds.to_series()) == {"fallen", "no_page"}
