"""Find whose a document is: who stands in front of it (警方的声明), or issued it in the same clause (警方发表了声明).

Here: the documents of a clause and their owners, as places in the line. Not here: which document a bare 声明 or 该报告
stands for (told.py).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from etl.lexicon import any_word, either, words
from etl.quotes import gaps
from etl.quotes.line import BRACKET, QUOTED, TITLE_IN_MARKS, Line
from etl.quotes.report import comma
from etl.quotes.subject import Subject, candidates, clause_head, grown, is_free, is_person

SHORTEST = 2  # characters of a word by whose end a document is known again (judged)
LEAST_NAME, LONGEST_NAME = 4, 14  # characters of an owner that nobody recognised (judged)
CLAUSE = 120  # characters in front of a document that are read for its owner (judged)
FURTHER = 12  # characters between a verb of issuing and the document: 发布+多项有关…的+公告 (judged)
_NO_OWNER = ("document", "title", "first_person")


@dataclass(frozen=True, slots=True)
class Document:
    """A document at its place in the line; word: what it is called; owner: whose it is, where the clause says so."""

    start: int
    end: int
    word: str
    owner: Subject | None


def documents_in(line: Line, start: int, end: int) -> Iterator[Document]:
    """Yield the documents that a part of a line names, in order, titles among them."""
    titles = TITLE_IN_MARKS.finditer(line.masked, start, end)
    places = [(match.start(), match.end(), match.group()) for match in titles]
    places += [
        (each.start, each.end, each.text)
        for each in line.heads_within(start, end)
        if each.use == "document" and not line.is_within_name(each)
    ]
    for first, last, word in sorted(places):
        yield Document(start=first, end=last, word=word, owner=owner_before(line, start, first))


def is_one(word: str, other: str) -> bool:
    """Whether two words may mean one document: 书面声明 and 声明, two words for what a medium brings."""
    word, other = word.strip("《》"), other.strip("《》")
    reporting = words("quote_words", "reporting_document")
    if word == other or (word in reporting and other in reporting):
        return True
    return min(len(word), len(other)) >= SHORTEST and (word.endswith(other) or other.endswith(word))


def owner_before(line: Line, start: int, end: int) -> Subject | None:
    """Find whose the document is that begins at end, in its clause: who stands right before it, or issued it."""
    start = max(start, end - CLAUSE)
    start = max((match.end() for match in _edges().finditer(line.masked, start, end)), default=start)
    every = _possible(line, start, end)
    for number in reversed(range(len(every))):
        rest = line.masked[every[number].end : end]
        to = _addressing(line, start, every, number)
        if _belongs().fullmatch(rest) and to not in words("quote_words", "given_to"):
            return _owner(line, start, every[: number + 1])
        if not to and is_free(every, number) and (_issues().search(rest) or _within().match(rest)):
            return _owner(line, start, every[: number + 1], rest)
    return _unknown(line, start, end)


def _possible(line: Line, start: int, end: int) -> list[Subject]:
    """Give the candidates for an owner: of 某党校公布的处理某人的通知 those in front of the verb of issuing."""
    no_owner = (*words("quote_words", "of_document"), *words("quote_words", "platform"))
    verb = _issued().search(line.masked, start, end)
    last = verb.start() if verb else end
    return [
        each
        for each in candidates(line, start, end)
        if each.head_use not in _NO_OWNER
        and each.end <= last
        and line.masked[each.start : each.end] not in no_owner
    ]


def _owner(line: Line, start: int, every: Sequence[Subject], rest: str = "") -> Subject:
    """The last candidate; a name with a word for bodies behind it (“某某”组织) is that name.

    A candidate is the beginning of a longer name where no word follows that can: 某某政府 + 网.
    """
    last = every[-1]
    near = [
        each
        for each in every[:-1]
        if each.mention is not None and not line.masked[each.end : last.start].strip('”’」』"')
    ]
    if last.head_use == "head_organisation" and near and near[-1].end < last.start:
        return near[-1]
    whole = grown(line, start, every)
    if whole.head_use == "head_organisation":
        cuts = [match.end() for match in _ends_before().finditer(line.masked, whole.start, last.start)]
        whole = replace(whole, start=max(cuts, default=whole.start))
    tail = _tail().match(rest)
    if (
        tail is None
        or is_person(whole)
        or last.head_use == "head_unnamed"
        or gaps.gap().match(rest)
        or _issues().match(rest)
    ):
        return whole
    end = whole.end + tail.end()
    return Subject(
        start=whole.start, end=end, head=line.masked[whole.start : end], head_use="head_organisation"
    )


def _unknown(line: Line, start: int, end: int) -> Subject | None:
    """A short text without a verb between the start of the clause and the document: a name that nobody recognised."""
    start = clause_head(line, start, end)
    text = line.masked[start:end]
    cut = _ends_name().search(text, SHORTEST) or _belongs_last().search(text)
    name = (text[: cut.start()] if cut else text).rstrip(BRACKET + " ")
    is_whole = LEAST_NAME <= len(name) <= LONGEST_NAME
    if not is_whole or BRACKET in name or gaps.verbal().search(name):
        return None
    if gaps.quantity().match(name) or _no_name().match(name) or "《" in name:
        return None
    return Subject(start=start, end=start + len(name), head=name, head_use="head_organisation")


def _addressing(line: Line, start: int, every: Sequence[Subject], number: int) -> str:
    """The preposition in front of a candidate, if there is one: 向 + 法院."""
    first = every[number - 1].end if number else start
    first = min(first, grown(line, start, every[: number + 1]).start)
    found = _addresses().search(line.masked, first, every[number].start)
    return found.group() if found else ""


def _between() -> str:
    unit = either("quote_words", "time_unit")
    kinds, day = either("quote_words", "of_document"), either("quote_words", "day")
    return f"(?:[{BRACKET} ]|{kinds}|{day}|[0-9]+{unit}?)"


@cache
def _ends_before() -> re.Pattern[str]:
    """What an owner's own words begin behind: 最先发布在某网站的 + 检控方."""
    to, by = either("quote_words", "hearer_before"), either("quote_words", "issued_by")
    verb, of = either("quote_words", "issuing"), either("quote_words", "of")
    return re.compile(f"{either('quote_phrases', 'at')}|{to}|{by}|{verb}|{of}")


