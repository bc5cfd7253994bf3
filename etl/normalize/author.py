"""Parse names of authors: from a text to the people, agencies, media and desks it names.

Here: recognising a name, its kind, and splitting lists of names. Not here: lines in which labels say who did what
(byline.py), the words (lexicon/byline_words.csv, media_words.csv, not_author_names.csv).
"""

import re
from functools import lru_cache

from etl import lexicon
from etl.kinds import AuthorKind, RoleKind
from etl.lexicon import either, words
from etl.model import Credit
from etl.normalize.shadow import shadow
from etl.normalize.text import clean_line, fold_name

AGENCIES = {fold_name(row["name"]): row for row in lexicon.rows("agencies")}
SEPARATOR = re.compile(r"\s*[、丶,，/／;；&＆]\s*|\s+(?:and|und|et)\s+")
AGENCY_IN_TEXT = re.compile(
    lexicon.any_word(
        row["name"] for row in lexicon.rows("agencies") if row["author_kind"] == AuthorKind.AGENCY
    )
)
BRACKET = re.compile(r"(?P<name>[^（(]+?)\s*[（(]\s*(?P<inside>[^（()）]*)\s*[）)]?")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f .'’\-]*")
EMAIL = re.compile(r"[\w.+-]+@[\w.-]+\.\w+")
MARKUP = re.compile(r"<[^<>]*>")
NO_SIGN = re.compile(r"[<>{}=\"\\]|//|\d{5}")  # signs of markup and addresses, file numbers: in no name
LETTER = re.compile(r"[^\W\d_]")  # a name has one; what censors blacked out has none: ■■■
FILE_CODE = re.compile(r"(?<=[\u3400-\u9fff])[\s_]*[A-Z]{1,4}[_\d]\d{1,5}$")  # 周一禾 SN123, 周一禾_NB12
EDGES = " \u3000()（）[]【】《》〈〉“”″\"'。.，,：:；;·|｜*"
POST = re.compile(  # 本台记者, 驻华盛顿记者, 据…社: a post in front of the name, not part of it
    rf"^(?:null\s+|[Bb]y\s+|据(?=.+社)|(?:{either('byline_words', 'whose')}|驻\w{{1,6}}?)?"
    rf"{either('byline_words', 'section')}?{either('byline_words', 'post')}\s*(?=\S))"
    rf"|^\S{{0,12}}{either('byline_words', 'post')}\s+(?=\S)|(?<=\S)\s+\S{{0,12}}{either('byline_words', 'post')}$"
    rf"|\s*{either('byline_words', 'behind')}$"
)
NO_NAME = frozenset(word.casefold() for word in lexicon.column("not_author_names", "word"))
LONGEST_PLAIN_NAME = 4  # Han characters of a name with no middle dot
LONGEST_NAME = 14  # Han characters of any name
HAN = re.compile(r"[\u3400-\u9fff]")
HAN_NAME = re.compile(
    r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,6}(?:[·•・‧.．\-－][\u3400-\u9fffA-Za-z]{1,8}){1,3}"
)
WITH_PLACE = re.compile(
    rf"(?P<name>[\u3400-\u9fff]{{2,3}}){lexicon.any_word(lexicon.column('byline_places', 'place'))}"
)
PERSONAL = re.compile(rf"{lexicon.any_word(lexicon.column('surnames', 'surname'))}[\u3400-\u9fff]{{1,2}}")
# a post or a report in the place of a name: 北美科技记者, 香港报道
NO_PERSON = re.compile(rf"(?:{either('byline_words', 'post')}|{either('wire_words', 'sent')})$")
ONLY_POST = re.compile(rf"\S{{0,8}}{either('byline_words', 'post')}")
LATIN_NAME = re.compile(
    r"[A-Z][\w.'’\-]*(?:\s+(?:[A-Z][\w.'’\-]*|de|da|del|der|van|von|bin|al|el|la|le)){0,4}"
)
PEN_NAME = re.compile(r"[\w·•\-]{1,12}(?:\s[\w·•\-]{1,12})?")
SENTENCE = re.compile(
    rf"[。！？!?…“”]|{either('byline_words', 'sentence')}|{either('byline_words', 'sentence_end')}$"
)
# how their names end
PUBLISHERS, AGENCY_ENDS = words("media_words", "publisher"), words("media_words", "agency")
DESKS = words("byline_words", "desk")
# what an agency or a medium is credited with where a writer's name stands
ATTRIBUTED = words("wire_words", "attributed")
WRITING = (RoleKind.REPORTER, RoleKind.COLUMNIST, RoleKind.AGENCY, RoleKind.SOURCE)
ROLE_AS_WRITER = {AuthorKind.AGENCY: RoleKind.AGENCY, AuthorKind.MEDIUM: RoleKind.SOURCE}


