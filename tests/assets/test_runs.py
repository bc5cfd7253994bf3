"""Whole Dagster runs in this process: what they write, show, skip and refuse. Each test goes on from the last."""

import json
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from assets.alerts import alerts
from assets.definitions import defs
from assets.jobs import hourly
from assets.sensors import LISTING, new_files, other_builds
from etl import steps
from etl.quality.examine import SUITES
from etl.sample import write_sample
from etl.settings import Settings, read_settings

ARTICLES = 40


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    folder = tmp_path_factory.mktemp("newsroom")
    write_sample(folder / "sample", articles=ARTICLES, seed=5)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_HOME", str(folder / "data"))
        patch.setenv("DATELINE_ARCHIVE", str(folder / "sample"))
        patch.setenv("DATELINE_WORKERS", "1")
        yield read_settings()


@pytest.fixture(scope="module")
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


@pytest.fixture(scope="module")
def first(settings: Settings, instance: dg.DagsterInstance) -> dg.ExecuteInProcessResult:
    return run(instance, "refresh")


def run(instance: dg.DagsterInstance, job: str, **config: object) -> dg.ExecuteInProcessResult:
    return defs.resolve_job_def(job).execute_in_process(
        instance=instance,
        raise_on_error=False,
        run_config={"ops": {"parse": {"config": config}}} if config else None,
    )


def metadata(result: dg.ExecuteInProcessResult, asset: str) -> dict[str, object]:
    events = [
        event
        for event in result.get_asset_materialization_events()
        if event.asset_key == dg.AssetKey(asset.split("."))
    ]
    assert len(events) == 1, asset
    shown = events[0].materialization.metadata
    return {name: value.value for name, value in shown.items()}


def records(result: dg.ExecuteInProcessResult, asset: str, name: str) -> list[dict[str, object]]:
    """The rows of a table that a materialization shows."""
    (event,) = [
        each
        for each in result.get_asset_materialization_events()
        if each.asset_key == dg.AssetKey(asset.split("."))
    ]
    shown = event.materialization.metadata[name]
    assert isinstance(shown, dg.TableMetadataValue)
    return [dict(record.data) for record in shown.records]


def found(result: dg.ExecuteInProcessResult) -> dict[dg.AssetCheckKey, tuple[object, ...]]:
    """What each check of the suites found, and when."""
    return {
        each.asset_check_key: (each.passed, each.metadata["found"].value, each.metadata["checked_at"].value)
        for each in result.get_asset_check_evaluations()
        if "found" in each.metadata
    }


def said(result: dg.ExecuteInProcessResult) -> str:
    """The sentence of the first step that failed."""
    return result.get_step_failure_events()[0].step_failure_data.user_failure_data.description


def part(**chosen: object) -> dg.JobDefinition:
    """A part of the graph, as somebody chooses it in the page."""
    return defs.resolve_implicit_global_asset_job_def().get_subset(**chosen)


