"""The laws of sql/: which layer reads which, what a public view must say, and that applying it is repeatable."""

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.warehouse.tables import BASE_TABLES
from etl.warehouse.views import View, apply_views, read_glossary, read_views, sql_root, view_key
from etl.warehouse.warehouse import WarehouseError

VIEWS = read_views(sql_root())
PUBLIC = [view for view in VIEWS if view.is_public]
MAY_READ = {
    "staging": {"base"},
    "intermediate": {"staging", "intermediate"},
    "marts": {"staging", "intermediate", "marts"},
    "ops": {"staging", "intermediate", "marts", "ops"},
}
CONTRACT = {
    "marts.fct_documents": "document_id content_hash document_path outlet_id format_kind byte_count header_at"
    " indexed_at is_current status_kind rejection_kind rejection_detail article_id"
    " outlet_name title url published_date",
    "marts.fct_articles": "article_id outlet_id url title published_at published_date published_source_kind"
    " header_at page_at url_date script_kind is_generic_layout section_name column_name dateline_place lead body"
    " character_count paragraph_count image_count link_count media_count is_wire page_time_kind is_exact_time"
    " published_local_at canonical_url layout_name revision_count document_id parser_version"
    " outlet_name is_copy",
    "marts.fct_article_paragraphs": "article_id position paragraph_kind text"
    " outlet_id outlet_name title url published_date",
    "marts.fct_article_credits": "article_id position author_id author_name role_kind"
    " outlet_id outlet_name title url published_date",
    "marts.fct_article_images": "article_id position image_id image_url alt_text caption credit"
    " outlet_id outlet_name title url published_date",
    "marts.fct_article_media": "article_id position media_kind media_url title"
    " outlet_id outlet_name article_title url published_date",
    "marts.fct_article_links": "article_id position link_url anchor_text link_kind target_domain"
    " target_article_id target_title target_url target_published_date"
    " outlet_id outlet_name title url published_date",
    "marts.fct_article_revisions": "article_id revision_number document_id header_at archived_at revision_kind"
    " change_class_kind title added_character_count removed_character_count"
    " outlet_id outlet_name url published_date",
    "marts.fct_article_changes": "article_id revision_number change_kind position old_text new_text"
    " outlet_id outlet_name title url published_date",
    "marts.fct_article_copies": "copy_cluster_id article_id original_article_id copy_kind contained_share"
    " similarity_share lag_minutes evidence_kind is_direction_sure independent_source_count"
    " outlet_id outlet_name title url published_date",
    "marts.dim_copy_clusters": "copy_cluster_id original_article_id article_count outlet_count independent_source_count"
    " first_published_at last_published_at",
    "marts.fct_quotes": "quote_id article_id position start_offset end_offset quote_text quote_kind speaker_name via"
    " speaker_kind speaker_entity_id speaker_entity_name speaker_position cue is_source confidence outlet_id"
    " outlet_name title url published_date",
    "marts.agg_speakers": "speaker_id entity_id speaker_name speaker_kind outlet_id outlet_name month is_quoted"
    " quote_count direct_count partial_count direct_share character_count marked_character_count article_count"
    " wire_free_quote_count wire_free_article_count copy_free_quote_count copy_free_article_count named_article_count"
    " entity_name wire_free_named_article_count copy_free_named_article_count",
    "marts.agg_speaker_pairs": "entity_id entity_name entity_kind other_entity_id other_entity_name other_entity_kind"
    " article_count wire_free_article_count copy_free_article_count article_lift",
    "marts.fct_article_topics": "article_id topic_id topic_name is_primary score",
    "marts.agg_topic_days": "outlet_id outlet_name published_date topic_id topic_name latin_name article_count"
    " wire_free_article_count copy_free_article_count",
    "marts.dim_stories": "story_id story_title first_published_at last_published_at peak_date first_outlet_id"
    " article_count outlet_count independent_source_count entity_names place_name",
    "marts.fct_story_articles": "story_id article_id lag_minutes is_first similarity_share outlet_name title url"
    " published_date",
    "marts.dim_story_redirects": "old_story_id story_id merged_at",
    "marts.agg_story_coverage": "story_id story_title outlet_id outlet_name is_covered article_count lag_minutes",
    "marts.fct_article_tags": "article_id tag_name outlet_id outlet_name title url published_date",
    "marts.dim_outlets": "outlet_id outlet_name latin_name domain language_code timezone_name article_count"
    " first_published_at last_published_at",
    "marts.dim_authors": "author_id author_name latin_name author_kind article_count",
    "marts.dim_dates": "date iso_week month year weekday",
    "marts.fct_mentions": "mention_id article_id entity_id position start_offset end_offset surface method_kind"
    " confidence"
    " entity_name outlet_id outlet_name title url published_date",
    "marts.fct_article_entities": "article_id entity_id mention_count is_in_title first_position"
    " entity_name outlet_id outlet_name title url published_date",
    "marts.dim_entities": "entity_id entity_kind is_confirmed place_kind entity_name latin_name country_code"
    " subdivision_code geonames_id latitude longitude mention_count article_count first_published_at last_published_at",
    "marts.dim_entity_aliases": "entity_id alias alias_kind source_kind support_count",
    "marts.dim_entity_redirects": "old_entity_id entity_id merged_at",
    "marts.agg_entity_days": "entity_id entity_kind is_confirmed entity_name published_date mention_count article_count"
    " wire_free_mention_count wire_free_article_count"
    " copy_free_mention_count copy_free_article_count",
    "marts.agg_entity_pairs": "entity_id entity_name other_entity_id other_entity_name article_count paragraph_count"
    " is_confirmed article_lift paragraph_lift"
    " wire_free_article_count copy_free_article_count log_likelihood",
    "marts.agg_place_days": "entity_id is_confirmed entity_name place_kind country_code subdivision_code geonames_id"
    " latitude longitude published_date mention_count article_count wire_free_mention_count wire_free_article_count"
    " copy_free_mention_count copy_free_article_count country_name subdivision_name",
    "marts.agg_outlet_days": "outlet_id published_date article_count wire_free_article_count median_lag_minutes"
    " outlet_name copy_free_article_count",
    "marts.agg_outlet_hours": "outlet_id outlet_name weekday hour article_count wire_free_article_count"
    " copy_free_article_count article_share",
    "marts.agg_publication_lags": "outlet_id outlet_name month article_count wire_free_article_count"
    " copy_free_article_count median_lag_minutes lower_lag_minutes upper_lag_minutes early_article_count"
    " late_article_count",
    "marts.agg_outlet_entities": "outlet_id outlet_name entity_id entity_name entity_kind is_confirmed"
    " article_count wire_free_article_count copy_free_article_count outlet_article_count article_share"
    " lower_share upper_share other_article_share other_lower_share other_upper_share share_lift is_more"
    " is_less",
    "marts.agg_coverage_gaps": "outlet_id outlet_name entity_id entity_name entity_kind is_confirmed month"
    " outlet_article_count expected_articles other_article_count wire_free_other_article_count"
    " copy_free_other_article_count other_outlet_count",
    "marts.agg_entity_trends": "entity_id entity_name entity_kind is_confirmed week_date article_count"
    " wire_free_article_count copy_free_article_count outlet_count archive_article_count"
    " past_article_count past_archive_article_count expected_articles trend_lift trend_score",
    "marts.agg_trending_terms": "term week_date article_count wire_free_article_count copy_free_article_count"
    " outlet_count archive_article_count past_article_count past_archive_article_count expected_articles"
    " trend_lift trend_score entity_id entity_name",
    "marts.agg_entity_pair_months": "entity_id entity_name other_entity_id other_entity_name is_confirmed"
    " month article_count wire_free_article_count copy_free_article_count",
    "marts.agg_subdivision_days": "country_code subdivision_code entity_id entity_name published_date"
    " mention_count article_count wire_free_article_count copy_free_article_count closer_article_count"
    " wire_free_mention_count copy_free_mention_count",
    "marts.agg_agency_dependence": "outlet_id outlet_name agency_name agency_use_kind month article_count"
    " copy_free_article_count article_share translated_article_count translator_count translator_name",
    "marts.agg_copy_flows": "original_outlet_id original_outlet_name outlet_id outlet_name copy_kind"
    " article_count wire_free_article_count original_article_count sure_article_count exact_article_count"
    " median_lag_minutes lower_lag_minutes upper_lag_minutes median_copied_share first_published_date"
    " last_published_date",
    "marts.agg_revision_rates": "outlet_id outlet_name month article_count wire_free_article_count"
    " copy_free_article_count resaved_article_count changed_article_count wire_free_changed_article_count"
    " copy_free_changed_article_count headline_article_count corrected_article_count"
    " rewritten_article_count replaced_article_count change_count changed_article_share lower_share"
    " upper_share",
    "marts.fct_corrections": "article_id revision_number change_number outlet_id outlet_name title url"
    " published_date is_wire is_copy header_at archived_at change_kind position old_text new_text"
    " marked_text",
    "marts.agg_author_output": "author_id author_name author_kind outlet_id outlet_name role_kind month"
    " article_count wire_free_article_count copy_free_article_count character_count first_published_date"
    " last_published_date",
    "marts.agg_author_entities": "author_id author_name entity_id entity_name entity_kind is_confirmed"
    " article_count wire_free_article_count copy_free_article_count author_article_count article_share"
    " article_lift log_likelihood",
    "marts.agg_image_credits": "outlet_id outlet_name credit image_count article_count"
    " wire_free_image_count copy_free_image_count"
    " wire_free_article_count copy_free_article_count first_published_date last_published_date",
    "marts.agg_shared_images": "image_id image_url article_count wire_free_article_count"
    " copy_free_article_count outlet_count outlet_names first_published_date last_published_date",
    "marts.agg_link_domains": "outlet_id outlet_name target_domain link_kind is_own_domain link_count"
    " wire_free_link_count copy_free_link_count"
    " article_count wire_free_article_count copy_free_article_count first_published_date"
    " last_published_date",
    "marts.agg_outlet_citations": "outlet_id outlet_name cited_name cited_outlet_id article_count"
    " wire_free_article_count copy_free_article_count credit_article_count link_article_count"
    " copy_article_count first_published_date last_published_date cited_entity_id prose_article_count",
    "ops.runs": "run_id started_at finished_at document_count parsed_count rejected_count code_version"
    " outcome_kind",
    "ops.quality_results": "run_id table_name rule_name severity_kind is_passed observed_value failed_count"
    " failing_keys recorded_at",
    "ops.quality_scorecard": "table_name rule_name severity_kind is_passed since_at observed_value failed_count"
    " failing_keys run_id recorded_at",
    "ops.freshness": "outlet_id outlet_name newest_published_at newest_saved_at newest_indexed_at lag_minutes"
    " silent_hour_count longest_hour_count is_stale",
    "ops.archive_freshness": "newest_saved_at newest_indexed_at longest_hour_count stale_from_at",
    "ops.missing_hours": "outlet_id outlet_name hour_at cause_kind silent_hour_count longest_hour_count",
    "ops.outlet_volumes": "outlet_id outlet_name saved_date document_count parsed_count rejected_count"
    " usual_document_count volume_kind",
    "ops.accuracy": "set_kind outlet_id field_name measure_kind case_count right_count right_share lower_share"
    " upper_share measured_date",
    "ops.field_fills": "run_id outlet_id layout_name page_count fields",
    "ops.provenance": "document_id root_name document_path content_hash ingested_run_id article_id parser_version"
    " parsed_run_id parsed_at code_version",
    "ops.page_fields": "document_id article_id outlet_id layout_name saved_at run_id fields",
    "ops.field_drift": "outlet_id outlet_name layout_name field_name window_kind run_id page_count filled_count"
    " filled_share past_page_count past_filled_share floor_share drift_kind",
    "ops.rejections": "document_id document_path outlet_id rejection_kind rejection_detail run_id",
}


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("create schema base")
        for table in BASE_TABLES:
            connection.execute(table.ddl())
        yield connection


