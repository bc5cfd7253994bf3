"""Stories by example: a folder holds articles and the stories expected of them; and the laws of gathering."""

import json
import random
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.stories.article import Article, Membership, Name, Pair
from etl.stories.gather import BOUNDS, gather, story_id
from etl.stories.headline import is_digest, news_of
from etl.stories.likeness import WEIGHTS, pairs_of
from etl.stories.rarity import LEAST_COUNT, PLACES, levels, place_of, places_of
from etl.stories.reading import read, without_dateline
from etl.stories.series import markets_of

CASES = sorted((Path(__file__).parent / "cases").iterdir())
IDS = [chr(code) for code in range(ord("a"), ord("j"))]
PAIRS = st.dictionaries(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(1, 10_000),
    max_size=20,
)


def articles(case: Path) -> list[Article]:
    given_ = json.loads((case / "articles.json").read_text(encoding="utf-8"))
    return [
        Article(
            **{
                **each,
                "published_at": datetime.fromisoformat(each["published_at"]),
                "names": tuple(Name(**name) for name in each["names"]),
            }
        )
        for each in given_
    ]


def taking_part(case: Path) -> list[Article]:
    return [each for each in articles(case) if not is_digest(each.title, each.column_name)]


def pairs(listed: list[Article], fresh: Iterable[str] | None = None) -> set[Pair]:
    chosen = {each.article_id for each in listed} if fresh is None else set(fresh)
    return set(pairs_of(read(listed), np.array([each.article_id in chosen for each in listed])))


def groups(memberships: list[Membership]) -> list[list[str]]:
    found = defaultdict(list)
    for each in memberships:
        found[each.story_id].append(each.article_id)
    return sorted(map(sorted, found.values()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_articles_are_gathered_as_expected_in_any_order(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    listed = sorted(taking_part(case), key=lambda each: (each.published_at, each.article_id))
    order = [each.article_id for each in listed]
    for seed in range(3):
        shuffled = random.Random(seed).sample(listed, len(listed))
        assert groups(gather(order, pairs(shuffled))) == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_company_and_batches_change_no_likeness(case: Path) -> None:
    listed = taking_part(case)
    alone = {
        pair for place, one in enumerate(listed) for other in listed[:place] for pair in pairs([one, other])
    }
    one_by_one = {pair for each in listed for pair in pairs(listed[::-1], [each.article_id])}
    assert pairs(listed) == alone == one_by_one


def test_the_first_article_names_the_story_and_a_later_one_leaves_its_id() -> None:
    early = gather(["b", "a"], [Pair(article_id="a", other_article_id="b", likeness=9000)])
    later = gather(
        ["b", "a", "c"],
        [
            Pair(article_id="a", other_article_id="b", likeness=9000),
            Pair(article_id="b", other_article_id="c", likeness=8000),
            Pair(article_id="a", other_article_id="c", likeness=8000),
        ],
    )
    assert {each.story_id for each in [*early, *later]} == {story_id("b")}
    assert [each.closeness for each in later] == [8500, 8500, 8000]


def test_two_articles_need_more_in_common_than_a_group() -> None:
    two = [Pair(article_id="a", other_article_id="b", likeness=BOUNDS.stay_of_two)]
    assert groups(gather(["a", "b"], two)) == [["a", "b"]]
    assert (
        gather(["a", "b"], [Pair(article_id="a", other_article_id="b", likeness=BOUNDS.stay_of_two - 1)])
        == []
    )


@given(PAIRS, st.randoms(use_true_random=False))
def test_gathering_knows_no_order_of_pairs_and_parts_can_be_gathered_alone(
    likeness: dict[tuple[str, str], int], chance: random.Random
) -> None:
    listed = [
        Pair(article_id=one, other_article_id=other, likeness=each) for (one, other), each in likeness.items()
    ]
    whole = gather(IDS, listed)
    assert gather(IDS, chance.sample(listed, len(listed))) == whole
    apart = [
        each
        for part in linked(listed)
        for each in gather(
            [one for one in IDS if one in part],
            [pair for pair in listed if pair.article_id in part and pair.other_article_id in part],
        )
    ]
    assert sorted(map(repr, apart)) == sorted(map(repr, whole))


def linked(listed: list[Pair]) -> list[set[str]]:
    """The articles that pairs of a bond or more link."""
    parts = [{each} for each in IDS]
    for pair in listed:
        if pair.likeness >= BOUNDS.bond:
            joined = [part for part in parts if {pair.article_id, pair.other_article_id} & part]
            parts = [part for part in parts if part not in joined] + [set().union(*joined)]
    return parts


@pytest.mark.parametrize(
    ("title", "column_name", "expected"),
    [
        ("简报：渡轮触礁；灯塔罢工", None, True),
        ("渡輪觸礁、燈塔罷工和本週更多重要故事", None, True),
        ("渡轮公司发表简报", None, False),
        ("码头的一周", "每周数读", True),
        ("Politics this week", None, True),
        ("【新闻大家谈】渡轮触礁 灯塔罢工", "新闻大家谈", True),
        ("在押船员月度报告（三）", None, True),
    ],
)
def test_digests_are_known_by_title_or_column(title: str, column_name: str | None, expected: bool) -> None:
    assert is_digest(title, column_name) is expected


@pytest.mark.parametrize(
    ("title", "markets"),
    [
        ("美股收高 道指漲百分之二", {"shares_us"}),
        ("金价触及八年高位 因美元走软", {"gold", "currencies"}),
        ("渡轮公司获三亿美元援助 票价上升", set()),
        ("股市之外", set()),
    ],
)
def test_reports_on_markets_are_known_by_market_and_movement(title: str, markets: set[str]) -> None:
    assert markets_of(title) == markets


@pytest.mark.parametrize(
    ("opening", "news"),
    [
        ("（海讯社记者林渔舟白礁港16日电）渡轮触礁。", "渡轮触礁。"),
        ("【海讯社2020年09月29日讯】（记者林渔舟报导）渡轮触礁。", "渡轮触礁。"),
        ("海讯白礁港7月1日 - 渡轮触礁。", "渡轮触礁。"),
        ("渡轮（白礁号）触礁。", "渡轮（白礁号）触礁。"),
    ],
)
def test_what_stands_before_the_news_is_left_out(opening: str, news: str) -> None:
    assert without_dateline(opening) == news


def test_the_name_of_a_column_is_no_news() -> None:
    assert news_of("【港口民议】渡轮触礁之后") == "渡轮触礁之后"
    assert news_of("海港日报｜渡輪觸礁") == "渡轮触礁"
    assert news_of("【触礁】") == "【触礁】"


def test_the_table_of_rarity_tells_common_from_rare() -> None:
    table = levels()
    common, rare = (
        int(table[places_of(*(np.array([ord(each)], np.uint32) for each in word))[0]])
        for word in ("中国", "觚甑")
    )
    assert len(table) == PLACES
    assert common < rare == int(table.max())
    assert place_of("ferry") == 0xD1C13
    assert LEAST_COUNT > 1


def test_a_later_article_is_less_alike_and_every_weight_is_used() -> None:
    assert WEIGHTS["days"] < 0
    listed = taking_part(next(case for case in CASES if case.name == "latin-letters"))
    assert len(pairs(listed)) == 1
