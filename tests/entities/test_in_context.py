"""Countries that make no difference to a name are left out before it is decided: the answer must be the same."""

from collections import Counter
from collections.abc import Iterable

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from etl.entities.glossed import GlossIndex
from etl.entities.in_context import heard
from etl.entities.places import Places
from etl.names.known.gazetteer import Place, gazetteer
from etl.names.known.seeds import seeds

NAMESAKES = sorted(name for name, found in gazetteer().by_name.items() if len(found) > 1)


def codes_of(places: Iterable[Place]) -> list[str]:
    """The countries and subdivisions of places."""
    return sorted({code for place in places for code in (place.country_code, place.subdivision_code) if code})


CODES = codes_of(gazetteer().places)


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A name of several places, and codes of an article, some of them of these places."""
    name = draw(st.sampled_from(NAMESAKES))
    own = codes_of(gazetteer().of(name)) or CODES
    codes = st.one_of(st.sampled_from(own), st.sampled_from(["US", "CN"]), st.sampled_from(CODES))
    return name, draw(st.lists(codes, max_size=6, unique=True))


@given(question=questions(), articles=st.integers(1, 6))
def test_codes_that_are_not_heeded_make_no_difference_to_a_place(
    question: tuple[str, list[str]], articles: int
) -> None:
    name, codes = question
    nothing = GlossIndex(pl.DataFrame(), {}, {}, Counter())
    places = Places({name: articles}, nothing, seeds(), gazetteer())
    assert places.decide(name, heard(codes, places.heeds(name))) == places.decide(name, codes)
