"""Topics in the warehouse: kept up to date article by article, whatever the order in which articles arrive."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from etl import steps
from etl.settings import Settings
from etl.work import topic_batches
from tests.steps.newsstand import MINUTE, STAMP, load, marts, table, write

PAGES = {
    "match": (
        "海燕足球队三比一胜白鲸队",
        "海燕足球队星期六在主场以三比一击败白鲸队，前锋梅开二度。主教练赛后说，球员上半场防守不够专注，联赛还剩四轮。",
    ),
    "shares": (
        "股市收高 央行降息",
        "白沙央行下调基准利率，股市指数收盘上涨百分之一，银行股领涨。分析师预计通胀放缓，企业盈利仍然承压。",
    ),
    "virus": (
        "白沙新增确诊病例十二例",
        "卫生部门通报，昨日新增新冠肺炎确诊病例十二例，其中境外输入三例。医院收治的患者中有两名重症，专家提醒接种疫苗。",
    ),
    "latin": (
        "The harbour is open again",
        "Ships may enter the harbour again, its master said on Monday. " * 3,
    ),
}
FIRST = """
    select articles.title, topics.topic_id
    from marts.fct_articles as articles
    left join marts.fct_article_topics as topics on articles.article_id = topics.article_id and topics.is_primary
    order by all
"""
TOLD = [
    ("The harbour is open again", None),
    ("海燕足球队三比一胜白鲸队", "medtop:15000000"),
    ("白沙新增确诊病例十二例", "medtop:07000000"),
    ("股市收高 央行降息", "medtop:04000000"),
]


def put(root: Path, name: str, *, like: str = "", stamp: int = STAMP) -> None:
    title, prose = PAGES[like or name]
    head = f"<!--{stamp}-->\n[{title}](https://harbourpost.example/{name}.html)\n------\n\n"
    write(root / f"{name}.md", f"{head}<div><article><p>{prose}</p></article></div>")


def an_archive(tmp_path: Path) -> Settings:
    for name in PAGES:
        put(tmp_path / "archive", name)
    return Settings(archive=(str(tmp_path / "archive"),), home=tmp_path / "home")


def test_each_article_has_its_topic_and_one_that_is_not_chinese_has_none(tmp_path: Path) -> None:
    archive = an_archive(tmp_path)
    load(archive)
    assert table(archive, FIRST) == TOLD
    assert table(archive, "select count(*) from base.article_topics") == [(4,)]
    with steps.open_run(archive) as run:
        assert not steps.CLASSIFY.is_pending(archive, run)
        assert steps.classify(archive, run) == steps.ClassifyCounts()


def test_another_text_of_an_article_has_another_topic(tmp_path: Path) -> None:
    archive = an_archive(tmp_path)
    load(archive)
    put(tmp_path / "archive", "match", like="shares", stamp=STAMP + MINUTE)
    load(archive)
    assert ("海燕足球队三比一胜白鲸队", "medtop:15000000") not in table(archive, FIRST)
    assert table(archive, "select count(*) from base.article_topics") == [(4,)]


def test_an_article_that_is_gone_takes_its_topics_along(tmp_path: Path) -> None:
    archive = an_archive(tmp_path)
    load(archive)
    with steps.open_run(archive) as run:
        run.warehouse.execute("delete from base.parsed_articles where title like '海燕%'")
        assert steps.CLASSIFY.is_pending(archive, run)
        steps.classify(archive, run)
    assert table(archive, "select count(*) from base.article_topics") == [(3,)]


def test_other_weights_classify_all_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = an_archive(tmp_path)
    load(archive)
    monkeypatch.setattr(topic_batches, "classifier_version", lambda: "another")
    with steps.open_run(archive) as run:
        assert steps.classify(archive, run) == steps.ClassifyCounts(article_count=4, told_count=3)


@given(order=st.permutations(sorted(PAGES)), in_one_run=st.integers(1, 4), at_once=st.integers(1, 3))
@hypothesis_settings(max_examples=4, suppress_health_check=list(HealthCheck))
def test_one_run_or_many_in_any_order_and_batches_tell_the_same_topics(
    tmp_path_factory: pytest.TempPathFactory, order: list[str], in_one_run: int, at_once: int
) -> None:
    folder = tmp_path_factory.mktemp("topics")
    whole = an_archive(folder)
    parts = Settings(archive=(str(folder / "growing"),), home=folder / "parts")
    load(whole)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(topic_batches, "ARTICLES_AT_ONCE", at_once)
        for start in range(0, len(order), in_one_run):
            for name in order[start : start + in_one_run]:
                put(folder / "growing", name)
            load(parts)
    assert len(marts(whole)["fct_article_topics"]) >= 3
    assert marts(parts)["fct_article_topics"] == marts(whole)["fct_article_topics"]
