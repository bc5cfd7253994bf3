"""`python -m recipes.quotes.scorer COPY GOLD`: quotations of a published copy against annotated articles (JSON).

The scorer of quotations for `make accuracy`. An annotation is a file with its quotes, each with position, kind
(direct, partial, indirect), quote, speaker or null, speaker_full, start (of the clause, for an indirect one) and
optional (neither right nor wrong). Words in marks are the same by their text, a retold clause by where it starts; a
speaker is right by one of the two names, or by another name of the same entity.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

STARTS_WITHIN = 6  # characters by which the starts of one clause may differ
_FOUND = """
    select
        documents.document_path,
        quotes.position,
        quotes.start_offset,
        quotes.quote_text,
        quotes.quote_kind,
        quotes.speaker_name,
        quotes.speaker_entity_id
    from marts.fct_documents as documents
    inner join marts.fct_quotes as quotes on documents.article_id = quotes.article_id
    order by all
"""
_NAMES = """
    select entity_id, alias from marts.dim_entity_aliases
    union
    select entity_id, entity_name from marts.dim_entities
"""
_EDGES = "，。！？；：、,.!?;:…—“”‘’「」『』\"' \n"
_SIGNS = re.compile(r"[\s·•・‧．.\-－—《》「」“”\"'（）()]+")

Annotated = Mapping[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A quotation of the copy; names: by which its speaker is right, folded."""

    position: int
    start_offset: int
    quote_text: str
    quote_kind: str
    names: frozenset[str]


def main(copy: str, gold: str) -> None:
    """Print a line per field."""
    annotated = json.loads(Path(gold).read_text(encoding="utf-8"))
    found = read_found(copy)
    counts: Counter[tuple[str, str]] = Counter()
    for article in annotated:
        counts += counted(article["quotes"], found[article["file"]])
    for line in lines(counts):
        print(line)


def read_found(copy: str) -> Mapping[str, Sequence[Found]]:
    """Read the quotations of a copy by the path of their document."""
    found: dict[str, list[Found]] = defaultdict(list)
    with duckdb.connect(copy, read_only=True) as connection:
        names: dict[str, set[str]] = defaultdict(set)
        for entity_id, name in connection.execute(_NAMES).fetchall():
            names[entity_id].add(folded(name))
        for path, position, start, text, kind, speaker, entity_id in connection.execute(_FOUND).fetchall():
            own = {folded(speaker)} if speaker else set()
            found[path].append(
                Found(
                    position=position,
                    start_offset=start,
                    quote_text=text,
                    quote_kind=kind,
                    names=frozenset(own | names.get(entity_id, set())),
                )
            )
    return found


def counted(annotated: Sequence[Annotated], found: Sequence[Found]) -> Counter[tuple[str, str]]:
    """Count, by kind, what of one article was annotated (gold), found (hit), by whom (speaker), and what is left."""
    counts: Counter[tuple[str, str]] = Counter()
    left = list(found)
    for kind in ("direct", "partial", "indirect"):
        for quote in (each for each in annotated if each["kind"] == kind):
            same = next((each for each in left if _is_same(each, quote)), None)
            if same is not None:
                left.remove(same)
            if quote.get("optional"):
                continue
            counts[kind, "gold"] += 1
            if same is not None:
                counts[kind, "hit"] += 1
                counts[kind, "speaker"] += _is_right(same, quote)
    for each in left:
        counts["indirect" if each.quote_kind == "indirect" else "marked", "left"] += 1
    return counts


def lines(counts: Counter[tuple[str, str]]) -> list[str]:
    """Give the lines that `make accuracy` reads; words in marks are judged without their kind."""
    hit, gold = (counts["direct", what] + counts["partial", what] for what in ("hit", "gold"))
    return [
        _sets("quotes marked", hit, counts["marked", "left"], gold),
        _share("quotes direct speaker", counts["direct", "speaker"], counts["direct", "hit"]),
        _share("quotes partial speaker", counts["partial", "speaker"], counts["partial", "hit"]),
        _sets(
            "quotes indirect",
            counts["indirect", "hit"],
            counts["indirect", "left"],
            counts["indirect", "gold"],
        ),
        _share("quotes indirect speaker", counts["indirect", "speaker"], counts["indirect", "hit"]),
    ]


def folded(name: str) -> str:
    """A name without the signs in which spellings differ."""
    return _SIGNS.sub("", name).casefold()


def _is_same(found: Found, quote: Annotated) -> bool:
    if found.position != quote["position"]:
        return False
    if quote["kind"] == "indirect":
        start = quote["start"]
        is_near = isinstance(start, int) and abs(found.start_offset - start) <= STARTS_WITHIN
        return found.quote_kind == "indirect" and is_near
    return found.quote_kind != "indirect" and _bare(found.quote_text) == _bare(str(quote["quote"]))


def _is_right(found: Found, quote: Annotated) -> bool:
    wanted = {folded(str(quote[name])) for name in ("speaker", "speaker_full") if quote.get(name)}
    return bool(wanted & found.names) if wanted else not found.names


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text).strip(_EDGES)


def _share(field: str, right: int, cases: int) -> str:
    return f"{field:24} {right / max(cases, 1):.3f} {right}/{cases}"


def _sets(field: str, hit: int, left: int, gold: int) -> str:
    predicted = hit + left
    precision, recall = hit / max(predicted, 1), hit / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"{field:24} {f1:.3f} P {precision:.3f} R {recall:.3f} hit {hit} predicted {predicted} gold {gold}"


if __name__ == "__main__":
    main(*sys.argv[1:])
