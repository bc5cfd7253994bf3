"""Find bodies in quotation marks beside the word for their kind: 网站“…”, 「…」组织, “…”（Latin name）公司.

Here: the patterns. Not here: media in title marks 《》 (names_by_form.py), glosses (etl/names/gloss/).
"""

import re
from collections.abc import Iterator
from functools import cache

from etl.kinds import EntityKind, MethodKind
from etl.lexicon import either, words
from etl.lexicon.scores import score_of
from etl.names.line.candidate import Found

SCORE, SHORT_SCORE = score_of("body_in_quotation_marks"), score_of("short_body_in_quotation_marks")
SHORT = 2  # characters of a name that is often a word elsewhere, and so is not looked for again (judged)
_MARKS = "“「『"


def quoted_bodies(line: str) -> Iterator[Found]:
    """Yield the bodies whose name stands in quotation marks, the word for their kind right before or behind it.

    line: in shadow spelling.
    """
    if not any(mark in line for mark in _MARKS):
        return
    for pattern in (_behind_its_kind(), _before_its_kind()):
        for match in pattern.finditer(line):
            yield Found(
                start=match.start("name"),
                end=match.end("name"),
                entity_kind=EntityKind.ORGANISATION,
                method_kind=MethodKind.PATTERN,
                score=SCORE if match.end("name") - match.start("name") > SHORT else SHORT_SCORE,
            )


@cache
def _quoted() -> str:
    never = "".join(words("particles", "never_in_a_body"))
    inside = rf"(?!{either('name_context', 'never_quoted')})[^\s，。、；：！？（）()“”‘’《》「」『』{never}]"
    return rf"[{_MARKS}](?P<name>(?:{inside}){{2,10}})[”」』]"


@cache
def _behind_its_kind() -> re.Pattern[str]:
    not_behind = "".join(f"(?<!{word})" for word in words("name_context", "not_before_a_kind"))
    return re.compile(f"{not_behind}{either('name_context', 'kind_before')}{_quoted()}")


@cache
def _before_its_kind() -> re.Pattern[str]:
    return re.compile(rf"{_quoted()}(?:[（(][^（）()]{{2,40}}[）)])?{either('name_context', 'kind_behind')}")
