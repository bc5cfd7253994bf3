"""Stories in the warehouse: kept up to date article by article, whatever the order in which articles arrive."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from etl import steps
from etl.settings import Settings
from etl.work import story_pairs, story_readings
from tests.steps.newsstand import MINUTE, STAMP, load, marts, table, write

# name: host, hours after the first, title, text. a, b and c tell of the reef, d and e of the lamp, f of neither; b is
# the bridge without which c is too little like a.
PAGES = {
    "a": (
        *("harbourpost.example", 0, "青渡号渡轮夜间触礁 船长罗明海获救"),
        "青渡号渡轮星期日晚在鸬鹚礁触礁，船上四十一名乘客全部获救，船长罗明海最后离船。",
    ),
    "b": (
        *("lighthousepost.example", 5, "青渡号渡轮触礁 船长罗明海最后离船"),
        "海岸巡逻队说，青渡号渡轮在鸬鹚礁触礁后，四十一名乘客获救，船长罗明海最后离船。",
    ),
    "c": (
        *("ferrypost.example", 29, "船长罗明海谈青渡号触礁"),
        "船长罗明海星期一说，青渡号渡轮在鸬鹚礁触礁时雾很大，海岸巡逻队一小时后赶到。",
    ),
    "d": (
        *("islandpost.example", 30, "灯塔看守人柳如烟拒绝关灯"),
        "灯塔看守人柳如烟拒绝了关灯的命令，她说渔船还要靠鹭角灯塔回港，岛务署将派人接管。",
    ),
    "e": (
        *("harbourpost.example", 33, "岛务署接管鹭角灯塔 柳如烟拒绝关灯"),
        "岛务署派人接管鹭角灯塔，看守人柳如烟拒绝关灯，她说渔船要靠灯塔回港。",
    ),
    "f": (
        *("ferrypost.example", 40, "果园今年提前两周采摘"),
        "北岸的果农说，今年的苹果熟得早，采摘比往年提前了两周，价钱也好。",
    ),
}
TOLD = """
    select list(distinct title order by title) from marts.fct_story_articles group by story_id order by all
"""
REDIRECTS = "select old_story_id, story_id from marts.dim_story_redirects"
STORY_VIEWS = ("fct_story_articles", "dim_stories", "agg_story_coverage")


def put(root: Path, name: str, *, text: str = "", title: str = "", stamp: int = STAMP) -> None:
    host, hours, own_title, own = PAGES[name]
    body = f"<div><article><p>{text or own}</p></article></div>"
    head = f"<!--{stamp + hours * 60 * MINUTE}-->\n[{title or own_title}](https://{host}/{name}.html)\n------\n\n"
    write(root / name / f"{name}.md", head + body)


def an_archive(folder: Path, names: str = "abcdef") -> Settings:
    for name in names:
        put(folder / "archive", name)
    return Settings(archive=(str(folder / "archive"),), home=folder / "home")


def titles(names: str) -> tuple[list[str]]:
    return (sorted(PAGES[name][2] for name in names),)


def test_an_earlier_article_gives_the_story_a_new_id_and_the_old_one_leads_there(tmp_path: Path) -> None:
    archive = an_archive(tmp_path, "bcdef")
    load(archive)
    assert table(archive, TOLD) == [titles("de"), titles("bc")]
    [(old,)] = table(archive, "select story_id from marts.dim_stories where story_title like '%青渡号%'")
    put(tmp_path / "archive", "a")
    load(archive)
    assert table(archive, TOLD) == [titles("de"), titles("abc")]
    [(new, article_count, outlet_count)] = table(
        archive,
        "select story_id, article_count, outlet_count from marts.dim_stories where story_title like '%青渡号%'",
    )
    assert (article_count, outlet_count) == (3, 3)
    assert old != new
    assert table(archive, REDIRECTS) == [(old, new)]


def test_a_later_article_joins_the_story_and_leaves_its_id(tmp_path: Path) -> None:
    archive = an_archive(tmp_path, "abdef")
    load(archive)
    before = table(archive, "select story_id from marts.dim_stories order by all")
    put(tmp_path / "archive", "c")
    load(archive)
    assert table(archive, TOLD) == [titles("de"), titles("abc")]
    assert table(archive, "select story_id from marts.dim_stories order by all") == before
    assert table(archive, REDIRECTS) == []


def test_another_text_takes_an_article_out_of_its_story(tmp_path: Path) -> None:
    archive = an_archive(tmp_path)
    load(archive)
    assert table(archive, TOLD) == [titles("de"), titles("abc")]
    put(
        tmp_path / "archive",
        "e",
        title="编辑部致读者",
        text="这篇文章已被撤下。",
        stamp=STAMP + MINUTE,
    )
    load(archive)
    assert table(archive, TOLD) == [titles("abc")]
    with steps.open_run(archive) as run:
        assert not steps.GATHER.is_pending(archive, run)
        assert steps.gather(archive, run) == steps.GatherCounts()


def test_an_article_that_is_gone_leaves_its_story(tmp_path: Path) -> None:
    archive = an_archive(tmp_path)
    load(archive)
    with steps.open_run(archive) as run:
        run.warehouse.execute("delete from base.parsed_articles where title like '岛务署%'")
        assert steps.GATHER.is_pending(archive, run)
        steps.gather(archive, run)
    assert table(archive, TOLD) == [titles("abc")]
    assert table(archive, "select count(*) from base.story_readings") == [(5,)]


def test_coverage_says_who_told_it_who_did_not_and_how_late(tmp_path: Path) -> None:
    archive = an_archive(tmp_path)
    load(archive)
    coverage = table(
        archive,
        "select outlet_name, is_covered, article_count, lag_minutes from marts.agg_story_coverage"
        " where story_title like '%青渡号%' order by outlet_name",
    )
    assert coverage == [
        ("ferrypost.example", True, 1, 29 * 60),
        ("harbourpost.example", True, 1, 0),
        ("islandpost.example", False, 0, None),
        ("lighthousepost.example", True, 1, 5 * 60),
    ]


@given(
    order=st.permutations(sorted(PAGES)),
    in_one_run=st.integers(1, 6),
    read=st.integers(1, 3),
    matched=st.integers(1, 3),
)
@hypothesis_settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
def test_one_run_or_many_in_any_order_and_batches_gather_the_same_stories(
    tmp_path_factory: pytest.TempPathFactory, order: list[str], in_one_run: int, read: int, matched: int
) -> None:
    folder = tmp_path_factory.mktemp("stories")
    whole = an_archive(folder)
    load(whole)
    parts = Settings(archive=(str(folder / "growing"),), home=folder / "parts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(story_readings, "ARTICLES_AT_ONCE", read)
        patch.setattr(story_pairs, "MATCHED_AT_ONCE", matched)
        for start in range(0, len(order), in_one_run):
            for name in order[start : start + in_one_run]:
                put(folder / "growing", name)
            load(parts)
    expected, found = (marts(settings) for settings in (whole, parts))
    assert len(expected["fct_story_articles"]) == 5
    assert [found[view] for view in STORY_VIEWS] == [expected[view] for view in STORY_VIEWS]
