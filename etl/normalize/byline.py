"""Parse bylines and credit lines to people and agencies with their roles.

Here: the forms that outlets share. Not here: the form of one outlet's line (etl/outlets/), recognising a name
(author.py), the words themselves (lexicon/titles.csv, byline_words.csv, byline_places.csv).
"""

import re
from dataclasses import dataclass

from etl import lexicon
from etl.kinds import AuthorKind, RoleKind
from etl.lexicon import either, words
from etl.model import Credit
from etl.normalize.author import (
    EDGES,
    EMAIL,
    NO_NAME,
    SEPARATOR,
    author_kind,
    is_pen_name,
    is_plain_name,
    name_list,
    one_name,
    pieces_of,
)
from etl.normalize.dateline import read_dateline
from etl.normalize.text import clean_line, fold_name

ROLES = {row["title"]: RoleKind(row["byline_role"]) for row in lexicon.rows("titles") if row["byline_role"]}
PLACES = lexicon.any_word(lexicon.column("byline_places", "place"))
JOINTS = "[/／、和与]"  # between two labels of one name

_LABELS = lexicon.any_word(ROLES)
# 编译 A, 记者：A, 译者/A, 编译/审校 A
LABEL = re.compile(
    rf"(?P<labels>{_LABELS}(?:{JOINTS}{_LABELS})*)"
    r"(?P<mark>\s*[：:︰/／|｜︱丨]\s*|\s+|(?=[^\W\d_]))"
)
BESIDE_OTHERS = frozenset(words("byline_words", "beside_others"))  # labels only on a line with another
NEEDS_MARK = frozenset({*(label for label in ROLES if len(label) == 1), *words("byline_words", "needs_mark")})
_REPORTED, _SENT_FROM = either("byline_words", "reported"), either("byline_words", "sent_from")
REPORTED = re.compile(
    rf"(?P<names>.*?)\s*(?:(?P<place>{PLACES})?\s*{either('byline_words', 'how_reported')}?{_REPORTED}"
    rf"|{_SENT_FROM}\s*(?P<from>[\u3400-\u9fff]{{2,8}}))"
)
REPORT = re.compile(f"{_REPORTED}|{_SENT_FROM}")
SUPPLEMENTING = re.compile(either("byline_words", "supplementing"))
PLACE_BESIDE = re.compile(rf"(?<=[)）]){PLACES}(?=[、,，和])")  # A（Latin）北京、B（Latin）上海报道
COMPILED = re.compile(either("wire_words", "compiled"))
WITH_AGENCIES = re.compile(
    r"(?P<names>[^（()）。]{2,60}?)\s*[/／]?\s*"
    rf"(?:[（(](?P<inside>[^（()）。]{{1,60}})[）)]|{either('wire_words', 'compiled')})"
)
LAST_BRACKET = re.compile(r"[（(](?P<inside>[^（()）]{2,80})[）)]\s*$")
_SOURCE = lexicon.any_word(
    row["label"] for row in lexicon.rows("field_labels") if row["field"] == RoleKind.SOURCE
)
SOURCE = re.compile(rf"[（(]\s*{_SOURCE}\s*[：:]\s*(?P<name>[^（()）。，；：:]{{2,24}})\s*[）)][。.]?$")
SOURCE_LINE = re.compile(rf"{_SOURCE}\s*[：:]\s*(?P<name>[^（()）。，；：:\s]{{2,24}})")
SOURCE_ENDS = ("）", ")", "）。", ")。", ").")
LONGEST_SOURCE = 48  # characters of a bracket that names the source
FILE_NUMBER = re.compile(r"(?<=[）)])\s*\d{6,8}\s*$")  # the number of a piece, behind its credits
HASHES = re.compile(r"^[#＃]\s*([^#＃]{4,60}?)\s*[#＃]$")
QUOTES = ("“", "「", "『", '"')
LONGEST_LEADING = 32  # characters up to the end of the first label
LONGEST_LINE = 160  # characters of a line of credits


@dataclass(frozen=True, kw_only=True, slots=True)
class Byline:
    """A parsed credit line. prose: the rest of its paragraph; None if all of it is credits.

    is_compiled: it names agencies beside the writers, or says 综合报道: the text draws on others' reports.
    """

    credits: tuple[Credit, ...] = ()
    place: str | None = None
    prose: str | None = None
    is_compiled: bool = False


def names_with_agencies(text: str, role: RoleKind) -> Byline | None:
    """Parse a line such as A/B（agency、agency等）, A (综合报道) or A 综合报道; None for any other text."""
    line = clean_line(text)
    match = WITH_AGENCIES.fullmatch(line)
    if match is None or not all(is_plain_name(piece) for piece in pieces_of(match["names"])):
        return None
    inside = [piece.strip(EDGES) for piece in SEPARATOR.split(match["inside"] or "")]
    sources = [
        one_name(piece, RoleKind.SOURCE) for piece in inside if piece and piece.casefold() not in NO_NAME
    ]
    credits = (*name_list(match["names"], role), *(source for source in sources if source))
    is_compiled = bool(COMPILED.search(line)) or any(one.role_kind is RoleKind.AGENCY for one in credits)
    return Byline(credits=credits, is_compiled=is_compiled)


