"""The laws that a run must keep: order does not matter, a kill does no harm, a broken rule stops the publish."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from etl import steps
from etl.archive import ingest as ingest_module
from etl.kinds import OutcomeKind
from etl.quality.suites import SUITES
from etl.settings import Settings
from etl.steps import checking
from etl.warehouse import publish as publish_module
from etl.warehouse import renew as renew_module
from etl.work import mention_batches as naming_module
from etl.work import pending_documents as pending_module
from tests.steps.newsstand import STAMP, load, marts, page, table, write, write_archive

BUILDER = """
import os, signal, sys
from pathlib import Path
from etl.archive import ingest
from etl.work import mention_batches as naming
from etl.work import pending_documents as pending
from etl import steps
from etl.settings import Settings
from etl.steps import publishing

ingest.BATCH_FILES, pending.BATCH_BYTES, naming.BATCH_CHARACTERS = 20, 20_000, 3_000
calls, last_call = 0, int(sys.argv[3])

def progress(step, done, total):
    global calls
    calls += 1
    if calls == last_call:
        os.kill(os.getpid(), signal.SIGKILL)

def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    if sys.argv[4]:
        setattr(publishing, sys.argv[4], kill)
    steps.build(Settings(archive=(sys.argv[1],), home=Path(sys.argv[2]), workers=2), progress)
    print(*sorted({"great_expectations", "scipy", "onnxruntime", "etl.names.recognise"} & sys.modules.keys()))
