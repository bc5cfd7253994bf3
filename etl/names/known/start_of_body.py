"""Say where the name of a body begins in a span that has more in front: 官媒|新华社, 德国|图宾根大学.

Here: roles and places in front of a name, the country in front of a place, of a transliteration, of a known body. Not
here: countries that are part of the name (中国外交部), other corrections of spans (etl/names/line/correct_tagger.py).
"""

import re
from functools import cache, lru_cache

from etl.lexicon import column, words
from etl.names.known.automaton import country_letters, is_surely_known
from etl.names.known.gazetteer import LASTING, country_before, gazetteer
from etl.names.known.organisation_words import (
    country_bodies,
    generic_organisation,
    is_known_organisation,
    organisation_ends,
    unnamed,
)
from etl.names.known.place_pieces import pieces_of
from etl.names.known.seeds import seeds
from etl.names.known.surnames import foreign_characters

LEAST_BEHIND = 2  # characters of a body's name behind a place that it begins with (judged)
LEAST_FOREIGN = 3  # characters of a transliteration that names a body by itself: 巴克内尔 (judged)
LEAST_KNOWN = 4  # characters of a known body that another one's name begins with: 中央研究院 (judged)
AT_HOME = frozenset({"CN"})  # countries whose bodies often have it for a part of their name: 中国长江三峡集团
CHINESE = frozenset({"CN", "HK", "MO", "TW", "SG"})  # countries whose bodies have Chinese names
_BRANCHES, _KINDS_ABROAD = words("name_context", "branch"), words("name_context", "foreign_kind")
_OWNERS = words("name_context", "owner")
LARGE, ANY = frozenset({"subdivision", "city"}), frozenset({"subdivision", "city", "county", "district"})


def start_of_body(text: str) -> int:
    """Find where a body's name begins in a span; 0 if it begins there."""
    if is_known_organisation(text):
        return 0
    start = _start_of_known(text) or _behind_roles(text)
    return start if start and len(text) - start > 1 else behind_its_country(text)


@lru_cache(LASTING)
def is_unnamed_behind_a_place(text: str) -> bool:
    """Whether a place with a mere kind behind it names no body: 北京一家法院, 多伦多分公司, 加沙医院."""
    pieces, end = pieces_of(text)
    if unnamed().match(text, end) is not None:
        return True
    rest = text[end:]
    if not pieces or rest in _BRANCHES:
        return bool(pieces)
    return rest in _KINDS_ABROAD and not any(
        place.country_code in CHINESE for place in gazetteer().of(text[slice(*pieces[-1])])
    )


@lru_cache(LASTING)
def behind_its_country(text: str) -> int:
    """Find where a body's name begins behind its country: 美国|加州大学; 0 if it has none, or as a part of it."""
    country = country_before(text)
    rest = text[len(country) :]
    if not country or not rest.endswith(organisation_ends()) or _begins_with_a_known(text):
        return 0
    is_at_home = gazetteer().countries[country] in AT_HOME
    is_apart = (
        _begins_with_its_place(rest, gazetteer().countries[country])
        or _is_transliterated(rest)
        or (not is_at_home and _begins_with_a_known(rest, gazetteer().countries[country]))
    )
    return len(country) if is_apart else 0


def _begins_with_its_place(rest: str, code: str) -> bool:
    """Whether the rest begins with a place of the country, and is more than that."""
    pieces, end = pieces_of(rest)
    if not pieces or len(rest) - end < LEAST_BEHIND:
        return False
    kinds = LARGE if code in AT_HOME else ANY
    first = gazetteer().of(rest[slice(*pieces[0])])
    return any(place.country_code == code and place.place_kind in kinds for place in first)


def _is_transliterated(rest: str) -> bool:
    """Whether a transliteration is all that the rest has in front of the word for its kind: 巴克内尔大学."""
    if not set(rest[:LEAST_FOREIGN]) <= foreign_characters():
        return False
    end = next(end for end in organisation_ends() if rest.endswith(end))
    stem = rest.removesuffix(end)
    return len(stem) >= LEAST_FOREIGN and set(stem) <= foreign_characters()


def _begins_with_a_known(text: str, country: str | None = None) -> bool:
    """Whether the text begins with, or is, a known body that only one country has: 中央研究院欧美研究所.

    country: the one that must have it; None for any.
    """
    return any(
        is_surely_known(text[:length])
        and is_known_organisation(text[:length])
        and (_is_of(text[:length], country) if country else text[:length] not in country_bodies())
        for length in range(LEAST_KNOWN, len(text) + 1)
    )


def _is_of(body: str, country: str) -> bool:
    """Whether a known body is that of the country, or of none: 中央电视台 is not 朝鲜's, nor 共产党 法国's."""
    seed = seeds().of_full(body) or seeds().of_short(body)
    return body not in country_bodies() and (seed is None or seed.country_code in (None, country))


def _start_of_known(text: str) -> int:
    """Find the start of a known organisation that the text ends with, behind places and titles only; 0 if none."""
    for start in range(1, len(text) - 1):
        if is_known_organisation(text[start:]):
            country = gazetteer().countries.get(text[:start])
            is_of_country = country is not None and not _is_of(text[start:], country)
            return start if _is_not_part(text[:start]) and not is_of_country else 0
    return 0


def _is_not_part(text: str) -> bool:
    """Whether a prefix is not part of an organisation's name: 美国智库, 阿里巴巴旗下, 美国制药公司, 国会 of a party."""
    is_letter = set(text) <= country_letters() | {" "}
    if is_letter or text.endswith(_OWNERS) or _behind_roles(text, is_whole=True) == len(text):
        return True
    rest = text.removeprefix(country_before(text))
    return rest in country_bodies() or (
        not is_known_organisation(text) and generic_organisation().fullmatch(rest) is not None
    )


def _behind_roles(text: str, *, is_whole: bool = False) -> int:
    """Find the end of leading places and descriptive words (智库, 旗下), the last of them a word; 0 without one.

    is_whole: the text may end with places, or be nothing else.
    """
    end, role_end = 0, 0
    while True:
        places, at = pieces_of(text[end:])
        if places:
            end += at
        elif match := _roles().match(text, end):
            end = role_end = match.end()
        else:
            return end if is_whole else role_end


@cache
def _roles() -> re.Pattern[str]:
    """Build the pattern of words that describe an organisation in front of its name: 智库, 旗下, 官媒."""
    qualities = "|".join(column("organisation_qualities", "word"))
    roles = "|".join(column("titles", "title", says_what="yes"))
    return re.compile(f"(?:{qualities})*(?:{roles})")