def labelled_credits(text: str) -> Byline | None:
    """Parse a line of labels and names: 编译 A；审校 B, 记者：A台北报道 责编：B、C, （译者：A/核稿：B）, 译者/A.

    None for any other text: prose may begin with a label, so every word must be a name.
    """
    if len(text) > 2 * LONGEST_LINE:
        return None
    line = clean_line(text).lstrip(EDGES).rstrip(" )）]】。.#＃◇")
    if len(line) > LONGEST_LINE or LABEL.search(line, 0, LONGEST_LEADING) is None:
        return None
    labels = _labels(line)
    if all(label["labels"] in BESIDE_OTHERS for label in labels):  # 图：, which may begin a caption
        return None
    leading = _leading(line[: labels[0].start()]) if labels else None
    if leading is None:
        return None
    found: dict[tuple[str, RoleKind], Credit] = {
        (fold_name(c.author_name), c.role_kind): c for c in leading.credits
    }
    place = leading.place
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        segment = line[label.end() : following.start() if following else len(line)]
        if segment.startswith(QUOTES):  # 责编：“删掉。” is speech
            return None
        segment = segment.strip(EDGES + "/／")
        reported = REPORTED.fullmatch(segment)
        if reported is not None:
            segment, place = reported["names"], place or reported["place"] or reported["from"]
        if reported is None and not label["mark"] and len(labels) == 1:  # 作者简介 and the like
            return None
        is_name = is_pen_name if label["mark"].strip() else is_plain_name
        if segment and not EMAIL.search(segment) and not all(is_name(piece) for piece in pieces_of(segment)):
            return None
        for name in [label["labels"]] if label["labels"] in ROLES else re.split(JOINTS, label["labels"]):
            credits = name_list(segment, ROLES[name])
            found.update(((fold_name(credit.author_name), credit.role_kind), credit) for credit in credits)
    return Byline(credits=tuple(found.values()), place=place)


def closing_credits(text: str) -> Byline | None:
    """Parse last brackets of credits: …。（譯者：A/核稿：B）1091020, …（白沙报记者A报导）, #记者A採訪報導#.

    None for any other text: every last bracket that is taken holds labels and names, or a reporter who reports.
    """
    line = HASHES.sub(r"（\1）", text.strip())
    end = FILE_NUMBER.sub("", line)
    credits: list[Credit] = []
    place = None
    while (last := LAST_BRACKET.search(end)) is not None:
        found = labelled_credits(last["inside"]) or _reporting(last[0].strip())
        if found is None or not found.credits:
            break
        credits[:0] = found.credits
        place = found.place or place
        end = end[: last.start()].rstrip()
    return Byline(credits=tuple(credits), place=place, prose=end or None) if credits else None


def closing_source(text: str, *, is_last: bool) -> Byline | None:
    """Parse （来源：NAME）, 来源：NAME: a line, or the last bracket of a text's last paragraph; None for any other."""
    match = SOURCE.search(text, max(0, len(text) - LONGEST_SOURCE)) if text.endswith(SOURCE_ENDS) else None
    match = match or SOURCE_LINE.fullmatch(text)
    if match is None or (match.start() and not is_last):
        return None
    credits = name_list(match["name"], RoleKind.SOURCE)
    if match.start() and not credits:
        return None
    return Byline(credits=credits, prose=text[: match.start()].rstrip() or None)


def _reporting(bracket: str) -> Byline | None:
    """Parse （HOUSE记者NAMES PLACE报导）."""
    told = read_dateline(bracket)
    if told is None or not told.reporters or told.agencies:
        return None
    return Byline(credits=told.reporters, place=told.place)


def reported_credits(text: str) -> Byline | None:
    """Parse a line such as NAME（Latin Name）PLACE补充报道; None for any other text."""
    if len(text) > LONGEST_LINE or REPORT.search(text, max(0, len(text) - LONGEST_LEADING)) is None:
        return None
    line = clean_line(text).strip(EDGES.replace("（", "").replace("(", ""))
    match = REPORTED.fullmatch(PLACE_BESIDE.sub("", line))
    if (
        match is None
        or not match["names"]
        or not (match["place"] or match["from"] or SUPPLEMENTING.search(match[0]))
    ):
        return None
    if not all(is_plain_name(piece) for piece in pieces_of(match["names"])):
        return None
    return Byline(credits=name_list(match["names"], RoleKind.REPORTER))


def _labels(line: str) -> list[re.Match[str]]:
    """Find the labels of a line; a common word counts only with a mark behind it."""
    found = []
    for match in LABEL.finditer(line):
        has_mark = bool(match["mark"].strip())
        if match["labels"] not in NEEDS_MARK or has_mark:
            found.append(match)
    return found


def _leading(text: str) -> Byline | None:
    """Parse what precedes the first label: nothing, an outlet, an outlet and a reporter; None for anything else."""
    text = text.strip(EDGES)
    if not text or text.casefold() in NO_NAME or author_kind(text) is not AuthorKind.PERSON:
        return Byline()
    reported = REPORTED.fullmatch(text)
    outlet, _, names = (reported["names"] if reported else "").partition(" ")
    if reported is None or author_kind(outlet) is AuthorKind.PERSON:
        return None
    return Byline(credits=name_list(names, RoleKind.REPORTER), place=reported["place"])
