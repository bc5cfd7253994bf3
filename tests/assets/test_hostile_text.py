"""Text of an archive that is markup or an address: Dagster is handed it as plain text only, wherever it stands."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from assets.definitions import defs
from assets.publish import BROKEN_WARNINGS, EXAMPLE
from assets.sensors import other_builds
from etl.settings import read_settings

# What the page sets as Markdown or fetches: descriptions, and metadata of the kinds that are missing here.
PLAIN = (
    dg.TableMetadataValue,
    dg.TableColumnLineageMetadataValue,
    dg.TextMetadataValue,
    dg.PathMetadataValue,
    dg.IntMetadataValue,
    dg.FloatMetadataValue,
    dg.TimestampMetadataValue,
)
HOST = r"http:\\127.0.0.1:9"  # a browser reads \ as /, which a file's name cannot hold


def hostile(place: str) -> str:
    return f"![{place}]({HOST}\\{place}) <img src={HOST}\\{place}> <script src={HOST}\\{place}></script>"


def write_page(folder: Path, name: str, title: str, number: int, caption: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shown = caption.replace("<", "&lt;").replace(">", "&gt;")
    (folder / f"{name}.md").write_text(
        f"<!--1594765146000-->\n[{title}](http://www.bbc.com/zhongwen/simp/world-5200{number})\n------\n\n"
        '<div><i>2020年 7月 14日</i></div><div class="story-body__inner" property="articleBody">'
        f'<figure><img alt="{shown}" src="https://a.example/{number}.jpg"><figcaption>{shown}</figcaption></figure>'
        "<p>港口今天上午开放，第一艘船已经靠岸。</p></div>\n",
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


@pytest.fixture(scope="module")
def run(
    tmp_path_factory: pytest.TempPathFactory, instance: dg.DagsterInstance
) -> Iterator[dg.ExecuteInProcessResult]:
    folder = tmp_path_factory.mktemp("newsroom")
    archive = folder / "archive"
    for number in range(3):
        write_page(
            archive / "BBC", f"{number}", f"港口{number}{hostile('title')}", number, hostile("caption")
        )
    write_page(archive / "BBC", f"3 ![]({HOST}\\file) <img src={HOST}\\file>", "港口", 3)
    write_page(archive / f"<img src={HOST}\\outlet>", "4", "港口", 4)
    (archive / "BBC" / f"![]({HOST}\\rejected).md").write_text(hostile("rejected"), encoding="utf-8")
    write_page(archive / "BBC", f"![]({HOST}\\garbled)", "锟斤拷" * 60, 5, "锟斤拷" * 200)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_HOME", str(folder / "data"))
        patch.setenv("DATELINE_ARCHIVE", str(archive))
        patch.setenv("DATELINE_WORKERS", "1")
        yield defs.resolve_job_def("refresh").execute_in_process(instance=instance)


def handed_over(
    run: dg.ExecuteInProcessResult,
) -> Iterator[dg.AssetMaterialization | dg.AssetCheckEvaluation]:
    for event in run.get_asset_materialization_events():
        yield event.materialization
    yield from run.get_asset_check_evaluations()
    with dg.DagsterInstance.ephemeral() as other:
        yield from other_builds(dg.build_sensor_context(instance=other)).asset_events


def test_titles_captions_files_and_outlets_reach_the_page_and_break_a_rule(
    run: dg.ExecuteInProcessResult,
) -> None:
    shown = "".join(str(each.metadata) for each in handed_over(run))
    for place in ("title", "caption", "file", "outlet", "rejected"):
        assert f"![{place}]" in shown or f"127.0.0.1:9\\\\{place}" in shown, place
    broken = {each.check_name: each.metadata for each in run.get_asset_check_evaluations() if not each.passed}
    (record,) = broken["no_document_is_mojibake"]["rows"].records
    assert f"![]({HOST}\\garbled).md" in str(record.data["document_path"])


def test_the_warning_stands_with_its_rows_after_ten_runs_without_news(
    run: dg.ExecuteInProcessResult, instance: dg.DagsterInstance
) -> None:
    for _ in range(10):
        quiet = defs.resolve_job_def("refresh").execute_in_process(instance=instance)
    assert quiet.get_step_failure_events() == []
    key = dg.AssetCheckKey(dg.AssetKey(["base", "rejected_documents"]), "no_document_is_mojibake")
    (stands,) = (each for each in quiet.get_asset_check_evaluations() if each.asset_check_key == key)
    (found,) = (each for each in run.get_asset_check_evaluations() if each.asset_check_key == key)
    assert not stands.passed
    assert stands.metadata == {**found.metadata, "checked_at": stands.metadata["checked_at"]}
    (record,) = instance.get_run_records(dg.RunsFilter(run_ids=[quiet.run_id]))
    assert int(record.dagster_run.tags[BROKEN_WARNINGS]) == sum(
        not each.passed for each in quiet.get_asset_check_evaluations()
    )


def test_no_text_of_the_archive_is_handed_over_as_markup(run: dg.ExecuteInProcessResult) -> None:
    for each in handed_over(run):
        assert "127.0.0.1" not in f"{each.description}"
        others = {name: value for name, value in each.metadata.items() if not isinstance(value, PLAIN)}
        ours = read_settings().home / "report" / "index.html"
        assert others in ({}, {"report": dg.MetadataValue.url(ours.as_uri())})


def test_the_only_markdown_of_an_asset_is_our_own() -> None:
    found = [
        value.md_str
        for node in defs.resolve_asset_graph().asset_nodes
        for value in node.metadata.values()
        if isinstance(value, dg.MarkdownMetadataValue)
    ]
    assert found == [f"```sql\n{EXAMPLE}\n```"]
