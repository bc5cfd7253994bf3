"""Decide which claims hold: keep those that are probably names, with the kind that the archive as a whole supports.

The probability is a logistic model over the features of features.py; its weights are etl/lexicon/calibration.csv,
fitted to annotated articles by recipes/tagger/fit_calibration.py. Here: kind and probability. Not here: the entity
(link.py).
"""

import polars as pl

from etl import lexicon
from etl.entities.claims import CLAIM
from etl.entities.coded import KIND
from etl.entities.features import Kinds, figures
from etl.entities.logistic import probability
from etl.kinds import EntityKind, MethodKind
from etl.names.known.gazetteer import Gazetteer
from etl.names.known.seeds import Seeds

SURE_ENOUGH = 0.5  # probability from which a claim is more likely a name than not
VOTES = 3  # articles needed to outvote those that give a name another kind (judged)
MAJORITY = 0.75  # share of the articles naming it that must agree to outvote the rest (judged)
FOUND = ("max_score", "mean_score", "method_kinds")  # how the mentions of a claim were found
TAGGED = [str(MethodKind.TAGGER), str(MethodKind.REPEAT)]
NOT_OUTVOTED = (MethodKind.SEED, MethodKind.GLOSS, MethodKind.COMPOUND)


def calibrated(claims: pl.DataFrame, gazetteer: Gazetteer, seeds: Seeds) -> pl.DataFrame:
    """Keep the claims that hold.

    In: the columns of claims_of (claims.py). Out: CLAIM, outlet_id, mention_count, max_score, mean_score, method_kinds,
    kind (the decided entity kind), holds (the probability, 0 to 1, that the claim is a name of that kind; at least
    SURE_ENOUGH).
    """
    known = known_kinds(claims, gazetteer, seeds)
    typed = retyped(claims, known)
    held = [
        part.with_columns(holds=probability(lexicon.rows("calibration")))
        .filter(pl.col("holds") >= SURE_ENOUGH)
        .select(*CLAIM, "outlet_id", "mention_count", *FOUND, "kind", "holds")
        for part in figures(typed, known, gazetteer)
    ]
    return pl.concat(held).join(_run_on(typed, known), on=list(CLAIM), how="anti")


def _run_on(claims: pl.DataFrame, known: Kinds) -> pl.DataFrame:
    """Find over-captured names of people (CLAIM): 张展是 in an article that names 张展 too, and more often."""
    counts = claims.group_by("referent").agg(pl.col("article_id").n_unique().alias("articles"))
    longer = (
        claims.filter(pl.col("kind") == EntityKind.PERSON)
        .select(pl.col("referent").unique())
        .with_columns(word=pl.col("referent").cast(pl.String))
        .filter(pl.col("word").str.contains(r"^[\u4e00-\u9fff]{3,5}$") & ~pl.col("word").is_in(list(known)))
    )
    cores = pl.concat(
        longer.select("referent", core=core)
        for core in (pl.col("word").str.head(-1), pl.col("word").str.tail(-1))
    )
    shorter = (
        claims.filter(pl.col("kind") == EntityKind.PERSON)
        .join(counts, on="referent")
        .select("article_id", core="referent", core_count="mention_count", core_articles="articles")
    )
    is_rarer = (pl.col("mention_count") < pl.col("core_count")) & (
        pl.col("articles") <= pl.col("core_articles")
    )
    return (
        claims.filter(
            (pl.col("kind") == EntityKind.PERSON)
            & ~pl.col("method_kinds").list.contains(str(MethodKind.GLOSS))
        )
        .select(*CLAIM, "mention_count")
        .join(cores.with_columns(pl.col("core").cast(claims.schema["referent"], strict=False)), on="referent")
        .join(counts, on="referent")
        .join(shorter, on=["article_id", "core"])
        .filter(is_rarer)
        .select(*CLAIM)
    )


def known_kinds(claims: pl.DataFrame, gazetteer: Gazetteer, seeds: Seeds) -> Kinds:
    """Map each referent that is a seed's name or a country's to its entity kind. claims: referent."""
    known: dict[str, str] = {}
    for referent in claims["referent"].unique():
        seed = seeds.of_full(referent) or (seeds.of_latin(referent) if referent.isascii() else None)
        if seed:
            known[referent] = str(seed.entity_kind)
        elif referent in gazetteer.countries:
            known[referent] = str(EntityKind.PLACE)
    return known


def retyped(claims: pl.DataFrame, known: Kinds) -> pl.DataFrame:
    """Add kind to claims: the known one, else the one that outvotes the article's, else the article's own.

    In: CLAIM, method_kinds. Out: the same columns and kind.
    """
    kinds = pl.DataFrame(
        {"referent": list(known), "known_kind": list(known.values())},
        schema={"referent": claims.schema["referent"], "known_kind": KIND},
    )
    counted = claims.group_by("referent", "entity_kind").agg(pl.col("article_id").n_unique().alias("votes"))
    total = counted.group_by("referent").agg(pl.col("votes").sum().alias("all_votes"))
    outvoting = (
        counted.join(total, on="referent")
        .filter((pl.col("votes") >= VOTES) & (pl.col("votes") >= MAJORITY * pl.col("all_votes")))
        .select("referent", voted="entity_kind")
    )
    other_methods = sorted(set(MethodKind) - set(TAGGED))
    is_by_tagger_only = ~pl.any_horizontal(
        pl.col("method_kinds").list.contains(str(method)) for method in other_methods
    )
    is_a_persons = (pl.col("entity_kind") == EntityKind.PLACE) & is_by_tagger_only & pl.col("is_part")
    may_be_outvoted = ~pl.any_horizontal(
        pl.col("method_kinds").list.contains(str(method)) for method in NOT_OUTVOTED
    )
    return (
        claims.join(outvoting, on="referent", how="left")
        .join(kinds, on="referent", how="left")
        .join(_parts_of_people(claims), on="referent", how="left")
        .with_columns(
            kind=pl.coalesce(
                "known_kind",
                pl.when(is_a_persons).then(pl.lit(str(EntityKind.PERSON), KIND)),
                pl.when(may_be_outvoted).then("voted"),
                "entity_kind",
            )
        )
        .drop("voted", "known_kind", "is_part")
    )


def _parts_of_people(claims: pl.DataFrame) -> pl.DataFrame:
    """List the parts of dotted full names, such as 凯恩斯 (Keynes, but Cairns too) of 约翰·凯恩斯.

    One row per part: referent, is_part (true). Where only the tagger calls such a part a place, it means the person.
    """
    return (
        claims.filter(pl.col("entity_kind") == EntityKind.PERSON)
        .select(pl.col("referent").unique().cast(pl.String))
        .filter(pl.col("referent").str.contains("·"))
        .select(pl.col("referent").str.split("·").list.explode().unique())
        .filter(pl.col("referent").str.len_chars() >= 2)
        .select(pl.col("referent").cast(claims.schema["referent"], strict=False), is_part=pl.lit(True))
        .drop_nulls()
    )
