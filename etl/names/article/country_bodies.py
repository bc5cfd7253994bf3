"""Resolve a body that each country has, such as 外交部, to the country spoken of where it stands: 中国外交部.

Here: weighing the countries that the article speaks of, the nearer the more, by how often news names such a body of
theirs. The bodies are listed in etl/lexicon/country_bodies.csv. Not here: full names that the article gives
(etl.names.article.referents).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import prod

from etl.lexicon import rows
from etl.names.article.spoken_of import Spoken
from etl.names.known.gazetteer import gazetteer

# Chosen on 2,677 bodies whose article gives one country's in full, which was hidden: .94 right (before: .78)
NEAR = 3  # characters before the body, in its sentence, within which a country is its own: 美国的参议院
SENTENCE, LINE, NEXT_LINE, TITLE = 8.0, 3.0, 1.5, 2.0  # times as much as elsewhere a country says there
CLEARLY = 1.2  # times as much as for the runner-up must speak for a country
AS_USUAL = 400  # articles as which it counts, for each country, how often such a body is named of all of them
ALONE = 0.75  # share of those counted from which on a body is a country's where none is spoken of (judged), if so many
COUNTED = 10  # were counted
_SENTENCE_END = re.compile("[。！？!?；]")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Body:
    """A body that countries have; codes are ISO 3166 alpha-2."""

    is_sure: bool
    is_local: bool  # provinces and cities have one, too
    countries: tuple[str, ...]  # that have one of that name; empty: any
    not_countries: tuple[str, ...]
    articles: dict[str, int]  # articles by country

    def fits(self, code: str) -> bool:
        return code not in self.not_countries and (not self.countries or code in self.countries)

    def rate(self, code: str) -> float:
        """Give in how many of the articles that name a country such a body of its is named: above 0, to 1."""
        usual = (sum(self.articles.values()) + 1) / sum(_articles().values())
        return (self.articles.get(code, 0) + AS_USUAL * usual) / (_articles().get(code, 0) + AS_USUAL)

    @property
    def usual(self) -> str:
        """Give the country that has nearly all of them; empty if none has."""
        code, counted = max(self.articles.items(), key=lambda pair: pair[1], default=("", 0))
        return code if counted >= max(COUNTED, ALONE * sum(self.articles.values())) else ""


def country_body(
    body: str,
    line: str,
    at: tuple[int, int],
    spoken: Sequence[Spoken],
    *,
    listed: Sequence[str] = (),
    is_same: bool = False,
) -> str:
    """Prefix a body with the country spoken of; unchanged if it is none that each country has.

    Empty if it is nobody's: no country is clearly spoken of. line: where the body stands. at: line and offset. listed:
    bodies that it is listed with, which are of one country (国防部、能源部). is_same: the text refers to the country
    named last (该国国防部).
    """
    known = _bodies().get(body)
    if known is None:
        return body
    fitting = [one for one in spoken if known.fits(one.country_code)]
    sentence = _sentence(line, at[1])
    if known.is_local and _is_a_parts(at, sentence, spoken):
        return ""
    code = _just_before(at, 0 if is_same else max(sentence.start, at[1] - NEAR), fitting)
    code = code or _only(known, fitting)
    if not code and listed:
        code = _clearest([known, *(_bodies()[one] for one in listed)], at, sentence, fitting)
    code = code or _clearest([known], at, sentence, fitting)
    return _full(code, body)


def behind_its_country(body: str, line: str, at: tuple[int, int], spoken: Sequence[Spoken]) -> str:
    """Prefix a body with the country that stands just before it, 美国的国防部; else empty."""
    known = _bodies().get(body)
    if known is None:
        return ""
    fitting = [one for one in spoken if known.fits(one.country_code)]
    return _full(_just_before(at, max(_sentence(line, at[1]).start, at[1] - NEAR), fitting), body)


def _full(code: str, body: str) -> str:
    return f"{_name_of(code)}{body}" if code else ""


def _just_before(at: tuple[int, int], start: int, fitting: Iterable[Spoken]) -> str:
    """Give the country named last in the line before the body, from an offset on."""
    named = [
        one.country_code
        for one in fitting
        if one.is_named and one.at[0] == at[0] and start <= one.at[1] < at[1]
    ]
    return named[-1] if named else ""


def _only(known: _Body, fitting: Sequence[Spoken]) -> str:
    """Give the one country that has such a body; of a word that may be another's only if it is spoken of."""
    if len(known.countries) != 1 or not (fitting or known.is_sure):
        return ""
    return known.countries[0]


def _clearest(
    bodies: Sequence[_Body], at: tuple[int, int], sentence: range, fitting: Sequence[Spoken]
) -> str:
    """Give the country that most speaks for, by what is said of it and how often it has the first and the others."""
    weights: dict[str, float] = {}
    for one in fitting:
        weight = one.weight * _nearness(one.at, at, sentence)
        weights[one.country_code] = weights.get(one.country_code, 0.0) + weight
    if not weights:
        return bodies[0].usual
    ranked = sorted(
        (
            (weight * prod(one.rate(code) for one in bodies) ** (1 / len(bodies)), code)
            for code, weight in weights.items()
            if all(one.fits(code) for one in bodies)
        ),
        reverse=True,
    )
    is_clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][0] >= CLEARLY * ranked[1][0])
    return ranked[0][1] if is_clear else ""


def _nearness(one: tuple[int, int], at: tuple[int, int], sentence: range) -> float:
    if one[0] == at[0]:
        return SENTENCE if one[1] in sentence else LINE
    if one[0] == 0:
        return TITLE
    return NEXT_LINE if abs(one[0] - at[0]) == 1 else 1.0


def _sentence(line: str, offset: int) -> range:
    """Give the offsets of the sentence around an offset."""
    ends = [match.end() for match in _SENTENCE_END.finditer(line)]
    start = max((end for end in ends if end <= offset), default=0)
    return range(start, min((end for end in ends if end > offset), default=len(line)))


def _is_a_parts(at: tuple[int, int], sentence: range, spoken: Sequence[Spoken]) -> bool:
    """Whether the place named last before the body in its sentence is a part of a country: 杭州 … 卫健委."""
    before = [one for one in spoken if one.at[0] == at[0] and sentence.start <= one.at[1] < at[1]]
    places = [one for one in before if one.is_part or one.is_named]
    return bool(places) and places[-1].is_part


@cache
def _articles() -> dict[str, int]:
    """Map each country to the articles that name it."""
    return {row["country_code"]: int(row["articles"]) for row in rows("countries_in_news")}


@cache
def _bodies() -> dict[str, _Body]:
    return {
        row["body"]: _Body(
            is_sure=row["is_sure"] == "yes",
            is_local=row["is_local"] == "yes",
            countries=_parts(row["countries"]),
            not_countries=_parts(row["not_countries"]),
            articles={
                code: int(articles)
                for code, articles in (part.split(":") for part in _parts(row["articles"]))
            },
        )
        for row in rows("country_bodies")
    }


def _parts(field: str) -> tuple[str, ...]:
    return tuple(filter(None, field.split("|")))


def _name_of(code: str) -> str:
    """Give a country's usual name, in simplified characters."""
    country = gazetteer().country(code)
    return country.name_hans if country else code
