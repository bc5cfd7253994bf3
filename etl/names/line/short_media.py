"""Find media by a short name that is a word elsewhere: 世界报, and between quotation marks 『卫报』.

Here: the names that end as media do. Not here: words that only begin like one (世界报告, admission.py), names that need
no context (etl/names/known/automaton.py), titles in 《》 (names_by_form.py).
"""

from collections.abc import Iterable, Iterator

from etl.kinds import EntityKind, MethodKind
from etl.lexicon import words
from etl.lexicon.scores import score_of
from etl.names.known.automaton import Known
from etl.names.line.candidate import Found

SCORE = score_of("medium_by_its_short_name")
LEAST_LENGTH = 3  # characters of a name that needs no quotation marks (judged)
_ENDS = words("media_words", "short_end")
_MARKS = frozenset({"『』", "「」", "“”"})


def short_media(line: str, known: Iterable[Known]) -> Iterator[Found]:
    """Yield the media of a line that are known by a short name. known: the known names of the line."""
    for name in known:
        if name.entry.entity_kind is not EntityKind.ORGANISATION or name.entry.is_sure:
            continue
        is_named = line.endswith(_ENDS, name.start, name.end)
        is_marked = line[name.start - 1 : name.start] + line[name.end : name.end + 1] in _MARKS
        if is_named and (is_marked or name.end - name.start >= LEAST_LENGTH):
            yield Found(
                start=name.start,
                end=name.end,
                entity_kind=EntityKind.ORGANISATION,
                method_kind=MethodKind.SEED,
                score=SCORE,
            )
