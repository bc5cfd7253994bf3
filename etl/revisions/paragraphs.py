"""Which paragraphs of a text are new, gone, moved or edited beside those of another.

Here: pairing paragraphs, and the edits marked inside one. Not here: what a change amounts to (classify.py).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from diff_match_patch import diff_match_patch
from rapidfuzz import process
from rapidfuzz.distance import Indel

from etl.kinds import ChangeKind
from etl.normalize.shadow import shadow
from etl.revisions.revision import Change

ALIKE = 0.5  # share of common characters from which a paragraph is another one edited (judged)
SPACE = re.compile(r"\s+")
SIGNS = str.maketrans("“”‘’「」『』", "\"\"''\"\"''")  # quotation marks come in several shapes
REMOVED, ADDED = ("[-", "-]"), ("{+", "+}")  # as in wdiff


@lru_cache(1 << 14)
def plain(text: str) -> str:
    """Fold what makes no other text: script, white space, shapes of letters and of quotation marks."""
    return SPACE.sub("", shadow(text).translate(SIGNS))


def changed_paragraphs(old: Sequence[str], new: Sequence[str]) -> tuple[Change, ...]:
    """List the paragraphs that differ, by their place in the new text, gone ones by their place in the old one.

    A paragraph that differs in white space, script or shapes of signs alone does not differ.
    """
    before, after = [plain(text) for text in old], [plain(text) for text in new]
    gone, come = _unpaired(before, after)
    moved = dict(_moved(before, after, gone, come))
    edited = dict(_edited(before, after, gone - moved.keys(), come - set(moved.values())))
    return tuple(_changes(old, new, moved, edited, gone, come))


def marked(old: str, new: str) -> str:
    """Write the new text with what was taken out as [-…-] and what was put in as {+…+}."""
    differ = diff_match_patch()
    differ.Diff_Timeout = 0  # the result must not depend on the clock
    parts = differ.diff_main(old, new, checklines=False)
    differ.diff_cleanupSemantic(parts)
    around = {differ.DIFF_DELETE: REMOVED, differ.DIFF_INSERT: ADDED, differ.DIFF_EQUAL: ("", "")}
    return "".join(f"{around[kind][0]}{text}{around[kind][1]}" for kind, text in parts)


def _unpaired(before: Sequence[str], after: Sequence[str]) -> tuple[set[int], set[int]]:
    """Find the places of paragraphs that stand in one text only, or at another place among the common ones."""
    gone, come = set(range(len(before))), set(range(len(after)))
    for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        gone -= set(range(block.a, block.a + block.size))
        come -= set(range(block.b, block.b + block.size))
    return {place for place in gone if before[place]}, {place for place in come if after[place]}


def _moved(
    before: Sequence[str], after: Sequence[str], gone: set[int], come: set[int]
) -> Iterator[tuple[int, int]]:
    """Pair places of equal paragraphs, in order."""
    free: dict[str, list[int]] = {}
    for place in sorted(come, reverse=True):
        free.setdefault(after[place], []).append(place)
    for place in sorted(gone):
        if free.get(before[place]):
            yield place, free[before[place]].pop()


def _edited(
    before: Sequence[str], after: Sequence[str], gone: set[int], come: set[int]
) -> Iterator[tuple[int, int]]:
    """Pair places of paragraphs that are alike, the most alike first; of equals the first in both texts."""
    old_places, new_places = sorted(gone), sorted(come)
    if not old_places or not new_places:
        return
    likeness = process.cdist(
        [before[place] for place in old_places],
        [after[place] for place in new_places],
        scorer=Indel.normalized_similarity,
        score_cutoff=ALIKE,
    )
    pairs = sorted(
        (-float(likeness[row, column]), row, column)
        for row in range(len(old_places))
        for column in range(len(new_places))
        if likeness[row, column] >= ALIKE
    )
    rows: set[int] = set()
    columns: set[int] = set()
    for _, row, column in pairs:
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            yield old_places[row], new_places[column]


def _changes(
    old: Sequence[str],
    new: Sequence[str],
    moved: Mapping[int, int],
    edited: Mapping[int, int],
    gone: set[int],
    come: set[int],
) -> Iterator[Change]:
    """Order: what is gone, then what is new, moved or edited, each by place."""
    for place in sorted(gone - moved.keys() - edited.keys()):
        yield Change(change_kind=ChangeKind.REMOVED, position=place + 1, old_text=old[place])
    moved_from = {after: before for before, after in moved.items()}
    edited_from = {after: before for before, after in edited.items()}
    for place in sorted(come):
        text = new[place]
        if place in edited_from:
            old_text = old[edited_from[place]]
            yield Change(
                change_kind=ChangeKind.EDITED,
                position=place + 1,
                old_text=old_text,
                new_text=text,
                marked_text=marked(old_text, text),
            )
        elif place in moved_from:
            old_text = old[moved_from[place]]
            yield Change(change_kind=ChangeKind.MOVED, position=place + 1, old_text=old_text, new_text=text)
        else:
            yield Change(change_kind=ChangeKind.ADDED, position=place + 1, new_text=text)
