"""Resolve a body that each country has, such as 外交部, to the country spoken of where it stands: 中国外交部.

Here: weighing the countries that the article speaks of, the nearer the more, by how often news names such a body of
theirs. The bodies are listed in etl/lexicon/country_bodies.csv. Not here: full names that the article gives
(etl.names.article.referents).
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import prod

from etl.lexicon import rows
from etl.names.article.spoken_of import Spoken
from etl.names.known.gazetteer import gazetteer

# Chosen on 2,677 bodies whose article gives one country's in full, which was hidden: .94 right (before: .78)
NEAR = 3  # characters before the body, in its sentence, within which a country is its own: 美国的参议院
SENTENCE, LINE, NEXT_LINE, TITLE = 8.0, 3.0, 1.5, 2.0  # times as much as elsewhere a country says there
ELSEWHERE = 1.0
TENTHS = 10  # weights are whole tenths: their sums do not depend on the order
CLEARLY = 1.2  # times as much as for the runner-up must speak for a country
AS_USUAL = 400  # articles as which it counts, for each country, how often such a body is named of all of them
ALONE = 0.75  # share of those counted from which on a body is a country's where none is spoken of (judged), if so many
COUNTED = 10  # were counted
_SENTENCE_END = re.compile("[。！？!?；]")


def _offset(one: Spoken) -> int:
    return one.at[1]


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


class SpokenOf:
    """What an article speaks of, by line: how much of each country is said near a place takes no look at all of it."""

    def __init__(self, spoken: Iterable[Spoken]) -> None:
        """Sort what is spoken of, in reading order, to its lines."""
        self._lines: dict[int, list[Spoken]] = {}
        self._sums: dict[int, Counter[str]] = {}
        self._all: Counter[str] = Counter()
        self._sentences: dict[tuple[int, range], Counter[str]] = {}
        for one in spoken:
            weight = round(one.weight * TENTHS)
            self._lines.setdefault(one.at[0], []).append(one)
            self._sums.setdefault(one.at[0], Counter())[one.country_code] += weight
            self._all[one.country_code] += weight

    def countries(self) -> Iterable[str]:
        """Give the codes of the countries."""
        return self._all

    def before(self, at: tuple[int, int], start: int) -> Iterator[Spoken]:
        """Yield what is spoken of in the line from an offset on and before the place, the last first."""
        line = self._lines.get(at[0], [])
        last = bisect_left(line, at[1], key=_offset)
        for index in range(last - 1, -1, -1):
            if line[index].at[1] < start:
                return
            yield line[index]

    def weights(self, at: tuple[int, int], sentence: range) -> dict[str, float]:
        """Map each country to how much is said of it, the nearer to the place the more."""
        number = at[0]
        weights = {code: weight * ELSEWHERE for code, weight in self._all.items()}
        near = {number: LINE, number - 1: NEXT_LINE, number + 1: NEXT_LINE} | ({0: TITLE} if number else {})
        for line, times in near.items():
            self._add(weights, self._sums.get(line, {}), times - ELSEWHERE)
        self._add(weights, self._inside(number, sentence), SENTENCE - LINE)
        return weights

    def _inside(self, number: int, sentence: range) -> Counter[str]:
        if (number, sentence) not in self._sentences:  # the bodies of a sentence share it
            inside = self._sentences[number, sentence] = Counter()
            for one in self.before((number, sentence.stop), sentence.start):
                inside[one.country_code] += round(one.weight * TENTHS)
        return self._sentences[number, sentence]

    @staticmethod
    def _add(weights: dict[str, float], more: Mapping[str, int], times: float) -> None:
        for code, weight in more.items():
            weights[code] += weight * times


def country_body(
    body: str,
    line: str,
    at: tuple[int, int],
    spoken: SpokenOf,
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
    sentence = _sentence(line, at[1])
    if known.is_local and _is_a_parts(at, sentence, spoken):
        return ""
    code = _just_before(known, at, 0 if is_same else max(sentence.start, at[1] - NEAR), spoken)
    code = code or _only(known, spoken)
    if not code:
        weights = spoken.weights(at, sentence)
        if listed:
            code = _clearest([known, *(_bodies()[one] for one in listed)], weights)
        code = code or _clearest([known], weights)
    return _full(code, body)


def behind_its_country(body: str, line: str, at: tuple[int, int], spoken: SpokenOf) -> str:
    """Prefix a body with the country that stands just before it, 美国的国防部; else empty."""
    known = _bodies().get(body)
    if known is None:
        return ""
    return _full(_just_before(known, at, max(_sentence(line, at[1]).start, at[1] - NEAR), spoken), body)


def _full(code: str, body: str) -> str:
    return f"{_name_of(code)}{body}" if code else ""


def _just_before(known: _Body, at: tuple[int, int], start: int, spoken: SpokenOf) -> str:
    """Give the country with such a body that is named last in the line before it, from an offset on."""
    named = (
        one.country_code for one in spoken.before(at, start) if one.is_named and known.fits(one.country_code)
    )
    return next(named, "")


def _only(known: _Body, spoken: SpokenOf) -> str:
    """Give the one country that has such a body; of a word that may be another's only if it is spoken of."""
    if len(known.countries) != 1 or not (known.is_sure or any(map(known.fits, spoken.countries()))):
        return ""
    return known.countries[0]


def _clearest(bodies: Sequence[_Body], weights: Mapping[str, float]) -> str:
    """Give the country that most speaks for, by what is said of it and how often it has the first and the others."""
    fitting = {code: weight for code, weight in weights.items() if bodies[0].fits(code)}
    if not fitting:
        return bodies[0].usual
    ranked = sorted(
        (
            (weight * prod(one.rate(code) for one in bodies) ** (1 / len(bodies)), code)
            for code, weight in fitting.items()
            if all(one.fits(code) for one in bodies)
        ),
        reverse=True,
    )
    is_clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][0] >= CLEARLY * ranked[1][0])
    return ranked[0][1] if is_clear else ""


def _sentence(line: str, offset: int) -> range:
    """Give the offsets of the sentence around an offset."""
    ends = _ends(line)
    index = bisect_right(ends, offset)
    return range(ends[index - 1] if index else 0, ends[index] if index < len(ends) else len(line))


@lru_cache(maxsize=1)  # of one line the bodies are asked for in turn
def _ends(line: str) -> list[int]:
    return [match.end() for match in _SENTENCE_END.finditer(line)]


def _is_a_parts(at: tuple[int, int], sentence: range, spoken: SpokenOf) -> bool:
    """Whether the place named last before the body in its sentence is a part of a country: 杭州 … 卫健委."""
    places = (one for one in spoken.before(at, sentence.start) if one.is_part or one.is_named)
    last = next(places, None)
    return last is not None and last.is_part


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
