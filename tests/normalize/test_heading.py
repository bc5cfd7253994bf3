"""Headings that only their neighbours tell."""

import pytest

from etl.normalize.heading import numbered_sections

PROSE = "渡船在雾中停了三天，码头上的人都在等。"


@pytest.mark.parametrize(
    "numbers", [("1", "2", "3"), ("01", "02"), ("一", "二"), ("一、", "二、"), ("（1）", "（2）")]
)
def test_lines_of_numbers_that_count_up_are_headings(numbers: tuple[str, ...]) -> None:
    texts = [text for number in numbers for text in (number, PROSE)]
    assert numbered_sections(texts) == frozenset(range(0, len(texts), 2))


def test_numbers_of_two_han_signs_count_too() -> None:
    numbers = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
    texts = [text for number in numbers for text in (PROSE, number)] + [PROSE]
    assert len(numbered_sections(texts)) == len(numbers)


@pytest.mark.parametrize(
    "texts",
    [
        ("1", PROSE, PROSE),  # one alone
        ("30", PROSE, "20", PROSE, "10", PROSE),  # the marks of a chart
        ("2", PROSE, "3", PROSE),
        ("1", "2", PROSE),  # with nothing between them
        (PROSE, "1", PROSE, "2"),  # with nothing below it
        ("½", PROSE, "1", PROSE),
    ],
)
def test_other_lines_of_numbers_are_no_headings(texts: tuple[str, ...]) -> None:
    assert numbered_sections(texts) == frozenset()
