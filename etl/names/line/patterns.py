"""Names told by their form: 《…日报》 and 《…》报道 are media, 江西省水文局 is a body, whatever a tagger says.

Here: the forms. The words are etl/lexicon/organisation_ends.csv and country_bodies.csv. Not here: names in Latin
letters, and what a name's edges lose.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from etl.kinds import EntityKind, MethodKind
from etl.lexicon import any_of, column
from etl.names.known.gazetteer import gazetteer
from etl.names.known.organisations import (
    country_bodies,
    generic_organisation,
    is_known_organisation,
    joining_ends,
)
from etl.names.known.titles import kind_after, title_before
from etl.names.line.candidate import Found

MEDIA_SCORE, BODY_SCORE, CAPITALS_SCORE = 0.9, 0.75, 0.8
_MEDIUM = re.compile(
    r"《(?P<name>[^《》\n]{1,16}?(?:报|报纸|周刊|周末|杂志|日报|时报|邮报|财经|新闻|月刊|双月刊|新闻网|观察|先驱报|画报|卫报|电讯报))》"
)
_REPORTING = re.compile(
    r"《(?P<name>[^《》\n]{2,14})》(?:网站|网络版|中文网|周刊|杂志|记者|专栏|社论|报社|总编辑|主编)?"
    r"(?:\d{1,2}日|周[一二三四五六日]|星期[一二三四五六日])?(?:引述|援引|独家)?(?:报道|报导|消息|刊文|刊登|社评|社论|撰文|发文|评论员|总编辑|主编)"
)
_NOT_A_MEDIUM = re.compile(
    r"(?:法|条例|宪法|声明|协议|协定|公约|准则|决定|报告|白皮书|法案|细则|日记|手册|宣言)$"
)
_CAPITALS = re.compile(
    r"(?<=[\u4e00-\u9fff])(?P<name>[A-Z'’-]{2,}(?: [A-Z]\.?)?(?: [A-Z'’-]{3,}){1,2})(?![A-Za-z])"
)
# what hardly stands inside a body's name, so that a body is not looked for beyond it
_NEVER_INSIDE = (
    r"\s，。、；：:！？!?“”\"《》「」『』（）()的了在是和与对将被说称及向为也并"
    r"从就于由而至以但却让使令受到自当或等其这那该"
)


def media(line: str) -> Iterator[Found]:
    """Newspapers and the like, in title marks."""
    for pattern in (_MEDIUM, _REPORTING):
        for match in pattern.finditer(line):
            if not _NOT_A_MEDIUM.search(match["name"]):
                start, end = match.span("name")
                yield _organisation(start, end, MEDIA_SCORE)


def bodies(line: str, places: Sequence[Found], known: Iterable[Found]) -> Iterator[Found]:
    """Bodies that carry a place's name: from where the place begins to where such names end.

    A place before a known organisation that is no such body (布鲁塞尔 + 欧盟议会) belongs to nobody's name.
    """
    known_ends = {
        name.end
        for name in known
        if name.entity_kind is EntityKind.ORGANISATION and line[name.start : name.end] not in country_bodies()
    }
    starts = {place.end: place.start for place in places}
    for end in sorted(starts):
        match = _body().match(line, end)
        if match is None or (line[match.end() : match.end() + 1] in ("长", "级", "门", "法")):
            continue
        start = starts[end]
        while start in starts:
            start = starts[start]
        is_kind = line[start:end] in gazetteer().countries and generic_organisation().fullmatch(match.group())
        # 香港政府推迟立法会: a body that is known by itself has nothing between its country and it
        is_apart = match.group() not in country_bodies() and match.group().endswith(_country_bodies())
        if match.end() not in known_ends and not is_kind and not is_apart:
            yield _organisation(start, match.end(), BODY_SCORE)


def capitals(line: str) -> Iterator[Found]:
    """People in capital letters behind what they are: 策略师IMRE SPEIZER."""
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


def joined(line: str, organisation: Found, places: Iterable[Found]) -> Found:
    """The organisation with the places right before it that belong to its name: 中国 + 外交部."""
    text = line[organisation.start : organisation.end]
    is_whole = is_known_organisation(text) and text not in country_bodies()
    if is_whole or (not text.startswith(joining_ends()) and not text.endswith(joining_ends())):
        return organisation
    starts = {place.end: place.start for place in places}
    start = organisation.start
    while start in starts:
        start = starts[start]
    return Found(
        start=start,
        end=organisation.end,
        entity_kind=organisation.entity_kind,
        method_kind=organisation.method_kind,
        score=organisation.score,
    )


@cache
def _country_bodies() -> tuple[str, ...]:
    return tuple(sorted(country_bodies()))


@cache
def _body() -> re.Pattern[str]:
    inside = f"(?!{'|'.join(column('verbs_within', 'word'))})[^{_NEVER_INSIDE}]"
    return re.compile(f"(?:驻(?:{inside}){{1,8}}?|(?:{inside}){{0,8}}?){any_of(joining_ends())}")
