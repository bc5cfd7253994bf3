"""etl/lexicon/README.md: it is what `make lexicon` would write, and no list is without a reader."""

import pytest

from etl import code_version
from recipes.lexicon.__main__ import TARGET
from recipes.lexicon.index import RAISED, index
from recipes.lexicon.readers import list_names, readers


def test_the_page_is_current() -> None:
    assert TARGET.read_text(encoding="utf-8") == index(), "etl/lexicon has changed: run make lexicon"


@pytest.mark.parametrize("name", list_names())
def test_a_list_has_a_reader(name: str) -> None:
    assert readers()[name], f"no call in etl or recipes names {name}"


def test_the_constants_to_raise_are_there() -> None:
    named = {constant for constants in RAISED.values() for constant in constants}
    assert named and all(isinstance(getattr(code_version, name), str) for name in named)
