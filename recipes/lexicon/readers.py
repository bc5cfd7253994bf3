"""Who reads which list: the modules in which a call names it, as in rows("surnames").

Here: reading the code. Not here: what is made of it (index.py).
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
LISTS = ROOT / "etl" / "lexicon"
READING = {"score_of", "rows", "column", "words", "either", "text", "patterns_of"}
SAMPLE = ROOT / "etl" / "sample"  # has lists of its own


def list_names() -> list[str]:
    """The lists, in the order of their names."""
    return sorted(path.stem for path in LISTS.glob("*.csv"))


@cache
def readers() -> dict[str, set[str]]:
    """By list the modules that read it, as paths from the root; a list that nobody reads has none."""
    found: dict[str, set[str]] = {name: set() for name in list_names()}
    for path in (*ROOT.glob("etl/**/*.py"), *ROOT.glob("recipes/**/*.py")):
        if path.is_relative_to(SAMPLE):
            continue
        for name in _named(ast.parse(path.read_text(encoding="utf-8"))):
            if name in found:
                found[name].add(path.relative_to(ROOT).as_posix())
    return found


def _named(tree: ast.AST) -> Iterator[str]:
    """The lists that calls of a reading function name."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Name(id=function) | ast.Attribute(attr=function),
                args=[ast.Constant(value=str(name)), *_],
            ) if function in READING:
                yield "scores" if function == "score_of" else name
