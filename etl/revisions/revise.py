"""The revisions of an article from its saved versions, oldest first.

Here: each version beside the one before. Not here: their order (sql/).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import Indel

from etl.kinds import ChangeKind, RevisionKind
from etl.revisions.classify import change_class
from etl.revisions.paragraphs import changed_paragraphs, plain
from etl.revisions.revision import Change, Revision, Version


def revisions_of(versions: Sequence[Version]) -> Iterator[Revision]:
    """Give one revision a version, in their order, which is from the oldest to the newest."""
    for first in versions[:1]:
        yield Revision(document_id=first.document_id, revision_number=1, revision_kind=RevisionKind.FIRST)
    for number, (old, new) in enumerate(pairwise(versions), start=2):
        yield _revision(number, old, new)


def _revision(number: int, old: Version, new: Version) -> Revision:
    is_title_changed = plain(old.title) != plain(new.title)
    is_text_changed = plain("".join(old.paragraphs)) != plain("".join(new.paragraphs))
    if not is_title_changed and not is_text_changed:
        return Revision(
            document_id=new.document_id, revision_number=number, revision_kind=RevisionKind.MARKUP
        )
    changes = changed_paragraphs(old.paragraphs, new.paragraphs) if is_text_changed else ()
    added, removed, share = _extent(old, new, changes)
    is_repetition = added + removed > 0 and _told(old) == _told(new)
    return Revision(
        document_id=new.document_id,
        revision_number=number,
        revision_kind=_kind(is_title_changed, is_text_changed),
        change_class_kind=change_class(
            changes,
            is_text_changed=is_text_changed,
            is_repetition=is_repetition,
            added=added,
            removed=removed,
            share=share,
        ),
        added_character_count=added,
        removed_character_count=removed,
        changed_share=share,
        is_repetition=is_repetition,
        changes=changes,
    )


def _kind(is_title_changed: bool, is_text_changed: bool) -> RevisionKind:
    if is_title_changed and is_text_changed:
        return RevisionKind.BOTH
    return RevisionKind.TITLE if is_title_changed else RevisionKind.TEXT


def _extent(old: Version, new: Version, changes: Sequence[Change]) -> tuple[int, int, float]:
    """Count the characters put in and taken out over the whole text, so that a paragraph cut in two counts nothing.

    What only moved is left out on both sides. Returns added, removed, and the share of both texts' characters.
    """
    moved = [plain(each.new_text or "") for each in changes if each.change_kind is ChangeKind.MOVED]
    before, after = (_text(version, list(moved)) for version in (old, new))
    distance = Indel.distance(before, after)
    added = (distance + len(after) - len(before)) // 2
    whole = len(before) + len(after) + 2 * sum(map(len, moved))
    return added, distance - added, round(distance / whole, 4) if whole else 0.0


def _told(version: Version) -> set[str]:
    """What the paragraphs say, however often."""
    return set(map(plain, version.paragraphs))


def _text(version: Version, moved: list[str]) -> str:
    """Join the paragraphs, without those that moved, each of which is left out once."""
    kept = []
    for text in map(plain, version.paragraphs):
        if text in moved:
            moved.remove(text)
        else:
            kept.append(text)
    return "".join(kept)
