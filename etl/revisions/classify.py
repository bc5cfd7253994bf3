"""What a change of an article amounts to: a typo, an addition, a correction …

Here: the classes and their bounds. Not here: finding the paragraphs that changed (paragraphs.py).
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from etl import lexicon
from etl.kinds import ChangeClassKind, ChangeKind
from etl.revisions.paragraphs import ADDED, plain
from etl.revisions.revision import Change

# Judged on the re-saved versions of a public archive, by reading.
FEW = 12  # characters taken out and put in, up to which a change is a slip of the pen
ONE_SIDED = 6.0  # times as many characters on one side as on the other: an addition or a cut
ANOTHER_TEXT = 0.7  # share of both texts' characters that changed, from which little of the old text is left
FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
PUT_IN = re.compile(f"{re.escape(ADDED[0])}(.*?){re.escape(ADDED[1])}", re.DOTALL)


def change_class(
    changes: Sequence[Change],
    *,
    is_text_changed: bool,
    is_repetition: bool,
    added: int,
    removed: int,
    share: float,
) -> ChangeClassKind:
    """Say what a change of title or text amounts to. added, removed: characters; the others as in Revision."""
    if not is_text_changed:
        return ChangeClassKind.HEADLINE
    if is_repetition:  # a remark that stands there twice corrects nothing
        return ChangeClassKind.ADDITION if added > removed else ChangeClassKind.CUT
    if share >= ANOTHER_TEXT and added and removed:
        return ChangeClassKind.REPLACED
    if _is_noted(changes) or _is_of_figures(changes, added + removed):
        return ChangeClassKind.CORRECTION
    if added + removed <= FEW and _are_edits(changes):
        return ChangeClassKind.TYPO
    if added > ONE_SIDED * removed:
        return ChangeClassKind.ADDITION
    if removed > ONE_SIDED * added:
        return ChangeClassKind.CUT
    return ChangeClassKind.REWRITE


@cache
def _notes() -> re.Pattern[str]:
    return re.compile(lexicon.any_word(lexicon.column("correction_notes", "note")))


def _is_noted(changes: Sequence[Change]) -> bool:
    """Whether what was put in says that something was corrected, or that an editor adds a remark."""
    put_in = [each.new_text or "" for each in changes if each.change_kind is ChangeKind.ADDED]
    put_in += [part for each in changes for part in PUT_IN.findall(each.marked_text or "")]
    return any(_notes().search(text) for text in put_in)


def _are_edits(changes: Sequence[Change]) -> bool:
    """Whether no paragraph was added, removed or moved as a whole."""
    return all(each.change_kind is ChangeKind.EDITED for each in changes)


def _is_of_figures(changes: Sequence[Change], characters: int) -> bool:
    """Whether a few characters changed, and figures were put in for others, as in 死亡人数 9 → 12."""
    if characters > FEW or not _are_edits(changes):
        return False
    figures: Counter[str] = Counter()
    for each in changes:
        figures.update(FIGURE.findall(plain(each.new_text or "")))
        figures.subtract(FIGURE.findall(plain(each.old_text or "")))
    return min(figures.values(), default=0) < 0 < max(figures.values(), default=0)
