"""A swelled archive: the same for a seed, read by the same layouts, and naming ever more people, bodies and places."""

from collections import Counter
from pathlib import Path

import pytest

from bench.other_names import Named, other_names
from bench.swell import later, moved, pieces, swell
from etl.archive.open import open_root
from etl.kinds import EntityKind
from etl.model import Limits, ParsedArticle
from etl.page.parse import parse_document
from etl.sample import write_sample

ARTICLES, COUNT = 60, 150


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample archive, and two that were swelled from it with one seed."""
    folder = tmp_path_factory.mktemp("swell")
    write_sample(folder / "archive", articles=ARTICLES, seed=4)
    for name in ("one", "two"):
        assert swell([str(folder / "archive")], folder / name, COUNT, seed=9) == COUNT
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def articles(folder: Path) -> list[ParsedArticle]:
    root = open_root(str(folder))
    found = [file for part in root.scan() for file in part]
    parsed = (parse_document(document) for _, document in root.read(found, Limits()))
    return [article for article in parsed if isinstance(article, ParsedArticle)]


def test_the_same_seed_writes_the_same_bytes(folder: Path) -> None:
    assert files(folder / "one") == files(folder / "two")
    assert len(files(folder / "one")) == COUNT


def test_every_document_is_there_once_as_it_is(folder: Path) -> None:
    given = {content for path, content in files(folder / "archive").items() if not path.startswith(".")}
    assert given <= set(files(folder / "one" / "0").values())


def test_copies_are_other_articles_of_the_same_layouts(folder: Path) -> None:
    given, first = articles(folder / "archive"), articles(folder / "one" / "1")
    assert Counter(one.layout_name for one in first) == Counter(one.layout_name for one in given)
    assert not {one.article_id for one in first} & {one.article_id for one in given}
    assert {one.title for one in first} != {one.title for one in given}


def test_a_name_is_exchanged_in_prose_only() -> None:
    text = '<img alt="林小满">林小满说，林小满的[林小满](https://example.org/林小满)'
    found = pieces(text, {"林小满": "entity"})
    assert [piece for piece, entity in found if entity] == ["林小满"] * 3
    assert "".join(piece for piece, _ in found) == text


def test_new_names_have_the_shape_of_the_old_ones() -> None:
    names = other_names(
        [
            named("a", EntityKind.PERSON, "林小满"),
            named("b", EntityKind.PERSON, "陈大文"),
            named("c", EntityKind.PERSON, "阿尔瓦·索恩"),
            *(
                named(f"d{number}", EntityKind.ORGANISATION, f"{place}大学")
                for number, place in enumerate(
                    ("东海", "西山", "南湖", "北原", "上林", "下沙", "里港", "外滩")
                )
            ),
        ],
        copies=1,
        seed=1,
    )
    person = names.exchanged(1, "a", "林小满")
    assert len(person) == 3 and person[0] in "林陈" and person != "林小满"
    assert names.exchanged(1, "c", "索恩") == names.exchanged(1, "c", "阿尔瓦·索恩").partition("·")[2]
    assert len(names.exchanged(1, "c", "Alva Thorne").split(" ")) == 2
    assert names.exchanged(1, "d0", "东海大学").endswith("大学")


def test_rare_names_are_exchanged_and_frequent_ones_stay() -> None:
    rare = [named(f"r{number}", EntityKind.PERSON, "林小满") for number in range(300)]
    frequent = [named(f"f{number}", EntityKind.PERSON, "陈大文", articles=200) for number in range(30)]
    known = named("k", EntityKind.PLACE, "伦敦", is_known=True)
    names = other_names([*rare, *frequent, known], copies=1, seed=1)
    assert sum(names.is_exchanged(1, one.entity_id) for one in rare) > 150
    assert not any(names.is_exchanged(1, one.entity_id) for one in [*frequent, known])


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a/world-53", "https://example.org/a/world-53-k2"),
        ("https://example.org/a/53.html?full=y", "https://example.org/a/53-k2.html?full=y"),
        ("https://example.org/2020/07/words/", "https://example.org/2020/07/words-k2/"),
    ],
)
def test_a_copy_has_an_address_of_its_own(url: str, expected: str) -> None:
    assert moved(url, 2) == expected


def test_a_copy_was_fetched_later() -> None:
    assert later("1593762725000", 2) == "1593762845000"
    assert later("2020-08-01T03:41:17.000Z", 20) == "2020-08-01T04:01:17.000Z"
    assert later("yesterday", 2) == "yesterday"


def named(entity_id: str, kind: EntityKind, name: str, *, articles: int = 1, is_known: bool = False) -> Named:
    return Named(
        entity_id=entity_id, entity_kind=kind, entity_name=name, article_count=articles, is_known=is_known
    )
