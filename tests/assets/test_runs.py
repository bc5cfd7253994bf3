"""Whole Dagster runs in this process: what they write, show, skip and refuse. Each test goes on from the last."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from assets.definitions import defs
from assets.jobs import new_files
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


def test_no_asset_goes_through_an_io_manager(first: dg.ExecuteInProcessResult) -> None:
    assert [event for event in first.all_events if event.event_type_value == "HANDLED_OUTPUT"] == []


def test_the_dagster_run_and_the_row_in_ops_runs_have_one_id(
    first: dg.ExecuteInProcessResult, settings: Settings
) -> None:
    assert asked(settings, "select run_id, outcome_kind from ops.runs") == [(first.run_id, "published")]


def test_every_rule_is_evaluated_and_kept(first: dg.ExecuteInProcessResult, settings: Settings) -> None:
    rules = {(suite.table_name, rule.rule_name) for suite in SUITES.values() for rule in suite.rules}
    evaluated = {(each.asset_key.path[-1], each.check_name) for each in first.get_asset_check_evaluations()}
    assert evaluated == rules
    assert set(asked(settings, "select table_name, rule_name from ops.quality_results")) == rules


def test_a_materialization_shows_rows_schema_sample_and_seconds(first: dg.ExecuteInProcessResult) -> None:
    for asset in (
        "base.raw_documents",
        "base.parsed_articles",
        "base.rejected_documents",
        "marts.fct_articles",
    ):
        shown = metadata(first, asset)
        assert isinstance(shown["dagster/row_count"], int)
        schema = shown["dagster/column_schema"]
        assert isinstance(schema, dg.TableSchema)
        assert all(column.description for column in schema.columns)
        assert str(shown["sample"]).startswith(f"| {schema.columns[0].name} |")
        assert isinstance(shown["seconds"], float)


def test_what_was_rejected_is_counted_by_reason(first: dg.ExecuteInProcessResult, settings: Settings) -> None:
    shown = str(metadata(first, "base.rejected_documents")["rejected_by_reason"])
    for kind, count in asked(settings, "select rejection_kind, count(*) from ops.rejections group by all"):
        assert f"| {kind} | {count} |" in shown


def test_a_run_with_nothing_new_skips_everything_and_writes_nothing(
    first: dg.ExecuteInProcessResult, instance: dg.DagsterInstance, settings: Settings
) -> None:
    before = settings.published_path.stat()
    again = run(instance, "refresh")
    assert again.success
    assert again.get_asset_materialization_events() == []
    assert again.get_asset_check_evaluations() == []
    assert settings.published_path.stat() == before


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


def test_the_sensor_asks_for_a_run_when_the_listing_changes_and_else_says_why_not(settings: Settings) -> None:
    context = dg.build_sensor_context(cursor=None)
    assert isinstance(new_files(context), dg.RunRequest)
    skipped = new_files(dg.build_sensor_context(cursor=context.cursor))
    assert isinstance(skipped, dg.SkipReason)
    assert "No new file" in (skipped.skip_message or "")
    Path(settings.archive[0], "new.md").write_text("# not an article\n", encoding="utf-8")
    assert isinstance(new_files(dg.build_sensor_context(cursor=context.cursor)), dg.RunRequest)


def test_a_critical_check_that_fails_keeps_the_last_good_copy(
    first: dg.ExecuteInProcessResult, instance: dg.DagsterInstance, settings: Settings
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


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATELINE_WORKERS", "many", "DATELINE_WORKERS='many': must be a whole number from 1"),
        ("DATELINE_ARCHIVE", "/nowhere/at/all", "/nowhere/at/all: there is no such folder or file"),
    ],
)
def test_what_is_set_wrong_fails_the_run_in_one_sentence(
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
