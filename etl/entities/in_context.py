"""Decide what names mean, each name once, or once for each list of countries that makes a difference to it.

Here: joining decisions about names with the claims that use them. Not here: the decisions (people.py, organisations.py,
places.py), and what an article's own gloss decides (link.py).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Protocol

import polars as pl

from etl.entities.entity_key import Decision
from etl.entities.link_confidence import METHOD

DECIDED: dict[str, pl.DataType | type[pl.DataType]] = {
    **{"entity_key": pl.String, "method_kind": METHOD, "certainty": pl.Float64}
}
NO_CODE = "-"  # no country's
QUESTIONS_AT_ONCE = 100_000  # rows of (referent, countries) that are decided in one block


class InContext(Protocol):
    """What decides on names by the countries of their articles."""

    def decide(self, name: str, country_codes: Sequence[str]) -> Decision:
        """Decide what a name means in an article with these countries and parts, the most mentioned first."""

    def heeds(self, name: str) -> Collection[str]:
        """List the codes that make a difference to a name, or that may."""


def by_context(claims: pl.DataFrame, countries: pl.DataFrame, names: InContext) -> pl.DataFrame:
    """Decide each claim by its name and the countries of its article; those that make no difference are left out.

    The countries of an article are joined to one key: "US,CN".
    """
    heeded = {name: heeds for name in names_of(claims) if (heeds := names.heeds(name))}
    is_heedful = pl.DataFrame({"referent": list(heeded)}, schema={"referent": claims.schema["referent"]})
    alone = claims.join(is_heedful, on="referent", how="anti")
    codes = countries.select("article_id", codes=pl.col("country_codes").list.join(","))
    asked = (
        claims.join(is_heedful, on="referent", how="semi")
        .join(codes, on="article_id", how="left")
        .with_columns(pl.col("codes").fill_null(""))
    )
    questions = asked.select("referent", "codes").unique().sort("referent", "codes")
    decide, split = cache(names.decide), cache(_codes)
    parts = [
        part.hstack(
            _columns(decide(name, heard(split(joined), heeded[name])) for name, joined in part.iter_rows())
        )
        for part in questions.iter_slices(QUESTIONS_AT_ONCE)
    ]
    answers = pl.concat(parts) if parts else questions.hstack(_columns(()))
    return pl.concat(
        [
            by_name(alone, {name: names.decide(name, ()) for name in names_of(alone)}),
            asked.join(answers, on=["referent", "codes"]).drop("codes"),
        ]
    )


def _codes(joined: str) -> tuple[str, ...]:
    return tuple(code for code in joined.split(",") if code)


def heard(country_codes: Sequence[str], heeded: Collection[str]) -> tuple[str, ...]:
    """Leave out the codes that are not heeded; NO_CODE stands for the first, which says what an article is about."""
    rest = (code for code in country_codes if code in heeded)
    is_about_another = bool(country_codes) and country_codes[0] not in heeded
    return (NO_CODE, *rest) if is_about_another else tuple(rest)


def names_of(claims: pl.DataFrame) -> list[str]:
    """List the names of claims, in order."""
    return claims["referent"].unique().sort().to_list()


def by_name(claims: pl.DataFrame, decisions: Mapping[str, Decision]) -> pl.DataFrame:
    """Decide each claim by its name alone. claims: referent. Out: their columns, and DECIDED."""
    decided = pl.DataFrame({"referent": list(decisions)}, schema={"referent": claims.schema["referent"]})
    return claims.join(decided.hstack(_columns(decisions.values())), on="referent")


def _columns(decisions: Iterable[Decision]) -> pl.DataFrame:
    made = list(decisions)
    return pl.DataFrame(
        {
            "entity_key": [each.entity_key for each in made],
            "method_kind": [str(each.link_method) for each in made],
            "certainty": [each.score for each in made],
        },
        schema=DECIDED,
    )
