"""What is known of each claim, as figures: how it was found, how its name looks, what the archive calls it elsewhere.

Here: the figures, one column each, around 0 to 1. Not here: what they weigh (calibrate.py).
"""

from collections.abc import Mapping

import polars as pl

from etl.entities.gazetteer import Gazetteer
from etl.entities.resolve.claims import CLAIM
from etl.entities.variants import Part, part_named
from etl.lexicon import column
from etl.model import EntityKind, MethodKind

LEAST, MOST = 0.02, 0.98  # scores are kept off 0 and 1, whose odds are endless
METHODS = (
    MethodKind.TAGGER,
    MethodKind.SEED,
    MethodKind.GAZETTEER,
    MethodKind.GLOSS,
    MethodKind.COMPOUND,
    MethodKind.PATTERN,
    MethodKind.REPEAT,
)
Kinds = Mapping[str, str]


def features_of(claims: pl.DataFrame, known: Kinds, gazetteer: Gazetteer) -> pl.DataFrame:
    """The claims with a column per figure, each named f_…; kind is the one that a claim is held against."""
    names = claims["referent"].unique().sort()
    look = pl.DataFrame(
        {
            "referent": names,
            "f_is_surname_first": [part_named(name, "Q") is Part.OWN for name in names],
            "f_is_in_gazetteer": [name in gazetteer.by_name for name in names],
        },
        schema={"referent": pl.String, "f_is_surname_first": pl.Boolean, "f_is_in_gazetteer": pl.Boolean},
    )
    wide = _elsewhere(claims).join(look, on="referent").join(_extending(claims), on=list(CLAIM), how="left")
    name, kind = pl.col("referent"), pl.col("kind")
    is_latin = ~name.str.contains(r"[\u4e00-\u9fff]")
    is_person, is_body = kind == EntityKind.PERSON, kind == EntityKind.ORGANISATION
    length = name.str.len_chars()
    return wide.with_columns(
        f_is_person=is_person,
        f_is_body=is_body,
        f_score=_odds("mean_score"),
        f_best_score=_odds("max_score"),
        f_count=pl.col("mention_count").log1p(),
        **{f"f_by_{method}": pl.col("method_kinds").list.contains(str(method)) for method in METHODS},
        f_is_in_title=pl.col("is_in_title"),
        f_is_latin=is_latin,
        f_is_short_person=is_person & ~is_latin & (length == 2),
        f_is_plain_person=is_person & pl.col("f_is_surname_first") & length.is_between(2, 3),
        f_is_odd_person=is_person & ~is_latin & ~name.str.contains("·") & ~pl.col("f_is_surname_first"),
        f_is_full_person=is_person & name.str.contains("·"),
        f_is_person_in_gazetteer=is_person & pl.col("f_is_in_gazetteer"),
        f_is_place_in_gazetteer=(kind == EntityKind.PLACE) & pl.col("f_is_in_gazetteer"),
        f_is_ended_body=is_body & name.str.contains(_ends()),
        f_is_short_body=is_body & ~is_latin & (length == 2),
        f_is_long=length >= 12,
        f_is_known=name.replace_strict(known, default=None, return_dtype=pl.String).eq_missing(kind),
        f_extends=pl.col("f_extends").fill_null(False),
    )


def _elsewhere(claims: pl.DataFrame) -> pl.DataFrame:
    """What other articles make of the same name: how many, the share that calls it by this kind, how surely."""
    by_kind = claims.group_by("referent", "kind").agg(
        pl.col("article_id").n_unique().alias("articles"), pl.col("mean_score").sort().sum().alias("scores")
    )
    by_name = by_kind.group_by("referent").agg(pl.col("articles").sum().alias("all_articles"))
    others = pl.col("articles") - 1
    other_score = (pl.col("scores") - pl.col("mean_score")) / others
    return (
        claims.join(by_kind, on=["referent", "kind"])
        .join(by_name, on="referent")
        .with_columns(
            f_others=others.log1p(),
            f_share=pl.when(pl.col("all_articles") > 1)
            .then((others + 1) / (pl.col("all_articles") + 1))
            .otherwise(0.75),
            f_is_alone=others == 0,
            f_score_elsewhere=pl.when(others > 0).then(other_score).otherwise(0.8),
        )
    )


def _extending(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims that are another name of the article and one character more: 张展是 beside 张展."""
    count = claims.group_by("referent").agg(pl.col("article_id").n_unique().alias("n"))
    counted = claims.select(*CLAIM).join(count, on="referent")
    shorter = counted.select("article_id", "entity_kind", core="referent", core_n="n")
    cores = (pl.col("referent").str.head(-1), pl.col("referent").str.tail(-1))
    found = pl.concat([counted.with_columns(core=core) for core in cores])
    return (
        found.filter(pl.col("core").str.len_chars() >= 2)
        .join(shorter, on=["article_id", "entity_kind", "core"])
        .filter(pl.col("core_n") > pl.col("n"))
        .select(*CLAIM, pl.lit(True).alias("f_extends"))
        .unique()
    )


def _odds(column_name: str) -> pl.Expr:
    share = pl.col(column_name).clip(LEAST, MOST)
    return (share / (1 - share)).log() / 4


def _ends() -> str:
    """Pattern of how names of organisations end."""
    return f"(?:{'|'.join(sorted(column('organisation_ends', 'end')))})$"
