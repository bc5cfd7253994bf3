"""Resolve a body that each country has, such as 外交部, to its country: 中国外交部.

Here: choosing the country by the places the article names nearby or most often. The bodies are listed in
etl/lexicon/country_bodies.csv. Not here: full names that the article gives (etl.names.article.referents).
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from etl.lexicon import rows
from etl.names.known.gazetteer import gazetteer

NEAR = 16  # characters before the body within which a country is taken to be its own (judged)
CLEARLY = 2  # times as many mentions as the runner-up make a country the article's main one (judged)
Place = tuple[tuple[int, int], str]  # (line, offset) and name of a place


def country_body(body: str, at: tuple[int, int], places: Sequence[Place], *, is_same: bool = False) -> str:
    """Prefix a body with its country; unchanged if no country is named or the body is not one that each country has.

    at: line and offset of the body. is_same: the text refers to the country named last (该国国防部).
    """
    if body not in _bodies():
        return body
    allowed, barred = _bodies()[body]
    named = [(where, code) for where, name in places if (code := gazetteer().countries.get(name))]
    fitting = [
        (where, code) for where, code in named if code not in barred and (not allowed or code in allowed)
    ]
    if not fitting:
        return f"{_name_of(allowed[0])}{body}" if len(allowed) == 1 else body
    near = [
        code
        for (line, offset), code in fitting
        if line == at[0] and at[1] - offset > 0 and (is_same or at[1] - offset <= NEAR)
    ]
    if near:
        return f"{_name_of(near[-1])}{body}"
    (code, count), *others = Counter(code for _, code in fitting).most_common(2)
    is_clear = not others or count >= CLEARLY * others[0][1]
    return f"{_name_of(code)}{body}" if is_clear else body


@cache
def _bodies() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Map each body to the countries that may have it (empty: all) and to those that do not."""
    return {
        row["body"]: (_codes(row["countries"]), _codes(row["not_countries"]))
        for row in rows("country_bodies")
    }


def _codes(field: str) -> tuple[str, ...]:
    return tuple(filter(None, field.split("|")))


def _name_of(code: str) -> str:
    """Give a country's usual name, in simplified characters."""
    country = gazetteer().country(code)
    return country.name_hans if country else code
