"""The values of this room: a speaker, a quotation.

Here: what is found, and a speaker as a name or a description gives it.
Not here: how it is stored (etl/work/quote_batches.py), the closed lists (etl/kinds.py).
"""

from dataclasses import dataclass

from etl.kinds import EntityKind, QuoteKind, SpeakerKind
from etl.model import Mention
from etl.quotes.line import Line


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the name as printed, where, what kind, and the mention that it is, if it is one.

    via is what stands with the cue where the name stands elsewhere. Offsets are those of the paragraph.
    """

    name: str
    speaker_kind: SpeakerKind
    position: int
    start: int
    referent: str | None = None  # of the mention, as the article means it
    entity_kind: str | None = None
    is_group: bool = False


Said = tuple[Speaker | None, str | None]  # who, and what stands with the cue instead of the name


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation or reported statement; offsets in its paragraph, without its marks."""

    position: int
    start_offset: int
    end_offset: int
    quote_text: str
    quote_kind: QuoteKind
    speaker: Speaker | None
    via: str | None
    cue: str | None
    evidence: str  # the rule that found it, which decides on the confidence


def named(line: Line, mention: Mention) -> Speaker:
    """Who a mention is as a speaker; a country speaks as an organisation does."""
    is_person = mention.entity_kind == EntityKind.PERSON
    return Speaker(
        name=mention.surface,
        speaker_kind=SpeakerKind.PERSON if is_person else SpeakerKind.ORGANISATION,
        position=line.position,
        start=mention.start_offset,
        referent=mention.referent,
        entity_kind=mention.entity_kind,
    )


def described(line: Line, start: int, name: str, kind: SpeakerKind, *, is_group: bool = False) -> Speaker:
    """Who stands in a line without being a recognised name."""
    return Speaker(
        name=name, speaker_kind=kind, position=line.position, start=line.offset + start, is_group=is_group
    )
