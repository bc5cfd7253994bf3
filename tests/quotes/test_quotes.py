"""Quotations, by example: a folder holds an article (given.json) and who says what in it (expected.json).

given: names, each with its kind, and paragraphs; every occurrence of a name is a mention. expected: a line per
quotation: kind, speaker, what stands in its place (or null), cue (or null), words. Laws hold of any text.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.kinds import EntityKind, MethodKind, QuoteKind
from etl.lexicon import rows
from etl.model import Mention
from etl.quotes.confidence import confidence_of
from etl.quotes.extract import quotes_of
from etl.quotes.quote import Quote

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("cases/*/given.json"))
NAMES = {
    "林港": "person",
    "周海生": "person",
    "渡轮公司": "organisation",
    "白沙": "place",
    "港湾报": "organisation",
}
# pieces of which any order is a text: names, cues, marks whole and broken, stops
PIECES = (
    *NAMES,
    *(
        "说",
        "表示，",
        "称：",
        "告诉本报，",
        "他",
        "该公司",
        "声明",
        "据",
        "报道，",
        "在",
        "看来，",
        "并强调",
        "要求",
    ),
    *("与", "《港湾报》", "港湾报", "记者", "参议员", "周先生", "对此", "七月", "的", "罪"),
    *("“", "”", "「", "」", "『", "』", "‘", "’", '"', "＂", "（", "）", "《", "》"),
    *("，", "。", "：", "！", "\n", " ", "…", "船票会涨价", "「旺季」", "𠮷", "e\u0301", "鬥爭"),
)


def mentions_in(paragraphs: Sequence[str], names: Mapping[str, str]) -> Iterator[Mention]:
    for position, text in enumerate(paragraphs, start=1):
        for found in re.finditer(
            "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)", text
        ):
            yield Mention(
                position=position,
                start_offset=found.start(),
                end_offset=found.end(),
                surface=found.group(),
                entity_kind=EntityKind(names[found.group()]),
                method_kind=MethodKind.TAGGER,
                score=0.9,
                referent=found.group(),
            )


def quotes_in(paragraphs: Sequence[str], names: Mapping[str, str] = NAMES) -> list[Quote]:
    return quotes_of(list(enumerate(paragraphs, start=1)), list(mentions_in(paragraphs, names)))


def told(quote: Quote) -> list[str | None]:
    who = quote.speaker.name if quote.speaker else None
    return [str(quote.quote_kind), who, quote.via, quote.cue, quote.quote_text]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_says_who_said_what(case: Path) -> None:
    article = json.loads((case / "given.json").read_text(encoding="utf-8"))
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert [told(each) for each in quotes_in(article["paragraphs"], article["names"])] == expected


texts = st.lists(st.lists(st.sampled_from(PIECES), max_size=24).map("".join), max_size=4)


@given(texts)
def test_offsets_give_the_words_back(paragraphs: list[str]) -> None:
    for each in quotes_in(paragraphs):
        assert paragraphs[each.position - 1][each.start_offset : each.end_offset] == each.quote_text != ""


@given(texts)
def test_words_in_marks_do_not_overlap(paragraphs: list[str]) -> None:
    marked = [each for each in quotes_in(paragraphs) if each.quote_kind is not QuoteKind.INDIRECT]
    for one, other in pairwise(marked):
        assert one.position < other.position or one.end_offset <= other.start_offset


@given(texts)
def test_no_two_quotations_are_one(paragraphs: list[str]) -> None:
    places = [
        (one.position, one.start_offset, one.end_offset, one.quote_kind) for one in quotes_in(paragraphs)
    ]
    assert len(places) == len(set(places))


@given(texts, st.randoms(use_true_random=False))
def test_the_order_of_names_does_not_matter(paragraphs: list[str], chance: Random) -> None:
    mentions = list(mentions_in(paragraphs, NAMES))
    shuffled = chance.sample(mentions, len(mentions))
    numbered = list(enumerate(paragraphs, start=1))
    assert quotes_of(numbered, shuffled) == quotes_of(numbered, mentions)


@given(texts)
def test_an_article_does_not_know_the_one_read_before(paragraphs: list[str]) -> None:
    quotes_in(["林港说，船票会涨价。“我们等了三年。”"])
    assert quotes_in(paragraphs) == quotes_in(paragraphs)


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for each in quotes_in([text]):
        assert text[each.start_offset : each.end_offset] == each.quote_text


@given(texts)
def test_every_rule_has_its_confidence(paragraphs: list[str]) -> None:
    for each in quotes_in(paragraphs):
        assert 0.5 < confidence_of(each) < 1


def test_shares_are_of_rules_once() -> None:
    rules = [row["evidence"] for row in rows("quote_confidence")]
    assert len(rules) == len(set(rules))
