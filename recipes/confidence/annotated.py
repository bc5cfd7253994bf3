"""Which mentions of a warehouse are right, by annotated articles and by mentions that were read one by one.

judgements.csv: mentions drawn at random by method, kind and confidence from an archive, each read in its context.
verdict is right, no_name, edge, kind or entity (what is wrong), meant_kind and meant_name what it is instead where that
is known; weight is the number of mentions that the row stood for when it was drawn. Rows are found again by article,
hash of the paragraph, offset and surface; one whose mention has gone, or is now linked to what nobody judged, is left
out. Here: verdicts. Not here: the figures of a mention (mentions.py).
"""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from etl.normalize.shadow import shadow

JUDGEMENTS = Path(__file__).with_name("judgements.csv")
KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
GOLD_WEIGHT = (
    0.5  # of an annotated article's mention in the fit: its places in the text were not read one by one
)
MENTION = ("article_id", "position", "start_offset", "end_offset")
SCHEMA = {
    **{"article_id": pl.String, "position": pl.Int64, "start_offset": pl.Int64, "end_offset": pl.Int64},
    **{"is_right": pl.Boolean, "is_gold": pl.Boolean, "fit_weight": pl.Float64, "weight": pl.Float64},
}
Entity = Mapping[str, object]


def folded(name: str) -> str:
    """Fold a name for comparison: without spaces, dots, quotes and case."""
    return re.sub(r"[\s·•・‧.．\-－—《》「」“”\"']", "", shadow(name)).casefold()


def verdicts(mentions: pl.DataFrame, gold: Mapping[str, Sequence[Entity]]) -> pl.DataFrame:
    """Judge the mentions that can be judged: SCHEMA.

    mentions: MENTION, surface, text_hash, kind, entity_id, entity_key, entity_names (a list). gold: entities by
    article.
    """
    rows = [*_read_by_eye(mentions), *_by_article(mentions, gold)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").unique(MENTION, keep="first").sort(MENTION)


def _read_by_eye(mentions: pl.DataFrame) -> Iterable[tuple[object, ...]]:
    with JUDGEMENTS.open(encoding="utf-8") as lines:
        judged = {
            (row["article_id"], row["text_hash"], int(row["start_offset"]), row["surface"]): row
            for row in csv.DictReader(lines)
        }
    articles = sorted({article_id for article_id, *_ in judged})
    for row in mentions.filter(pl.col("article_id").is_in(articles)).iter_rows(named=True):
        one = judged.get((row["article_id"], row["text_hash"], row["start_offset"], row["surface"]))
        is_right = one and _stands(one, row)
        if one and is_right is not None:
            yield *(row[name] for name in MENTION), is_right, False, 1.0, float(one["weight"])


def _stands(judged: Mapping[str, str], row: Mapping[str, object]) -> bool | None:
    """Whether a mention is right by the judgement of its place; None where its reader did not say."""
    names = row["entity_names"]
    assert isinstance(names, list)
    same_kind, same_key = judged["entity_kind"] == row["kind"], judged["entity_key"] == row["entity_key"]
    is_meant = bool(judged["meant_name"]) and judged["meant_name"] in names
    match judged["verdict"]:
        case "right":
            is_same = same_key or judged["entity_key"].partition(":")[2] in names
            return is_same or None if same_kind else False
        case "no_name" | "edge":
            return False
        case "kind":
            return not same_kind and judged["meant_kind"] == row["kind"]
        case _:
            return True if is_meant else (False if same_key else None)


def _by_article(mentions: pl.DataFrame, gold: Mapping[str, Sequence[Entity]]) -> Iterable[tuple[object, ...]]:
    for article_id, entities in sorted(gold.items()):
        rows = mentions.filter(pl.col("article_id") == article_id).sort(MENTION)
        named: dict[tuple[str, str], dict[str, Entity]] = defaultdict(dict)
        for entity in entities:
            for name in _names(entity):
                named[KINDS[str(entity["type"])], name][str(entity["name"])] = entity
        spoken: dict[str, set[str]] = defaultdict(set)
        for row in rows.iter_rows(named=True):
            spoken[row["entity_id"]] |= {folded(row["surface"]), *map(folded, row["entity_names"])}
        for row in rows.iter_rows(named=True):
            meant = {
                name: entity
                for spelling in spoken[row["entity_id"]]
                for name, entity in named.get((row["kind"], spelling), {}).items()
            }
            said = named.get((row["kind"], folded(row["surface"])), {})
            if any(entity.get("optional") for entity in [*meant.values(), *said.values()]):
                continue
            is_right = bool(meant) and (not said or bool(meant.keys() & said.keys()))
            yield *(row[name] for name in MENTION), is_right, True, GOLD_WEIGHT, 1.0


def _names(entity: Entity) -> set[str]:
    aliases = entity.get("aliases", [])
    return {folded(str(name)) for name in (entity["name"], *(aliases if isinstance(aliases, list) else []))}


def read_gold(paths: Iterable[Path], documents: Sequence[tuple[str, str]]) -> dict[str, Sequence[Entity]]:
    """Map each annotated article that the warehouse holds to its entities. documents: document_path, article_id."""
    files = {
        entry["file"]: entry["entities"]
        for path in paths
        for entry in json.loads(path.read_text("utf-8"))
        if entry["entities"]
    }
    found = {}
    for file, entities in sorted(files.items()):
        ends = (f"/{file}", f"/{file}.md")
        for article_id in (article for path, article in documents if f"/{path}".endswith(ends)):
            found[article_id] = entities
    return found
