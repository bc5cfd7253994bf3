"""Captions by their place: the text in one small element with a picture, and no other text."""

import pytest

from etl.outlet import Layout, Role
from etl.page.blocks import Text
from etl.page.frame import frame_captions
from etl.page.roles import compile_roles
from etl.page.walk import read_page

ROLES = compile_roles(Layout(name="any"))
PROSE = "<p>渡口星期一停航，三百名船工失去工作。市长说，停航为期两周，船工们将得到补偿。</p>" * 3


def captions(html: str) -> list[str]:
    blocks = frame_captions(read_page(html + PROSE, ROLES, node_limit=1000, depth_limit=50).blocks)
    return [
        "".join(line.text for line in block.lines).strip()
        for block in blocks
        if isinstance(block, Text) and block.role is Role.CAPTION
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<div><img src='a.jpg'><div>码头（周岭摄）</div></div>", ["码头（周岭摄）"], id="below"),
        pytest.param("<div><p>码头</p><div><img src='a.jpg'></div></div>", ["码头"], id="above"),
        pytest.param(
            "<div><div><img src='a.jpg'></div><p>码头</p><p>周岭摄</p></div>",
            ["码头", "周岭摄"],
            id="two-lines",
        ),
        pytest.param("<div><span><img src='a.jpg'></span>码头</div>", ["码头"], id="loose-in-an-element"),
        pytest.param(
            f"<div><img src='a.jpg' alt='{'长' * 300}'><p>{'长' * 300}</p></div>" + PROSE,
            ["长" * 300],
            id="long-and-equal-to-alt",
        ),
    ],
)
def test_text_in_a_small_element_with_a_picture_is_its_caption(html: str, expected: list[str]) -> None:
    assert captions(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<p><img src='a.jpg'>渡口停航</p>", id="in-the-pictures-paragraph"),
        pytest.param("<div><img src='a.jpg'>渡口停航了。</div>", id="a-loose-sentence"),
        pytest.param("<div><img src='a.jpg'><p>渡口停航了。船工失业了。</p></div>", id="two-sentences"),
        pytest.param("<div><img src='a.jpg'><p>以下是评论：</p></div>", id="an-announcement"),
        pytest.param("<div><img src='a.jpg'><p><b>船工失业</b></p></div>", id="bold"),
        pytest.param("<div><img src='a.jpg'><ul><li>船工失业</li></ul></div>", id="a-list"),
        pytest.param("<div><img src='a.jpg'><img src='b.jpg'><p>码头</p></div>", id="two-pictures"),
        pytest.param("<div><img src='a.jpg'><p>广告</p></div>", id="boilerplate"),
        pytest.param(f"<div><img src='a.jpg'>{PROSE}</div>", id="the-whole-text"),
    ],
)
def test_other_text_beside_a_picture_stays_prose(html: str) -> None:
    assert captions(html) == []


def test_the_text_of_a_page_of_one_picture_is_the_article() -> None:
    page = read_page("<div><img src='a.jpg'><p>码头</p></div>", ROLES, node_limit=100, depth_limit=50)
    assert frame_captions(page.blocks) == page.blocks
