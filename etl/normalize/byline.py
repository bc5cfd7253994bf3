"""Bylines and credit lines: text in, people and agencies with their roles out.

Here: what bylines of any outlet have in common. Not here: the form of one outlet's own line (etl/outlets/), and
the words themselves (lexicon/titles.csv, agencies.csv, byline_places.csv).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from etl import lexicon
from etl.kinds import AuthorKind, RoleKind
from etl.model import Credit
from etl.normalize.text import clean_line, fold_name

ROLES = {row["title"]: RoleKind(row["byline_role"]) for row in lexicon.rows("titles") if row["byline_role"]}
AGENCIES = {fold_name(row["name"]): row for row in lexicon.rows("agencies")}
PLACES = "|".join(lexicon.column("byline_places", "place"))

_LABELS = lexicon.any_of(ROLES)
# 编译 A, 记者：A, 译者/A, 编译/审校 A
LABEL = re.compile(
    rf"(?P<labels>{_LABELS}(?:[/／、和与]{_LABELS})*)"
    r"(?P<mark>\s*[：:︰/／|｜︱丨]\s*|\s+|(?=[^\W\d_]))"
)
NEEDS_MARK = frozenset(label for label in ROLES if len(label) == 1) | {"报道", "采访", "採訪", "文字", "图片"}
SEPARATOR = re.compile(r"\s*[、丶,，/／;；&＆]\s*|\s+(?:and|und|et)\s+")
REPORTED = re.compile(
    rf"(?P<names>.*?)\s*(?:(?P<place>{PLACES})?\s*(?:综合|綜合|采访|採訪|专访|补充)?(?:报道|报导|報道|報導|摄|攝)"
    r"|(?:发自|發自)\s*(?P<from>[\u3400-\u9fff]{2,8}))"
)
REPORT = re.compile(r"报道|报导|報道|報導|摄|攝|发自|發自")
PLACE_BESIDE = re.compile(rf"(?<=[)）])(?:{PLACES})(?=[、,，和])")  # A（Latin）北京、B（Latin）上海报道
AGENCY_IN_TEXT = re.compile(
    "|".join(re.escape(row["name"]) for row in sorted(lexicon.rows("agencies"), key=lambda row: -len(row["name"]))
             if row["author_kind"] == AuthorKind.AGENCY)
)  # fmt: skip
BRACKET = re.compile(r"(?P<name>[^（(]+?)\s*[（(]\s*(?P<inside>[^（()）]*)\s*[）)]?")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f .'’\-]*")
EMAIL = re.compile(r"[\w.+-]+@[\w.-]+\.\w+")
EDGES = " \u3000()（）[]【】《》〈〉“”\"'。.，,：:；;·|｜*"
QUOTES = ("“", "「", "『", '"')
TITLES = re.compile(
    r"^(?:null\s+|[Bb]y\s+|据(?=.+社)|(?:特约|本台|本报|本刊|驻\w{1,6}?)?(?:数据新闻)?"
    r"(?:实习生|实习记者|特约记者|特派员|记者|記者|通讯员|主播|作者)\s*(?=\S))"
    r"|\s*(?:等|综合|編譯|综合报道|综合报导|綜合報導|摘编|摘編|专稿)$"
)
NO_NAME = frozenset(row["word"] for row in lexicon.rows("not_author_names"))
LONGEST_PLAIN_NAME = 4  # Han characters of a name with no middle dot
LONGEST_NAME = 14  # Han characters of any name
LONGEST_LEADING = 32  # characters up to the end of the first label
LONGEST_LINE = 160  # characters of a line of credits
HAN = re.compile(r"[\u3400-\u9fff]")
HAN_NAME = re.compile(
    r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,6}(?:[·•・‧.．\-－][\u3400-\u9fffA-Za-z]{1,8}){1,3}"
)
LATIN_NAME = re.compile(
    r"[A-Z][\w.'’\-]*(?:\s+(?:[A-Z][\w.'’\-]*|de|da|del|der|van|von|bin|al|el|la|le)){0,4}"
)
PEN_NAME = re.compile(r"[\w·•\-]{1,12}(?:\s[\w·•\-]{1,12})?")
SENTENCE = re.compile(r"[。！？!?…“”]|说|称$|表示|认为|指出|写道|報導|没有|可以|已经|为了|对|對|是|的")
PUBLISHER = re.compile(
    r".*(?:社|电视台|電視台|电台|電台|日报|日報|时报|時報|晚报|晚報|早报|邮报|周刊|週刊|杂志|雜誌|新闻网|新聞網|新闻|汇报"
    r"|广播公司|Images|Press|News|Times)"
)
DESK = re.compile(
    r".*(?:编辑部|編輯部|新闻部|中文部|中文网|中文網|报道组|编译组|编译部|采访组|记者组|新闻组)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Byline:
    """What a credit line says. prose is what of its paragraph remains; None where it is a credit all through."""

    credits: tuple[Credit, ...] = ()
    place: str | None = None
    prose: str | None = None


def author_kind(name: str) -> AuthorKind:
    """Whether a name is a person's, an agency's (any medium that signs) or a desk's."""
    known = AGENCIES.get(fold_name(name))
    if known is not None:
        return AuthorKind(known["author_kind"])
    if DESK.fullmatch(name):
        return AuthorKind.DESK
    if len(name) > 3 and PUBLISHER.fullmatch(name):
        return AuthorKind.AGENCY
    return AuthorKind.PERSON


