"""Read datelines, （法新社伦敦20日电）, and openings that attribute a text to an agency, 据路透社报道.

Here: the head of one paragraph. Not here: what follows for the article (etl/page/agency.py), the words
(lexicon/agencies.csv, wire_words.csv, byline_places.csv), an outlet's own form (etl/outlets/).
"""

import re
from dataclasses import dataclass

from etl import lexicon
from etl.kinds import AuthorKind, RoleKind
from etl.lexicon import either
from etl.model import Credit
from etl.normalize.author import agencies_in, name_list

_AGENCY = lexicon.any_word(
    row["name"] for row in lexicon.rows("agencies") if row["author_kind"] == AuthorKind.AGENCY
)
_PLACE = lexicon.any_word(lexicon.column("byline_places", "place"))
_REPORTER, _WIRED = either("wire_words", "reporter"), either("wire_words", "wired")
_SENT = f"(?:{_WIRED}|{either('wire_words', 'sent')})"
_DAY = r"(?:\d{1,2}月)?\d{1,2}日"
_HAN = r"[\u3400-\u9fff]"
# （中央社記者甲北京28日電）, 【…讯】（大纪元记者甲综合报导）
BRACKETED = re.compile(
    rf"\s*(?:【[^】]{{2,30}}】\s*)?[（(【\[]\s*(?P<house>{_AGENCY}|{_HAN}{{2,7}}?)"
    rf"(?P<post>{_REPORTER}\s*(?P<names>[^（）()\d，。：]{{2,30}}?)|(?P<place>(?:(?!{_REPORTER})[^（）()\d，。：]){{0,14}}?))"
    rf"\s*(?P<day>{_DAY})?\s*(?P<how>{either('wire_words', 'how')}){{0,2}}{_SENT}(?:{_SENT})?\s*[）)】\]]"
)
# 新华社北京7月1日电（记者甲）, 路透北京7月1日 -
OPEN = re.compile(
    rf"\s*(?P<house>{_AGENCY})(?P<place>{_HAN}{{0,8}}?)\s*{_DAY}\s*(?:{either('wire_words', 'how')}?{_WIRED}|[-–—])"
    rf"\s*(?:[（(]\s*{_REPORTER}(?P<names>[^（）()，。：]{{2,30}})[）)])?"
)
NAME_AND_PLACE = re.compile(rf"(?P<name>{_HAN}{{3}})(?P<place>{_HAN}{{2}})")  # 吳睿騏桃園
ENDS_IN_PLACE = re.compile(rf"(?P<names>.{{2,}}?)(?P<place>{_PLACE})")
ATTRIBUTED = re.compile(
    rf"(?P<bracket>[（(][^（()）]{{2,12}}[）)]\s*)?(?P<by>{either('wire_words', 'attributed')})?"
    rf"{either('wire_words', 'qualifier')}{{0,2}}(?P<agency>{_AGENCY})"
    rf"[^，。：:！？「“]{{0,22}}?{either('wire_words', 'reports')}(?!了)"
)
RESTS_ON = re.compile(
    rf"{either('wire_words', 'attributed')}{either('wire_words', 'qualifier')}{{0,2}}(?P<agency>{_AGENCY})"
    rf"[^，。：:！？「“]{{0,22}}?{either('wire_words', 'reports')}"
)
NAMED = re.compile(_AGENCY)
SENTENCES = re.compile(r"[^。！？\n]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Dateline:
    """A dateline: the place of a report, its reporters, and the agencies whose text it is."""

    place: str | None = None
    agencies: tuple[Credit, ...] = ()
    reporters: tuple[Credit, ...] = ()


def read_dateline(text: str) -> Dateline | None:
    """Parse the dateline at the head of a paragraph; None without one.

    The house is an agency, or any name behind which a reporter is named: （大纪元记者甲综合报导）.
    """
    match = BRACKETED.match(text) or OPEN.match(text)
    if match is None:
        return None
    agencies = agencies_in(match["house"]) if re.fullmatch(_AGENCY, match["house"]) else ()
    names, place = match["names"], match["place"]
    if not agencies and not names:
        return None
    if names:
        together = ENDS_IN_PLACE.fullmatch(names) or NAME_AND_PLACE.fullmatch(names)
        names, place = together.groups() if together else (names, place)
    return Dateline(
        place=(place or "").strip() or None,
        agencies=agencies,
        reporters=name_list(names, RoleKind.REPORTER) if names else (),
    )


def retold_agency(text: str) -> str | None:
    """Find the agency to which the first words of a paragraph attribute what follows: 据路透社今天报道."""
    match = ATTRIBUTED.match(text)
    return match["agency"] if match else None


def agencies_drawn_on(text: str) -> set[str]:
    """Find the agencies from whose reports a paragraph takes sentences: 根据法新社报道, anywhere in it."""
    if NAMED.search(text) is None:
        return set()
    begun = {match["agency"] for part in SENTENCES.findall(text) if (match := ATTRIBUTED.match(part.strip()))}
    return begun | {match["agency"] for match in RESTS_ON.finditer(text)}