@cache
def _belongs() -> re.Pattern[str]:
    """What may stand between an owner and the document."""
    return re.compile(f'[{QUOTED}》”’」』"]*{_between()}*')


@cache
def _belongs_last() -> re.Pattern[str]:
    return re.compile(f"{_between()}+$")


@cache
def _issues() -> re.Pattern[str]:
    """A verb of issuing, not far in front of the document."""
    verb, short = either("quote_words", "issuing"), either("quote_words", "issuing_short")
    return re.compile(f"(?:{verb}.{{0,{FURTHER}}}|{short})$")


@cache
def _tail() -> re.Pattern[str]:
    """The last letters of a name that a candidate is the beginning of: 政府 + 网17日发布."""
    of = either("quote_words", "owning")
    return re.compile(
        f"(?:(?!{of})[^，。{BRACKET}0-9]){{1,2}}?(?={BRACKET}|[0-9]|{_between_name_and_text()})"
    )


def _between_name_and_text() -> str:
    at, day = either("quote_phrases", "at"), either("quote_words", "day")
    return f"{at}|{day}|{either('quote_words', 'issuing')}|{either('quote_words', 'hearer_before')}"


@cache
def _ends_name() -> re.Pattern[str]:
    """What a name that nobody recognised ends before: 小组 + 在, 网友 + 还."""
    adverbs = any_word(word for word in words("quote_words", "adverb") if len(word) > 1)
    return re.compile(f"{_between_name_and_text()}|{either('quote_words', 'and')}|{adverbs}|[{BRACKET}0-9]")


@cache
def _edges() -> re.Pattern[str]:
    """Where a clause begins."""
    return re.compile(f"{comma().pattern}|[。！!\n]")


@cache
def _issued() -> re.Pattern[str]:
    return re.compile(f"{either('quote_words', 'issuing')}{either('quote_words', 'owning')}(?=.)")


@cache
def _within() -> re.Pattern[str]:
    """In whose words something is said: 某某 + 在星期二的 + 声明."""
    return re.compile(f"{gaps.adverbs().pattern}{either('quote_phrases', 'at')}[^，。]{{0,{FURTHER}}}$")


@cache
def _addresses() -> re.Pattern[str]:
    return re.compile(either("quote_words", "addressing"))


@cache
def _no_name() -> re.Pattern[str]:
    """What no name begins with: 该, 发布."""
    heads, verb = either("quote_words", "pronoun_head"), either("quote_words", "issuing")
    return re.compile(f"{heads}|{verb}|{either('quote_words', 'given_to')}")