def name_list(text: str, role: RoleKind) -> tuple[Credit, ...]:
    """The names in a list such as A、B / C and D, each once, agencies told from people; what is no name is left out."""
    found: dict[str, Credit] = {}
    for piece in _pieces(EMAIL.sub(" ", text)):
        credit = one_name(piece, role)
        if credit is not None:
            found.setdefault(fold_name(credit.author_name), credit)
    return tuple(found.values())


@lru_cache(maxsize=16_384)
def one_name(text: str, role: RoleKind) -> Credit | None:
    """One name with its role; None where the text is no name."""
    name, latin = clean_line(text).strip(" ,，、/；;"), None
    beside = BRACKET.fullmatch(name)
    if beside:
        name = beside["name"]
        latin = beside["inside"].strip() if LATIN.fullmatch(beside["inside"].strip()) else None
    name = name.strip(EDGES)
    while (shorter := TITLES.sub("", name).strip(EDGES)) != name:
        name = shorter
    if name in NO_NAME or len(name) > 40 or not re.search(r"[^\W\d_]", name):
        return None
    if HAN.search(name) and (SENTENCE.search(name) or len(HAN.findall(name)) > LONGEST_NAME):
        return None
    if not HAN.search(name):
        name = _title_case(name)
    return _credit(name, role, latin)


def agency_credit(name: str) -> Credit:
    """A medium that signs for a text, under the one name that it has here."""
    known = AGENCIES.get(fold_name(name))
    name = (known["agency_name"] or known["name"]) if known else name
    return Credit(author_name=name, role_kind=RoleKind.AGENCY, author_kind=AuthorKind.AGENCY)


def agencies_in(text: str) -> tuple[Credit, ...]:
    """The news agencies that a text names, each once."""
    return tuple(dict.fromkeys(agency_credit(name) for name in AGENCY_IN_TEXT.findall(text)))


def names_with_agencies(text: str, role: RoleKind) -> tuple[Credit, ...] | None:
    """A line such as A/B（agency、agency等）or A (综合报道); None where the text is no such line."""
    match = re.fullmatch(
        r"(?P<names>[^（()）。]{2,60}?)\s*[/／]?\s*[（(](?P<inside>[^（()）。]{1,60})[）)]", clean_line(text)
    )
    if match is None or not all(_is_plain_name(piece) for piece in _pieces(match["names"])):
        return None
    inside = [piece.strip(EDGES) for piece in SEPARATOR.split(match["inside"])]
    agencies = [one_name(piece, RoleKind.AGENCY) for piece in inside if piece and piece not in NO_NAME]
    return (*name_list(match["names"], role), *(agency for agency in agencies if agency))


def labelled_credits(text: str) -> Byline | None:
    """A line made of labels and names: 编译 A；审校 B, 记者：A台北报道 责编：B、C, （译者：A/核稿：B）, 译者/A.

    None where the text is anything else: prose that begins with a label is prose, so every word must be a name.
    """
    if len(text) > 2 * LONGEST_LINE:
        return None
    line = clean_line(text).lstrip(EDGES).rstrip(" )）]】。.")
    if len(line) > LONGEST_LINE or LABEL.search(line, 0, LONGEST_LEADING) is None:
        return None
    labels = _labels(line)
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
        is_name = _is_pen_name if label["mark"].strip() else _is_plain_name
        if segment and not EMAIL.search(segment) and not all(is_name(piece) for piece in _pieces(segment)):
            return None
        for name in (
            [label["labels"]] if label["labels"] in ROLES else re.split(r"[/／、和与]", label["labels"])
        ):
            credits = name_list(segment, ROLES[name])
            found.update(((fold_name(credit.author_name), credit.role_kind), credit) for credit in credits)
    return Byline(credits=tuple(found.values()), place=place)


