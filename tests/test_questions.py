"""Every question of docs/QUESTIONS.md runs on a built sample, and answers with rows where the sample has any."""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.sample import write_sample
from etl.settings import read_settings
from etl.steps.building import build
from etl.warehouse.publish import open_published
from etl.warehouse.views import read_views, sql_root

TEXT = (Path(__file__).parents[1] / "docs" / "QUESTIONS.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^## (.+?)\n\n```sql\n(.+?)```\n", TEXT, flags=re.MULTILINE | re.DOTALL)
# The sample is small: it links nowhere, repeats no picture, names no county, leaves no gap, and no word of it rises.
UNANSWERED = {
    "What do others tell and one outlet not?",
    "Which words are new, or suddenly everywhere?",
    "Which counties?",
    "Which pictures come again?",
    "Where do an outlet's links lead?",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("questions")
    write_sample(folder / "sample", articles=120, seed=7)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_HOME", str(folder / "data"))
        patch.setenv("DATELINE_ARCHIVE", str(folder / "sample"))
        patch.setenv("DATELINE_WORKERS", "1")
        settings = read_settings()
        build(settings)
        with open_published(settings) as connection:
            yield connection


@pytest.mark.parametrize(("question", "select"), QUESTIONS, ids=lambda text: text[:40])
def test_a_question_is_answered(question: str, select: str, published: duckdb.DuckDBPyConnection) -> None:
    rows = published.execute(select).fetchall()
    assert bool(rows) is (question not in UNANSWERED)


def test_no_question_joins_and_every_report_has_one() -> None:
    assert not any(re.search(r"\bjoin\b", select) for _, select in QUESTIONS)
    asked = {address for _, select in QUESTIONS for address in re.findall(r"marts\.\w+", select)}
    new = {view.address for view in read_views(sql_root()) if view.name.startswith("agg_")}
    assert new - asked <= {"marts.agg_entity_days", "marts.agg_outlet_days"}
