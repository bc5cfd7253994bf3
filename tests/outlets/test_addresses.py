"""One article has one address, whichever of its outlet's addresses it was saved under."""

import pytest

from etl.outlets import article_address


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "https://www.bbc.com/zhongwen/trad/world-50000001",
            "https://www.bbc.com/zhongwen/simp/world-50000001",
        ),
        (
            "https://www.bbc.com/zhongwen/simp/world-50000001.amp",
            "http://bbc.com/zhongwen/simp/world-50000001",
        ),
        ("https://m.voachinese.com/a/ferry/50001.html", "https://www.voachinese.com/a/ferry/50001.html"),
        ("https://www.voachinese.com/amp/ferry/50001.html", "https://www.voachinese.com/a/ferry/50001.html"),
        ("https://m.cn.nytimes.com/china/20200720/ferry/", "https://cn.nytimes.com/china/20200720/ferry/"),
        (
            "https://cn.nytimes.com/china/20200720/ferry/zh-hant/",
            "https://cn.nytimes.com/china/20200720/ferry/",
        ),
        ("https://amp.dw.com/zh/ferry/a-50001", "https://www.dw.com/zh/ferry/a-50001"),
        ("https://cn.mobile.reuters.com/article/amp/idCN1", "https://cn.reuters.com/article/idCN1"),
        ("https://amp.rfi.fr/cn/ferry", "https://www.rfi.fr/cn/ferry"),
    ],
)
def test_an_outlets_addresses_of_one_article_are_one(one: str, other: str) -> None:
    assert article_address(one) == article_address(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://m.harbour.example/7", "https://harbour.example/7"),
        (
            "https://www.bbc.com/zhongwen/simp/world-50000001",
            "https://www.bbc.com/zhongwen/simp/world-50000002",
        ),
    ],
)
def test_nothing_is_folded_that_no_outlets_file_names(one: str, other: str) -> None:
    assert article_address(one) != article_address(other)
