"""`python recipes/stories/scorer.py COPY GOLD`: stories of a published copy against annotated ones (JSON).

The scorer of stories for `make accuracy`. GOLD as for fit_weights.py. Three lines: pairs of annotated articles that one
story holds; stories that are held whole, without an annotated article of another; articles annotated as alone that are.
What may be told with a story or not is neither right nor wrong.
"""

import json
import sys
from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import duckdb

_STORIES = """
    select documents.document_path, coalesce(stories.story_id, documents.article_id)
    from marts.fct_documents as documents
    left join marts.fct_story_articles as stories on documents.article_id = stories.article_id
    where documents.article_id is not null
"""

Annotated = Sequence[Mapping[str, Sequence[str]]]  # core and optional paths of each story


def lines(story: Mapping[str, str], annotated: Annotated, alone: Sequence[str]) -> list[str]:
    """Score the stories of paths. A path that was not loaded is in no story."""
    events: dict[str, Hashable] = {path: path for path in alone}
    events |= {path: number for number, each in enumerate(annotated) for path in each["core"]}
    optional = {(path, number) for number, each in enumerate(annotated) for path in each["optional"]}
    found = true = hit = 0
    joined: set[str] = set()
    parted: set[Hashable] = set()
    for one, other in combinations(events, 2):
        if (one, events[other]) in optional or (other, events[one]) in optional:
            continue
        is_together = story.get(one, one) == story.get(other, other)
        is_true = events[one] == events[other]
        found, true, hit = found + is_together, true + is_true, hit + (is_together and is_true)
        if is_together and not is_true:
            joined |= {one, other}
        if is_true and not is_together:
            parted.add(events[one])
    precision, recall = hit / max(found, 1), hit / max(true, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    spoilt = {events[path] for path in joined} | parted
    whole = sum(number not in spoilt for number in range(len(annotated)))
    single = sum(path not in joined for path in alone)
    counts = f"hit {hit} predicted {found} gold {true}"
    return [
        f"{'stories':24} {f1:.3f}  P {precision:.3f} R {recall:.3f}  {counts}",
        f"{'stories whole':24} {whole / max(len(annotated), 1):.3f}  {whole}/{len(annotated)}",
        f"{'articles alone':24} {single / max(len(alone), 1):.3f}  {single}/{len(alone)}",
    ]


def main(copy: str, path: str) -> None:
    gold = json.loads(Path(path).read_text(encoding="utf-8"))
    with duckdb.connect(copy, read_only=True) as connection:
        story = dict(connection.execute(_STORIES).fetchall())
    print("\n".join(lines(story, gold["stories"], gold["singletons"])))


if __name__ == "__main__":
    main(*sys.argv[1:])
