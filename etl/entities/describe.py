"""Describe entities: display name, Latin name, kind of place, country and subdivision codes, coordinates.

Here: rows of base.entities. Not here: which names belong to one entity (link.py), its other names (aliases.py),
whether it is confirmed (confirm.py).
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import polars as pl

from etl.entities.read_overrides import ActionKind, Overrides
from etl.kinds import EntityKind, GlossKind
from etl.lexicon import words
from etl.names.known.gazetteer import Gazetteer
from etl.names.known.seeds import Seeds

SCHEMA = {
    **{"entity_id": pl.String, "entity_kind": pl.String, "place_kind": pl.String},
    **{"entity_name": pl.String, "latin_name": pl.String},
    **{"country_code": pl.String, "subdivision_code": pl.String, "geonames_id": pl.Int64},
    **{"latitude": pl.Float64, "longitude": pl.Float64, "entity_key": pl.String},
}  # fmt: skip
FAR_OFTENER = (
    2  # times the articles of the reviewed display name at which another full name is shown (judged)
)
HAN = r"[\u4e00-\u9fff]"
_HAN, _LATIN = re.compile(HAN), re.compile("[A-Za-z]")
COUNTRY_BODY_ENDS = words("name_context", "country_body_end")
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
        forms = names.get(entity_id, {})
        if name:
            name = _name_in_use(forms, name, key, gazetteer, seeds)
        wanted = next((form for form in forms if (kind, form) in merged), None)
        shown = name or wanted or _shown(list(forms), key, gazetteer)
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


def _name_in_use(forms: Mapping[str, int], name: str, key: str, gazetteer: Gazetteer, seeds: Seeds) -> str:
    """Choose among the names that articles use, in the script of the reviewed one.

    The reviewed display name stays unless no text has it, or it is a person's and texts have another full name
    FAR_OFTENER. Else another full name is shown, or the reviewed one if it stands within a longer name or is that of a
    body with its country; else a short one, or one that was not reviewed. But a full name in another script is shown
    if texts use it FAR_OFTENER than any of these: WhatsApp for 瓦茨普.
    """
    short: Collection[str] = ()
    if key.startswith("seed:"):
        seed = seeds.by_id[key.removeprefix("seed:")]
        full, short = {*seed.full_names, *seed.latin_names}, seed.short_names
        is_person = seed.entity_kind is EntityKind.PERSON
    else:
        is_person = False
        place = gazetteer.by_id[key]
        full = {form for form in forms if place in gazetteer.by_name.get(form, ())}
    ranked = sorted(forms, key=lambda form: (form not in full, form not in short, -forms[form], form))
    alike = [form for form in ranked if _scripts(form) == _scripts(name)]
    if is_person and alike and alike[0] in full and forms[alike[0]] >= FAR_OFTENER * forms.get(name, 0):
        return alike[0]
    if name in forms:
        return name
    uses = {
        form: count for form, count in forms.items() if name in form or _adds_country(name, form, gazetteer)
    }
    best, count = (alike[0], forms[alike[0]]) if alike else (None, 0)
    if uses and best not in full:
        best, count = name, sum(uses.values())
    other = next((form for form in ranked if form in full and form not in alike), None)
    if other and forms[other] >= FAR_OFTENER * count:
        return other
    return best or next(iter(ranked), name)


def _adds_country(name: str, form: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is the form with a country in front."""
    return name.endswith(form) and name.removesuffix(form) in gazetteer.countries


def _scripts(name: str) -> tuple[bool, bool]:
    """Whether a name has Han characters, and whether it has Latin letters."""
    return _HAN.search(name) is not None, _LATIN.search(name) is not None


def _names(links: pl.DataFrame) -> dict[str, dict[str, int]]:
    """Count the articles of each entity's referents, most articles first; forms in Han characters go before others."""
    forms = links.select("article_id", "entity_id", form="referent")
    counted = (
        forms.group_by("entity_id", "form")
        .agg(pl.col("article_id").n_unique().alias("articles"))
        .with_columns(is_han=pl.col("form").cast(pl.String).str.contains(HAN))
        .sort("is_han", "articles", "form", descending=[True, True, False])
    )
    by_entity: dict[str, dict[str, int]] = defaultdict(dict)
    for entity_id, form, articles in counted.select("entity_id", "form", "articles").iter_rows():
        by_entity[entity_id][form] = articles
    return by_entity


def _shown(forms: Sequence[str], key: str, gazetteer: Gazetteer) -> str:
    """Give the most used form; where another is fuller, that one: a surname's full name, a body with its country."""
    if not forms:
        return key.partition(":")[2]
    most = forms[0]
    return next(
        (
            form
            for form in forms
            if form.endswith(f"·{most}")
            or (
                most.endswith(COUNTRY_BODY_ENDS)
                and form != most
                and form.endswith(most)
                and form.removesuffix(most) in gazetteer.countries
            )
        ),
        most,
    )


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
