"""Articles in the forms that loaders exist for, by example: a case holds rows of marts, and what comes of them."""

import json
from pathlib import Path

import duckdb
import pytest

from etl.export import articles
from etl.export.forms import ArticleForm
from etl.export.gkg import COLUMNS, PARTING
from etl.export.lines import export_articles
from tests.export.conftest import files_of
from tests.export.copies import fill

HERE = Path(__file__).parent
GKG = sorted(path.parent for path in (HERE / "gkg").glob("*/expected.json"))
NEWS_ARTICLES = sorted(path.parent for path in (HERE / "newsarticle").glob("*/expected.json"))


@pytest.mark.parametrize("case", NEWS_ARTICLES, ids=lambda case: case.name)
def test_a_news_article_says_what_is_known(case: Path, tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        fill(connection, case / "given")
        export_articles(connection, tmp_path / "export", ArticleForm.NEWSARTICLE)
    lines = (tmp_path / "export" / "newsarticle.jsonl").read_text(encoding="utf-8").splitlines()
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert [json.loads(line) for line in lines] == expected


@pytest.mark.parametrize("case", GKG, ids=lambda case: case.name)
def test_a_gkg_record_has_27_columns_and_says_what_is_known(case: Path, tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        fill(connection, case / "given")
        export_articles(connection, tmp_path / "export", ArticleForm.GKG)
    (line,) = (tmp_path / "export" / "gkg.csv").read_text(encoding="utf-8").splitlines()
    values = line.split("\t")
    assert len(values) == len(COLUMNS) == 27
    known = {name: value for name, value in zip(COLUMNS, values, strict=True) if value}
    assert known == json.loads((case / "expected.json").read_text(encoding="utf-8"))


def test_the_offsets_of_gkg_are_true(published: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    texts = {
        url: f"{title}\n{text}"
        for url, title, text in published.execute(
            "select canonical_url, any_value(articles.title),"
            " string_agg(text, chr(10) order by position)"
            " from marts.fct_articles as articles inner join marts.fct_article_paragraphs using (article_id) group by 1"
        ).fetchall()
    }
    export_articles(published, tmp_path / "export", ArticleForm.GKG)
    names = quotes = 0
    for line in (tmp_path / "export" / "gkg.csv").read_text(encoding="utf-8").splitlines():
        record = dict(zip(COLUMNS, line.split("\t"), strict=True))
        text = PARTING.sub(" ", texts.get(record["V2DOCUMENTIDENTIFIER"], ""))
        for block in filter(None, record["V2.1ALLNAMES"].split(";")):
            name, _, offset = block.rpartition(",")
            assert text[int(offset) :].startswith(name)
            names += 1
        for block in filter(None, record["V2.1QUOTATIONS"].split("#")):
            offset, length, _, quote = block.split("|")
            assert text[int(offset) : int(offset) + int(length)] == quote
            quotes += 1
    assert names > 1000
    assert quotes > 100


@pytest.mark.parametrize("form", ArticleForm)
def test_every_article_is_a_line_and_the_same_bytes_come_in_batches_of_any_size(
    published: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: ArticleForm
) -> None:
    (count,) = published.execute("select count(*) from marts.fct_articles").fetchone() or (0,)
    assert export_articles(published, tmp_path / "one", form).row_count == count > 50
    monkeypatch.setattr(articles, "BATCH_ROWS", 7)
    export_articles(published, tmp_path / "two", form)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


@pytest.mark.parametrize("form", ArticleForm)
def test_without_texts_no_paragraph_is_left(
    published: duckdb.DuckDBPyConnection, tmp_path: Path, form: ArticleForm
) -> None:
    export_articles(published, tmp_path / "bare", form, has_texts=False)
    paragraphs = published.execute(
        "select text from marts.fct_article_paragraphs where length(text) > 40"
    ).fetchall()
    written = "".join(content.decode() for content in files_of(tmp_path / "bare").values())
    assert [text for (text,) in paragraphs if json.dumps(text, ensure_ascii=False)[1:-1] in written] == []
