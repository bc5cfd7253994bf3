"""Claims become links: each claim that holds gets the key of its entity, by its own article first, then by the archive.

Here: joining decisions about names with the articles that use them. Not here: the decisions.
"""

from collections.abc import Callable, Iterable, Sequence

import polars as pl

from etl.entities.claims import CLAIM
from etl.entities.entity_key import Decision, LinkMethod
from etl.entities.glossed import Told, told_of
from etl.entities.organisations import Organisations, is_at_home
from etl.entities.people import People
from etl.entities.places import Places
from etl.kinds import EntityKind, GlossKind
from etl.lexicon.confidences import confidence
from etl.names.known.gazetteer import Gazetteer
from etl.names.known.seeds import Seeds

METHOD = pl.Enum(list(map(str, LinkMethod)))
DECIDED: dict[str, pl.DataType | type[pl.DataType]] = {
    **{"entity_key": pl.String, "method_kind": METHOD, "certainty": pl.Float64}
}
GLOSSED = confidence("glossed_in_its_article")
QUESTIONS_AT_ONCE = 100_000


def linked(
    claims: pl.DataFrame, glossed: pl.DataFrame, countries: pl.DataFrame, gazetteer: Gazetteer, seeds: Seeds
) -> pl.DataFrame:
    """The claims with entity_key, method_kind and confidence: CLAIM, outlet_id, kind beside them."""
    parts = [
        _people(claims, glossed, seeds),
        _organisations(claims, glossed, countries, gazetteer, seeds),
        _places(claims, glossed, countries, gazetteer, seeds),
    ]
    return (
        pl.concat(parts)
        .with_columns(confidence=(pl.col("holds") * pl.col("certainty")).round(4))
        .drop("mention_count", "holds", "certainty")
        .sort(*CLAIM)
    )


def _people(claims: pl.DataFrame, glossed: pl.DataFrame, seeds: Seeds) -> pl.DataFrame:
    own = claims.filter(pl.col("kind") == EntityKind.PERSON)
    told = told_of(glossed, EntityKind.PERSON, GlossKind.NAME)
    people = People(_forms(own), told, seeds)
    by_name = _by_name(own, {name: people.decide(name) for name in _names(own)})
    return _with_told(by_name, told, {key: people.by_latin(key) for key in told.support})


def _organisations(
    claims: pl.DataFrame, glossed: pl.DataFrame, countries: pl.DataFrame, gazetteer: Gazetteer, seeds: Seeds
) -> pl.DataFrame:
    kind = EntityKind.ORGANISATION
    own = claims.filter(pl.col("kind") == kind)
    glossed = _at_home(glossed.filter(pl.col("kind") == kind), gazetteer, seeds)
    told = told_of(glossed, kind, GlossKind.NAME)
    bodies = Organisations(
        _forms(own),
        told,
        told_of(glossed, kind, GlossKind.ACRONYM),
        told_of(glossed, kind, GlossKind.TICKER),
        seeds,
        gazetteer,
    )
    by_name = _by_context(own, countries, bodies.decide)
    return _with_told(by_name, told, {key: bodies.by_latin(key) for key in told.support})


def _at_home(glossed: pl.DataFrame, gazetteer: Gazetteer, seeds: Seeds) -> pl.DataFrame:
    """Without the Latin names that a reviewed body of another country has."""
    pairs = glossed.select("referent", "latin_name").unique().sort("referent", "latin_name")
    kept = [is_at_home(form, latin, seeds, gazetteer) for form, latin in pairs.iter_rows()]
    return glossed.join(
        pairs.filter(pl.Series(kept, dtype=pl.Boolean)), on=["referent", "latin_name"], how="semi"
    )


def _places(
    claims: pl.DataFrame, glossed: pl.DataFrame, countries: pl.DataFrame, gazetteer: Gazetteer, seeds: Seeds
) -> pl.DataFrame:
    own = claims.filter(pl.col("kind") == EntityKind.PLACE)
    places = Places(_forms(own), told_of(glossed, EntityKind.PLACE, GlossKind.NAME), seeds, gazetteer)
    return _by_context(own, countries, places.decide)


def _by_context(
    claims: pl.DataFrame, countries: pl.DataFrame, decide: Callable[[str, Sequence[str]], Decision]
) -> pl.DataFrame:
    """Each claim decided by its name and the countries of its article; equal questions are asked once.

    Countries of an article are a question's as one word: "US,CN".
    """
    codes = countries.select("article_id", codes=pl.col("country_codes").list.join(","))
    asked = claims.join(codes, on="article_id", how="left").with_columns(pl.col("codes").fill_null(""))
    questions = asked.select("referent", "codes").unique().sort("referent", "codes")
    parts = [
        part.hstack(
            _columns(
                decide(name, [code for code in told.split(",") if code]) for name, told in part.iter_rows()
            )
        )
        for part in questions.iter_slices(QUESTIONS_AT_ONCE)
    ]
    answers = pl.concat(parts) if parts else questions.hstack(_columns(()))
    return asked.join(answers, on=["referent", "codes"]).drop("codes")


def _forms(claims: pl.DataFrame) -> dict[str, int]:
    """By name the articles that use it."""
    counts = claims.group_by("referent").agg(pl.col("article_id").n_unique().alias("articles"))
    return dict(counts.sort("referent").iter_rows())


def _names(claims: pl.DataFrame) -> list[str]:
    return claims["referent"].unique().sort().to_list()


def _by_name(claims: pl.DataFrame, decisions: dict[str, Decision]) -> pl.DataFrame:
    decided = pl.DataFrame({"referent": list(decisions)}, schema={"referent": claims.schema["referent"]})
    return claims.join(decided.hstack(_columns(decisions.values())), on="referent")


def _columns(decisions: Iterable[Decision]) -> pl.DataFrame:
    rows = [(each.entity_key, str(each.link_method), each.confidence) for each in decisions]
    return pl.DataFrame(rows, schema=DECIDED, orient="row")


def _with_told(by_name: pl.DataFrame, told: Told, keys: dict[str, str]) -> pl.DataFrame:
    """Where the article itself gives a Latin name, that decides, unless a reviewed full name does."""
    latin = pl.DataFrame(
        {"latin_key": list(keys), "told_key": list(keys.values())},
        schema={"latin_key": pl.String, "told_key": pl.String},
    )
    is_told = pl.col("told_key").is_not_null() & (pl.col("method_kind") != LinkMethod.SEED)
    return (
        by_name.join(told.by_article.join(latin, on="latin_key"), on=list(CLAIM), how="left")
        .with_columns(
            entity_key=pl.when(is_told).then("told_key").otherwise("entity_key"),
            method_kind=pl.when(is_told).then(pl.lit(str(LinkMethod.GLOSS), METHOD)).otherwise("method_kind"),
            certainty=pl.when(is_told).then(GLOSSED).otherwise("certainty"),
        )
        .drop("latin_key", "told_key")
    )
