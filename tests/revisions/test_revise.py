"""Saved versions held against each other, by example: a folder holds two versions and the revision expected."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.kinds import ChangeKind, RevisionKind
from etl.revisions.paragraphs import changed_paragraphs, marked, plain
from etl.revisions.revise import revisions_of
from etl.revisions.revision import Version

CASES = sorted((Path(__file__).parent / "cases").iterdir())
TEXTS = st.lists(st.text("港口船海风大了。 a1", max_size=12), max_size=6)


def versions(case: Path) -> list[Version]:
    saved = json.loads((case / "versions.json").read_text(encoding="utf-8"))
    return [
        Version(document_id=str(number), title=each["title"], paragraphs=tuple(each["paragraphs"]))
        for number, each in enumerate(saved)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_revision_is_classed_and_its_changes_are_told(case: Path) -> None:
    first, second = revisions_of(versions(case))
    assert (first.revision_number, first.revision_kind) == (1, RevisionKind.FIRST)
    found = {
        "revision_kind": second.revision_kind,
        "change_class_kind": second.change_class_kind,
        "added_character_count": second.added_character_count,
        "removed_character_count": second.removed_character_count,
        "is_repetition": second.is_repetition,
        "changes": [
            [each.change_kind, each.position, each.marked_text or each.new_text or each.old_text]
            for each in second.changes
        ],
    }
    assert found == json.loads((case / "expected.json").read_text(encoding="utf-8"))


@given(TEXTS, TEXTS)
def test_the_changes_tell_the_whole_difference(old: list[str], new: list[str]) -> None:
    changes = changed_paragraphs(old, new)
    gone = [each.old_text for each in changes if each.change_kind is not ChangeKind.ADDED]
    come = [each.new_text for each in changes if each.change_kind is not ChangeKind.REMOVED]
    assert sorted(_kept(old, gone)) == sorted(_kept(new, come))


@given(TEXTS, TEXTS)
def test_no_revision_comes_of_an_unchanged_text(old: list[str], new: list[str]) -> None:
    saved = [
        Version(document_id=name, title="港口", paragraphs=tuple(texts))
        for name, texts in (("a", old), ("b", new))
    ]
    _, second = revisions_of(saved)
    is_same = plain("".join(old)) == plain("".join(new))
    assert (second.revision_kind is RevisionKind.MARKUP) == is_same
    assert (second.added_character_count + second.removed_character_count == 0) >= is_same


@given(st.text("港口船海风大了", max_size=20), st.text("港口船海风大了", max_size=20))
def test_marks_hold_both_texts(old: str, new: str) -> None:
    shown = marked(old, new)
    assert _without(shown, "[-", "-]", ("{+", "+}")) == new
    assert _without(shown, "{+", "+}", ("[-", "-]")) == old


def _kept(texts: list[str], changed: list[str | None]) -> list[str]:
    """Fold the texts that are not among those that changed, each taken out once."""
    left = [plain(text) for text in texts]
    for text in changed:
        left.remove(plain(text or ""))
    return [text for text in left if text]


def _without(shown: str, start: str, end: str, other: tuple[str, str]) -> str:
    parts = shown.split(start)
    text = parts[0] + "".join(part.split(end, 1)[1] for part in parts[1:])
    return text.replace(other[0], "").replace(other[1], "")
