"""纽约时报: which beginnings of a text are the place it was filed from."""

import re

import pytest

from etl.outlets.nyt import OUTLET


def place(text: str) -> str | None:
    return next((match["place"] for pattern in OUTLET.dateline if (match := re.match(pattern, text))), None)


@pytest.mark.parametrize(
    "name",
    [
        "北京",
        "韩国首尔",
        "不来梅",
        "德国不来梅",
        "那不勒斯",
        "意大利那不勒斯",
        "那霸",
        "的黎波里",
        "有马",
        "加那利群岛",
    ],
)
def test_a_place_may_hold_a_syllable_that_is_a_particle_elsewhere(name: str) -> None:
    assert place(f"{name}——湖水在一夜之间变红。") == name


@pytest.mark.parametrize(
    "words",
    [
        "不过",
        "那是一个夏天",
        "那时候",
        "有些人",
        "没有人",
        "但并不是所有人都在撤离",
        "这几家公司",
        "他本人",
        "湖水的颜色",
    ],
)
def test_the_first_words_of_a_sentence_are_not_a_place(words: str) -> None:
    assert place(f"{words}——村民们说——没有见过红色的湖。") is None
