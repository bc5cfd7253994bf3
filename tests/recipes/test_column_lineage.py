"""Where each column of a public view comes from: the shipped file is of today's SQL, and right where read by hand."""

import json

import duckdb
import pytest

from etl.warehouse.catalog import view_columns
from etl.warehouse.lineage import column_origins, public_views
from etl.warehouse.tables import BASE_TABLES
from recipes.column_lineage.__main__ import TARGET
from recipes.column_lineage.plan import UnknownOperator, trace
from recipes.column_lineage.views import written

BY_HAND = {  # read from the SQL of these views and of the private ones below them
    "marts.fct_article_entities": {
        "article_id": "marts.fct_mentions.article_id",
        "entity_id": "marts.fct_mentions.entity_id",
        "first_position": "marts.fct_mentions.position",
        "is_in_title": "marts.fct_mentions.position",
    },
    "marts.fct_mentions": {
        "mention_id": "base.mentions.mentions base.parsed_articles.article_id",
        "article_id": "base.parsed_articles.article_id",
        "entity_id": "base.entity_links.entity_id",
        "position": "base.mentions.mentions",
        "start_offset": "base.mentions.mentions",
        "end_offset": "base.mentions.mentions",
        "surface": "base.mentions.mentions",
        "method_kind": "base.mentions.mentions",
        "confidence": "base.entity_links.confidence base.mentions.mentions",
        "link_method_kind": "base.entity_links.method_kind",
        "link_confidence": "base.entity_links.confidence",
    },
    "marts.agg_outlet_days": {
        "outlet_id": "marts.fct_articles.outlet_id",
        "published_date": "marts.fct_articles.published_date",
        "wire_free_article_count": "marts.fct_articles.is_wire",
        "median_lag_minutes": "marts.fct_articles.header_at marts.fct_articles.published_at"
        " marts.fct_articles.published_source_kind",
    },
}


def plan_of(select: str) -> dict[str, object]:
    with duckdb.connect() as connection:
        connection.execute("create table documents (document_id varchar, paragraphs varchar[])")
        (text,) = connection.execute(
            "select cast(json_serialize_plan(?, optimize := false) as varchar)", [select]
        ).fetchone()
    return json.loads(text)["plans"][0]


def test_the_file_is_that_of_todays_views() -> None:
    assert TARGET.read_text(encoding="utf-8") == written(), "`make graph`, and read the difference"


@pytest.mark.parametrize("view", BY_HAND)
def test_the_origins_are_those_that_a_reader_of_the_sql_finds(view: str) -> None:
    shown = {
        column: " ".join(".".join(origin) for origin in origins)
        for column, origins in column_origins()[view].items()
        if column in BY_HAND[view]
    }
    assert shown == BY_HAND[view]


def test_every_end_is_a_column_that_there_is() -> None:
    columns = {f"base.{table.name}": {each.name for each in table.columns} for table in BASE_TABLES}
    columns |= {view: {each.name for each in shown} for view, shown in view_columns().items()}
    for view in public_views():
        for column, origins in column_origins().get(view.address, {}).items():
            assert column in columns[view.address]
            assert [origin for origin in origins if origin[1] not in columns[origin[0]]] == []


@pytest.mark.parametrize(
    ("select", "origins"),
    [
        (
            "select document_id from documents union all select cast(paragraphs as varchar) from documents",
            ["document_id paragraphs"],
        ),
        ("select [p || 'x' for p in paragraphs] as texts from documents", ["paragraphs"]),
        ("select count(*) filter (where document_id > 'b') as n from documents", ["document_id"]),
        ("select count(*) as n from documents", [None]),
        ("with d as materialized (from documents) select paragraphs[1] as first from d", ["paragraphs"]),
        (
            "select a.document_id from documents as a semi join documents as b using (paragraphs)",
            ["document_id"],
        ),
        ("select unnest(paragraphs) as text, document_id from documents", ["paragraphs", "document_id"]),
        ("select 'x' as id union all select document_id from documents", ["document_id"]),
        ("select row_number() over (order by document_id) as place from documents", ["document_id"]),
    ],
)
def test_a_column_is_traced_to_what_its_values_are_computed_from(
    select: str, origins: list[str | None]
) -> None:
    found = [{column for _, column in each} for each in trace(plan_of(select))]
    assert found == [set(columns.split()) if columns else set() for columns in origins]


def test_an_operator_without_a_rule_is_named() -> None:
    with pytest.raises(UnknownOperator, match="LOGICAL_EXCEPT: recipes"):
        trace(plan_of("select document_id from documents except select document_id from documents"))
