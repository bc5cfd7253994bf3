"""Complete people's names that the tagger cuts at a numeral: 松野博|一, 阿卜杜拉|二世.

Here: how many characters are missing at the end. Not here: titles and verbs that a span takes in (person_spans.py).
"""

from functools import cache

from etl.lexicon import column, words
from etl.names.known.surnames import foreign_characters

CUT_LENGTH = 3  # characters of a Japanese name without its last: a surname of two, half of the given name
_NUMERALS, _WORDS = words("name_context", "last_numeral"), words("name_context", "not_last_numeral")
_REGNAL = words("name_context", "regnal_number")
_NOT_REGNAL = words("name_context", "not_regnal")
_FOREIGN = foreign_characters() | {"·"}


def missing_at_the_end(line: str, start: int, end: int) -> int:
    """Count the characters behind a person's name that belong to it; nearly always none."""
    if line.startswith(_REGNAL, end):
        number = next(number for number in _REGNAL if line.startswith(number, end))
        is_foreign = set(line[start:end]) <= _FOREIGN
        return len(number) if is_foreign and not line.startswith(_NOT_REGNAL, end + len(number)) else 0
    if end - start != CUT_LENGTH or not line.startswith(_NUMERALS, end) or line.startswith(_WORDS, end):
        return 0
    return int(line[start : start + 2] in _japanese_surnames())


@cache
def _japanese_surnames() -> frozenset[str]:
    return frozenset(column("japanese_surnames", "surname"))
