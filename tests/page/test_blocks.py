"""Lines of the source joined to one line of text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.page.blocks import without_breaks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("渡口星期一\n  停航。", "渡口星期一停航。", id="between-han"),
        pytest.param("the ferry \n\n stops", "the ferry stops", id="between-latin"),
        pytest.param("船工工会 \nFerrymen", "船工工会Ferrymen", id="han-on-one-side"),
        pytest.param("Ferrymen\n船工", "Ferrymen船工", id="han-on-the-other-side"),
        pytest.param(" the ferry  stops ", " the ferry  stops ", id="no-break"),
        pytest.param("\n渡口\n", "渡口", id="around"),
        pytest.param(
            f"渡口\n{' ' * 400_000}停航{' ' * 400_000}。", f"渡口停航{' ' * 400_000}。", id="far-apart"
        ),
    ],
)
def test_a_break_goes_beside_han_and_is_a_space_elsewhere(text: str, expected: str) -> None:
    assert without_breaks(text) == expected


@given(st.text("码a。“ \n\u3000\xa0\r"))
def test_a_space_is_made_only_between_other_letters(text: str) -> None:
    made = re.sub(r"\s*\n\s*", "\n", text)
    assert without_breaks(text) == re.sub(r"(?<=[码。“])\n|\n(?=[码。“])", "", made).replace("\n", " ")
