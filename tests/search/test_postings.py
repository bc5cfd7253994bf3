"""Terms of a text, and postings that give back which article holds which term how often."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.search.folding import characters, fold
from etl.search.postings import COUNT_BITS, MOST, SCHEMA, Segment

TEXTS = st.text(alphabet="中國国台臺湾灣人的 ,Aaé９9b\n", max_size=30)


def unpacked(segment: Segment) -> dict[tuple[str, int], int]:
    """The count of each term in each article, as the entries say."""
    found: dict[tuple[str, int], int] = {}
    for term, entries in segment.frame().rows():
        number = 0
        for entry in entries:
            number += entry >> COUNT_BITS
            found[term, number] = entry & MOST
    return found


def segment_of(*articles: tuple[str, str]) -> Segment:
    segment = Segment()
    segment.add(articles)
    return segment


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("臺灣、台灣", "台湾、台湾"),
        ("ＣＯＶＩＤ－１９", "covid-19"),
        ("Élysée TRUMP", "élysée trump"),
        ("著名的麵包", "着名的面包"),
        ("⻄安", "西安"),
    ],
)
def test_script_width_and_case_make_no_other_text(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(alphabet=st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"])))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_no_character_is_folded_to_one_that_is_folded_further() -> None:
    assert characters().keys().isdisjoint(characters().values())


def test_terms_are_pairs_of_han_characters_and_words_of_other_scripts() -> None:
    assert unpacked(segment_of(("拜登", "Joe Biden说：美國，好。"))) == {
        ("拜登", 0): 3,  # in the title
        ("joe", 0): 1,
        ("biden", 0): 1,
        ("美国", 0): 1,
    }


def test_a_pair_with_a_common_character_is_no_term() -> None:
    assert unpacked(segment_of(("", "我的祖国"))) == {("祖国", 0): 1}


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6))
def test_postings_give_back_what_each_article_holds(articles: list[tuple[str, str]]) -> None:
    alone = {
        (term, number): count
        for number, article in enumerate(articles)
        for (term, _), count in unpacked(segment_of(article)).items()
    }
    assert unpacked(segment_of(*articles)) == alone


def test_counts_end_at_the_most_that_is_stored() -> None:
    text = "。".join(["香港"] * 10)
    assert unpacked(segment_of(("", text))) == {("香港", 0): MOST}
    assert Counter(text)["香"] > MOST


def test_of_no_articles_there_are_no_postings() -> None:
    assert Segment().frame().schema == SCHEMA
    assert Segment().frame().is_empty()
