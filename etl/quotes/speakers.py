"""Say who a subject is: by name, or whom a pronoun, 该公司 or 声明 stands for.

Here: what the article told so far, read sentence by sentence. Not here: finding subjects (subject.py).
"""

import re
from collections import deque
from dataclasses import dataclass, field
from functools import cache

from etl.kinds import EntityKind, SpeakerKind
from etl.lexicon import either, words
from etl.model import Mention
from etl.quotes.find_words import ALONE
from etl.quotes.gaps import ends_owner
from etl.quotes.line import Line
from etl.quotes.quote import Speaker
from etl.quotes.subject import Subject, leading_subject, owner_in

NEAR = 3  # lines behind its speaker within which a quotation without a cue is taken for one (judged)
SENTENCES_BACK = 8  # within which a pronoun's name is looked for before the last speaker is taken (judged)


@dataclass(slots=True)
class _Sentence:
    """A sentence that was read. Its names are looked up only where a pronoun asks for them."""

    line: Line
    start: int
    end: int
    speakers: list[Speaker] = field(default_factory=list)

    def names(self) -> list[Speaker]:
        line = self.line
        found = [named(line, one) for _, _, one in line.names_within(self.start, self.end)]
        found += [
            _described(line, each.start, line.text[each.start : each.end], SpeakerKind.PERSON)
            for each in line.heads_within(self.start, self.end)
            if each.use == "called"
        ]
        return sorted(found, key=lambda each: each.start)


@dataclass(slots=True)
class Told:
    """What was told so far: the last sentences, with the names in them and who spoke; who spoke last at all."""

    sentences: deque[_Sentence] = field(default_factory=lambda: deque(maxlen=SENTENCES_BACK))
    last_speaker: Speaker | None = None
    last_person: Speaker | None = None
    last_body: Speaker | None = None
    last_owner: Speaker | None = None  # who can have written something: no unnamed source
    silence: int = NEAR + 1  # lines since somebody spoke

    @property
    def near_speaker(self) -> Speaker | None:
        """Who spoke last, if that is not long ago."""
        return self.last_speaker if self.silence <= NEAR else None

    def begin(self, line: Line, start: int, end: int) -> None:
        """Begin a sentence."""
        self.sentences.append(_Sentence(line=line, start=start, end=end))

    def spoke(self, speaker: Speaker | None) -> None:
        """Note that somebody spoke in the sentence that was begun last."""
        if speaker is None:
            return
        self.silence = 0
        self.sentences[-1].speakers.append(speaker)
        self.last_speaker = speaker
        if speaker.speaker_kind is not SpeakerKind.UNNAMED:
            self.last_owner = speaker
        if _is(speaker, SpeakerKind.PERSON):
            self.last_person = speaker
        elif _is(speaker, SpeakerKind.ORGANISATION):
            self.last_body = speaker

    def meant(self, kind: SpeakerKind | None, at: tuple[int, int]) -> Speaker | None:
        """Whom a pronoun at a position and offset stands for: who spoke last, or the first name of a near sentence."""
        for one in reversed(self.sentences):
            spoke = next((each for each in reversed(one.speakers) if _is(each, kind)), None)
            if spoke is not None:
                return spoke
            first = self._lead(one, at) if kind is None else self._first_name(one, kind, at)
            if first is not None:
                return first
        if kind is None:
            return self.last_speaker
        return self.last_person if kind is SpeakerKind.PERSON else self.last_body

    def _first_name(self, one: _Sentence, kind: SpeakerKind, at: tuple[int, int]) -> Speaker | None:
        return next(
            (each for each in one.names() if _is(each, kind) and (each.position, each.start) < at), None
        )

    def _lead(self, one: _Sentence, at: tuple[int, int]) -> Speaker | None:
        """Who the sentence is about, where that is a body or people."""
        end = min(one.end, at[1] - one.line.offset) if one.line.position == at[0] else one.end
        subject = leading_subject(one.line, one.start, end)
        if subject is None or subject.head_use in (*ALONE, "document", "title"):
            return None
        return speaker_of(one.line, subject, self)[0]


def _is(speaker: Speaker, kind: SpeakerKind | None) -> bool:
    if kind is SpeakerKind.PERSON:
        return (speaker.speaker_kind is SpeakerKind.PERSON and not speaker.is_group) or (
            speaker.speaker_kind is SpeakerKind.UNNAMED
        )
    if kind is SpeakerKind.ORGANISATION:
        return speaker.speaker_kind is SpeakerKind.ORGANISATION and speaker.entity_kind != EntityKind.PLACE
    return True


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


def speaker_of(line: Line, subject: Subject, told: Told) -> tuple[Speaker | None, str | None]:
    """Say who a subject is, and what stands with the cue in place of the name, if it is not the name."""
    text = line.text[subject.start : subject.end]
    at = (line.position, line.offset + subject.start)
    if subject.mention is not None:
        return named(line, subject.mention), None
    match subject.head_use:
        case "pronoun_person":
            return told.meant(SpeakerKind.PERSON, at), text
        case "pronoun_group":
            return told.meant(None, at), text
        case "document":
            return _of_document(line, subject, told)
        case "pronoun_organisation":
            return told.meant(SpeakerKind.ORGANISATION, at), text
        case "unknown" if _this().match(line.masked, subject.start, subject.end):
            return told.last_speaker, text
        case "title":
            return _described(line, subject.start + 1, text.strip("《》"), SpeakerKind.ORGANISATION), None
    kind = SpeakerKind.ORGANISATION if subject.head_use == "head_organisation" else SpeakerKind.UNNAMED
    if subject.head_use == "joined":
        is_person = subject.head == EntityKind.PERSON
        kind = SpeakerKind.PERSON if is_person else SpeakerKind.ORGANISATION
    elif subject.head_use in ("called", "unknown") or subject.head in words("quote_words", "office"):
        kind = SpeakerKind.PERSON
    return _described(line, subject.start, text, kind, is_group=subject.head_use == "joined"), None


def _described(line: Line, start: int, name: str, kind: SpeakerKind, *, is_group: bool = False) -> Speaker:
    return Speaker(
        name=name, speaker_kind=kind, position=line.position, start=line.offset + start, is_group=is_group
    )


def _of_document(line: Line, subject: Subject, told: Told) -> tuple[Speaker | None, str | None]:
    """Say whose text speaks: who stands in front of it (警方发表的声明), else who spoke last."""
    via = subject.head
    head = subject.end - len(via)
    cut = ends_owner().search(line.masked, subject.start + 1, head)
    end = cut.start() if cut else head
    if end > subject.start and not _this().match(line.masked, subject.start, end):
        owner = owner_in(line, subject.start, end)
        if owner is not None:
            return speaker_of(line, owner, told)[0], via
    last = told.last_body if via in words("quote_words", "reporting_document") else told.last_owner
    if last is not None:
        return last, via
    text = line.text[subject.start : subject.end]
    return _described(line, subject.start, text, SpeakerKind.DOCUMENT), None


@cache
def _this() -> re.Pattern[str]:
    return re.compile(either("quote_words", "pronoun_head"))
