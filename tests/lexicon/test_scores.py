"""What each way scores: every score is a row of one table, asked for by name, and no score is a bare number."""

import ast
from pathlib import Path

import pytest

from etl.lexicon import LexiconError, rows
from etl.lexicon.scores import ORIGINS, score_of

ETL = Path(__file__).parents[2] / "etl"
ROOMS = ("names", "entities")
SCORED = ("score", "confidence", "certainty")


def trees() -> list[tuple[str, ast.Module]]:
    paths = (path for room in ROOMS for path in sorted((ETL / room).rglob("*.py")))
    return [(path.relative_to(ETL).as_posix(), ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


def test_each_row_is_asked_for_and_each_name_has_a_row() -> None:
    asked = [
        node.args[0].value
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "score_of"
        and isinstance(node.args[0], ast.Constant)
    ]
    assert set(asked) == {row["name"] for row in rows("scores")}
    assert all(0 <= score_of(str(name)) <= 1 for name in asked)


def test_a_row_says_where_its_number_is_from() -> None:
    assert {row["origin"] for row in rows("scores")} <= set(ORIGINS)
    assert all(row["what_it_is"] for row in rows("scores"))


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(LexiconError, match="there is no row by_the_weather"):
        score_of("by_the_weather")


def is_bare(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, float) and 0 < node.value < 1


def test_no_score_of_a_name_and_no_decision_is_a_bare_number() -> None:
    bare = [
        f"{path}:{node.lineno}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (
            any(is_bare(keyword.value) for keyword in node.keywords if keyword.arg in SCORED)
            or (
                isinstance(node.func, ast.Name)
                and node.func.id == "Decision"
                and any(map(is_bare, node.args))
            )
        )
    ]
    assert bare == []
