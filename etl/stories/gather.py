"""Stories out of pairs: articles gathered by average likeness, the likest first.

Here: which articles are of one story, its id, how close each article is to the others. Not here: the likeness of pairs
(likeness.py), which pairs changed (etl/work/).

The result follows from the articles and pairs alone. All merges happen within what pairs of a bond or more link, so
that such a part of the archive can be gathered by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from heapq import heapify, heappop, heappush

from etl.stories.article import Membership, Pair


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """What makes and keeps a story, in ten-thousandths of likeness."""

    bond: int  # average likeness of two groups of articles from which they are one
    # Average likeness to the others that keeps an article in a story, and what is added to it, divided by the number of
    # articles: the fewer they are, the less they bear it out.
    stay: int
    alone: int
    stay_of_two: int


BOUNDS = Bounds(bond=4000, stay=2800, alone=3000, stay_of_two=5000)  # python -m recipes.stories.choose_bounds
FINE = 1_000_000  # averages are compared in whole parts of it


def gather(article_ids: Sequence[str], pairs: Iterable[Pair], bounds: Bounds = BOUNDS) -> list[Membership]:
    """Gather articles to stories. article_ids: by time of publication, then by id; pairs: of these articles only.

    The first article names the story: a later one leaves the id as it is. Articles that are alone are left out.
    """
    known = {article_id: number for number, article_id in enumerate(article_ids)}
    likeness: dict[int, dict[int, int]] = defaultdict(dict)
    for pair in pairs:
        one, other = known[pair.article_id], known[pair.other_article_id]
        likeness[one][other] = likeness[other][one] = pair.likeness
    return [
        Membership(
            story_id=story_id(article_ids[min(kept)]), article_id=article_ids[number], closeness=closeness
        )
        for members in _groups(likeness, bounds.bond)
        if len(kept := _trimmed(members, likeness, bounds)) > 1
        for number, closeness in kept.items()
    ]


def story_id(first_article_id: str) -> str:
    """Give the id of the story that an article opens."""
    return blake2b(f"story {first_article_id}".encode(), digest_size=12).hexdigest()


def _trimmed(
    members: Sequence[int], likeness: Mapping[int, Mapping[int, int]], bounds: Bounds
) -> dict[int, int]:
    """Leave out, one by one, who is too little like the others; give the closeness of those that stay, in order.

    Of equals the latest goes first.
    """
    sums = {one: sum(likeness[one].get(other, 0) for other in members) for one in members}
    while len(sums) > 1:
        least = min(sums, key=lambda one: (sums[one], -one))
        stay = bounds.stay_of_two if len(sums) == 2 else bounds.stay + bounds.alone // len(sums)
        if sums[least] >= stay * (len(sums) - 1):
            return {one: total // (len(sums) - 1) for one, total in sorted(sums.items())}
        del sums[least]
        for other, alike in likeness[least].items():
            if other in sums:
                sums[other] -= alike
    return {}


def _groups(likeness: Mapping[int, Mapping[int, int]], bond: int) -> list[list[int]]:
    """Merge the two groups with the greatest average likeness, as long as it is the bond; of equals the earlier ones.

    A group is known by its first member. Two articles without a pair have the likeness 0.
    """
    members = {number: [number] for number in likeness}
    sums = {number: dict(row) for number, row in likeness.items()}
    state = dict.fromkeys(members, 0)  # how often a group has grown: what was said of it before is void
    heap = [
        (-alike * FINE, one, other, 0, 0)
        for one, row in likeness.items()
        for other, alike in row.items()
        if one < other and alike >= bond
    ]
    heapify(heap)
    while heap:
        _, one, other, state_of_one, state_of_other = heappop(heap)
        if state.get(one) != state_of_one or state.get(other) != state_of_other:
            continue
        _merge(sums, one, other)
        members[one] = sorted(members[one] + members.pop(other))
        del state[other]
        state[one] += 1
        for beside, total in sums[one].items():
            count = len(members[one]) * len(members[beside])
            if total >= bond * count:
                first, second = sorted((one, beside))
                heappush(heap, (-(total * FINE // count), first, second, state[first], state[second]))
    return sorted(members.values())


def _merge(sums: dict[int, dict[int, int]], one: int, other: int) -> None:
    """Add up what two groups have in common with each other group."""
    for beside, total in sums.pop(other).items():
        del sums[beside][other]
        if beside != one:
            sums[one][beside] = sums[beside][one] = sums[one].get(beside, 0) + total