def asked(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(settings.published_path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_a_first_run_materializes_every_asset_and_publishes(
    first: dg.ExecuteInProcessResult, settings: Settings
) -> None:
    assert first.success
    made = {event.asset_key for event in first.get_asset_materialization_events()}
    assert made == set(defs.resolve_asset_graph().materializable_asset_keys)
    assert asked(settings, "select count(*) from marts.fct_articles") == [(ARTICLES,)]


def test_the_published_copy_says_where_it_is(first: dg.ExecuteInProcessResult, settings: Settings) -> None:
    shown = metadata(first, "published_copy")
    assert shown["path"] == str(settings.published_path)
    assert shown["bytes"] == settings.published_path.stat().st_size


def test_the_report_is_written_once_for_a_copy_and_linked(
    first: dg.ExecuteInProcessResult, instance: dg.DagsterInstance, settings: Settings
) -> None:
    shown = metadata(first, "report")
    page = settings.home / "report" / "index.html"
    assert (shown["path"], shown["report"]) == (str(page), page.as_uri())
    assert shown["bytes"] == page.stat().st_size
    before = page.stat().st_mtime_ns
    chosen = {dg.AssetKey("report")}
    assert part(asset_selection=chosen).execute_in_process(instance=instance).success
    assert page.stat().st_mtime_ns == before


def test_no_asset_goes_through_an_io_manager(first: dg.ExecuteInProcessResult) -> None:
    assert [event for event in first.all_events if event.event_type_value == "HANDLED_OUTPUT"] == []


def test_the_dagster_run_and_the_row_in_ops_runs_have_one_id(
    first: dg.ExecuteInProcessResult, settings: Settings
) -> None:
    assert asked(settings, "select run_id, outcome_kind from ops.runs") == [(first.run_id, "published")]


def test_every_rule_is_evaluated_and_kept(first: dg.ExecuteInProcessResult, settings: Settings) -> None:
    rules = {(suite.table_name, rule.rule_name) for suite in SUITES.values() for rule in suite.rules}
    assert {(key.asset_key.path[-1], key.name) for key in found(first)} == rules
    assert set(asked(settings, "select table_name, rule_name from ops.quality_results")) == rules


def test_a_materialization_shows_rows_sample_and_seconds(first: dg.ExecuteInProcessResult) -> None:
    for asset in (
        "base.raw_documents",
        "base.parsed_articles",
        "base.rejected_documents",
        "marts.fct_articles",
    ):
        shown = metadata(first, asset)
        assert isinstance(shown["dagster/row_count"], int)
        assert isinstance(shown["seconds"], float)


def test_samples_are_tables_of_plain_text_whose_columns_the_asset_describes(
    first: dg.ExecuteInProcessResult,
) -> None:
    for node in defs.resolve_asset_graph().asset_nodes:
        if node.key.path[0] not in ("base", "marts", "ops"):
            continue
        schema = node.metadata["dagster/column_schema"]
        assert all(column.description for column in schema.columns), node.key
        made = [e for e in first.get_asset_materialization_events() if e.asset_key == node.key]
        sample = made[0].materialization.metadata["sample"]
        assert isinstance(sample, dg.TableMetadataValue)
        assert [column.name for column in sample.schema.columns] == [column.name for column in schema.columns]


def test_a_mart_shows_where_its_columns_come_from(first: dg.ExecuteInProcessResult) -> None:
    shown = metadata(first, "marts.agg_outlet_days")["dagster/column_lineage"].deps_by_column
    assert {column: [dep.column_name for dep in deps] for column, deps in shown.items()} == {
        "outlet_id": ["outlet_id"],
        "outlet_name": ["outlet_name"],
        "published_date": ["published_date"],
        "wire_free_article_count": ["is_wire"],
        "copy_free_article_count": ["is_copy"],
        "median_lag_minutes": ["header_at", "published_at", "published_source_kind"],
    }
    assert {dep.asset_key.to_user_string() for deps in shown.values() for dep in deps} == {
        "marts/fct_articles"
    }


def test_what_was_rejected_is_counted_by_reason(first: dg.ExecuteInProcessResult, settings: Settings) -> None:
    shown = records(first, "base.rejected_documents", "rejected_by_reason")
    assert {(row["reason"], row["documents"]) for row in shown} == set(
        asked(settings, "select rejection_kind, count(*) from ops.rejections group by all")
    )


def test_the_published_copy_shows_the_rows_of_its_views(
    first: dg.ExecuteInProcessResult, settings: Settings
) -> None:
    shown = {row["view"]: row["rows"] for row in records(first, "published_copy", "rows_by_view")}
    assert shown["marts.fct_articles"] == ARTICLES
    assert len(shown) == len(steps.public_views())
    own = [e for e in first.get_asset_check_evaluations() if e.asset_key == dg.AssetKey("published_copy")]
    assert [each.passed for each in own] == [True, True]


def test_a_run_with_nothing_new_writes_nothing_and_shows_what_stands(
    first: dg.ExecuteInProcessResult, instance: dg.DagsterInstance, settings: Settings
) -> None:
    before = settings.published_path.stat()
    again = run(instance, "refresh")
    assert again.success
    assert found(again) == found(first)
    assert metadata(again, "marts.fct_articles")["dagster/row_count"] == ARTICLES
    assert settings.published_path.stat() == before
    assert asked(settings, "select count(*) from ops.runs") == [(1,)]


def test_an_hour_without_news_is_a_tick_and_no_run(
    first: dg.ExecuteInProcessResult, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    skipped = hourly(dg.build_schedule_context())
    assert isinstance(skipped, dg.SkipReason)
    assert "Nothing new" in (skipped.skip_message or "")
    monkeypatch.setenv("DATELINE_ARCHIVE", "")
    with pytest.raises(dg.Failure, match="DATELINE_ARCHIVE is not set"):
        hourly(dg.build_schedule_context())


def test_a_build_of_the_command_line_is_told_to_dagster_once(
    first: dg.ExecuteInProcessResult, instance: dg.DagsterInstance, settings: Settings
) -> None:
    own = other_builds(dg.build_sensor_context(instance=instance))
    assert (own.asset_events, own.cursor) == ([], first.run_id)
    with dg.DagsterInstance.ephemeral() as other:
        told = other_builds(dg.build_sensor_context(instance=other))
        assert {
            event.asset_key for event in told.asset_events if isinstance(event, dg.AssetMaterialization)
        } == set(defs.resolve_asset_graph().materializable_asset_keys) - {dg.AssetKey("report")}
        rules = [event for event in told.asset_events if isinstance(event, dg.AssetCheckEvaluation)]
        assert len(rules) == sum(len(suite.rules) for suite in SUITES.values())
        again = other_builds(dg.build_sensor_context(instance=other, cursor=told.cursor))
        assert isinstance(again, dg.SkipReason)


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ({"outlets": ["bcc"]}, "outlets: 'bcc' is not an outlet here; choose of bbc, "),
        ({"months": ["July"]}, "months: 'July' is not a month; write it as 2020-07"),
    ],
)
def test_an_invalid_selection_fails_the_run_in_one_sentence(
    first: dg.ExecuteInProcessResult,
    instance: dg.DagsterInstance,
    config: dict[str, list[str]],
    sentence: str,
) -> None:
    failed = run(instance, "reparse", again=True, **config)
    assert not failed.success
    assert said(failed).startswith(sentence)


def test_reparse_without_a_choice_parses_nothing_again(
    first: dg.ExecuteInProcessResult, instance: dg.DagsterInstance, settings: Settings
) -> None:
    result = run(instance, "reparse")
    assert result.success
    assert metadata(result, "base.parsed_articles")["parsed_in_this_run"] == 0


@pytest.mark.parametrize(
    "chosen", ["published_copy", "marts/fct_articles", "base/parsed_articles", "base/entities"]
)
def test_any_asset_can_be_materialized_alone(
    first: dg.ExecuteInProcessResult, instance: dg.DagsterInstance, chosen: str
) -> None:
    key = dg.AssetKey(chosen.split("/"))
    alone = part(asset_selection={key}).execute_in_process(instance=instance, raise_on_error=False)
    assert alone.success
    assert {event.asset_key for event in alone.get_asset_materialization_events()} == {key}


def test_one_check_can_be_run_alone(first: dg.ExecuteInProcessResult, instance: dg.DagsterInstance) -> None:
    key = dg.AssetCheckKey(dg.AssetKey(["marts", "fct_articles"]), "article_id_is_unique")
    alone = part(asset_selection=(), asset_check_selection={key}).execute_in_process(instance=instance)
    assert [each.asset_check_key for each in alone.get_asset_check_evaluations()] == [key]


def test_reparse_parses_the_outlets_it_is_told_and_no_other(
    first: dg.ExecuteInProcessResult, instance: dg.DagsterInstance, settings: Settings
) -> None:
    ((expected,),) = asked(
        settings,
        "select count(*) from marts.fct_documents where outlet_id = 'rfi' and status_kind = 'parsed'",
    )
    result = run(instance, "reparse", outlets=["rfi"], again=True)
    assert result.success
    assert metadata(result, "base.parsed_articles")["parsed_in_this_run"] == expected
    assert asked(settings, "select max(started_at) = min(started_at) from ops.runs") == [(False,)]


def test_the_sensor_goes_on_asking_until_a_run_for_the_listing_was_good(settings: Settings) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        (request,) = new_files(dg.build_sensor_context(instance=instance)).run_requests
        failed = create_run(instance, request.tags, dg.DagsterRunStatus.FAILURE)
        (again,) = new_files(dg.build_sensor_context(instance=instance)).run_requests
        assert (again.tags, again.run_key == request.run_key) == (failed.tags, False)
        create_run(instance, request.tags, dg.DagsterRunStatus.SUCCESS)
        done = new_files(dg.build_sensor_context(instance=instance))
        assert (done.run_requests, done.cursor) == ([], request.tags[LISTING])
        skipped = new_files(dg.build_sensor_context(instance=instance, cursor=done.cursor))
        assert isinstance(skipped, dg.SkipReason)
        assert "No new file" in (skipped.skip_message or "")
        Path(settings.archive[0], "new.md").write_text("# not an article\n", encoding="utf-8")
        assert new_files(dg.build_sensor_context(instance=instance, cursor=done.cursor)).run_requests


def create_run(
    instance: dg.DagsterInstance, tags: dict[str, str], status: dg.DagsterRunStatus
) -> dg.DagsterRun:
    return instance.create_run_for_job(defs.resolve_job_def("refresh"), tags=tags, status=status)


def test_a_critical_check_that_fails_keeps_the_last_good_copy(
    first: dg.ExecuteInProcessResult,
    instance: dg.DagsterInstance,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    before = settings.published_path.stat()
    with duckdb.connect(str(settings.warehouse_path)) as connection:
        connection.execute("insert into base.raw_documents from base.raw_documents limit 1")
        connection.execute("update base.runs set outcome_kind = 'interrupted'")
    blocked = run(instance, "refresh")
    assert not blocked.success
    failed = {each.check_name for each in blocked.get_asset_check_evaluations() if not each.passed}
    assert "document_id_is_unique" in failed
    made = {event.asset_key.to_user_string() for event in blocked.get_asset_materialization_events()}
    assert "base/raw_documents" in made
    assert "published_copy" not in made
    assert settings.published_path.stat() == before
    (shown,) = (
        each
        for each in blocked.get_asset_check_evaluations()
        if each.check_name == "document_id_is_unique"
        and each.asset_key == dg.AssetKey(["base", "raw_documents"])
    )
    assert len(shown.metadata["rows"].records) == 2, "the rows that break it"

    told = tmp_path / "alerts.jsonl"
    monkeypatch.setenv("DATELINE_ALERTS", f"file:{told}")
    ticks = [alerts(dg.build_sensor_context(instance=instance)) for _ in range(3)]
    assert {tick.skip_message for tick in ticks} == {"Everybody knows."}
    assert [json.loads(line)["kind"] for line in told.read_text(encoding="utf-8").splitlines()] == [
        "blocked publish"
    ]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATELINE_WORKERS", "many", "DATELINE_WORKERS='many': must be a whole number from 1"),
        ("DATELINE_ARCHIVE", "/nowhere/at/all", "/nowhere/at/all: there is no such folder or file"),
    ],
)
def test_an_invalid_setting_fails_the_run_in_one_sentence(
    instance: dg.DagsterInstance,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
    sentence: str,
) -> None:
    monkeypatch.setenv(name, value)
    failed = run(instance, "refresh")
    assert not failed.success
    event = failed.get_step_failure_events()[0]
    assert event.step_failure_data.user_failure_data.description == sentence