def author_kind(name: str) -> AuthorKind:
    """Whether a name is a person's, a news agency's, a medium's or a desk's."""
    known = AGENCIES.get(fold_name(name))
    if known is not None:
        return AuthorKind(known["author_kind"])
    if name.endswith(DESKS):
        return AuthorKind.DESK
    if len(name) > 3 and name.endswith(AGENCY_ENDS):
        return AuthorKind.AGENCY
    if len(name) > 3 and name.endswith(PUBLISHERS):
        return AuthorKind.MEDIUM
    return AuthorKind.PERSON


@lru_cache(maxsize=16_384)
def author_key(name: str) -> str:
    """Give what is equal for all spellings of an author's name: one script, no case, spaces and dots."""
    return fold_name(shadow(name))


def name_list(text: str, role: RoleKind) -> tuple[Credit, ...]:
    """Parse a list of names such as A、B / C and D, each once; pieces that are not names are left out.

    A desk beside people is theirs, and so is a house beside people who edit or translate.
    """
    found: dict[str, Credit] = {}
    for piece in pieces_of(EMAIL.sub(" ", MARKUP.sub(" ", text))):
        credit = one_name(piece, role)
        if credit is not None:
            found.setdefault(fold_name(credit.author_name), credit)
    kinds = {credit.author_kind for credit in found.values()}
    if AuthorKind.PERSON not in kinds or len(kinds) == 1:
        return tuple(found.values())
    theirs = (AuthorKind.DESK,) if role in WRITING else (AuthorKind.DESK, *ROLE_AS_WRITER)
    return tuple(credit for credit in found.values() if credit.author_kind not in theirs)


@lru_cache(maxsize=16_384)
def one_name(text: str, role: RoleKind) -> Credit | None:
    """Parse one name with its role; None if the text is not a name."""
    name, latin = clean_line(text).strip(" ,，、/；;"), None
    beside = BRACKET.fullmatch(name)
    if beside:
        name = beside["name"]
        latin = beside["inside"].strip() if LATIN.fullmatch(beside["inside"].strip()) else None
    name = name.strip(EDGES)
    if latin and name.startswith(ATTRIBUTED) and len(name) > 2:  # 据约翰宁（Boris Johnning）
        name = name[1:]
    while (shorter := POST.sub("", name).strip(EDGES)) != name:
        name = shorter
    name = FILE_CODE.sub("", name)
    if name.casefold() in NO_NAME or NO_SIGN.search(name) or len(name) > 40 or not LETTER.search(name):
        return None
    if NO_PERSON.search(name) and author_kind(name) is AuthorKind.PERSON:
        return None
    name = _without_place(name)
    if HAN.search(name) and (SENTENCE.search(name) or len(HAN.findall(name)) > LONGEST_NAME):
        return None
    if not HAN.search(name):
        name = _title_case(name)
    return _credit(name, role, latin)


def is_personal_name(name: str) -> bool:
    """Whether a name is surely a Chinese person's: a surname and one or two characters behind it."""
    return bool(PERSONAL.fullmatch(shadow(name))) and author_kind(name) is AuthorKind.PERSON


