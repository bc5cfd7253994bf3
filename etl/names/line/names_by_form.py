"""Find names by their form, independently of the tagger: 《…日报》 is a medium, 江西省水文局 an organisation.

Here: the patterns. The words are etl/lexicon/organisation_ends.csv and country_bodies.csv. Not here: names in Latin
letters (latin_names.py), trimming (correct_tagger.py).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from etl.kinds import EntityKind, MethodKind
from etl.lexicon import any_word, column, either, words
from etl.lexicon.scores import score_of
from etl.names.known.gazetteer import gazetteer
from etl.names.known.organisation_words import (
    country_bodies,
    generic_organisation,
    is_known_organisation,
    joining_ends,
    unnamed,
)
from etl.names.known.place_pieces import pieces_of
from etl.names.known.start_of_body import behind_its_country, is_unnamed_behind_a_place
from etl.names.known.titles import kind_after, title_before
from etl.names.line.candidate import Found

MEDIA_SCORE, BODY_SCORE = score_of("medium_in_title_marks"), score_of("body_behind_a_place")
CAPITALS_SCORE = score_of("name_in_capitals")
_MEDIUM = re.compile(rf"[《『](?P<name>[^《》『』\n]{{1,16}}?{either('media_words', 'title_end')})[》』]")
_REPORTING = re.compile(
    rf"《(?P<name>[^《》\n]{{2,14}})》{either('media_words', 'behind_title')}?"
    rf"(?:\d{{1,2}}日|{either('speech_words', 'weekday')})?{either('media_words', 'quoting')}?"
    rf"{either('media_words', 'reporting')}"
)
_NOT_A_MEDIUM = words("media_words", "not_a_medium")
_CAPITALS = re.compile(
    r"(?<=[\u4e00-\u9fff])(?P<name>[A-Z'’-]{2,}(?: [A-Z]\.?)?(?: [A-Z'’-]{3,}){1,2})(?![A-Za-z])"
)
# characters that rarely occur inside an organisation's name: the search stops there
_NEVER_INSIDE = r"\s，。、；：:！？!?“”\"《》「」『』（）()" + "".join(words("particles", "never_in_a_body"))
_BEHIND_A_BODY = words("name_context", "body_behind")


def media(line: str) -> Iterator[Found]:
    """Yield media named in title marks 《》."""
    for pattern in (_MEDIUM, _REPORTING):
        for match in pattern.finditer(line):
            if not match["name"].endswith(_NOT_A_MEDIUM):
                start, end = match.span("name")
                yield _organisation(start, end, MEDIA_SCORE)


def bodies(line: str, places: Sequence[Found], known: Iterable[Found]) -> Iterator[Found]:
    """Yield organisations named after a place: from the place to a typical ending.

    A place in front of a known organisation (布鲁塞尔 + 欧盟议会) is not part of its name, unless each country has
    such a body.
    """
    known_ends = {
        name.end
        for name in known
        if name.entity_kind is EntityKind.ORGANISATION and line[name.start : name.end] not in country_bodies()
    }
    starts = {place.end: place.start for place in places}
    for end in sorted(starts):
        match = _body().match(line, end)
        if match is None or line.startswith(_BEHIND_A_BODY, match.end()):
            continue
        start = _without_country(line, starts[end], starts)
        text = match.group()
        named = line[start : match.end()]
        if behind_its_country(named) or is_unnamed_behind_a_place(named):  # 中国 in front of 广东省公安厅
            continue
        is_kind = line[start:end] in gazetteer().countries and generic_organisation().fullmatch(text)
        is_one_of_several = unnamed().search(text) is not None  # 美国驻中国7家使馆
        # 香港政府推迟立法会: between a country and a body that each country has, nothing may stand
        is_apart = text not in country_bodies() and text.endswith(_country_bodies())
        if match.end() not in known_ends and not (is_kind or is_one_of_several or is_apart):
            yield _organisation(start, match.end(), BODY_SCORE)


def capitals(line: str) -> Iterator[Found]:
    """Yield people in capital letters behind a title: 策略师IMRE SPEIZER."""
    for match in _CAPITALS.finditer(line):
        if kind_after(title_before(line, match.start("name"))) is EntityKind.PERSON:
            yield Found(
                start=match.start("name"),
                end=match.end("name"),
                entity_kind=EntityKind.PERSON,
                method_kind=MethodKind.PATTERN,
                score=CAPITALS_SCORE,
            )


def _organisation(start: int, end: int, score: float) -> Found:
    return Found(
        start=start,
        end=end,
        entity_kind=EntityKind.ORGANISATION,
        method_kind=MethodKind.PATTERN,
        score=score,
    )


def joined(line: str, organisation: Found, starts: Mapping[int, int]) -> Found:
    """Extend an organisation by the adjacent places that are part of its name: 中国 + 外交部.

    starts: the start of the place that ends at an offset.
    """
    text = line[organisation.start : organisation.end]
    is_whole = is_known_organisation(text) and text not in country_bodies()
    if is_whole or (not text.startswith(joining_ends()) and not text.endswith(joining_ends())):
        return organisation
    start = organisation.start
    if pieces_of(text)[0]:
        start = _without_country(line, start, starts)
    elif start in starts:
        start = _without_country(line, starts[start], starts)
    return Found(
        start=start,
        end=organisation.end,
        entity_kind=organisation.entity_kind,
        method_kind=organisation.method_kind,
        score=organisation.score,
    )


def _without_country(line: str, start: int, starts: Mapping[int, int]) -> int:
    """Find the start of the adjacent places that end there, but for the country that they lie in.

    starts: the start of the place that ends at an offset.
    """
    while start in starts and line[starts[start] : start] not in gazetteer().countries:
        start = starts[start]
    return start


@cache
def _country_bodies() -> tuple[str, ...]:
    return tuple(sorted(country_bodies()))


@cache
def _body() -> re.Pattern[str]:
    inside = f"(?!{'|'.join(column('verbs_within', 'word'))})[^{_NEVER_INSIDE}]"
    return re.compile(f"(?:驻(?:{inside}){{1,8}}?|(?:{inside}){{0,8}}?){any_word(joining_ends())}")
