"""Correct the tagger's spans of people: titles around them, forms of address, what is no name of one.

Here: one span in its line. Not here: what is common to spans of all kinds (correct_tagger.py), spans in Latin letters
before they come here (latin_spans.py), edges that another mention of the name corrects (etl/names/article/repeat.py).
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from etl.kinds import EntityKind
from etl.lexicon import any_word, either, words
from etl.lexicon.scores import score_of
from etl.names.known.automaton import entry_of
from etl.names.known.gazetteer import gazetteer
from etl.names.known.surnames import foreign_characters, surnames
from etl.names.known.titles import around_a_person, is_a_title, is_behind_a_person, kind_after, title_before
from etl.names.line.candidate import Found
from etl.names.line.not_names import is_not_a_name
from etl.names.line.person_ends import missing_at_the_end

LONGEST_CHINESE_PERSON = 7  # characters of a person's name without a middle dot (judged)
LONGEST_COUNTRY = 4  # characters of a country's name that may end where a title seems to begin: 中国 + 王
# 陈太 (Mrs Chan), 老王: forms of address, not names
_FAMILIAR = re.compile(
    f"[^·]{either('name_context', 'familiar')}"
    f"|(?!{either('name_context', 'not_familiar')}){either('name_context', 'familiar_before')}{any_word(surnames())}"
)
_MARKS = frozenset("、，,；;：:。|（）() \n")  # what stands around the names of a list
LONGEST_NEXT_WORD = 3  # characters of a title or verb behind a name (judged)
_SAYING = frozenset(words("speech_words", "saying_behind"))
_ONE_LATIN_WORD = score_of("one_latin_word")
_FOREIGN = foreign_characters()


def person_corrected(line: str, text: str, name: Found) -> Iterator[Found]:
    """Yield the people that a span should have been: one, none, or two known ones. text: what the span covers."""
    first, joint, second = text.partition("-")
    if joint and _is_known(first) and _is_known(second):  # 特朗普-拜登
        yield replace(name, end=name.start + len(first))
        yield replace(name, start=name.end - len(second))
        return
    if more := missing_at_the_end(line, name.start, name.end):
        name = replace(name, end=name.end + more)
        text = line[name.start : name.end]
    yield from _one_person(line, text, name)


def _is_known(text: str) -> bool:
    entry = entry_of(text)
    return entry is not None and entry.entity_kind is EntityKind.PERSON


def _one_person(line: str, text: str, name: Found) -> Iterator[Found]:
    before, after = around_a_person()
    start, end = _behind_a_title_across(line, name), len(text)
    if start < 0:
        return
    if (match := before.match(text, start)) and end - match.end() > 1:
        start = match.end()
    if (match := after.search(text, start)) and match.start() > start:
        end = match.start()
    elif _is_within_next_word(line, name.end):
        end -= 1
    rest = text[start:end]
    if (
        len(rest) < 2
        or is_a_title(rest)
        or is_not_a_name(rest, EntityKind.PERSON)
        or _FAMILIAR.fullmatch(rest)
    ):
        return
    if len(rest) > LONGEST_CHINESE_PERSON and "·" not in rest and not rest.isascii():
        return
    if rest.isascii() and " " not in rest:  # rarely a person's whole name, often a user name
        if not rest.isalpha() or rest.islower():
            return
        if kind_after(title_before(line, name.start)) is not EntityKind.PERSON:
            name = replace(name, score=name.score * _ONE_LATIN_WORD)
    if end - start == len(text):
        yield replace(name, start=name.start - 1) if _is_behind_its_surname(line, name) else name
    else:
        yield replace(name, start=name.start + start, end=name.start + end)


def _behind_a_title_across(line: str, name: Found) -> int:
    """Find where the name begins if its first character ends a title: 政坛元老李鹏飞; 0 if it does not.

    -1 if nothing behind the title is a name: 亲王葬礼.
    """
    title = title_before(line, name.start + 1)
    if title is None or kind_after(title) is not EntityKind.PERSON or len(title) < 2:
        return 0
    text, first = line[name.start : name.end], name.start + 1 - len(title)
    if entry_of(text) is not None or _is_behind_a_country(line, first + 1):  # 中国王毅 has no 国王
        return 0
    rest = text[1:]
    is_a_name = len(rest) > 1 and (rest[0] in surnames() or set(rest) <= _FOREIGN | {"·"})
    return 1 if is_a_name else -1


def _is_within_next_word(line: str, end: int) -> bool:
    """Whether the last character begins a title or a verb of saying: 刘神 in 刘神父."""
    return any(
        (word := line[end - 1 : end + more]) in _SAYING or is_behind_a_person(word)
        for more in range(1, LONGEST_NEXT_WORD)
    )


def _is_behind_its_surname(line: str, name: Found) -> bool:
    """Whether a name of two characters in a list lacks the surname before it: 炳兰 in “、于炳兰、”."""
    before = name.start - 1
    if name.end - name.start != 2 or before < 0 or line[before] not in surnames():
        return False
    if before > 0 and line[before - 1] not in _MARKS:
        return False
    text = line[name.start : name.end]
    is_at_the_end = name.end == len(line) or line[name.end] in _MARKS
    return is_at_the_end or (text[0] not in surnames() and not set(text) <= _FOREIGN)


def _is_behind_a_country(line: str, end: int) -> bool:
    """Whether a country's name ends there."""
    countries = gazetteer().countries
    return any(line[max(0, end - length) : end] in countries for length in range(2, LONGEST_COUNTRY + 1))
