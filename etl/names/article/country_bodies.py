"""A country's bodies named without the country: 外交部 is China's in an article about China's answer.

Here: which country is meant, by what the article names around it. The bodies are etl/lexicon/country_bodies.csv. Not
here: full names that the article itself gives (etl.names.article.referents).
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from etl.lexicon import rows
from etl.names.known.gazetteer import gazetteer

NEAR = 16  # characters: the country that stands so near before a body is meant
CLEARLY = 2  # so many times as often as any other country is the one that an article is about
Place = tuple[tuple[int, int], str]


def country_body(body: str, at: tuple[int, int], places: Sequence[Place], *, is_same: bool = False) -> str:
    """The body with its country before it; the body as it is where no country is named, or it is no such body.

    is_same: the text says that it is that of the country named last (该国国防部).
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
    """By body, the countries that have one of that name (none: any), and those that have none."""
    return {
        row["body"]: (_codes(row["countries"]), _codes(row["not_countries"]))
        for row in rows("country_bodies")
    }


def _codes(field: str) -> tuple[str, ...]:
    return tuple(filter(None, field.split("|")))


def _name_of(code: str) -> str:
    """A country's usual name."""
    country = gazetteer().country(code)
    return country.name_hans if country else code