FORMS = (  # docs/NAMING.md: how a column's name ends or begins, and the types that it may have then
    (r"^(is|has)_", {"BOOLEAN"}),
    (r"_local_at$", {"TIMESTAMP"}),
    (r"_at$", {"TIMESTAMP WITH TIME ZONE"}),
    (r"(^|_)date$", {"DATE"}),
    (r"_count$", {"BIGINT", "INTEGER"}),
    (r"_(share|lift)$|^confidence$", {"DOUBLE"}),
    (r"_(kind|name|code|hash|version)$", {"VARCHAR"}),
    (r"^geonames_id$", {"BIGINT"}),
    (r"_id$", {"VARCHAR"}),
)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.address)
def test_a_layer_reads_only_the_layers_below_it(view: View) -> None:
    assert view.reads, "a view reads something"
    assert {address.partition(".")[0] for address in view.reads} <= MAY_READ[view.schema]
    assert view.reads <= {view.address for view in VIEWS} | {f"base.{table.name}" for table in BASE_TABLES}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.address)
def test_a_select_says_its_grain_keeps_no_order_and_marts_list_their_columns(view: View) -> None:
    assert view.grain.startswith("one row per ")
    assert not re.search(r"^order by", view.select, flags=re.MULTILINE)
    last_select = view.select.rpartition("\nselect")[2] or view.select
    assert not (view.is_public and re.search(r"^\s*(\w+\.)?\*", last_select))


