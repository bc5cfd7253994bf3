"""The vocabulary of revisions: a saved version, what it is beside the one before, a changed paragraph.

Here: values. Not here: how they are found (the other modules of this room).
"""

from dataclasses import dataclass

from etl.kinds import ChangeClassKind, ChangeKind, RevisionKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """An article as it was saved once. paragraphs: prose and headings in order, as they stand on the page."""

    document_id: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A paragraph that differs from the version before.

    position counts from 1 in the new version; for a removed paragraph in the old one. marked_text is the new text of an
    edited one, with what was taken out as [-…-] and what was put in as {+…+}.
    """

    change_kind: ChangeKind
    position: int
    old_text: str | None = None
    new_text: str | None = None
    marked_text: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Revision:
    """A version beside the one before it. Counts are of characters, without white space.

    changed_share is what was taken out and put in, of both texts' characters, from 0 to 1. change_class_kind is None
    where neither title nor text changed. is_repetition: nothing new is told and nothing is left out, for each paragraph
    that was added or removed stands in the other version too; so the archive saved a text twice, or mended that.
    """

    document_id: str
    revision_number: int  # from 1
    revision_kind: RevisionKind
    change_class_kind: ChangeClassKind | None = None
    added_character_count: int = 0
    removed_character_count: int = 0
    changed_share: float = 0.0
    is_repetition: bool = False
    changes: tuple[Change, ...] = ()
