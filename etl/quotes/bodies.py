"""Say which bodies 该公司, 该行 or 该国 can stand for, by what their names end with.

Here: kinds of bodies (etl/lexicon/quote_bodies.csv). Not here: which of several it is (told.py).
"""

from collections.abc import Mapping
from functools import cache

from etl.kinds import EntityKind, SpeakerKind
from etl.lexicon import rows, words
from etl.normalize.shadow import shadow
from etl.quotes.quote import Speaker

ANY, AREA = (
    "any",
    "area",
)  # kinds of the list: of a noun that says nothing of the kind; of countries and towns


def can_be(speaker: Speaker, noun: str) -> bool:
    """Whether 该 with this noun can mean a speaker."""
    if speaker.speaker_kind is not SpeakerKind.ORGANISATION:
        return False
    asked = _of_nouns().get(noun, ANY)
    if speaker.entity_kind == EntityKind.PLACE:
        return asked == AREA
    own = _kind_of(shadow(speaker.name))
    return asked in (ANY, own) or (own == ANY and asked != AREA)


def noun_of(pronoun: str) -> str:
    """Give what 该公司 and 这家公司 name: 公司."""
    head = next((each for each in words("quote_words", "pronoun_head") if pronoun.startswith(each)), "")
    return pronoun.removeprefix(head)


def _kind_of(name: str) -> str:
    """The kind of a name by its longest ending; any for one that shows none."""
    endings = _of_endings()
    return next((endings[name[at:]] for at in range(len(name)) if name[at:] in endings), ANY)


@cache
def _of_nouns() -> Mapping[str, str]:
    return {row["word"]: row["kind"] for row in rows("quote_bodies") if row["use"] == "noun"}


@cache
def _of_endings() -> Mapping[str, str]:
    return {row["word"]: row["kind"] for row in rows("quote_bodies") if row["use"] == "ending"}
