"""Parse the Latin text of a bracket: names, acronyms, tickers, or none of these; and the kind of what they name.

Here: the text between two brackets to cleaned Latin names. Not here: the Chinese name they gloss (glosses.py).
"""

import re
from functools import cache, lru_cache

from etl import lexicon
from etl.kinds import EntityKind, GlossKind
from etl.lexicon import either

LETTER = "A-Za-zÀ-ÖØ-öø-ÿĀ-žȀ-ɏ"  # \w would match Chinese characters too
LONGEST_NAME = 9  # words

_ACRONYM = re.compile(r"[A-Z][A-Z0-9&+\-]{1,9}|[A-Z](?:\.[A-Z]){1,5}\.?|[A-Z]{1,4}[a-z][A-Z]{1,4}")
_TICKER = re.compile(r"([A-Z0-9]{1,6}[a-z]?)\.([A-Z]{1,3})")
_SUFFIX = {row["name"]: row["suffix"] for row in lexicon.rows("exchanges")}
_EXCHANGE = re.compile(
    rf"{either('gloss_words', 'code')}?\s*({lexicon.any_word(_SUFFIX)})\s*[:：]\s*([A-Z0-9.]{{1,7}})"
)
_PARTY_AND_STATE = re.compile(r"[DRI]-[A-Z]{2}|[JS]r\.?")  # behind a name: R-TX, Jr
_NOT_A_NAME = re.compile(
    rf"^{either('gloss_words', 'not_a_name')}|{either('gloss_words', 'and_others')}$"
    r"|https?:|www\.|@|#|\bet al\b|\bvol\b"
)
_SEGMENT = re.compile(
    rf"^\s*{either('gloss_words', 'before_latin')}?"
    rf"\s*[:：]?\s*[「『“\"'‘]?\s*([{LETTER}0-9][{LETTER}0-9 .'’`´‘\-–—·&/+]*?)\s*[」』”\"'’]?\s*$"
)
_COMMA_IN_A_NAME = re.compile(r",(?= (?:Inc|Ltd|LLC|Co|Corp|LP|Jr|Sr)\b)")
_SEPARATOR = re.compile(r"[，,、；;：:|]|/(?=[\u4e00-\u9fff])|\s[-–—]\s")
_SPACES = re.compile(r"[\s·]+")

_PARTICLES = frozenset(lexicon.column("latin_particles", "word", in_name="yes"))
_HEAD = re.compile(
    rf"\s{lexicon.any_word(lexicon.column('latin_particles', 'word', ends_head='yes'))}\s", re.IGNORECASE
)


@cache
def latin_titles() -> frozenset[str]:
    """Read the titles in front of people's Latin names, case-folded and without a dot."""
    return frozenset(row["title"].casefold() for row in lexicon.rows("latin_titles"))


@cache
def first_names() -> frozenset[str]:
    """Read the Latin first names, which identify a name as a person's."""
    return frozenset(row["name"] for row in lexicon.rows("latin_first_names"))


@cache
def _kinds() -> dict[str, str]:
    return {row["word"].casefold(): row["entity_kind"] for row in lexicon.rows("latin_words")}


def is_party_and_state(text: str) -> bool:
    """Whether a text is what stands behind a politician's name: R-TX."""
    return _PARTY_AND_STATE.fullmatch(text) is not None


def names_in(content: str) -> list[tuple[str, GlossKind]]:
    """Parse the text between two brackets to cleaned Latin names and their gloss kinds, in order."""
    content = _COMMA_IN_A_NAME.sub(" ", content.strip())
    if exchange := _EXCHANGE.fullmatch(content):
        return [(_ticker(exchange[2], _SUFFIX[exchange[1]]), GlossKind.TICKER)]
    if _NOT_A_NAME.search(content):
        return []
    found = []
    for segment in _SEPARATOR.split(content):
        if (match := _SEGMENT.match(segment)) and (reading := _reading(match[1])):
            found.append(reading)
    return [] if len(found) > 3 else found


@lru_cache(maxsize=65536)
def _reading(latin: str) -> tuple[str, GlossKind] | None:
    """Clean one Latin text and classify it; None if it is not a name, acronym or ticker."""
    latin = _SPACES.sub(" ", latin).strip(" -–—/+&'’`´‘")
    if ticker := _TICKER.fullmatch(latin):
        return _ticker(ticker[1], ticker[2]), GlossKind.TICKER
    latin = latin if _ACRONYM.fullmatch(latin) else _clean(latin)
    if len(latin) < 2 or kind_word(latin) == "none" or is_party_and_state(latin):
        return None
    if _ACRONYM.fullmatch(latin):
        return latin.replace(".", ""), GlossKind.ACRONYM
    return (latin, GlossKind.NAME) if _is_name(latin) else None


def _ticker(code: str, market: str) -> str:
    """Normalise a ticker: 0700.HK, whether three or five digits were printed."""
    if market == "HK" and code.isdigit():
        code = f"{int(code):04d}"
    return f"{code}.{market}"


def _clean(latin: str) -> str:
    """Strip titles, article and final dot: Sen. John Cornyn is John Cornyn."""
    words = latin.split(" ")
    while len(words) > 1 and words[0].rstrip(".").casefold() in latin_titles() and kind_word(latin) is None:
        del words[0]
    if len(words) > 1 and words[0].casefold() == "the":
        del words[0]
    latin = " ".join(words)
    return latin if latin.endswith((" Jr.", "Inc.", "Co.", "Ltd.", "Corp.")) else latin.rstrip(" .,")


def _is_name(latin: str) -> bool:
    """Whether a text is capitalised as names are, particles aside: amicus curiae and iOS 9.3 are not."""
    words = latin.split(" ")
    if len(words) > LONGEST_NAME or "/" in latin or not any("A" <= letter.upper() <= "Z" for letter in latin):
        return False
    for index, word in enumerate(words):
        bare = word.strip(".'’`´‘-–")
        if not bare or bare in _PARTICLES:
            continue
        if bare[0].isdigit() and (index == 0 or not bare.isdigit()):
            return False
        if not any(letter.isupper() for letter in bare):
            return False
    return True


@lru_cache(maxsize=65536)
def kind_word(latin: str) -> str | None:
    """Look up the kind that a word of a Latin name reveals: organisation, place, none; None without such a word.

    The last word of the head decides: Department in Department of State, Center in Wilson Center.
    """
    head = _HEAD.split(f"{latin} ")[0]
    for part in (head, latin):
        words = [word.rstrip(".") for word in part.strip().split(" ") if word]
        for word in words[-1:] + words[:1] if len(words) > 1 else words:
            if found := _kind_of_word(word):
                if found != "organisation" and word != words[-1]:
                    continue
                return found
    words = latin.split(" ")
    return next(("organisation" for word in words[1:] if _kind_of_word(word) == "organisation"), None)


def _kind_of_word(word: str) -> str | None:
    folded = word.casefold()
    kinds = _kinds()
    return kinds.get(folded) or (kinds.get(folded[:-1]) if folded.endswith("s") else None)


def kind_of(latin: str) -> EntityKind | None:
    """Give the entity kind that a Latin name's words reveal; None if they reveal none."""
    word = kind_word(latin)
    return EntityKind(word) if word in ("organisation", "place") else None
