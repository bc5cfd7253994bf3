"""Remember what an article told so far: its sentences, who spoke in each, whose documents they name.

Here: whom a pronoun, 该公司, 该官员 or a bare 声明 stands for. Not here: finding subjects (subject.py), who a subject
is by name (speakers.py).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from etl.kinds import EntityKind, SpeakerKind
from etl.lexicon import words
from etl.quotes.bodies import can_be
from etl.quotes.documents import Document, documents_in, is_one
from etl.quotes.find_words import ALONE
from etl.quotes.line import Line
from etl.quotes.quote import Speaker, described, named
from etl.quotes.subject import Subject, is_owning, leading_subject

NEAR = 3  # lines behind its speaker within which a quotation without a cue is taken for one (judged)
SENTENCES_BACK = 8  # within which a pronoun's name is looked for before the last speaker is taken (judged)
FAR = 80  # sentences within which whose a document is, or who was described so, is looked for (judged)

Place = tuple[int, int]  # position and offset
Who = Callable[[Line, Subject], Speaker | None]


@dataclass
class Sentence:
    """A sentence that was read, and who spoke in it, with where the cue stands in the line."""

    line: Line
    start: int
    end: int
    spoken: list[tuple[Speaker, int | None]] = field(default_factory=list)

    @property
    def speakers(self) -> list[Speaker]:
        return [speaker for speaker, _ in self.spoken]

    @cached_property
    def names(self) -> list[Speaker]:
        """The names in it, by place; those that only own what follows (甲的对手) behind the others."""
        line = self.line
        found = [
            (is_owning(line, last), named(line, one))
            for _, last, one in line.names_within(self.start, self.end)
        ]
        found += [
            (
                is_owning(line, each.end),
                described(line, each.start, line.text[each.start : each.end], SpeakerKind.PERSON),
            )
            for each in line.heads_within(self.start, self.end)
            if each.use == "called"
        ]
        return [speaker for _, speaker in sorted(found, key=lambda each: (each[0], each[1].start))]

    @property
    def before_reports(self) -> list[Speaker]:
        """The names that are not within what somebody said."""
        cues = [self.line.offset + cue for _, cue in self.spoken if cue is not None]
        return [each for each in self.names if not cues or each.start < min(cues)]

    def titled(self, head: str) -> Speaker | None:
        """The last person in front of whose name a word stands: 发言人 + 某某."""
        line = self.line
        found = [
            named(line, one)
            for first, _, one in line.names_within(self.start, self.end)
            if one.entity_kind == EntityKind.PERSON and line.masked.endswith(head, 0, first)
        ]
        return found[-1] if found else None

    @cached_property
    def documents(self) -> list[Document]:
        return list(documents_in(self.line, self.start, self.end))

    def is_before(self, start: int, at: Place) -> bool:
        """Whether a place of this sentence stands in front of another one."""
        return (self.line.position, self.line.offset + start) < at


@dataclass(slots=True)
class Told:
    """What was told so far: the sentences, who spoke last at all, and by kind."""

    sentences: list[Sentence] = field(default_factory=list)
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
        self.sentences.append(Sentence(line=line, start=start, end=end))

    def spoke(self, speaker: Speaker | None, cue_start: int | None = None) -> None:
        """Note that somebody spoke in the sentence that was begun last, and where its cue stands."""
        if speaker is None:
            return
        self.silence = 0
        self.sentences[-1].spoken.append((speaker, cue_start))
        self.last_speaker = speaker
        if speaker.speaker_kind is not SpeakerKind.UNNAMED:
            self.last_owner = speaker
        if is_of(speaker, SpeakerKind.PERSON):
            self.last_person = speaker
        elif is_of(speaker, SpeakerKind.ORGANISATION):
            self.last_body = speaker

    def person(self, at: Place) -> Speaker | None:
        """Whom 他 at a place stands for: who spoke last, or the first name of a near sentence."""
        return self._meant(lambda each: is_of(each, SpeakerKind.PERSON), at) or self.last_person

    def body(self, noun: str, at: Place) -> Speaker | None:
        """Which body 该公司 at a place stands for: one of its kind that spoke or is named, the nearest."""
        return self._meant(lambda each: can_be(each, noun), at) or next(
            (each for one in self._far() for each in reversed(one.speakers) if can_be(each, noun)),
            self.last_body,
        )

    def group(self, at: Place, who: Who) -> Speaker | None:
        """Whom 他们 or 它 at a place stands for: who spoke last, or whom a near sentence is about."""
        for one in self._recent():
            if one.spoken:
                return one.speakers[-1]
            lead = _lead(one, at, who)
            if lead is not None:
                return lead
        return self.last_speaker

    def like(self, head: str, at: Place) -> Speaker | None:
        """Whom 该官员 at a place means: whose name the word stood in front of, or who spoke and was described by it."""
        for number, one in enumerate(self._far()):
            for each in reversed(one.speakers):
                if each.name.endswith(head):
                    return each
            titled = one.titled(head) if number < SENTENCES_BACK else None
            if titled is not None and (titled.position, titled.start) < at:
                return titled
        return self.person(at) if head in words("quote_words", "office") else None

    def owner(self, word: str | None, at: Place, who: Who) -> Speaker | None:
        """Whose a document is that is called by a word at a place, or 其中: the owner of the last that it can be."""
        for one in self._far():
            for each in reversed(one.documents):
                if not one.is_before(each.start, at) or (word and not is_one(each.word, word)):
                    continue
                owner = self._owner(one, each, who)
                if owner is not None:
                    return owner
        return None

    def last_writer(self, word: str) -> Speaker | None:
        """Whose a document may be of which nothing else is known: who spoke last, of those that can have written it."""
        return self.last_body if word in words("quote_words", "reporting_document") else self.last_owner

    def _owner(self, one: Sentence, document: Document, who: Who) -> Speaker | None:
        if document.owner is not None and document.owner.head_use not in ALONE:
            return who(one.line, document.owner)
        return next(
            (speaker for speaker, cue in one.spoken if cue is not None and document.start < cue), None
        )

    def _far(self) -> list[Sentence]:
        """Give the last sentences, the last one first."""
        return self.sentences[: -FAR - 1 : -1]

    def _recent(self) -> Iterator[Sentence]:
        return reversed(self.sentences[-SENTENCES_BACK:])

    def _meant(self, fits: Callable[[Speaker], bool], at: Place) -> Speaker | None:
        for one in self._recent():
            spoke = next((each for each in reversed(one.speakers) if fits(each)), None)
            if spoke is not None:
                return spoke
            first = next(
                (each for each in one.before_reports if fits(each) and (each.position, each.start) < at), None
            )
            if first is not None:
                return first
        return None


def _lead(one: Sentence, at: Place, who: Who) -> Speaker | None:
    """Who a sentence is about, where that is a body or people."""
    end = min(one.end, at[1] - one.line.offset) if one.line.position == at[0] else one.end
    subject = leading_subject(one.line, one.start, end)
    if subject is None or subject.head_use in (*ALONE, "document", "title"):
        return None
    return who(one.line, subject)


def is_of(speaker: Speaker, kind: SpeakerKind) -> bool:
    """Whether a speaker is a person, or people without a name; or a body that is no country."""
    if kind is SpeakerKind.PERSON:
        return (speaker.speaker_kind is SpeakerKind.PERSON and not speaker.is_group) or (
            speaker.speaker_kind is SpeakerKind.UNNAMED
        )
    return speaker.speaker_kind is SpeakerKind.ORGANISATION and speaker.entity_kind != EntityKind.PLACE