def reported_credits(text: str) -> Byline | None:
    """A line such as NAME（Latin Name）PLACE补充报道; None where the text is anything else."""
    if len(text) > LONGEST_LINE or REPORT.search(text, max(0, len(text) - LONGEST_LEADING)) is None:
        return None
    line = clean_line(text).strip(EDGES.replace("（", "").replace("(", ""))
    match = REPORTED.fullmatch(PLACE_BESIDE.sub("", line))
    if match is None or not match["names"] or not (match["place"] or match["from"] or "补充" in match[0]):
        return None
    if not all(_is_plain_name(piece) for piece in _pieces(match["names"])):
        return None
    return Byline(credits=name_list(match["names"], RoleKind.REPORTER))


def _credit(name: str, role: RoleKind, latin: str | None) -> Credit:
    kind = author_kind(name)
    if kind is AuthorKind.AGENCY or (role is RoleKind.AGENCY and kind is AuthorKind.PERSON):
        return agency_credit(name)
    return Credit(author_name=name, role_kind=role, author_kind=kind, latin_name=latin)


def _is_plain_name(piece: str) -> bool:
    """Whether a piece can be nothing but a name: 2 to 4 Han characters, a Latin name, a medium."""
    credit = one_name(piece, RoleKind.REPORTER)
    if credit is None:
        return piece.strip(EDGES) in NO_NAME
    name = credit.author_name
    return credit.author_kind is not AuthorKind.PERSON or bool(
        HAN_NAME.fullmatch(name) or LATIN_NAME.fullmatch(name)
    )


def _is_pen_name(piece: str) -> bool:
    """Whether a piece can be a name behind a label with a mark: pen names too."""
    credit = one_name(piece, RoleKind.REPORTER)
    return _is_plain_name(piece) or (credit is not None and bool(PEN_NAME.fullmatch(credit.author_name)))


def _labels(line: str) -> list[re.Match[str]]:
    """The labels of a line; a word that is common counts only with a mark behind it."""
    found = []
    for match in LABEL.finditer(line):
        has_mark = bool(match["mark"].strip())
        if match["labels"] not in NEEDS_MARK or has_mark:
            found.append(match)
    return found


def _leading(text: str) -> Byline | None:
    """What may stand before the first label: nothing, an outlet's name, an outlet's name with a reporter's."""
    text = text.strip(EDGES)
    if not text or text in NO_NAME or author_kind(text) is not AuthorKind.PERSON:
        return Byline()
    reported = REPORTED.fullmatch(text)
    outlet, _, names = (reported["names"] if reported else "").partition(" ")
    if reported is None or author_kind(outlet) is AuthorKind.PERSON:
        return None
    return Byline(credits=name_list(names, RoleKind.REPORTER), place=reported["place"])


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for piece in SEPARATOR.split(text):
        words = piece.split()
        are_names = len(words) > 1 and fold_name(piece) not in AGENCIES
        if are_names and all(HAN.match(word) and "（" not in word and "(" not in word for word in words):
            if all(len(word) == 1 for word in words):  # a name of two characters, spaced out
                words = ["".join(words)]
            # a long word after a name says who that is
            pieces.extend(
                word for number, word in enumerate(words) if not number or len(word) <= LONGEST_PLAIN_NAME
            )
        elif piece.strip():
            pieces.append(piece)
    return pieces


def _title_case(name: str) -> str:
    """KEITH BRADSHER → Keith Bradsher, McCABE → McCabe; a name that is not in capitals stays, and so does ARD."""
    capitals = sum(map(str.isupper, name))
    if capitals < 3 or " " not in name or re.search(r"[a-z]{2,}", re.sub(r"Ma?c", "", name)):
        return name
    capital = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
    capital = re.sub(r"\bMc([a-z])", lambda word: "Mc" + word[1].upper(), capital)
    return re.sub(r"([’'])S\b", r"\1s", capital)
