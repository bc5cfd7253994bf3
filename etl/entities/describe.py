"""Describe entities: display name, Latin name, kind of place, country and subdivision codes, coordinates.

Here: rows of base.entities. Not here: which names belong to one entity (link.py), its other names (aliases.py),
whether it is confirmed (confirm.py).
"""

from collections import defaultdict

import polars as pl

from etl.entities.read_overrides import ActionKind, Overrides
from etl.kinds import GlossKind
from etl.names.known.gazetteer import Gazetteer
from etl.names.known.seeds import Seeds

SCHEMA = {
    **{"entity_id": pl.String, "entity_kind": pl.String, "place_kind": pl.String},
    **{"entity_name": pl.String, "latin_name": pl.String},
    **{"country_code": pl.String, "subdivision_code": pl.String, "geonames_id": pl.Int64},
    **{"latitude": pl.Float64, "longitude": pl.Float64, "entity_key": pl.String},
}  # fmt: skip
HAN = r"[\u4e00-\u9fff]"
Row = tuple[str | None, str | None, str | None, str | None, int | None, float | None, float | None]


def entities_of(
    links: pl.DataFrame, glossed: pl.DataFrame, gazetteer: Gazetteer, seeds: Seeds, overrides: Overrides
) -> pl.DataFrame:
    """Describe each linked entity, one row each, sorted by entity_id.

    links: article_id, entity_kind, referent, kind, entity_key, entity_id. glossed: article_id, entity_kind, referent,
    latin_name, gloss_kind. Out: entity_id, entity_kind, place_kind (of gazetteer places, else null), entity_name,
    latin_name, country_code (alpha-2), subdivision_code (ISO 3166-2), geonames_id, latitude, longitude (degrees),
    entity_key.
    """
    linked = links.select("entity_id", "kind", "entity_key").unique().sort("entity_id")
    names = _names(links)
    latins = _latin_names(links, glossed)
    merged = {(row.entity_kind, row.into) for row in overrides.of(ActionKind.MERGE)}
    renamed = {(row.entity_kind, row.name): row.into for row in overrides.of(ActionKind.RENAME)}
    rows = []
    for entity_id, kind, key in linked.iter_rows():
        name, *rest = _known(key, gazetteer, seeds)
        forms = names.get(entity_id, ())
        if name and name not in forms:
            name = _used_name(forms, key, gazetteer, seeds) or name
        wanted = next((form for form in forms if (kind, form) in merged), None)
        shown = name or wanted or _shown(forms, key)
        shown = renamed.get((kind, shown)) or shown
        latin = rest[0] or latins.get(entity_id) or (shown if shown.isascii() else None)
        place = gazetteer.by_id.get(key)
        rows.append((entity_id, kind, place and place.place_kind, shown, latin, *rest[1:], key))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _known(key: str, gazetteer: Gazetteer, seeds: Seeds) -> Row:
    """Look up name, Latin name, codes and coordinates of a seed or a gazetteer place; all None for other keys."""
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


def _used_name(forms: list[str] | tuple[()], key: str, gazetteer: Gazetteer, seeds: Seeds) -> str | None:
    """Give the most used of the reviewed full and Latin names (WhatsApp for 瓦茨普); None if texts use only others."""
    if key.startswith("seed:"):
        seed = seeds.by_id[key.removeprefix("seed:")]
        return next((form for form in forms if form in (*seed.full_names, *seed.latin_names)), None)
    return next(
        (form for form in forms if any(place.place_id == key for place in gazetteer.by_name.get(form, ()))),
        None,
    )


def _names(links: pl.DataFrame) -> dict[str, list[str]]:
    """Map each entity to its referents, most articles first; forms in Han characters go before others."""
    forms = links.select("article_id", "entity_id", form="referent")
    counted = (
        forms.group_by("entity_id", "form")
        .agg(pl.col("article_id").n_unique().alias("articles"))
        .with_columns(is_han=pl.col("form").cast(pl.String).str.contains(HAN))
        .sort("is_han", "articles", "form", descending=[True, True, False])
    )
    by_entity: dict[str, list[str]] = defaultdict(list)
    for entity_id, form in counted.select("entity_id", "form").iter_rows():
        by_entity[entity_id].append(form)
    return by_entity


def _shown(forms: list[str] | tuple[()], key: str) -> str:
    """Give the most used form; where that is a surname, the most used full name that ends in it."""
    if not forms:
        return key.partition(":")[2]
    most = forms[0]
    return next((form for form in forms if form.endswith(f"·{most}")), most)


def _latin_names(links: pl.DataFrame, glossed: pl.DataFrame) -> dict[str, str]:
    """Map each entity to the Latin name most articles gloss it with, preferring full names to surnames."""
    best = (
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
    return dict(best.select("entity_id", "latin_name").iter_rows())
