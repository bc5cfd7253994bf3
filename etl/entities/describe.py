"""Entities described: the name to show, the Latin one, codes and coordinates.

Here: rows of base.entities. Not here: which names are one entity's, and its other names (aliases.py).
"""

from collections import defaultdict

import polars as pl

from etl.entities.read_overrides import ActionKind, Overrides
from etl.kinds import GlossKind
from etl.names.known.gazetteer import Gazetteer
from etl.names.known.seeds import Seeds

SCHEMA = {
    **{"entity_id": pl.String, "entity_kind": pl.String, "entity_name": pl.String, "latin_name": pl.String},
    **{"country_code": pl.String, "subdivision_code": pl.String, "geonames_id": pl.Int64},
    **{"latitude": pl.Float64, "longitude": pl.Float64, "entity_key": pl.String},
}  # fmt: skip
HAN = r"[\u4e00-\u9fff]"
Row = tuple[str | None, str | None, str | None, str | None, int | None, float | None, float | None]


def entities_of(
    links: pl.DataFrame, glossed: pl.DataFrame, gazetteer: Gazetteer, seeds: Seeds, overrides: Overrides
) -> pl.DataFrame:
    """One row per entity that is linked to."""
    found = links.select("entity_id", "kind", "entity_key").unique().sort("entity_id")
    names = _names(links)
    latins = _latin_names(links, glossed)
    merged = {(row.entity_kind, row.into) for row in overrides.of(ActionKind.MERGE)}
    renamed = {(row.entity_kind, row.name): row.into for row in overrides.of(ActionKind.RENAME)}
    rows = []
    for entity_id, kind, key in found.iter_rows():
        name, *rest = _known(key, gazetteer, seeds)
        forms = names.get(entity_id, ())
        wanted = next((form for form in forms if (kind, form) in merged), None)
        shown = name or wanted or _shown(forms, key)
        shown = renamed.get((kind, shown)) or shown
        latin = rest[0] or latins.get(entity_id) or (shown if shown.isascii() else None)
        rows.append((entity_id, kind, shown, latin, *rest[1:], key))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _known(key: str, gazetteer: Gazetteer, seeds: Seeds) -> Row:
    """Name, Latin name, codes and coordinates of a reviewed entity or of a place."""
    if key.startswith("seed:"):
        seed = seeds.by_id[key.removeprefix("seed:")]
        latin = seed.latin_names[0] if seed.latin_names else None
        return seed.entity_name, latin, seed.country_code, None, None, None, None
    if place := gazetteer.by_id.get(key):
        return (
            place.name_hans,
            place.latin_name or None,
            place.country_code,
            place.subdivision_code,
            place.geonames_id,
            place.latitude,
            place.longitude,
        )
    return (None,) * 7


def _names(links: pl.DataFrame) -> dict[str, list[str]]:
    """By entity its full forms, the one that most articles mean first; forms in Han characters before others."""
    forms = links.select("article_id", "entity_id", form="referent")
    counted = (
        forms.group_by("entity_id", "form")
        .agg(pl.col("article_id").n_unique().alias("articles"))
        .with_columns(is_han=pl.col("form").cast(pl.String).str.contains(HAN))
        .sort("is_han", "articles", "form", descending=[True, True, False])
    )
    found: dict[str, list[str]] = defaultdict(list)
    for entity_id, form in counted.select("entity_id", "form").iter_rows():
        found[entity_id].append(form)
    return found


def _shown(forms: list[str] | tuple[()], key: str) -> str:
    """The form used most, and where that is a surname, the full name used most that ends so."""
    if not forms:
        return key.partition(":")[2]
    most = forms[0]
    return next((form for form in forms if form.endswith(f"·{most}")), most)


def _latin_names(links: pl.DataFrame, glossed: pl.DataFrame) -> dict[str, str]:
    """By entity the Latin name that most articles give it; a full name rather than a surname."""
    told = (
        glossed.filter(pl.col("gloss_kind") == GlossKind.NAME)
        .join(
            links.select("article_id", "entity_kind", "referent", "entity_id"),
            on=["article_id", "entity_kind", "referent"],
        )
        .group_by("entity_id", "latin_name")
        .agg(pl.col("article_id").n_unique().alias("articles"))
        .with_columns(is_full=pl.col("latin_name").str.contains(" "))
        .sort("is_full", "articles", "latin_name", descending=[True, True, False])
        .unique("entity_id", keep="first", maintain_order=True)
    )
    return dict(told.select("entity_id", "latin_name").iter_rows())
