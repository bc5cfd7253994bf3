"""marts.search over an index that is made once, and over one that is renewed step by step."""

from collections.abc import Iterator, Mapping

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.search.folding import characters, fold
from etl.warehouse.index import index

ARTICLES = {
    "a1": ("北京宣布新的关税", "商务部称，针对铀矿的措施下周生效。总统拜登表示遗憾。"),
    "a2": ("臺灣總統談國防預算", "蔡英文說，軍火採購不會停止。Donald Trump had said so."),
    "a3": ("俄罗斯与朝鲜会谈", "两国谈到军火。俄国的罗斯托夫港口参与其中，目的不明。"),
    "a4": ("天气", "明天有雨。Donald met Mr Trump."),
}
QUESTIONS = (
    "军火",
    "軍火 俄罗斯",
    "trump",
    '"donald trump"',
    "铀",
    "的",
    "目的",
    "拜登 天气",
    "没有这个词",
    "",
)


@pytest.fixture
def copy() -> Iterator[duckdb.DuckDBPyConnection]:
    with opened() as connection:
        yield connection


def opened() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("attach ':memory:' as copy")
    connection.execute("create schema copy.marts")
    connection.execute(
        "create table copy.marts.fct_articles (article_id varchar, document_id varchar, parser_version varchar,"
        " title varchar, body varchar, character_count bigint, outlet_id varchar, url varchar,"
        " published_at timestamptz, published_date date)"
    )
    connection.execute(
        "create table copy.marts.dim_outlets as select 'o' as outlet_id, 'Outlet' as outlet_name"
    )
    connection.execute(
        "create table copy.marts.fct_article_topics as"
        " select unnest(['a1', 'a3']) as article_id, unnest(['politics', 'conflict']) as topic_id,"
        " unnest(['政治', '冲突']) as topic_name, true as is_primary"
    )
    return connection


def put(connection: duckdb.DuckDBPyConnection, articles: Mapping[str, tuple[str, str]]) -> None:
    """Make these the articles of the copy, and bring the index in line."""
    connection.execute("truncate copy.marts.fct_articles")
    for article_id, (title, body) in articles.items():
        connection.execute(
            "insert into copy.marts.fct_articles"
            " select $id, md5($title || $body), '1', $title, nullif($body, ''), length($body), 'o', '', null, null",
            {"id": article_id, "title": title, "body": body},
        )
    connection.execute("use memory")
    index(connection, "copy")
    connection.execute("use copy")


def found(connection: duckdb.DuckDBPyConnection, question: str) -> list[tuple[str, float, bool, str]]:
    return connection.execute(
        "select article_id, score, is_complete, snippet from marts.search(?) order by score desc, article_id",
        [question],
    ).fetchall()


@pytest.mark.parametrize(
    ("question", "article_ids"),
    [
        ("军火", ["a2", "a3"]),
        ("軍火", ["a2", "a3"]),  # traditional
        ("ＴＲＵＭＰ", ["a2", "a4"]),  # full-width, other case
        ('"Donald Trump"', ["a2"]),  # a phrase: not Donald … Trump
        ("“donald　trump”", ["a2"]),
        ("拜登", ["a1"]),  # a name of two characters, in a body
        ("铀", ["a1"]),  # one character
        ("目的", ["a3"]),  # with a character that no pair is made of
        ("俄罗斯", ["a3"]),
        ("斯托夫", ["a3"]),
        ("罗斯与朝鲜会", ["a3"]),
        ("台灣 国防", ["a2"]),
        ("天气 拜登", ["a1", "a4"]),  # either word
        ("（军火）、拜登？", ["a1", "a2", "a3"]),  # punctuation parts words
        ("\u200b铀\0", ["a1"]),
        ("", []),
        ("\" ( [ \\ % '", []),
    ],
)
def test_articles_that_hold_the_words(
    copy: duckdb.DuckDBPyConnection, question: str, article_ids: list[str]
) -> None:
    put(copy, ARTICLES)
    assert sorted(row[0] for row in found(copy, question)) == article_ids


def test_words_in_the_title_and_rare_words_come_first(copy: duckdb.DuckDBPyConnection) -> None:
    put(copy, ARTICLES)
    assert [row[0] for row in found(copy, "军火 朝鲜")] == ["a3", "a2"]
    assert [(row[0], row[2]) for row in found(copy, "军火 朝鲜")] == [("a3", True), ("a2", False)]


def test_outlet_day_and_topic_are_columns_to_filter_by(copy: duckdb.DuckDBPyConnection) -> None:
    put(copy, ARTICLES)
    rows = copy.execute(
        "select article_id, outlet_name from marts.search('军火') where topic_name = '冲突' and outlet_id = 'o'"
    ).fetchall()
    assert rows == [("a3", "Outlet")]


def test_a_snippet_shows_the_words_as_they_are_written(copy: duckdb.DuckDBPyConnection) -> None:
    put(copy, ARTICLES)
    assert found(copy, "采购 蔡英文")[0][3] == "【蔡英文】說，軍火【採購】不會停止。Donald Trump had said so."


def test_the_question_is_folded_as_the_texts_are(copy: duckdb.DuckDBPyConnection) -> None:
    pairs = [(one, other) for one, other in characters().items() if other.isalnum()][::25]
    put(copy, {one: (f"{one}{one}。", "") for one, _ in pairs})
    for one, other in pairs:
        assert fold(one) == other
        assert one in {row[0] for row in found(copy, other * 2)}


STATES = st.lists(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.tuples(st.text(alphabet="香港国安法", max_size=4), st.text(alphabet="香港國安法 ab", max_size=12)),
        max_size=6,
    ),
    min_size=1,
    max_size=4,
)


@given(STATES)
def test_an_index_renewed_step_by_step_answers_as_one_made_at_once(
    states: list[dict[str, tuple[str, str]]],
) -> None:
    with opened() as renewed, opened() as made:
        for state in states:
            put(renewed, state)
        put(made, states[-1])
        for question in ("香港", "国安法", "ab", "法 港国", *QUESTIONS[:2]):
            assert found(renewed, question) == found(made, question)


def test_segments_stay_few_and_no_posting_outlives_its_segment(copy: duckdb.DuckDBPyConnection) -> None:
    state: dict[str, tuple[str, str]] = {}
    for number in range(40):
        state[f"n{number}"] = (f"第{number}号", "文章说香港。")
        put(copy, state)
    assert copy.execute("select count(*) from search.segments").fetchall()[0][0] <= 6
    assert copy.execute("from search.postings anti join search.segments using (segment)").fetchall() == []
    put(copy, {})
    assert found(copy, "香港") == []
