"""A country's bodies named without the country: 外交部 is China's in an article about China's answer.

Here: which country is meant, by what the article names around it. The bodies are etl/lexicon/country_bodies.csv. Not
here: full names that the article itself gives (etl.entities.referents).
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from etl.entities.gazetteer import gazetteer
from etl.lexicon import rows

Place = tuple[tuple[int, int], str]


def country_body(body: str, at: tuple[int, int], places: Sequence[Place]) -> str:
    """The body with its country before it; the body as it is where no country is named, or it is no such body."""
    allowed = _bodies().get(body)
    if allowed is None:
        return body
    countries = [(where, code, name) for where, name in places if (code := gazetteer().countries.get(name))]
    fitting = [(where, code) for where, code, _ in countries if not allowed or code in allowed]
    if not fitting:
        return f"{_name_of(allowed[0])}{body}" if len(allowed) == 1 else body
    counts = Counter(code for _, code in fitting)
    code = max(counts, key=lambda code: (counts[code], code))
    return f"{_name_of(code)}{body}"


@cache
def _bodies() -> dict[str, tuple[str, ...]]:
    return {row["body"]: tuple(filter(None, row["countries"].split("|"))) for row in rows("country_bodies")}


def _name_of(code: str) -> str:
    """A country's usual name."""
    country = gazetteer().country(code)
    return country.name_hans if country else code
