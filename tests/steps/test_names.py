"""Names in runs: what is pending, what is settled again, where an id leads that is no more."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from etl import steps
from etl.kinds import OutcomeKind
from etl.model import NamedArticle, Prose
from etl.settings import Settings, SettingsError
from etl.steps import recognising as names_module
from etl.work import mention_batches as naming_module
from etl.work.mention_batches import read_names
from etl.work.queue import EVERYTHING_PENDING
from tests.steps.newsstand import load, page, table, write

TEXTS = (
    "特朗普在青岛的码头上说，船会准时进港，风也会小下来。",
    "默克尔从柏林写信来，说她没有看到那艘船，也不打算来看。",
    "青岛的港口今天很安静，船员们都在岸上吃饭，谁也没有说话。",
    "特朗普和默克尔都没有来，码头上只有几只海鸥在走来走去。",
)
LATIN = "The ship came in late this morning, and nobody at the harbour had been told of it in time."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    root = tmp_path / "archive"
    for number, text in enumerate((*TEXTS, LATIN)):
        write(root / "harbour" / f"{number:03}_ship.md", page(number, text=text))
    latin = (root / "harbour" / "004_ship.md").read_text(encoding="utf-8")
    for word in ("第4艘船进港", "这是第0段。", "这是第1段。", "这是第2段。"):
        latin = latin.replace(word, "Ships")
    write(root / "harbour" / "004_ship.md", latin)
    return Settings(archive=(str(root),), home=tmp_path / "home")


def names(settings: Settings, selection: steps.Selection = EVERYTHING_PENDING) -> steps.RecogniseCounts:
    with steps.open_run(settings) as run:
        return steps.recognise(settings, run, selection=selection)


def resolve(settings: Settings) -> steps.ResolveCounts:
    with steps.open_run(settings) as run:
        return steps.resolve(settings, run)


def entities(settings: Settings) -> dict[str, str]:
    rows = table(settings, "select entity_name, entity_id from base.entities")
    return {str(name): str(entity_id) for name, entity_id in rows}


def override(settings: Settings, *rows: str) -> None:
    text = "\n".join(("action,entity_kind,name,where,into", *rows, ""))
    settings.overrides_path.write_text(text, encoding="utf-8")


def test_names_are_found_once_and_nothing_is_written_again(settings: Settings) -> None:
    load(settings)
    rows = "select run_id from base.mentions union all select run_id from base.entities"
    before = table(settings, rows), table(settings, "from base.runs")
    assert names(settings) == steps.RecogniseCounts()
    assert resolve(settings) == steps.ResolveCounts()
    assert (table(settings, rows), table(settings, "from base.runs")) == before
    assert {"特朗普", "青岛"} <= set(entities(settings))


def test_an_article_without_chinese_is_left_without_mentions_and_says_so(settings: Settings) -> None:
    load(settings)
    assert table(settings, "select len(mentions) from base.mentions where naming_kind = 'not_chinese'") == [
        (0,)
    ]


def test_another_recogniser_makes_every_article_pending(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(settings)
    monkeypatch.setattr(naming_module, "recogniser_version", lambda: "another")
    assert names(settings).named_count == 5
    assert names(settings).pending_count == 0
    assert table(settings, "select distinct recogniser_version from base.mentions") == [("another",)]


def test_another_text_makes_its_article_pending_and_parsing_again_does_not(settings: Settings) -> None:
    load(settings)
    with steps.open_run(settings) as run:
        steps.parse(settings, run, selection=steps.Selection(include_done=True))
    assert names(settings).pending_count == 0
    with steps.open_run(settings) as run:
        run.warehouse.execute(
            "update base.parsed_articles set prose_hash = 'other' where title = '第1艘船进港'"
        )
    assert names(settings).named_count == 1


@pytest.mark.parametrize(
    ("selection", "count"),
    [
        (steps.Selection(include_done=True), 5),
        (steps.Selection(include_done=True, months=("2020-06",)), 5),
        (steps.Selection(include_done=True, months=("2020-07",)), 0),
        (steps.Selection(include_done=True, outlets=("nobody",)), 0),
    ],
)
def test_names_are_looked_for_again_where_that_is_chosen(
    settings: Settings, selection: steps.Selection, count: int
) -> None:
    load(settings)
    assert names(settings, selection).named_count == count


def test_an_article_that_cannot_be_read_stays_pending_and_the_others_go_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumbling(articles: Sequence[Prose]) -> Sequence[NamedArticle]:
        if any("船员们" in text for article in articles for _, text in article.paragraphs):
            raise KeyError("no such thing")
        return read_names(articles)

    monkeypatch.setattr(names_module, "read_names", stumbling)
    with steps.open_run(settings) as run:
        steps.ingest(settings, run)
        steps.parse(settings, run)
        counts = steps.recognise(settings, run)
    assert counts.named_count == 4
    [left] = counts.left_pending
    assert left.document_path == "harbour/002_ship.md"
    assert left.reason.startswith("KeyError at test_names.py")
    monkeypatch.undo()
    assert names(settings).named_count == 1


def test_a_kill_between_the_steps_is_made_good_by_the_next_build(settings: Settings) -> None:
    with steps.open_run(settings) as run:
        steps.ingest(settings, run)
        steps.parse(settings, run)
        steps.recognise(settings, run)
    assert table(settings, "select count(*) from base.entities") == [(0,)]
    report = steps.build(settings)
    assert (report.counts["recognise"].pending_count, report.counts["resolve"].is_new) == (0, True)
    assert report.outcome is OutcomeKind.PUBLISHED


def test_a_correction_is_applied_without_reading_any_text_again(settings: Settings) -> None:
    steps.build(settings)
    override(settings, "rename,place,青岛,,胶澳")
    report = steps.build(settings)
    assert (report.counts["parse"].pending_count, report.counts["recognise"].pending_count) == (0, 0)
    assert report.outcome is OutcomeKind.PUBLISHED
    assert {"胶澳"} <= set(entities(settings))
    assert steps.build(settings).outcome is None


def test_an_invalid_override_is_refused_with_a_reason(settings: Settings) -> None:
    load(settings)
    override(settings, "marry,person,特朗普,,默克尔")
    with pytest.raises(SettingsError, match="marry"):
        resolve(settings)


def test_an_id_that_was_merged_leads_on_and_one_that_is_back_leads_nowhere(settings: Settings) -> None:
    load(settings)
    before = entities(settings)
    trump, merkel = before["特朗普"], before["默克尔"]
    override(settings, "merge,person,特朗普,,默克尔")
    assert resolve(settings).redirected_count == 1
    redirects = "select old_entity_id, entity_id from marts.dim_entity_redirects"
    assert table(settings, redirects) == [(trump, merkel)]
    settings.overrides_path.unlink()
    resolve(settings)
    assert table(settings, redirects) == []
    assert entities(settings) == before