def _without_place(name: str) -> str:
    """Take off a place glued to a person's name: 杨缘北京."""
    glued = WITH_PLACE.fullmatch(name)
    is_glued = glued is not None and is_personal_name(glued["name"]) and fold_name(name) not in AGENCIES
    return glued["name"] if glued is not None and is_glued else name


def source_credit(name: str) -> Credit:
    """Make the credit of the agency, medium or account that a text is taken from, under its canonical name."""
    return _credit(name, RoleKind.SOURCE, None)


def agencies_in(text: str) -> tuple[Credit, ...]:
    """Find the news agencies that a text names, each once; media are not found."""
    return tuple(dict.fromkeys(source_credit(name) for name in AGENCY_IN_TEXT.findall(text)))


def _credit(name: str, role: RoleKind, latin: str | None) -> Credit:
    kind, known = author_kind(name), AGENCIES.get(fold_name(name))
    if role in (RoleKind.AGENCY, RoleKind.SOURCE):
        kind, role = (AuthorKind.MEDIUM if kind is AuthorKind.PERSON else kind), RoleKind.SOURCE
    if role in WRITING:
        role = ROLE_AS_WRITER.get(kind, role)
    if known:
        name = known["agency_name"] or known["name"]
    return Credit(author_name=name, role_kind=role, author_kind=kind, latin_name=latin)


def is_plain_name(piece: str) -> bool:
    """Whether a piece must be a name: 2 to 4 Han characters, a Latin name, a medium."""
    credit = one_name(piece, RoleKind.REPORTER)
    if credit is None:
        return piece.strip(EDGES).casefold() in NO_NAME or bool(ONLY_POST.fullmatch(piece.strip(EDGES)))
    name = credit.author_name
    return credit.author_kind is not AuthorKind.PERSON or bool(
        HAN_NAME.fullmatch(name) or LATIN_NAME.fullmatch(name)
    )


def is_pen_name(piece: str) -> bool:
    """Whether a piece can be a name, pen names included, behind a label with a mark."""
    credit = one_name(piece, RoleKind.REPORTER)
    return is_plain_name(piece) or (credit is not None and bool(PEN_NAME.fullmatch(credit.author_name)))


def pieces_of(text: str) -> list[str]:
    """Split a list of names at separators, and at spaces between Chinese names."""
    pieces: list[str] = []
    for piece in SEPARATOR.split(text):
        words = piece.split()
        are_names = len(words) > 1 and fold_name(piece) not in AGENCIES
        if are_names and all(_is_word_of_names(word) for word in words):
            if all(len(word) == 1 for word in words):  # a name of two characters, spaced out
                words = ["".join(words)]
            # a long word behind a name describes the person
            pieces.extend(
                word for number, word in enumerate(words) if not number or len(word) <= LONGEST_PLAIN_NAME
            )
        elif piece.strip():
            pieces.append(piece)
    return pieces


def _is_word_of_names(word: str) -> bool:
    """Whether a word between spaces is a name of its own: it begins in Han, or is a house's (BBC中文)."""
    is_name = bool(HAN.match(word)) or (bool(HAN.search(word)) and author_kind(word) is not AuthorKind.PERSON)
    return is_name and "（" not in word and "(" not in word


def _title_case(name: str) -> str:
    """Title-case a name in capitals, KEITH BRADSHER → Keith Bradsher; other names and acronyms (ARD) are unchanged."""
    capitals = sum(map(str.isupper, name))
    if capitals < 3 or " " not in name or re.search(r"[a-z]{2,}", re.sub(r"Ma?c", "", name)):
        return name
    capital = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
    capital = re.sub(r"\bMc([a-z])", lambda word: "Mc" + word[1].upper(), capital)
    return re.sub(r"([’'])S\b", r"\1s", capital)
