"""Find companies whose name has a place in brackets: 特斯拉（上海）有限公司.

Here: the pattern, and where the name in front of the bracket begins. Not here: choosing among overlapping candidates
(candidate.py); a tagged piece such as 上海）有限公司 is refused at the door (admission.py).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from etl.kinds import EntityKind, MethodKind
from etl.lexicon import any_word, words
from etl.lexicon.scores import score_of
from etl.names.known.gazetteer import gazetteer
from etl.names.line.candidate import Found

SCORE = score_of("company_across_brackets")
INSIDE = r"[^\s，。、；：！？（）()“”‘’《》「」『』]"


def bracketed_companies(line: str, found: Iterable[Found]) -> Iterator[Found]:
    """Yield the companies of a line with a place in brackets. found: names of the line, of which one may begin it."""
    if "（" not in line and "(" not in line:
        return
    starts = {name.end: name.start for name in found}
    for match in _company().finditer(line):
        if match["place"] in gazetteer().by_name:
            yield Found(
                start=starts.get(match.end("name"), match.start("name")),
                end=match.end(),
                entity_kind=EntityKind.ORGANISATION,
                method_kind=MethodKind.PATTERN,
                score=SCORE,
            )


@cache
def _company() -> re.Pattern[str]:
    never = "".join(words("particles", "never_in_a_body"))
    name = f"(?:(?![{never}]){INSIDE})"
    return re.compile(
        rf"(?P<name>{name}{{2,12}})[（(](?P<place>[\u4e00-\u9fff]{{2,8}})[）)]"
        rf"{name}{{0,12}}?{any_word(words('name_context', 'bracketed_end'))}"
    )
