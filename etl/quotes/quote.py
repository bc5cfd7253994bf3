"""The values of this room: a speaker, a quotation.

Here: what is found. Not here: how it is stored (etl/work/quote_batches.py), the closed lists (etl/kinds.py).
"""

from dataclasses import dataclass

from etl.kinds import QuoteKind, SpeakerKind


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