"""

NAMING = (  # one archive's people, bodies and places: in full and with Latin names in some articles, short in others
    "瑞典渔业大臣古斯塔夫·林德霍姆（Gustaf Lindholm）星期二在哥德堡会见了挪威海洋研究所所长托尔森（Ingrid Thorsen）。",
    "林德霍姆在斯德哥尔摩说，北海渔业协会（NSFA）的建议太迟。中国外交部发言人周海燕说，双方将在北京会谈。",
    "托尔森星期三抵达德国汉堡。NSFA主席卡琳·博曼说，汉堡港务局同意她的看法，博曼随后前往丹麦。",
    "北海渔业协会发言人说，古斯塔夫·林德霍姆与丹麦首相的会谈在哥本哈根举行，英国和法国派代表参加。",
    "周海燕在北京的记者会上说，中德两国关系良好。广东省渔业局局长陈望潮在广州说，今年的鱼多。",
    "卡琳·博曼（Karin Boman）在《波罗的海晚报》撰文说，美国夏威夷大学的研究没有说服她。陈望潮没有回应。",
)


def start(settings: Settings, *, last_call: int = 0, stop_before: str = "") -> "subprocess.Popen[str]":
    """A build in a process of its own, which kills itself at its n-th sign of progress, or before it publishes."""
    script = settings.home.parent / "builder.py"
    script.write_text(BUILDER)
    return subprocess.Popen(
        [sys.executable, str(script), settings.archive[0], str(settings.home), str(last_call), stop_before],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def published_documents(settings: Settings) -> int:
    with duckdb.connect(str(settings.published_path), read_only=True) as reader:
        [count] = reader.execute("select count(*) from marts.fct_documents").fetchone() or (0,)
        return int(count)


def published_rows(settings: Settings) -> dict[str, list[str]]:
    """Every row of every mart that readers see, without redirects, and when a document was first seen."""
    with steps.published_warehouse(settings) as copy:
        rows = {}
        for view in steps.public_views():
            if view.schema == "marts" and view.name != "dim_entity_redirects":
                found = copy.query(f"from {view.address}")
                rows[view.name] = sorted(map(repr, found.drop("indexed_at", strict=False).rows()))
        return rows


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(archive=(str(write_archive(tmp_path / "archive")),), home=tmp_path / "home")


@given(
    order=st.permutations(range(3)),
    batch_files=st.integers(1, 20),
    batch_bytes=st.sampled_from([1, 4000, 100_000]),
    batch_characters=st.sampled_from([1, 900, 60_000]),
    batch_sentences=st.integers(1, 64),
    workers=st.sampled_from([0, 0, 0, 1, 2]),
    runs=st.sets(st.integers(1, 2)),
)
@hypothesis_settings(max_examples=6, suppress_health_check=list(HealthCheck))
def test_any_order_batching_number_of_workers_and_of_runs_give_the_same_marts(
    tmp_path_factory: pytest.TempPathFactory,
    order: list[int],
    batch_files: int,
    batch_bytes: int,
    batch_characters: int,
    batch_sentences: int,
    workers: int,
    runs: set[int],
) -> None:
    folder = tmp_path_factory.mktemp("order")
    roots = [folder / "a", folder / "b", folder / "c"]
    for position, root in enumerate(roots):
        for number in range(6):
            # one article in every root, at other paths and with other words and stamps: revisions
            write(
                root / f"in_{position}" / f"{number}.md",
                page(number, text=NAMING[number], stamp=STAMP + position),
            )
    plain = Settings(archive=tuple(map(str, roots)), home=folder / "plain")
    load(plain)
    assert len(marts(plain)["dim_entities"]) > 2 * len(NAMING)
    shuffled = Settings(
        archive=tuple(str(roots[position]) for position in order),
        home=folder / "shuffled",
        workers=max(workers, 1),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest_module, "BATCH_FILES", batch_files)
        patch.setattr(pending_module, "BATCH_BYTES", batch_bytes)
        patch.setattr(naming_module, "BATCH_CHARACTERS", batch_characters)
        patch.setattr("etl.names.tagger.tagger.BATCH", batch_sentences)
        if workers:
            patch.setattr("etl.work.workers.FEW_DOCUMENTS", 0)
        for count in sorted(runs | {3}):  # roots that a run is given: in one run, or in many
            load(replace(shuffled, archive=shuffled.archive[:count]))
    assert marts(shuffled) == marts(plain)


def test_a_copy_that_is_kept_up_holds_what_one_build_of_everything_would(tmp_path: Path) -> None:
    """Also of the newest content at a path, of names that later articles say in full, and after an override is said."""
    overrides = tmp_path / "overrides.csv"
    roots = [tmp_path / "archive", tmp_path / "revised"]
    kept = Settings(archive=tuple(map(str, roots)), home=tmp_path / "kept", overrides=overrides)
    for root in roots:
        root.mkdir()
    write_archive(roots[0], count=30)
    overrides.write_text("", encoding="utf-8")
    steps.build(kept)
    for number, text in enumerate(NAMING):
        write(roots[0] / "harbour" / f"9{number}_named.md", page(90 + number, text=text))
        if number % 2:
            assert steps.build(kept).outcome is OutcomeKind.PUBLISHED
    write(roots[1] / "harbour" / "90_named.md", page(90, text=NAMING[1], stamp=STAMP + 1))
    steps.build(kept)
    overrides.write_text("action,entity_kind,name,where,into\nban,person,博曼,,\n", encoding="utf-8")
    steps.build(kept)
    whole = Settings(archive=kept.archive, home=tmp_path / "whole", overrides=overrides)
    steps.build(whole)
    assert published_rows(kept) == published_rows(whole)
    assert marts(kept) == marts(whole)


@pytest.fixture(scope="module")
def kept_up(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, dict[str, list[str]]]:
    """A home that was built before the articles of NAMING came, and what one build of everything publishes."""
    folder = tmp_path_factory.mktemp("kept_up")
    before = Settings(archive=(str(write_archive(folder / "archive", count=30)),), home=folder / "before")
    steps.build(before)
    for number in range(len(NAMING)):
        write_named(before, number)
    whole = replace(before, home=folder / "whole")
    steps.build(whole)
    shutil.rmtree(folder / "archive" / "named")
    return before, published_rows(whole)


def write_named(settings: Settings, number: int) -> None:
    write(Path(settings.archive[0]) / "named" / f"{number}.md", page(90 + number, text=NAMING[number]))


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (5, 4, 3, 2, 1, 0), (2, 5, 0, 3, 1, 4)])
def test_three_runs_in_any_order_keep_up_the_copy_that_one_build_makes(
    kept_up: tuple[Settings, dict[str, list[str]]],
    order: tuple[int, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    renewed = []
    monkeypatch.setattr(
        publish_module, "renew", lambda *given: renewed.append(given) or renew_module.renew(*given)
    )
    before, expected = kept_up
    home = Path(shutil.copytree(before.home, tmp_path / "home", symlinks=True))
    kept = replace(before, home=home)
    for number in order:
        write_named(kept, number)
        if order.index(number) % 2:
            steps.build(kept)
    shutil.rmtree(Path(kept.archive[0]) / "named")
    assert len(renewed) == 3
    assert published_rows(kept) == expected


def test_the_upkeep_of_a_copy_renews_it_unless_somebody_wrote_to_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed = []
    monkeypatch.setattr(
        publish_module, "renew", lambda *given: renewed.append(given) or renew_module.renew(*given)
    )
    steps.build(settings)
    write(Path(settings.archive[0]) / "harbour" / "099_ship.md", page(99))
    steps.build(settings)
    assert len(renewed) == 1
    edited = settings.home / "edited.duckdb"
    shutil.copyfile(settings.published_path, edited)
    with duckdb.connect(str(edited)) as vandal:
        vandal.execute("update marts.fct_articles set title = 'Nothing sails'")
    edited.replace(settings.published_path)
    write(Path(settings.archive[0]) / "harbour" / "098_ship.md", page(98))
    steps.build(settings)
    assert len(renewed) == 1
    whole = Settings(archive=settings.archive, home=settings.home.parent / "whole")
    steps.build(whole)
    assert published_rows(settings) == published_rows(whole)


def test_what_a_run_writes_after_its_copy_was_made_is_in_the_next_copy(settings: Settings) -> None:
    report = steps.build(settings)
    with steps.open_run(settings, report.run_id) as run:
        steps.parse(
            settings, run, selection=steps.Selection(outlets=("harbourpost.example",), include_done=True)
        )
        run.warehouse.execute(
            "update base.parsed_articles set title = 'Sailed' where run_id = ?", [run.run_id]
        )
    write(Path(settings.archive[0]) / "harbour" / "099_ship.md", page(99))
    steps.build(settings)
    with steps.published_warehouse(settings) as copy:
        assert copy.query("select count(*) from marts.fct_articles where title = 'Sailed'").item() > 1


def test_a_build_that_is_killed_again_and_again_ends_where_an_undisturbed_one_ends(tmp_path: Path) -> None:
    archive = str(write_archive(tmp_path / "archive", count=120))
    disturbed = Settings(archive=(archive,), home=tmp_path / "disturbed")
    chance = random.Random(5)
    for last_call in (2, 4, 9, 12):
        process = start(disturbed, last_call=last_call)
        process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL
    for _ in range(3):
        process = start(disturbed)
        time.sleep(chance.uniform(0.5, 5))
        process.kill()
        process.communicate(timeout=120)
    report = steps.build(disturbed)
    assert report.outcome is OutcomeKind.PUBLISHED
    undisturbed = Settings(archive=(archive,), home=tmp_path / "undisturbed")
    load(undisturbed)
    assert marts(disturbed) == marts(undisturbed)
    assert published_documents(disturbed) == 123
    assert steps.build(disturbed).outcome is None


def test_a_second_build_of_an_unchanged_archive_writes_no_row_and_imports_no_checks(
    settings: Settings,
) -> None:
    assert steps.build(settings).outcome is OutcomeKind.PUBLISHED
    files = [settings.published_path, settings.contents_path]
    before = [(path.stat().st_mtime_ns, path.stat().st_ino) for path in files]
    rows = table(settings, "from base.runs"), table(settings, "from base.quality_results order by all")
    out, err = start(settings).communicate(timeout=60)
    assert (out.strip(), err) == ("", "")
    assert [(path.stat().st_mtime_ns, path.stat().st_ino) for path in files] == before
    assert (
        table(settings, "from base.runs"),
        table(settings, "from base.quality_results order by all"),
    ) == rows


def test_a_new_document_is_published_by_the_next_build(settings: Settings) -> None:
    steps.build(settings)
    write(Path(settings.archive[0]) / "harbour" / "099_ship.md", page(99))
    report = steps.build(settings)
    assert (report.counts["ingest"].new_count, report.counts["parse"].parsed_count) == (1, 1)
    assert published_documents(settings) == 16
    assert len(table(settings, "from base.runs")) == 2


def test_the_upkeep_of_a_copy_counts_every_rule_without_great_expectations(tmp_path: Path) -> None:
    settings = Settings(archive=(str(write_archive(tmp_path / "archive")),), home=tmp_path / "home")
    whole = steps.build(settings)
    write(Path(settings.archive[0]) / "harbour" / "099_ship.md", page(99))
    out, err = start(settings).communicate(timeout=60)
    assert ("great_expectations" in out.split(), err) == (False, "")
    latest = table(
        settings,
        "select table_name, rule_name, is_passed from base.quality_results qualify"
        " max(recorded_at) over () = recorded_at order by all",
    )
    assert latest == sorted(
        (result.table_name, result.rule.rule_name, result.is_passed) for result in whole.results
    )


def test_what_a_copy_that_is_kept_up_tells_of_the_builds_is_what_the_warehouse_knows(
    settings: Settings,
) -> None:
    """Also what is filled before the check, and recorded after it."""
    views = [view.address for view in steps.public_views() if view.schema == "ops"]
    steps.build(settings)
    for number in (98, 99):
        write(Path(settings.archive[0]) / "harbour" / f"0{number}_ship.md", page(number, host="www.bbc.com"))
        steps.build(settings)
        with steps.published_warehouse(settings) as copy:
            told = {address: copy.query(f"from {address} order by all").rows() for address in views}
        assert told == {address: table(settings, f"from {address} order by all") for address in views}
        assert told["ops.page_fields"]
        assert told["ops.field_drift"]


def test_a_run_that_adds_much_or_has_other_code_is_no_upkeep(settings: Settings) -> None:
    def is_upkeep() -> bool:
        with steps.open_run(settings) as run:
            steps.ingest(settings, run)
            return checking.is_upkeep(settings, run)

    assert not is_upkeep()  # nothing is published
    steps.build(settings)
    assert is_upkeep()
    write(Path(settings.archive[0]) / "harbour" / "099_ship.md", page(99))
    assert is_upkeep()
    write(Path(settings.archive[0]) / "harbour" / "098_ship.md", page(98))
    write(Path(settings.archive[0]) / "harbour" / "097_ship.md", page(97))
    assert not is_upkeep()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("etl.steps.versions.code_version", lambda: "another")
        assert not is_upkeep()


def test_other_code_is_checked_and_published_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps.build(settings)
    monkeypatch.setattr("etl.steps.versions.code_version", lambda: "another")
    assert steps.build(settings).outcome is OutcomeKind.PUBLISHED
    assert steps.build(settings).outcome is None


def test_a_published_file_that_is_lost_is_made_again(settings: Settings) -> None:
    steps.build(settings)
    settings.published_path.unlink()
    assert steps.build(settings).outcome is OutcomeKind.PUBLISHED
    assert published_documents(settings) == 15


def test_a_run_whose_copy_was_never_put_in_place_did_not_publish(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps.build(settings)
    write(Path(settings.archive[0]) / "harbour" / "099_ship.md", page(99))
    load(settings)
    process = start(settings, stop_before="put_in_place")
    process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL
    assert published_documents(settings) == 15
    assert steps.build(settings).outcome is OutcomeKind.PUBLISHED
    assert [
        kind for (kind,) in table(settings, "select outcome_kind from base.runs order by started_at")
    ] == [
        "published",
        "interrupted",
        "interrupted",
        "published",
    ]


def test_a_broken_critical_rule_stops_the_publish_and_the_last_good_copy_stays(settings: Settings) -> None:
    steps.build(settings)
    good = settings.published_path.read_bytes()
    write(Path(settings.archive[0]) / "harbour" / "099_ship.md", page(99))
    load(settings)
    with steps.open_run(settings) as run:
        run.warehouse.execute("update base.parsed_articles set script_kind = 'runes'")
    report = steps.build(settings)
    assert report.outcome is OutcomeKind.BLOCKED
    assert {(result.table_name, result.rule.rule_name) for result in report.results if result.blocks} == {
        ("parsed_articles", "script_is_from_the_list"),
        ("fct_articles", "script_is_from_the_list"),
    }
    assert settings.published_path.read_bytes() == good
    assert table(settings, "select outcome_kind from base.runs order by started_at desc limit 1") == [
        ("blocked",)
    ]
    with steps.open_run(settings, report.run_id) as run:
        with pytest.raises(steps.PublishBlocked, match=r"fct_articles\.script_is_from_the_list"):
            steps.publish(settings, run)
        steps.parse(settings, run, selection=steps.Selection(include_done=True))
    assert steps.build(settings).outcome is OutcomeKind.PUBLISHED
    assert published_documents(settings) == 16


def test_a_broken_warning_is_reported_and_published(settings: Settings) -> None:
    report = steps.build(settings)
    assert report.outcome is OutcomeKind.PUBLISHED
    broken = {(result.table_name, result.rule.rule_name) for result in report.results if not result.is_passed}
    assert broken == {("fct_documents", "most_documents_are_articles")}
    kept = "select table_name, rule_name from base.quality_results where not is_passed"
    assert set(table(settings, kept)) == broken


def test_a_part_of_a_run_publishes_what_it_then_prepares_and_checks_itself(settings: Settings) -> None:
    load(settings)
    with steps.open_run(settings) as run:
        steps.publish(settings, run)
    assert published_documents(settings) == 15
    rules = {(name, rule.rule_name) for name, suite in SUITES.items() for rule in suite.rules}
    checked = table(
        settings, f"select table_name, rule_name from base.quality_results where run_id = '{run.run_id}'"
    )
    assert set(checked) == rules


def test_a_part_of_a_run_that_finds_a_critical_rule_broken_keeps_the_copy(settings: Settings) -> None:
    load(settings)
    with steps.open_run(settings) as run:
        run.warehouse.execute("insert into base.raw_documents from base.raw_documents limit 1")
        with pytest.raises(steps.PublishBlocked, match=r"raw_documents\.document_id_is_unique"):
            steps.publish(settings, run)
    assert not settings.published_path.exists()


def test_checks_alone_write_no_row(settings: Settings) -> None:
    load(settings)
    before = table(settings, "from base.runs"), table(settings, "from base.quality_results")
    assert len(steps.examine_all(settings)) == sum(len(suite.rules) for suite in SUITES.values())
    assert (table(settings, "from base.runs"), table(settings, "from base.quality_results")) == before
