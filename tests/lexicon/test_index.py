"""etl/lexicon/README.md: it is what `make lexicon` would write, and no list is without a reader."""

import pytest

from recipes.lexicon.__main__ import TARGET
from recipes.lexicon.index import index
from recipes.lexicon.readers import list_names, readers


def test_the_page_is_current() -> None:
    assert TARGET.read_text(encoding="utf-8") == index(), "etl/lexicon has changed: run make lexicon"


@pytest.mark.parametrize("name", list_names())
def test_a_list_has_a_reader(name: str) -> None:
    assert readers()[name], f"no call in etl or recipes names {name}"
