"""Quotations in the warehouse: each article's own, found again where its words change, whatever comes with it."""

from dataclasses import replace
from pathlib import Path

import pytest

from etl import steps
from etl.model import Limits, ParsedArticle, RawDocument, Rejection
from etl.page.parse import parse_document
from etl.settings import Settings
from etl.steps import parsing
from tests.steps.newsstand import MINUTE, STAMP, load, marts, table, write

TEXTS = {
    "a": "渡轮公司总经理林海生星期一表示：“新船七月就能下水，票价不会变。”他还说，码头要修两个月。",
    "b": "“冬天风浪太大，船根本靠不了岸，”港务局的周大明对本报说。",
}
TOLD = "select title, quote_kind, quote_text from marts.fct_quotes order by all"


def put(root: Path, name: str, *, text: str = "", stamp: int = STAMP) -> None:
    body = f"<div><article><p>{text or TEXTS[name]}</p></article></div>"
    address = f"https://harbourpost.example/{name}.html"
    write(root / name / f"{name}.md", f"<!--{stamp}-->\n[文章{name}]({address})\n------\n\n{body}")


def archive_in(folder: Path) -> Settings:
    return Settings(archive=(str(folder / "archive"),), home=folder / "home")


def test_articles_that_come_one_by_one_have_the_quotations_of_one_run(tmp_path: Path) -> None:
    at_once, apart = archive_in(tmp_path / "1"), archive_in(tmp_path / "2")
    for name in ("a", "b"):
        put(tmp_path / "1" / "archive", name)
    load(at_once)
    for name in ("b", "a"):
        put(tmp_path / "2" / "archive", name)
        load(apart)
    assert marts(apart)["fct_quotes"] == marts(at_once)["fct_quotes"]
    assert [row[1:] for row in table(at_once, TOLD)] == [
        ("direct", "新船七月就能下水，票价不会变。"),
        ("indirect", "码头要修两个月"),
        ("direct", "冬天风浪太大，船根本靠不了岸，"),
    ]


def test_other_words_have_other_quotations_and_a_second_run_has_nothing_to_do(tmp_path: Path) -> None:
    archive = archive_in(tmp_path)
    put(tmp_path / "archive", "a")
    load(archive)
    put(tmp_path / "archive", "a", text="林海生表示，航线会取消。", stamp=STAMP + MINUTE)
    load(archive)
    assert table(archive, TOLD) == [("文章a", "indirect", "航线会取消")]
    with steps.open_run(archive) as run:
        assert not steps.QUOTE.is_pending(archive, run)
        assert steps.quote(archive, run).article_count == 0


def test_a_document_that_is_no_article_any_more_has_no_quotations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(document: RawDocument, limits: Limits) -> ParsedArticle | Rejection:
        return parse_document(replace(document, content=b""), limits)

    archive = archive_in(tmp_path)
    put(tmp_path / "archive", "a")
    load(archive)
    monkeypatch.setattr(parsing, "parse_document", refusing)
    assert load(archive, steps.Selection(include_done=True)).rejected_count == 1
    assert table(archive, "select count(*) from base.quotes") == [(0,)]
    assert table(archive, "select count(*) from base.mentions") == [(0,)]
