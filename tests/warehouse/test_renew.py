"""Which marts of a copy are renewed by article, and which are filled anew."""

from dataclasses import replace

from etl.warehouse.renew import BY_ARTICLE, renewable
from etl.warehouse.views import read_views, sql_root

VIEWS = read_views(sql_root())


def test_every_mart_that_stands_on_its_article_alone_is_renewed() -> None:
    assert [mart.address for mart in renewable(VIEWS)] == list(BY_ARTICLE)


def test_a_mart_that_comes_to_stand_on_another_table_is_filled_anew() -> None:
    views = [
        replace(view, reads=view.reads | {"base.runs"})
        if view.address == "intermediate.int_credits"
        else view
        for view in VIEWS
    ]
    assert {mart.address for mart in renewable(VIEWS)} - {mart.address for mart in renewable(views)} == {
        "marts.fct_article_credits"
    }
