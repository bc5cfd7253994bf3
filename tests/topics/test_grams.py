"""Grams: what is read of an article, and that it is read the same in either script."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from etl.topics.grams import OPENING, TITLE_WEIGHT, gram_of, grams, key_of


def test_pairs_and_triples_of_characters_and_words_in_latin_letters_are_counted() -> None:
    held = grams("", "海港开放，NBA A 船")
    spelt = [gram for key in held.keys.tolist() if (gram := gram_of(key))]
    assert sorted(spelt) == sorted(["海港", "港开", "开放", "海港开", "港开放"])
    assert held.words == ["nba"]


@given(st.text(alphabet="海港船长", min_size=2, max_size=3))
def test_a_gram_and_its_number_are_one(gram: str) -> None:
    key = key_of(gram)
    assert key is not None
    assert gram_of(key) == gram


def test_a_pair_behind_a_gap_is_no_triple() -> None:
    assert Counter(grams("", "，海港").keys.tolist())[key_of("海港")] == 1
    assert key_of("nba") is None


def test_a_gram_of_the_title_counts_as_several_of_the_prose() -> None:
    assert grams("海港", "海港").keys.tolist() == [key_of("海港")] * (TITLE_WEIGHT + 1)
    assert grams("NBA", "nba").words == ["nba"] * (TITLE_WEIGHT + 1)


def test_both_scripts_have_the_same_grams() -> None:
    one, other = grams("臺灣議會", "選舉法修正案"), grams("台湾议会", "选举法修正案")
    assert one.keys.tolist() == other.keys.tolist()


@given(st.text(alphabet="海港船长，。NBA \n", max_size=60))
def test_what_stands_behind_the_opening_is_not_read(behind: str) -> None:
    opening = "船长说海港今天开放。" * (OPENING // 10)
    assert grams("海", opening + behind).keys.tolist() == grams("海", opening).keys.tolist()
