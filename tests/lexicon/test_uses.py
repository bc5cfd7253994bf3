"""Words that patterns are made of: each use is asked for, and no pattern of the code holds its words itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.lexicon import rows, table, words
from recipes.lexicon.readers import list_names

ETL = Path(__file__).parents[2] / "etl"
DATA = ("outlets", "sample")  # an outlet is data, and the sample's prose is invented
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
# Han characters in strings of the code, and why each file has them
ALLOWED = {
    "entities/aliases.py": (2, "the bounds of a range of characters"),
    "names/article/referents.py": (2, "该国, which stands for a country named before"),
    "names/article/short_forms.py": (5, "grammar around 简称: 以下又…为"),
    "names/gloss/edge_by_words.py": (4, "由 that is not 自由, 国 of 七国集团, 对 within a conjunction"),
    "names/known/automaton.py": (1, "市, whose followers are in place_context.csv"),
    "names/known/titles.py": (2, "前 and 副 before any title"),
    "names/line/correct_tagger.py": (2, "政府, whose leader is known by name"),
    "names/line/dateline.py": (4, "日, 月 and 电 of a dateline"),
    "names/line/kind_in_context.py": (1, "的"),
    "names/line/one_character_countries.py": (6, "澳 is Macao beside 港 and 台"),
    "names/line/names_by_form.py": (2, "日 of a date, 驻 before a place"),
    "normalize/author.py": (4, "丶 for 、; 据…社; 驻…"),
    "normalize/byline.py": (4, "和 and 与; 丨 for a bar"),
    "normalize/caption.py": (11, "年, 月, 日 of a date; 由…提供; 图表 with a number"),
    "normalize/dateline.py": (3, "日, 月 of a day; 了, behind which something is told of a report"),
    "normalize/field_line.py": (19, "年, 月, 日, 时 of a time; the days of a week; 丨 for a bar"),
    "normalize/heading.py": (10, "the numerals of a numbered heading"),
    "normalize/script.py": (2, "the bounds of a range of characters"),
    "normalize/stamp.py": (42, "Chinese numerals, and the signs behind them"),
    "normalize/time_forms.py": (43, "年, 月, 日, 时 of a date, and the calendar of 民国"),
    "page/blocks.py": (1, "the bounds of a range of characters"),
    "page/mojibake.py": (7, "锟斤拷, what U+FFFD becomes, and its first sign"),
    "search/folding.py": (2, "the bounds of a range of characters"),
    "work/preload.py": (2, "any Chinese text: what it needs is read before workers start"),
}


def strings(path: Path) -> Iterator[str]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def counted() -> dict[str, int]:
    """By module of the library, the Han characters in its strings."""
    paths = (path.relative_to(ETL) for path in sorted(ETL.rglob("*.py")))
    counts = {
        path.as_posix(): sum(len(HAN.findall(text)) for text in strings(ETL / path))
        for path in paths
        if path.parts[0] not in DATA
    }
    return {path: count for path, count in counts.items() if count}


def test_words_stand_in_lists_and_not_in_code() -> None:
    assert counted() == {path: count for path, (count, _) in ALLOWED.items()}, (
        "put the words in a list of etl/lexicon and build the pattern of it, or say here why they stand in code"
    )


def asked() -> set[tuple[str, str]]:
    """List and use of each call of words or either."""
    found: set[tuple[str, str]] = set()
    for path in ETL.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="words" | "either"),
                    args=[ast.Constant(value=str(name)), ast.Constant(value=str(use))],
                ):
                    found.add((name, use))
    return found


def test_each_use_is_asked_for_and_has_words() -> None:
    lists = [name for name in list_names() if table(name).columns == ("use", "word")]
    assert {(name, row["use"]) for name in lists for row in rows(name)} == asked()


@pytest.mark.parametrize("name", [name for name in list_names() if table(name).columns == ("use", "word")])
def test_each_use_is_explained_above_the_words(name: str) -> None:
    said = re.findall(r"\w+", " ".join(table(name).remarks))
    assert {row["use"] for row in rows(name)} <= set(said)


@pytest.mark.parametrize("name", [name for name in list_names() if table(name).columns == ("use", "word")])
def test_no_two_uses_of_a_list_are_the_same(name: str) -> None:
    uses = {row["use"] for row in rows(name)}
    assert len({words(name, use) for use in uses}) == len(uses)
