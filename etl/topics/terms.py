"""The terms of an article: words and phrases that it repeats, in simplified script and lower case.

Here: what a term is. Pure. Not here: which terms rise in the archive (sql/marts/agg_trending_terms.sql), names
(etl/names/), and what a search finds (etl/search/).

A phrase is of 2 to 6 Chinese characters, there twice or more, and no part of a longer one that is there as often. Of
words nothing is known but what divides them (lexicon/term_words.csv).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from operator import add

from etl.lexicon import any_word, either, words
from etl.normalize.script import FIRST_HAN, LAST_HAN
from etl.normalize.shadow import shadow

LONGEST = 6  # characters of a phrase
LEAST = 2  # times that an article has a term, its title counted too
WORD = re.compile("(?<![a-z0-9])(?:[0-9]{1,3}[a-z][a-z0-9]{0,20}|[a-z][a-z0-9]{1,23})(?![a-z0-9])")
PRIVATE = 0xE000  # characters of no text, from here on: each stands for a word that is not cut
BREAK = "\n"


def terms_of(title: str, prose: str) -> list[str]:
    """Give the terms of an article in order of their characters."""
    text = shadow(f"{title}{BREAK}{prose}").lower()
    found = {word for word, count in Counter(WORD.findall(text)).items() if count >= LEAST}
    for word, character in _whole().items():
        text = text.replace(word, character)
    found.update(_phrases(_repeated(_apart().sub(BREAK, text))))
    return sorted(found)


def _repeated(text: str) -> list[dict[str, int]]:
    """Count the phrases that are repeated, by length from 2 on, up to one character more than a term has."""
    counts: list[dict[str, int]] = []
    starts = list(range(len(text) - 1))
    phrases = list(map(add, text, text[1:]))
    for length in range(2, LONGEST + 2):
        kept = {
            phrase: count
            for phrase, count in Counter(phrases).items()
            if count >= LEAST and BREAK not in phrase
        }
        counts.append(kept)
        held = [start for start, phrase in zip(starts, phrases, strict=True) if phrase in kept]
        # what is repeated and a character longer begins where two that are repeated begin one behind the other
        starts = [start for start, following in pairwise(held) if following == start + 1]
        phrases = [text[start : start + length + 1] for start in starts]
    return counts


def _phrases(counts: list[dict[str, int]]) -> Iterator[str]:
    """Yield the terms, the longest first, so that what is a part of one is known when its turn comes."""
    parts: set[str] = set()
    for place in reversed(range(len(counts))):
        shorter = counts[place - 1] if place else {}
        for phrase, count in counts[place].items():
            if phrase not in parts:
                if phrase[0] in _not_first() or phrase[-1] in _not_last():
                    continue  # without that character it may be one
                spelt = phrase if phrase.isalpha() else phrase.translate(_spelling())
                if len(spelt) <= LONGEST and spelt not in _no_terms() and not _number().fullmatch(spelt):
                    yield spelt
            parts.update(part for part in (phrase[:-1], phrase[1:]) if shorter.get(part) == count)


@cache
def _whole() -> Mapping[str, str]:
    """Map the words that are not cut, the longest first, to the characters that stand for them."""
    return {word: chr(PRIVATE + number) for number, word in enumerate(words("term_words", "whole"))}


@cache
def _spelling() -> dict[int, str]:
    return {ord(character): word for word, character in _whole().items()}


@cache
def _apart() -> re.Pattern[str]:
    """What stands in no phrase: other characters than Chinese ones, and the words that divide."""
    single = [word for word in words("term_words", "apart") if len(word) == 1]
    longer = any_word(word for word in words("term_words", "apart") if len(word) > 1)
    last = chr(PRIVATE + len(_whole()) - 1)
    return re.compile(f"(?:[^{FIRST_HAN}-{LAST_HAN}{chr(PRIVATE)}-{last}]|[{''.join(single)}]|{longer})+")


@cache
def _not_first() -> frozenset[str]:
    return frozenset(words("term_words", "not_first"))


@cache
def _not_last() -> frozenset[str]:
    return frozenset(words("term_words", "not_last"))


@cache
def _no_terms() -> frozenset[str]:
    return frozenset((*words("term_words", "no_term"), *words("term_words", "whole")))


@cache
def _number() -> re.Pattern[str]:
    """A number with its unit, or either alone."""
    return re.compile(f"{either('term_words', 'numeral')}*{either('term_words', 'unit')}{{0,2}}")