@pytest.mark.parametrize(
    "view", [view for view in PUBLIC if view.schema == "marts"], ids=lambda view: view.name
)
def test_the_key_that_a_marts_grain_names_is_of_its_columns(
    view: View, connection: duckdb.DuckDBPyConnection
) -> None:
    apply_views(connection)
    shown = [name for name, *_ in connection.execute(f"describe {view.address}").fetchall()]
    assert set(view_key(view.address)) <= set(shown)


def test_a_grain_without_a_key_says_how_to_name_it(tmp_path: Path) -> None:
    (tmp_path / "marts").mkdir()
    (tmp_path / "marts" / "agg_days.sql").write_text("-- grain: one row per day\nselect 1", encoding="utf-8")
    with pytest.raises(WarehouseError, match=r"sql/marts/agg_days\.sql: the first line must name the key"):
        view_key("marts.agg_days", tmp_path)


def test_every_view_of_the_contract_has_its_columns(connection: duckdb.DuckDBPyConnection) -> None:
    apply_views(connection)
    new = {view.address for view in PUBLIC} - set(CONTRACT)
    assert not new, f"promise the columns of {', '.join(sorted(new))} in CONTRACT (tests/test_sql_house.py)"
    for address, columns in CONTRACT.items():
        shown = [name for name, *_ in connection.execute(f"describe {address}").fetchall()]
        missing = set(columns.split()) - set(shown)
        assert not missing, f"{address}: readers are promised {', '.join(sorted(missing))}"


