"""The shadow of a text: another spelling, the same places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalize.shadow import MIDDLE_DOTS, shadow


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("臺灣總統蔡英文", "台湾总统蔡英文"),
        ("ＡＢＣ１２３", "ABC123"),
        ("唐納德•特朗普", "唐纳德·特朗普"),
        ("新增病例", "新增病例"),
        ("一\u3000二\u00a0三", "一 二 三"),
        ("⻄安⾼新区，⼤学", "西安高新区，大学"),
        ("让－皮埃尔", "让-皮埃尔"),
        ("張明錤與李𫓹", "张明錤与李𫓹"),
        ("Robert O’Brien’s，‘引文’", "Robert O'Brien's，‘引文’"),
    ],
)
def test_one_spelling(text: str, other: str) -> None:
    assert shadow(text) == other


@given(st.text() | st.text("臺灣乾隆後面裡製台後髮發•・Ａ１\u3000"))
def test_length_stays(text: str) -> None:
    assert len(shadow(text)) == len(text)


@given(st.text("臺灣總統蔡英文" + MIDDLE_DOTS))
def test_shadow_is_idempotent(text: str) -> None:
    assert shadow(shadow(text)) == shadow(text)
