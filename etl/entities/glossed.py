"""Index the glosses: the Latin names, acronyms and tickers that articles give Chinese names in brackets.

Here: joining glosses to claims, counting what the archive gives each name. Not here: finding glosses in an article
(etl.names.gloss.glosses), which entity a name means (people.py, organisations.py, places.py).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from etl.entities.name_variants import latin_key
from etl.kinds import GlossKind
from etl.names.article.short_forms import whole_of

LEAST_SCORE = 0.5  # of a gloss's left edge, from 0 to 1, below which it is left out (judged)
DOMINANT = 0.7  # share of the articles that must agree for a gloss or an entity to be the archive's (judged)


@dataclass(frozen=True)
class GlossIndex:
    """The glosses of one entity kind and one gloss kind: by article, by Chinese name and by Latin key."""

    by_article: pl.DataFrame  # article_id, entity_kind, referent, latin_key
    by_name: dict[str, Counter[str]]  # referent → latin_key → articles
    spelling: dict[str, str]  # latin_key → its most frequent spelling
    support: Counter[str]  # latin_key → articles


def glosses_of_claims(claims: pl.DataFrame, surfaces: pl.DataFrame, glosses: pl.DataFrame) -> pl.DataFrame:
    """Join each gloss to the claim it is about, by its referent or by a surface of it, a faculty's aside.

    claims: CLAIM, kind. surfaces: CLAIM, shadow. glosses: the columns of int_glosses. Out: article_id, chinese_name,
    latin_name, gloss_kind, gloss_count, max_score (0 to 1), entity_kind, kind, referent.
    """
    credible = (
        glosses.lazy()
        .filter(pl.col("max_score") >= LEAST_SCORE)
        .select("article_id", "chinese_name", "latin_name", "gloss_kind", "gloss_count", "max_score")
    )
    named = pl.concat(
        [
            claims.lazy().select("article_id", "entity_kind", "kind", "referent", chinese_name="referent"),
            surfaces.lazy()
            .filter(~pl.col("shadow").cast(pl.String).is_in(_faculties(surfaces["shadow"])))
            .select("article_id", "entity_kind", "referent", chinese_name="shadow")
            .join(
                claims.lazy().select("article_id", "entity_kind", "kind", "referent"),
                on=["article_id", "entity_kind", "referent"],
            )
            .select("article_id", "entity_kind", "kind", "referent", "chinese_name"),
        ]
    ).unique()
    return (
        credible.join(named, on=["article_id", "chinese_name"])
        .sort("article_id", "entity_kind", "referent", "latin_name", "chinese_name")
        .collect()
    )


def _faculties(shadows: pl.Series) -> list[str]:
    """List the names that mean their university: what is in brackets behind 临江大学食物政策中心 is no name of it."""
    return sorted(name for name in shadows.drop_nulls().unique() if whole_of(name) != name)


def index_glosses(glossed: pl.DataFrame, kind: str, gloss_kind: GlossKind) -> GlossIndex:
    """Index the glosses of one entity kind by article, Chinese name and Latin key; glossed: as of glosses_of_claims."""
    rows = glossed.filter((pl.col("kind") == kind) & (pl.col("gloss_kind") == gloss_kind))
    keys = {
        latin: key if gloss_kind is GlossKind.NAME else latin
        for latin in rows["latin_name"].unique()
        if (key := latin_key(latin))
    }
    keyed = rows.with_columns(
        latin_key=pl.col("latin_name").replace_strict(keys, default=None, return_dtype=pl.String)
    ).drop_nulls("latin_key")
    spellings = (
        keyed.group_by("latin_key", "latin_name")
        .agg(pl.col("article_id").n_unique().alias("articles"))
        .sort("articles", "latin_name", descending=[True, False])
        .unique("latin_key", keep="first", maintain_order=True)
    )
    counts = keyed.group_by("referent", "latin_key").agg(pl.col("article_id").n_unique().alias("articles"))
    by_name: dict[str, Counter[str]] = defaultdict(Counter)
    support: Counter[str] = Counter()
    for referent, key, articles in counts.sort("referent", "latin_key").iter_rows():
        by_name[referent][key] = articles
        support[key] += articles
    by_article = (
        keyed.sort("max_score", "gloss_count", "latin_key", descending=[True, True, False])
        .unique(["article_id", "entity_kind", "referent"], keep="first", maintain_order=True)
        .select("article_id", "entity_kind", "referent", "latin_key")
    )
    spelling = dict(zip(spellings["latin_key"], spellings["latin_name"], strict=True))
    return GlossIndex(by_article, dict(by_name), spelling, support)


def dominant(counts: Mapping[str, int], least: int = 1) -> str | None:
    """Give the key with the most articles if it has at least least of them and the share DOMINANT; else None."""
    if not counts:
        return None
    best = min(counts, key=lambda one: (-counts[one], one))
    total = sum(counts.values())
    return best if counts[best] >= least and counts[best] >= DOMINANT * total else None