def test_every_public_view_and_column_is_explained_in_the_database(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    apply_views(connection)
    said = connection.execute(
        "select schema_name || '.' || view_name, comment from duckdb_views() where schema_name in ('marts', 'ops')"
        " union all select concat_ws('.', schema_name, table_name, column_name), comment from duckdb_columns()"
        " where schema_name in ('marts', 'ops')"
    ).fetchall()
    assert len(said) > len(PUBLIC)
    assert [name for name, comment in said if not comment or not comment.endswith(".")] == []


def test_every_column_of_a_mart_says_how_far_it_can_be_trusted(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    apply_views(connection)
    comments = connection.execute(
        "select table_name || '.' || column_name, comment from duckdb_columns() where schema_name = 'marts'"
    ).fetchall()
    silent = [name for name, comment in comments if " Trust: " not in comment]
    assert silent == [], "fill the column `trust` of sql/glossary.csv"
    measured = set(re.findall(r"ops\.accuracy, ([^.]+)\.", " ".join(comment for _, comment in comments)))
    named = {field for each in measured for field in re.split(r", | and ", each)}
    files = [sql_root().parent / "etl" / "quality" / name for name in ("accuracy.csv", "accuracy_stated.csv")]
    rows = [row for file in files for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())]
    assert named <= {row["field_name"] for row in rows}


def test_the_glossary_explains_only_what_there_is(connection: duckdb.DuckDBPyConnection) -> None:
    apply_views(connection)
    shown = {
        (view.address, name)
        for view in PUBLIC
        for name, *_ in connection.execute(f"describe {view.address}").fetchall()
    }
    names = {("", name) for _, name in shown}
    assert set(read_glossary(sql_root())) <= shown | names


def test_applying_twice_changes_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    apply_views(connection)
    once = _catalog(connection)
    apply_views(connection)
    assert _catalog(connection) == once


def test_a_deleted_file_deletes_its_view_and_a_new_one_makes_it(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    root = _copy_of_sql(tmp_path)
    (root / "marts" / "agg_outlet_days.sql").unlink()
    (root / "marts" / "agg_days.sql").write_text(
        "-- grain: one row per day\nselect published_date, count(*) as article_count\n"
        "from marts.fct_articles\ngroup by all\n"
    )
    apply_views(connection)
    names = {view.name for view in apply_views(connection, root)}
    assert "agg_days" in names
    assert "agg_outlet_days" not in names
    assert {name for name, *_ in _catalog(connection)} >= {"agg_days"}
    assert "agg_outlet_days" not in {name for name, *_ in _catalog(connection)}


@pytest.mark.parametrize(
    ("path", "text", "complaint"),
    [
        ("marts/agg_days.sql", "select 1 as article_count", "the first line must be '-- grain: …'"),
        ("marts/agg_days.sql", "-- grain: one row per day\nselect 1; select 2", "not one bare select"),
        ("marts/agg_days.sql", "-- grain: one row per day\nselect from where", "not one bare select"),
        ("marts/agg_days.sql", "-- grain: one row per day\nselect 1 as moon_count", "does not explain"),
        (
            "macros/other.sql",
            "create or replace macro main.other() as 1",
            "create or replace macro macros.other(",
        ),
    ],
)
def test_a_file_that_breaks_a_rule_is_named_and_the_old_views_stay(
    path: str, text: str, complaint: str, connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    apply_views(connection)
    before = _catalog(connection)
    root = _copy_of_sql(tmp_path)
    (root / path).write_text(text)
    with pytest.raises(WarehouseError, match=re.escape(complaint)) as caught:
        apply_views(connection, root)
    assert path.removesuffix(".sql").replace("/", ".") in str(caught.value).replace("/", ".")
    assert _catalog(connection) == before


def _copy_of_sql(folder: Path) -> Path:
    return Path(shutil.copytree(str(sql_root()), folder / "sql"))


def _catalog(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return connection.execute(
        "select view_name, schema_name, sql, comment, '' from duckdb_views() where not internal"
        " union all select column_name, table_name, data_type, comment, schema_name from duckdb_columns()"
        " where not internal"
        " union all select function_name, schema_name, macro_definition, comment, '' from duckdb_functions()"
        " where schema_name = 'macros' order by all"
    ).fetchall()


def test_a_columns_name_says_its_type(connection: duckdb.DuckDBPyConnection) -> None:
    apply_views(connection)
    odd = []
    for view in PUBLIC:
        for name, kind, *_ in connection.execute(f"describe {view.address}").fetchall():
            form = next((kinds for pattern, kinds in FORMS if re.search(pattern, name)), None)
            if form is not None and kind not in form:
                odd.append(f"{view.address}.{name} is {kind}, not {' or '.join(sorted(form))}")
    assert odd == [], "docs/NAMING.md says what a name promises"
