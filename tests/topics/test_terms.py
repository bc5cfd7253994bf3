"""Terms: what an article repeats, by example, and laws that hold of any text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.lexicon import words
from etl.normalize.shadow import shadow
from etl.topics.terms import LEAST, LONGEST, terms_of

TEXTS = st.text(alphabet="港渡轮票价的和中国，。\n夜航法tT5 ", max_size=60)


@pytest.mark.parametrize(
    ("title", "prose", "terms"),
    [
        ("渡轮夜航法通过", "议会通过渡轮夜航法。夜航法六月生效，夜航法管船。", ["夜航法", "渡轮夜航法"]),
        ("渡輪復航", "渡轮停了。", ["渡轮"]),
        ("渡轮", "渡轮的票，票的价。", ["渡轮"]),
        ("", "对码头开工；对码头，码头。", ["码头"]),
        ("", "中国对海开放，中国对海关门。", ["中国对海"]),
        ("", "TikTok 停用，tiktok 恢复；5G 建成，5g；10 天，10 天。", ["5g", "tiktok"]),
        ("", "三十天，三十天；十二月，十二月；问题，问题。", []),
        ("", "白沙港务局航政司长说。白沙港务局航政司长说。", []),
        ("渡轮", "", []),
    ],
)
def test_an_article_has_the_terms_that_it_repeats(title: str, prose: str, terms: list[str]) -> None:
    assert terms_of(title, prose) == sorted(terms)


@given(TEXTS, TEXTS)
def test_a_term_is_there_twice_short_and_whole(title: str, prose: str) -> None:
    text = shadow(f"{title}\n{prose}").lower()
    terms = terms_of(title, prose)
    assert terms == sorted(set(terms))
    for term in terms:
        # phrases of one article may overlap: 渡轮渡轮渡轮 has 轮渡 and 渡轮
        found = len(re.findall(f"(?={re.escape(term)})", text))
        assert found >= LEAST
        if not term.isascii():
            assert 2 <= len(term) <= LONGEST
            assert term not in {*words("term_words", "no_term"), *words("term_words", "whole")}
            assert not any(
                term in other and term != other and len(re.findall(f"(?={re.escape(other)})", text)) == found
                for other in terms
            )


@given(TEXTS)
def test_a_title_is_read_as_a_line_of_the_text(text: str) -> None:
    assert terms_of(text, "") == terms_of("", text)
