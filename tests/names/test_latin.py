"""Names in Latin letters within Chinese text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.names.line.latin_names import latin_names

NAMED = [
    ("策略师Paul Lindqvist表示，油价会涨。", "Paul Lindqvist", "person"),
    ("该中心主任 Marta J. Ruiz 说：", "Marta J. Ruiz", "person"),
    ("Ruth Bergman认为这不可能。", "Ruth Bergman", "person"),
    ("国会议员Jan van der Velde周二在会上称", "Jan van der Velde", "person"),
    ("据Harbour Analytics统计，", "Harbour Analytics", "organisation"),
    ("生物技术公司Lunavax上涨两成", "Lunavax", "organisation"),
    ("Orbex公司昨天宣布裁员", "Orbex", "organisation"),
    ("疫苗竞赛的Lunavax (LNVX.O) 涨6%", "Lunavax", "organisation"),
    ("黑客组织Norrask发起攻击", "Norrask", "organisation"),
    ("科技网站 Fjordwire 报道说", "Fjordwire", "organisation"),
    ("Norrask 的联合创始人认为", "Norrask", "organisation"),
    ("Norrask组织表示反对", "Norrask", "organisation"),
    ("照片由 Peter Nowak 提供", "Peter Nowak", "person"),
]
NOT_NAMED = [
    "感染COVID的人",
    "他打开App Store下载",
    "见https://example.org/Paul Lindqvist",
    "#Paul Lindqvist 的话题",
    "发信到 Paul@Example.org 即可",
    "这辆Model S很快",
    "《Cities Under Siege》一书说",
    "他写道：We are all in this together, said Paul Lindqvist, a man.",
    "国内生产总值(GDP)增长",
    "依照 Climate Act 的规定",
    "A股大涨，K线向上",
]


@pytest.mark.parametrize(("text", "name", "kind"), NAMED)
def test_names_that_stand_alone(text: str, name: str, kind: str) -> None:
    assert [(text[span.start : span.end], span.entity_kind) for span in latin_names(text, [])] == [
        (name, kind)
    ]


@pytest.mark.parametrize("text", NOT_NAMED)
def test_texts_that_are_not_names(text: str) -> None:
    assert latin_names(text, []) == []


def test_taken_ranges_are_skipped() -> None:
    text = "策略师Paul Lindqvist表示"
    assert latin_names(text, [(3, 7)]) == []


@given(st.text(alphabet="Paul Lindqvist.·-（(）)的说公司A股表示\n", max_size=60))
def test_any_text_has_names_in_order(text: str) -> None:
    spans = latin_names(text, [])
    assert all(0 <= span.start < span.end <= len(text) and 0 < span.score <= 1 for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
