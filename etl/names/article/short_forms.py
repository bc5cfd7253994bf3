"""Decide whether one name may be short for another: 特朗普 for 唐纳德·特朗普, 清华 for 清华大学, 陆丰 for 陆丰市.

Here: comparing two names, abbreviations that a text introduces (简称). Not here: choosing among several full names.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from etl.lexicon import any_word, column, either, words
from etl.names.known.automaton import is_surely_known
from etl.names.known.gazetteer import LASTING, gazetteer
from etl.names.known.organisation_words import country_bodies, local_bodies, organisation_ends
from etl.names.known.surnames import surnames

_PLACE_ENDS = column("place_ends", "end", is_left_out="yes")
_INTRODUCING = re.compile(either("gloss_words", "short_for"))
_INTRODUCED = re.compile(
    r"(?P<full>[^\s，。、；：！？“”\"《》（）()「」]{4,24})[”」』]?\s*[（(，,]?\s*(?:以下)?(?:又)?"
    rf"{either('gloss_words', 'short_for')}(?:为|作)?\s*[：:]?\s*"
    r"[“\"「『]?(?P<short>[^\s，。、；：！？“”\"《》（）()「」『』]{2,8})"
)
_PARTS = re.compile(  # 临沭看守所 is 临沭县看守所
    f"(?<=..){any_word(column('place_ends', 'end', is_inner='yes'))}(?=..)"
)
_SHORT_ENDS = words("name_context", "short_end")
_WHOLE_ENDS = words("name_context", "whole_end")  # ends that abbreviations never have
_BARE_ENDS = words("name_context", "bare_end")  # 公司 alone is not a short form of any company
_FACULTY = re.compile(
    f"(?P<whole>.{{2,12}}?{either('name_context', 'university')}).{{0,12}}{either('name_context', 'faculty')}"
)


def is_short_person(short: str, full: str) -> bool:
    """Whether it may be short for a person's full name: a surname, a part, a given name, the whole without dots."""
    if len(short) >= len(full):
        return False
    if short.isascii() and full.isascii():
        words = full.casefold().split(" ")
        return short.casefold() in (words[0], words[-1])
    if short == full.replace("·", ""):  # 安娜科尔贝格, written without the dot
        return True
    if "·" in full or "-" in full:
        parts = re.split("[·-]", full)
        own = re.split("[·-]", short)
        return (
            parts[-len(own) :] == own
            or (len(own) == 1 and own[0] == parts[0])
            or (len(own) == 2 and len(parts) > 2 and own == [parts[0], parts[-1]])
        )
    if len(full) == 4 and short == full[:2]:  # 林郑 for 林郑月娥
        return all(character in surnames() for character in short)
    is_given_name = len(full) in (3, 4) and len(short) == 2 and full.endswith(short)
    if not is_given_name or full[: len(full) - 2] not in surnames():
        return False
    return short[0] not in surnames() or is_surely_known(full)  # 文亮 for 李文亮


def is_short_organisation(short: str, full: str) -> bool:
    """Whether it may be short for an organisation: its prefix, suffix, or a subsequence with its first character."""
    if len(short) >= len(full) or len(short) < 2:
        return False
    if short.isascii():
        return full.startswith(short) and full[len(short) :].strip() in organisation_ends()
    if short in country_bodies():  # 立法会 is short for a place's, never a party's
        return full.endswith(short) and _has_one(full.removesuffix(short), short)
    if full.endswith(short) or _PARTS.sub("", full).endswith(_PARTS.sub("", short)):
        return not short.startswith(_BARE_ENDS)
    if full.startswith(short):
        return full.removeprefix(short) in (*organisation_ends(), *_SHORT_ENDS)
    return (
        len(short) in (2, 3, 4)
        and not short.endswith(_WHOLE_ENDS)
        and short[0] == full[0]
        and _is_subsequence(short, full)
        and len(full) >= len(short) + 2
    )


def _has_one(place: str, body: str) -> bool:
    """Whether the body is the place's: of a country, or of any place where provinces and cities have one, too."""
    return place in gazetteer().countries or (body in local_bodies() and bool(gazetteer().of(place)))


def _is_subsequence(short: str, full: str) -> bool:
    rest = iter(full)
    return all(character in rest for character in short)


def is_short_place(short: str, full: str) -> bool:
    """Whether full is short with a generic ending (市, 县), and short is not itself in the gazetteer."""
    if not full.startswith(short) or full[len(short) :] not in _PLACE_ENDS:
        return False
    return short not in gazetteer().by_name


def introduced(line: str) -> Iterator[tuple[str, str]]:
    """Yield short and full name of each abbreviation the text introduces: 国家安全委员会（简称国安委）."""
    if _INTRODUCING.search(line) is None:  # the pattern is slow, and hardly any line has one
        return
    for match in _INTRODUCED.finditer(line):
        yield match["short"], match["full"]


@lru_cache(LASTING)
def whole_of(organisation: str) -> str:
    """Reduce a faculty to its university (清华大学法学院); any other organisation is unchanged."""
    match = _FACULTY.fullmatch(organisation)
    return match["whole"] if match else organisation
