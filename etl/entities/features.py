"""Compute the features of each claim: how it was found, how its name looks, what other articles call the same name.

Here: one column per feature, named f_…, most of them from 0 to 1 so that fitted weights can be compared. A linear
scale changes only the weight that is fitted to it, never a probability. There are two dozen features per claim, so they
are computed in slices. Not here: the weights (calibrate.py).
"""

from collections.abc import Iterator, Mapping

import polars as pl

from etl.entities.logistic import log_odds
from etl.entities.name_variants import is_own_name
from etl.kinds import EntityKind, MethodKind
from etl.lexicon import any_word, column
from etl.names.known.gazetteer import Gazetteer

SPREAD = 4  # brings log odds to about -1 to 1, as the other features are (the weights are fitted to it)
UNKNOWN_SHARE, UNKNOWN_SCORE = 0.75, 0.8  # features of a name that no other article uses (judged; fitted to)
METHODS = (
    MethodKind.SEED,
    MethodKind.GAZETTEER,
    MethodKind.GLOSS,
    MethodKind.COMPOUND,
    MethodKind.PATTERN,
)
CLAIMS_AT_ONCE = 100_000
Kinds = Mapping[str, str]


def features_of(claims: pl.DataFrame, known: Kinds, gazetteer: Gazetteer) -> pl.DataFrame:
    """Add the features of each claim as f_… columns; figures() with all slices in one frame."""
    return pl.concat(figures(claims, known, gazetteer))


def figures(claims: pl.DataFrame, known: Kinds, gazetteer: Gazetteer) -> Iterator[pl.DataFrame]:
    """Yield claims with their features, in slices of CLAIMS_AT_ONCE rows.

    In: the columns of claims_of (claims.py) and kind, the kind that a claim is held against. Out: the same and f_…
    columns. known: kinds of reviewed names, by referent.
    """
    by_kind = claims.group_by("referent", "kind").agg(
        pl.col("article_id").n_unique().alias("articles"), pl.col("mean_score").sort().sum().alias("scores")
    )
    by_name = by_kind.group_by("referent").agg(pl.col("articles").sum().alias("all_articles"))
    look = _look(claims, known, gazetteer)
    for start in range(0, max(claims.height, 1), CLAIMS_AT_ONCE):
        part = claims.slice(start, CLAIMS_AT_ONCE)
        yield _with_figures(_elsewhere(part, by_kind, by_name).join(look, on="referent"))


def _look(claims: pl.DataFrame, known: Kinds, gazetteer: Gazetteer) -> pl.DataFrame:
    """Describe the form of each name, whatever kind articles give it: one row per referent."""
    words = claims["referent"].unique()
    names = words.to_list()
    word = pl.col("word")
    return pl.DataFrame(
        {
            "referent": words,
            "word": names,
            "is_surname_first": [is_own_name(name) for name in names],
            "is_in_gazetteer": [name in gazetteer.by_name for name in names],
            "known_kind": [known.get(name) for name in names],
        },
        schema={
            "referent": claims.schema["referent"],
            "word": pl.String,
            "is_surname_first": pl.Boolean,
            "is_in_gazetteer": pl.Boolean,
            "known_kind": claims.schema["kind"],
        },
    ).select(
        "referent",
        "is_surname_first",
        "is_in_gazetteer",
        "known_kind",
        is_latin=~word.str.contains(r"[\u4e00-\u9fff]"),
        is_dotted=word.str.contains("·"),
        is_ended=word.str.contains(_ends()),
        length=word.str.len_chars(),
    )


def _with_figures(claims: pl.DataFrame) -> pl.DataFrame:
    kind = pl.col("kind")
    is_person, is_body = kind == EntityKind.PERSON, kind == EntityKind.ORGANISATION
    is_first = pl.col("is_surname_first")
    return claims.with_columns(
        f_is_person=is_person,
        f_is_body=is_body,
        f_score=log_odds("mean_score") / SPREAD,
        f_best_score=log_odds("max_score") / SPREAD,
        f_count=pl.col("mention_count").log1p(),
        **{f"f_by_{method}": pl.col("method_kinds").list.contains(str(method)) for method in METHODS},
        f_is_plain_person=is_person & is_first & pl.col("length").is_between(2, 3),
        f_is_odd_person=is_person & ~pl.col("is_latin") & ~pl.col("is_dotted") & ~is_first,
        f_is_full_person=is_person & pl.col("is_dotted"),
        f_is_person_in_gazetteer=is_person & pl.col("is_in_gazetteer"),
        f_is_place_in_gazetteer=(kind == EntityKind.PLACE) & pl.col("is_in_gazetteer"),
        f_is_ended_body=is_body & pl.col("is_ended"),
        f_is_known=pl.col("known_kind").eq_missing(kind),
    )


def _elsewhere(claims: pl.DataFrame, by_kind: pl.DataFrame, by_name: pl.DataFrame) -> pl.DataFrame:
    """Add what other articles say of the same name: how many, the share that agrees on the kind, their mean score.

    The share is smoothed with one article for and one against (Laplace).
    """
    others = pl.col("articles") - 1
    other_score = (pl.col("scores") - pl.col("mean_score")) / others
    return (
        claims.join(by_kind, on=["referent", "kind"])
        .join(by_name, on="referent")
        .with_columns(
            f_others=others.log1p(),
            f_share=pl.when(pl.col("all_articles") > 1)
            .then((others + 1) / (pl.col("all_articles") + 1))
            .otherwise(UNKNOWN_SHARE),
            f_score_elsewhere=pl.when(others > 0).then(other_score).otherwise(UNKNOWN_SCORE),
        )
    )


def _ends() -> str:
    """Build the pattern of the ends of organisations' names."""
    return f"{any_word(column('organisation_ends', 'end', tells='yes'))}$"
