"""Confirm entities: decide which are surely what they are listed as, a name and of that kind.

An entity is confirmed if it is reviewed (a seed, a country, a correction), or if the probability that it is a name of
its kind reaches SURE. The probability is a logistic model over what the articles say (support.py) and what the name
looks like (form.py); its weights are etl/lexicon/confirmation.csv, fitted to names that were judged by reading them in
their articles (recipes/tagger/judged_names.csv) by recipes/tagger/fit_confirmation.py. All figures are of one entity's
own rows. Here: the figures and the decision. Not here: which claims hold at all (calibrate.py).
"""

import polars as pl

from etl import lexicon
from etl.entities.entity_key import LinkMethod
from etl.entities.form import forms_of
from etl.entities.logistic import log_odds, probability
from etl.entities.support import METHODS
from etl.kinds import EntityKind
from etl.names.known.gazetteer import Gazetteer

# Least probability of a confirmed entity; out of ten folds .95 are right at one mention, .97 at more (judged).
SURE = 0.9
REVIEWED = r"^(?:seed|iso):"  # keys of entities that were reviewed one by one
UNLISTED = r"^(?:seed|name|latin):"  # keys that are no place's of the gazetteer


def confirmed(
    entities: pl.DataFrame, links: pl.DataFrame, support: pl.DataFrame, gazetteer: Gazetteer
) -> pl.DataFrame:
    """Add is_confirmed to entities.

    entities: entity_id, entity_kind, entity_name, latin_name, entity_key. links: as of linked (link.py), with
    entity_id and mention_count. support: as of support_of.
    """
    overridden = links.filter(pl.col("method_kind") == LinkMethod.OVERRIDE)["entity_id"].unique()
    is_reviewed = pl.col("entity_key").str.contains(REVIEWED) | pl.col("entity_id").is_in(
        overridden.to_list()
    )
    sure = figures_of(entities, links, support, gazetteer).select(
        "entity_id", is_sure=probability(lexicon.rows("confirmation")) >= SURE
    )
    return (
        entities.join(sure, on="entity_id", how="left")
        .with_columns(is_confirmed=is_reviewed | pl.col("is_sure"))
        .drop("is_sure")
        .sort("entity_id")
    )


def figures_of(
    entities: pl.DataFrame, links: pl.DataFrame, support: pl.DataFrame, gazetteer: Gazetteer
) -> pl.DataFrame:
    """Compute the features of each entity, f_…, sorted by entity_id. Frames: see confirmed."""
    forms = forms_of(entities, gazetteer)
    kind = pl.col("entity_kind")
    return (
        entities.join(_said(links, support), on="entity_id")
        .join(forms, on="entity_id")
        .select(
            "entity_id",
            "entity_kind",
            "entity_name",
            f_is_person=kind == EntityKind.PERSON,
            f_is_body=kind == EntityKind.ORGANISATION,
            f_is_listed=~pl.col("entity_key").str.contains(UNLISTED),
            f_is_glossed="is_glossed",
            f_is_archived="is_archived",
            f_score=log_odds("mean_score"),
            f_best_score=log_odds("best_score"),
            f_hold=log_odds("best_hold"),
            **{f"f_{name}": pl.col(name).log() for name in ("articles", "outlets", "mentions")},
            f_agreed_share="agreed_share",
            f_kind_share="kind_share",
            **{f"f_by_{method}": f"by_{method}" for method in METHODS},
            **{f"f_{name}": name for name in forms.columns if name != "entity_id"},
        )
        .sort("entity_id")
    )


def _said(links: pl.DataFrame, support: pl.DataFrame) -> pl.DataFrame:
    """Sum up for each entity what articles say of all its names: the most that any of them has."""
    names = links.select("entity_id", "kind", "referent").unique()
    said = (
        names.join(support, on=["kind", "referent"])
        .group_by("entity_id")
        .agg(
            pl.col("best_score", "mean_score", "best_hold", "agreed_share", "kind_share").max(),
            *(pl.col(f"by_{method}").any() for method in METHODS),
        )
    )
    used = links.group_by("entity_id").agg(
        articles=pl.col("article_id").n_unique(),
        outlets=pl.col("outlet_id").n_unique(),
        mentions=pl.col("mention_count").sum(),
        is_glossed=(pl.col("method_kind") == LinkMethod.GLOSS).any(),
        is_archived=(pl.col("method_kind") == LinkMethod.ARCHIVE).any(),
    )
    return said.join(used, on="entity_id")
