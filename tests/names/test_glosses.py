"""Glosses: which Chinese name stands before a Latin one in brackets.

In a given text p{…}, o{…} and l{…} are what a tagger saw: a person, an organisation, a place.
"""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.kinds import EntityKind, GlossKind
from etl.names.gloss.glosses import FoundGloss, glosses
from etl.names.tagger.span import Span

KINDS = {"p": EntityKind.PERSON, "o": EntityKind.ORGANISATION, "l": EntityKind.PLACE}
MARKED = re.compile(r"([pol])\{([^{}]*)\}")

PERSONS: list[tuple[str, ...]] = [
    ("首相p{约翰宁}（Boris Johnning）说", "约翰宁|Boris Johnning"),
    ("国防部长阿卡德·贝尔金(Arkad Belkin)说", "阿卡德·贝尔金|Arkad Belkin"),
    ("与前总统让-克洛德·迪瓦尔 （Jean-Claude Duval）会面", "让-克洛德·迪瓦尔|Jean-Claude Duval"),
    ("该州共和党参议员克兰茨（Sen. Ted Cranz, R-TX）", "克兰茨|Ted Cranz"),
    ("泰国学者瓦沙宁（Dr. Wasanin Wongsur ）", "瓦沙宁|Wasanin Wongsur"),
    ("协调员伯尔克斯医生（Deborah Birkes）", "伯尔克斯|Deborah Birkes"),
    ("响应协调员伯克斯博士（Deborah Birx）", "伯克斯|Deborah Birx"),
    ("大使p{何瑞安}（Ryan Hanssen）", "何瑞安|Ryan Hanssen"),
    ("已故批评家A.A.吉尔宁（A.A. Gillning）", "A.A.吉尔宁|A.A. Gillning"),
    ("作家罗丝·戴维斯（Rose Davis，英国小说家）", "罗丝·戴维斯|Rose Davis"),
    ("被告叶燕卿（音译，Yanqing Ye）", "叶燕卿|Yanqing Ye"),
    ("他的女友玛拉·佩恩〔Mara Payne〕", "玛拉·佩恩|Mara Payne"),
    ("斯特芬·莫尔、p{卡尔霍夫}（Kalhoff）和p{默林}（Merlin）", "卡尔霍夫|Kalhoff", "默林|Merlin"),
]
BODIES: list[tuple[str, ...]] = [
    (
        "o{港口卫生组织}（Harbour Health Organization，HHO）",
        "港口卫生组织|Harbour Health Organization",
        "港口卫生组织|HHO",
    ),
    ("加入l{北海}o{公约组织}（NSTO）", "北海公约组织|NSTO"),
    ("总部设在l{华盛顿}智库o{威尔曼中心}（Wilman Center）", "威尔曼中心|Wilman Center"),
    ("o{华盛顿智库战略研究中心}（CSR）", "战略研究中心|CSR"),
    (
        "全球发展政策o{中心}（Global Development Policy Center）",
        "全球发展政策中心|Global Development Policy Center",
    ),
    ("七o{国集团}（G7）", "七国集团|G7"),
    ("旗下的o{港口软件}(HBR.N)股价", "港口软件|HBR.N"),
    ("o{港口软件} (NYSE：HBR) 股价", "港口软件|HBR.N"),
    ("o{港口控股}（00070.HK）", "港口控股|0070.HK"),
    ("o{北岸银行}(601398.SS)(1398.HK)上涨", "北岸银行|601398.SS", "北岸银行|1398.HK"),
    ("国际人权组织“保护河流会”（Rivers Defenders Association）", "保护河流会|Rivers Defenders Association"),
    ("人权组织——河流观察（Rivers Watch）", "河流观察|Rivers Watch"),
    ("《海港时报》（The Harbour Times）报道", "海港时报|Harbour Times"),
]
PLACES: list[tuple[str, ...]] = [
    ("卫星城l{古鲁葛拉}（Gurugla）", "古鲁葛拉|Gurugla"),
    ("位于l{加兰河谷}（Galan Valley）", "加兰河谷|Galan Valley"),
]
REVERSED: list[tuple[str, ...]] = [
    ("Linder Images（p{林德}）", "林德|Linder Images"),
    ("据NSF（o{国家冰川基金会}）", "国家冰川基金会|NSF"),
]
NONE = [
    "充当法庭之友（amicus curiae）",
    "感染2019冠状病毒疾病（COVID-19）",
    "《无尽的海》（The Endless Sea）一书",
    "国内生产总值（GDP）增长",
    "请见（https://example.org/A）",
    "很多平台（如YouTube、Facebook等）",
    "抛出一个概念（Simplicity）",
    "航母里根号（USS Reagan）",
    "议员（Sen.）们",
    "第15条（a）款",
    "总统（President）",
    "（Boris Johnning）",
    "",
]


