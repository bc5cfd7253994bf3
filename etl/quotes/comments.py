"""Read lines of the form name：words: a leading line of an opinion, and lists of comments.

Here: the form. Not here: speech with a verb (reports.py).
"""

import re
from functools import cache

from etl.kinds import QuoteKind, SpeakerKind
from etl.lexicon import either
from etl.quotes.line import Line
from etl.quotes.quote import Quote, Speaker, named

REACH = 60  # last characters of a line that may say that comments follow (judged)
LONGEST = 8  # characters of a name that nobody recognised (judged)
_FORM = re.compile(r"@?(?P<who>[^，。：:“”「」！？!?\s]{1,20})[：:]\s*(?P<words>\S.*)", re.DOTALL)


def comment_of(line: Line, *, is_expected: bool) -> Quote | None:
    """What a line name：words says, if it is one; is_expected: comments come, so that any name will do."""
    match = _FORM.match(line.text)
    if match is None or match["words"][0] in '“「『"':
        return None
    end = match.end("who")
    is_sure = is_expected or line.text[0] == "@" or _people().search(line.shadow, 0, end + 1) is not None
    speaker = _mentioned(line, end)
    if is_sure and speaker is None:
        speaker = _unnamed(line, match.start("who"), end)
    if speaker is None or (not is_sure and speaker.speaker_kind is not SpeakerKind.PERSON):
        return None
    text = match["words"].rstrip()
    start = line.offset + match.start("words")
    return Quote(
        position=line.position,
        start_offset=start,
        end_offset=start + len(text),
        quote_text=text,
        quote_kind=QuoteKind.INDIRECT,
        speaker=speaker,
        via=None,
        cue=line.text[end],
        evidence="comment",
    )


def name_of_line(line: Line, end: int) -> Speaker | None:
    """Who is named at the start of a line, up to the colon at end: a short text without a verb or comma."""
    match = _FORM.match(line.text)
    if match is None or match.end("who") != end or end > LONGEST or _verbal().search(line.shadow, 0, end):
        return None
    return _mentioned(line, end) or _unnamed(line, match.start("who"), end)


def _mentioned(line: Line, end: int) -> Speaker | None:
    for mention in line.mentions:
        if mention.start_offset == line.offset and mention.end_offset == line.offset + end:
            return named(line, mention)
    return None


def _unnamed(line: Line, start: int, end: int) -> Speaker:
    return Speaker(
        name=line.text[start:end],
        speaker_kind=SpeakerKind.UNNAMED,
        position=line.position,
        start=line.offset + start,
    )


def is_before_comments(line: Line) -> bool:
    """Whether a line says that comments follow."""
    return bool(_announces().search(line.text, max(0, len(line.text) - REACH)))


@cache
def _verbal() -> re.Pattern[str]:
    """Words by which a text before a colon is more than a name."""
    return re.compile(f"{either('quote_words', 'verbal')}|{either('quote_words', 'of')}")


@cache
def _people() -> re.Pattern[str]:
    return re.compile(f"{either('quote_words', 'head_unnamed')}(?=[：:])")


@cache
def _announces() -> re.Pattern[str]:
    return re.compile(f"{either('quote_words', 'comments_follow')}[^：:]*[：:]\\s*$")
