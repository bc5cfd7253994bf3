"""Text as a reader sees it."""

import pytest

from etl.normalize.text import clean_line, fold_name, unescape


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  渡轮\u00a0\u00a0停航 ", "渡轮 停航"),
        ("渡\u200b轮\ufeff停航", "渡轮停航"),
        ("渡轮\n停航\r\n了", "渡轮 停航 了"),
        ("\u202a渡轮\u202c", "渡轮"),
        ("渡轮\x7f停航", "渡轮停航"),
        ("一\u3000二", "一 二"),
        ("\u00a0", ""),
        ("", ""),
    ],
)
def test_a_line_has_single_spaces_and_nothing_that_cannot_be_seen(raw: str, clean: str) -> None:
    assert clean_line(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥", "👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥"),
        ("می\u200cروم", "می\u200cروم"),
        ("渡\u200d轮\u200c ", "渡轮"),
        ("渡\ufffc轮\u3164停\u2800航\u2066了\u2069", "渡轮停航了"),
        ("甲\U000e0041乙", "甲乙"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f"),
        ("一\u2028二", "一 二"),
    ],
)
def test_joiners_stay_where_they_join_and_fillers_go(raw: str, clean: str) -> None:
    assert clean_line(raw) == clean


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("A &amp; B", "A & B"),
        ("&amp;ldquo;渡轮&amp;rdquo;", "“渡轮”"),
        ("&#183;", "·"),
        ("A & B", "A & B"),
        ("没有", "没有"),
    ],
)
def test_character_references_are_read_twice_at_most(raw: str, text: str) -> None:
    assert unescape(raw) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("安东•里弗斯", "安东·里弗斯"),
        ("PETER BAKER", "Peter  Baker"),
        ("ＡＢＣ", "abc"),
        ("O’Neill", "O'Neill"),
        ("Jean-Paul", "Jean Paul"),
    ],
)
def test_names_are_compared_without_width_case_spaces_and_dots(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)