def read(marked: str) -> tuple[str, list[Span]]:
    """The text without its marks, and the spans that they mark."""
    text, spans, last = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[last : match.start()]
        spans.append(
            Span(start=len(text), end=len(text) + len(match[2]), entity_kind=KINDS[match[1]], score=0.9)
        )
        text += match[2]
        last = match.end()
    return text + marked[last:], spans


@pytest.mark.parametrize("case", PERSONS + BODIES + PLACES + REVERSED, ids=lambda case: case[0])
def test_the_name_before_the_bracket(case: tuple[str, ...]) -> None:
    text, spans = read(case[0])
    found = glosses(text, spans)
    assert [f"{gloss.chinese_name}|{gloss.latin_name}" for gloss in found] == sorted(
        case[1:], key=lambda wanted: (text.index(wanted.split("|")[0]), wanted.split("|")[1])
    )
    assert all(text[gloss.start : gloss.end] == gloss.chinese_name for gloss in found)


with (Path(__file__).parent / "gloss_scores.csv").open(encoding="utf-8") as lines:
    SCORES = [tuple(row.values()) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("marked", "name", "score"), SCORES)
def test_how_sure_a_gloss_is(marked: str, name: str, score: str) -> None:
    text, spans = read(marked)
    found = {f"{gloss.chinese_name}|{gloss.latin_name}": gloss.score for gloss in glosses(text, spans)}
    assert found[name] == pytest.approx(float(score), abs=0.006)


def test_a_place_in_brackets_behind_a_latin_name_is_where_it_is() -> None:
    assert glosses(*read("供应商Quillex（l{冰岛}）说")) == []


@pytest.mark.parametrize("text", NONE)
def test_brackets_that_are_not_glosses(text: str) -> None:
    assert glosses(text, []) == []


@pytest.mark.parametrize(
    ("marked", "gloss_kind", "entity_kind"),
    [
        ("首相p{约翰宁}（Boris Johnning）", GlossKind.NAME, EntityKind.PERSON),
        ("州长阿伯廷（Greg Abbotin）", GlossKind.NAME, EntityKind.PERSON),
        ("o{北海公约组织}（NSTO）", GlossKind.ACRONYM, EntityKind.ORGANISATION),
        ("l{港口软件}(HBR.N)", GlossKind.TICKER, EntityKind.ORGANISATION),
        ("霍尔特大学（Holt University）", GlossKind.NAME, EntityKind.ORGANISATION),
        ("位于l{加兰河谷}（Galan Valley）", GlossKind.NAME, EntityKind.PLACE),
    ],
)
def test_what_is_named(marked: str, gloss_kind: GlossKind, entity_kind: EntityKind) -> None:
    [gloss] = glosses(*read(marked))
    assert (gloss.gloss_kind, gloss.entity_kind) == (gloss_kind, entity_kind)


def test_a_name_that_a_tagger_saw_is_surer() -> None:
    [seen] = glosses(*read("首相p{约翰宁}（Boris Johnning）"))
    [heard] = glosses(*read("对约翰宁（Boris Johnning）"))
    assert seen.score > heard.score


PIECES = st.sampled_from(
    [
        *"约翰宁总统·-（）()“”《》、，。 的和A.",
        "（Boris Johnson）",
        "(HBR.N)",
        "（WHO）",
        "委员会",
        "p{林德}",
        "o{公司}",
        "l{北}",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_offsets_are_true_whatever_the_text(marked: str) -> None:
    text, spans = read(marked)
    for gloss in glosses(text, spans):
        assert isinstance(gloss, FoundGloss)
        assert text[gloss.start : gloss.end] == gloss.chinese_name != ""
        assert 0 < gloss.score <= 1
        assert gloss.latin_name == gloss.latin_name.strip()
