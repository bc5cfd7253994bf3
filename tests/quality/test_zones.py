"""An outlet's zone against the days in its own addresses: the rule holds as its file has it, and warns of another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import polars as pl
import pytest

from etl.model import ParsedArticle, RawDocument
from etl.page.parse import parse_document
from etl.quality.examine import RuleResult, examine
from etl.quality.rules import WARNING
from etl.quality.suites import SUITES
from etl.warehouse.frames import parsed_frame
from etl.warehouse.tables import BASE_TABLES
from etl.warehouse.warehouse import Warehouse

RULE = "an_outlets_day_is_the_one_in_its_addresses"
SUITE = SUITES["parsed_articles"].only([RULE])


@dataclass(frozen=True, kw_only=True)
class House:
    """How an outlet states times, and where its day turns. first: the first of its times, on another day elsewhere."""

    outlet_id: str
    zone: str
    elsewhere: str
    first: datetime
    head: str
    printed_in: str
    address: str


HOUSES = [
    House(
        outlet_id="voa",
        zone="America/New_York",
        elsewhere="Asia/Shanghai",
        first=datetime(2022, 2, 24, 1, 10, tzinfo=UTC),
        head="<div><i>%a, %d %b %Y %H:%M:%S GMT</i></div>",
        printed_in="UTC",
        address="https://www.voachinese.com/a/ferry-%Y%m%d/6400{number:03}.html",
    ),
    House(
        outlet_id="nyt",
        zone="Asia/Shanghai",
        elsewhere="America/New_York",
        first=datetime(2022, 2, 24, 1, 10, tzinfo=UTC),
        head='<address>DORA FENN</address><time pudate="%Y-%m-%d %I:%M:%S" datetime="%Y-%m-%d %I:%M:%S"></time>',
        printed_in="Asia/Shanghai",
        address="https://cn.nytimes.com/world/%Y%m%d/ferry-{number}/",
    ),
    House(
        outlet_id="rfi",
        zone="Europe/Paris",
        elsewhere="Asia/Shanghai",
        first=datetime(2022, 2, 24, 18, 10, tzinfo=UTC),
        head="<div>%d/%m/%Y - %H:%M</div>",
        printed_in="Europe/Paris",
        address="https://www.rfi.fr/cn/%E4%B8%AD%E5%9B%BD/%Y%m%d-ferry-{number}",
    ),
]


def pages_of(house: House) -> list[ParsedArticle]:
    """Twelve pages of a house, one a day, as its own file reads them."""
    articles = []
    for number in range(12):
        at = house.first + timedelta(days=number, minutes=number)
        day = at.astimezone(ZoneInfo(house.zone))
        address = house.address.format(number=number)
        for sign in ("%Y", "%m", "%d"):
            address = address.replace(sign, day.strftime(sign))
        head = at.astimezone(ZoneInfo(house.printed_in)).strftime(house.head)
        stamp = int((at + timedelta(minutes=30)).timestamp() * 1000)
        text = "<section><p>渡口今天开放，第一班船在早上离岸。</p><p>旅客说，他们等了很久。</p></section>"
        content = f"<!--{stamp}-->\n[渡口开放{number}]({address})\n------\n\n{head}{text}\n".encode()
        document = RawDocument(
            document_id=f"{number}",
            content_hash=f"{number}",
            document_path=f"{house.outlet_id}/{number}.md",
            byte_count=len(content),
            content=content,
        )
        article = parse_document(document)
        assert isinstance(article, ParsedArticle)
        assert (article.outlet_id, article.published_at) == (house.outlet_id, at.replace(second=0))
        articles.append(article)
    return articles


def judged(house: House, articles: Sequence[ParsedArticle]) -> RuleResult:
    """What the rule says of a warehouse that holds these articles and the outlet."""
    outlet = (house.outlet_id, "渡口", "Ferry", "ferry.example", "zh-Hans", house.zone)
    with Warehouse(duckdb.connect()) as warehouse:
        warehouse.execute("create schema base")
        for table in BASE_TABLES:
            rows = pl.DataFrame(schema=dict(table.schema))
            if table.name == "parsed_articles":
                rows = parsed_frame(list(articles), run_id="run")
            elif table.name == "outlets":
                rows = pl.DataFrame([outlet], schema=dict(table.schema), orient="row")
            warehouse.connection.register("rows", rows.to_arrow())
            warehouse.execute(f"create table base.{table.name} as from rows")
            warehouse.connection.unregister("rows")
        (result,) = examine(warehouse, SUITE)
    return result


@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.outlet_id)
def test_articles_stand_on_the_day_that_their_addresses_say(house: House) -> None:
    articles = pages_of(house)
    assert all(article.url_date == article.published_date for article in articles)
    assert judged(house, articles).is_passed


@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.outlet_id)
def test_an_outlet_in_a_wrong_zone_is_warned_of(house: House) -> None:
    zone = ZoneInfo(house.elsewhere)
    elsewhere = [
        replace(article, published_date=article.published_at.astimezone(zone).date())
        for article in pages_of(house)
        if article.published_at is not None
    ]
    result = judged(house, elsewhere)
    assert not result.is_passed
    assert (result.rule.severity_kind, result.failed_count) == (WARNING, len(elsewhere))
