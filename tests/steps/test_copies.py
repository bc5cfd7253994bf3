"""Copies in the warehouse: kept up to date article by article, whatever the order in which articles arrive."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from etl import steps
from etl.settings import Settings
from etl.work import copy_matches, copy_signatures
from tests.steps.newsstand import MINUTE, STAMP, load, marts, table, write, write_archive

OPENING = (
    "渡轮公司星期一说，从白沙到青岛的夜班航线将在八月恢复，每天两班，新船可以搭载三百名乘客和四十辆汽车。"
)
MIDDLE = (
    "白沙港务局表示欢迎，并说码头的修缮将在七月底之前完成，届时候船大厅也会开放，附近的旅馆希望客人早些回来。"
)
CLOSE = (
    "去年冬天的一场风暴损坏了两座码头，航线因此停开了六个月，渔民只好把鱼运到北岸的市场去卖，路上要走一整天。"
)
OWN = (
    "一名退休的船长对本报说，他当年开过这条航线，最难的是冬天的大雾，那时候没有雷达，全靠岸上的钟声引路回港，"
    "有一回他在雾里停了三天三夜，船上的人只有萝卜和冷水。"
)
# host, hours after the first, text: the second links the first with the third, the fourth stands alone
PAGES = {
    "a": ("harbourpost.example", 0, OPENING + MIDDLE),
    "b": ("lighthousepost.example", 5, OPENING + MIDDLE + CLOSE),
    "c": ("ferrypost.example", 9, CLOSE + MIDDLE[30:] + CLOSE[::-1][:6]),
    "d": ("islandpost.example", 12, OWN),
    "e": ("ferrypost.example", 13, OWN + "渡轮公司没有回应。"),
}
FIRST = """
    select copies.title, copies.original_title, copies.copy_kind
    from marts.fct_article_copies as copies order by all
"""


def put(root: Path, name: str, *, text: str = "", stamp: int = STAMP) -> None:
    host, hours, own = PAGES[name]
    body = f"<div><article><p>{text or own}</p></article></div>"
    head = f"<!--{stamp + hours * 60 * MINUTE}-->\n[文章{name}](https://{host}/{name}.html)\n------\n\n"
    write(root / name / f"{name}.md", head + body)


def copies_and_clusters(settings: Settings) -> list[list[str]]:
    shown = marts(settings)
    return [shown["fct_article_copies"], shown["dim_copy_clusters"]]


def test_a_bridge_that_arrives_later_joins_two_clusters(tmp_path: Path) -> None:
    archive = Settings(archive=(str(tmp_path / "archive"),), home=tmp_path / "home")
    for name in "acde":
        put(tmp_path / "archive", name)
    load(archive)
    assert table(archive, FIRST) == [("文章e", "文章d", "syndicated")]
    put(tmp_path / "archive", "b")
    load(archive)
    assert [row[:2] for row in table(archive, FIRST)] == [
        ("文章b", "文章a"),
        ("文章c", "文章b"),
        ("文章e", "文章d"),
    ]
    clusters = "select article_count, independent_source_count from marts.dim_copy_clusters order by all"
    assert table(archive, clusters) == [(2, 1), (3, 1)]


def test_another_text_of_an_article_unmakes_its_copies_and_splits_their_cluster(tmp_path: Path) -> None:
    archive = Settings(archive=(str(tmp_path / "archive"),), home=tmp_path / "home")
    for name in PAGES:
        put(tmp_path / "archive", name)
    load(archive)
    put(
        tmp_path / "archive",
        "b",
        text="这篇文章已被作者撤下，编辑部向读者致歉。" + OWN[::-1],
        stamp=STAMP + MINUTE,
    )
    load(archive)
    assert [row[:2] for row in table(archive, FIRST)] == [("文章e", "文章d")]
    with steps.open_run(archive) as run:
        assert not steps.TRACE.is_pending(archive, run)
        assert steps.trace(archive, run) == steps.TraceCounts()


def test_an_article_that_is_gone_takes_its_copies_along(tmp_path: Path) -> None:
    archive = Settings(archive=(str(tmp_path / "archive"),), home=tmp_path / "home")
    for name in PAGES:
        put(tmp_path / "archive", name)
    load(archive)
    with steps.open_run(archive) as run:
        run.warehouse.execute("delete from base.parsed_articles where title = '文章b'")
        assert steps.TRACE.is_pending(archive, run)
        steps.trace(archive, run)
    assert [row[:2] for row in table(archive, FIRST)] == [("文章e", "文章d")]
    assert table(archive, "select count(*) from base.copy_signatures") == [(4,)]


def test_a_renewed_copy_knows_whose_text_an_article_carried_all_along(tmp_path: Path) -> None:
    """The agency's article comes later than the one that carries it, and another text of it later still."""
    archive = Settings(archive=(str(write_archive(tmp_path / "archive", count=30)),), home=tmp_path / "home")
    put(tmp_path / "archive", "a")
    steps.build(archive)
    assert is_wire(archive) == [(False, "none")]
    address = tmp_path / "archive" / "reuters" / "1.md"
    head = f"<!--{STAMP - MINUTE}-->\n[渡轮](https://cn.reuters.com/article/idCNKBS1?il=0)\n------\n\n"
    write(address, f"{head}<div><article><p>{OPENING}{MIDDLE}</p></article></div>")
    steps.build(archive)
    assert is_wire(archive) == [(True, "carried")]
    write(
        address, f"{head.replace(str(STAMP - MINUTE), str(STAMP))}<div><article><p>{OWN}</p></article></div>"
    )
    steps.build(archive)
    assert is_wire(archive) == [(False, "none")]


def is_wire(settings: Settings) -> list[tuple[object, ...]]:
    """What the published copy says of the article that came first."""
    with steps.published_warehouse(settings) as copy:
        rows = copy.query("select is_wire, agency_use_kind from marts.fct_articles where title = '文章a'")
        return list(rows.rows())


@given(
    order=st.permutations(sorted(PAGES)),
    in_one_run=st.integers(1, 5),
    signed=st.integers(1, 3),
    matched=st.integers(1, 3),
    pairs=st.integers(1, 3),
)
@hypothesis_settings(max_examples=5, suppress_health_check=list(HealthCheck))
def test_one_run_or_many_in_any_order_and_batches_find_the_same_copies(
    tmp_path_factory: pytest.TempPathFactory,
    order: list[str],
    in_one_run: int,
    signed: int,
    matched: int,
    pairs: int,
) -> None:
    folder = tmp_path_factory.mktemp("copies")
    whole = Settings(archive=(str(folder / "archive"),), home=folder / "whole")
    parts = Settings(archive=(str(folder / "growing"),), home=folder / "parts")
    for name in PAGES:
        put(folder / "archive", name)
    load(whole)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copy_signatures, "ARTICLES_AT_ONCE", signed)
        patch.setattr(copy_matches, "MATCHED_AT_ONCE", matched)
        patch.setattr(copy_matches, "PAIRS_AT_ONCE", pairs)
        for start in range(0, len(order), in_one_run):
            for name in order[start : start + in_one_run]:
                put(folder / "growing", name)
            load(parts)
    assert len(copies_and_clusters(whole)[0]) == 3
    assert copies_and_clusters(parts) == copies_and_clusters(whole)
