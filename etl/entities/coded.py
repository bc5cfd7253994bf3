"""Dictionary-encode names: Polars enums for the archive's words, articles and outlets, and frames of their codes.

An encoded frame takes a sixth of the memory of one of strings, and groups, joins and sorts work on integers. Categories
are in the order of the words, so that sorting by code is sorting by word. Here: the encoding. Not here: what is
computed from the frames (claims.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from etl.kinds import EntityKind, GlossKind, MethodKind
from etl.normalize.shadow import shadow

WORDS_AT_ONCE = 50_000  # surfaces folded in one call
KIND = pl.Enum(sorted(map(str, EntityKind)))
METHODS = pl.List(pl.Enum(sorted(map(str, MethodKind))))


@dataclass(frozen=True, kw_only=True)
class Coded:
    """The input of resolution, dictionary-encoded.

    names: the columns of int_names. glosses: the columns of int_glosses. shadows: surface, shadow, a row per surface.
    """

    names: pl.DataFrame
    glosses: pl.DataFrame
    shadows: pl.DataFrame


def coded(names: pl.DataFrame, glosses: pl.DataFrame) -> Coded:
    """Encode names (columns of int_names) and glosses (columns of int_glosses), given as strings or categories."""
    shadows = _shadows(_words(names["surface"]))
    articles = _dictionary(names["article_id"], glosses["article_id"])
    words = _dictionary(
        names["referent"], names["surface"], glosses["chinese_name"], shadows["surface"], shadows["shadow"]
    )
    outlets = _dictionary(names["outlet_id"], names["outlet_name"])
    return Coded(
        names=names.select(
            pl.col("article_id").cast(articles),
            pl.col("outlet_id", "outlet_name").cast(outlets),
            pl.col("entity_kind").cast(KIND),
            pl.col("referent", "surface").cast(words),
            pl.col("mention_count").cast(pl.Int64),
            pl.col("max_score", "mean_score").cast(pl.Float64),
            pl.col("method_kinds").cast(METHODS),
            "is_in_title",
        ),
        glosses=glosses.with_columns(
            pl.col("article_id").cast(articles),
            pl.col("chinese_name").cast(words),
            pl.col("gloss_kind").cast(pl.Enum(sorted(map(str, GlossKind)))),
        ),
        shadows=shadows.cast(words),
    )


def _words(column: pl.Series) -> pl.Series:
    """Give the distinct words of a column."""
    return column.unique().cast(pl.String).drop_nulls()


def _dictionary(*columns: pl.Series) -> pl.Enum:
    return pl.Enum(pl.concat([_words(column).rename("word") for column in columns]).unique().sort())


def _shadows(surfaces: pl.Series) -> pl.DataFrame:
    return pl.DataFrame(
        {"surface": surfaces, "shadow": pl.Series([*_shadowed(surfaces)], dtype=pl.String)},
        schema={"surface": pl.String, "shadow": pl.String},
    )


def _shadowed(surfaces: pl.Series) -> Iterable[str]:
    for start in range(0, len(surfaces), WORDS_AT_ONCE):
        yield from shadow("\n".join(surfaces[start : start + WORDS_AT_ONCE])).split("\n")
