"""Where the parser draws a line: what lies just on this side of it, and what just beyond."""

import pytest

from etl.kinds import AuthorKind, ParagraphKind, RejectionKind, RoleKind
from etl.model import Credit, Refused
from etl.normalize.byline import labelled_credits
from etl.normalize.heading import is_plain_heading
from etl.outlet import Outlet
from etl.page.blocks import Path, Picture, Text
from etl.page.body import _without_end_mark
from etl.page.credit import take_credits, without_notes_on
from etl.page.draft import Draft
from etl.page.encoding import decode
from etl.page.figure import Visual, is_within
from etl.page.generic import keep_article
from etl.page.header import read_header
from etl.page.paragraph import Part

OUTLET = Outlet(
    outlet_id="harbour_post",
    outlet_name="港口邮报",
    latin_name="Harbour Post",
    domains=("harbourpost.example",),
    timezone_name="Asia/Shanghai",
    page_timezone_name="Asia/Shanghai",
    layouts=(),
    credits=(labelled_credits,),
)
LONG_LINE = "记者：" + "、".join(f"周{name}" for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰")  # 47 characters
SHORT_LINE = LONG_LINE[:40]


def part(text: str, *path: int, kind: ParagraphKind = ParagraphKind.BODY) -> Part:
    return Part(text, kind, False, [], False, path)


def test_a_long_line_of_credits_counts_near_the_ends_and_a_short_one_anywhere() -> None:
    assert (len(LONG_LINE), len(SHORT_LINE)) == (47, 40)
    taken = []
    for position in range(30):
        parts = (
            [part("渡轮今天没有开。")] * position + [part(LONG_LINE)] + [part("海上有雾。")] * (29 - position)
        )
        kept, _ = take_credits(parts, OUTLET)
        if len(kept) == 29:
            taken.append(position)
    assert taken == [*range(6), *range(22, 30)]
    parts = [part("渡轮今天没有开。")] * 15
    assert len(take_credits([*parts, part(SHORT_LINE), *parts], OUTLET)[0]) == 30
    assert len(take_credits([*parts, part(f"{SHORT_LINE}己"), *parts], OUTLET)[0]) == 31


def test_notes_on_authors_may_be_in_the_last_four_paragraphs() -> None:
    signed = [Credit(author_name="林小满", role_kind=RoleKind.REPORTER, author_kind=AuthorKind.PERSON)]
    note, prose = part("林小满是一名船长。"), part("雾散了。")
    assert len(without_notes_on(signed, [prose, prose, note, prose, prose, prose])) == 5
    assert len(without_notes_on(signed, [prose, note, prose, prose, prose, prose])) == 6


def test_a_line_of_credits_has_an_end() -> None:
    names = [f"周{chr(0x4E00 + number)}" for number in range(60)]
    assert labelled_credits("记者：" + "、".join(names[:52])) is not None  # 158 characters
    assert labelled_credits("记者：" + "、".join(names[:54])) is None  # 164


def test_a_heading_stands_above_prose_of_twelve_characters() -> None:
    assert is_plain_heading("雾中的渡轮", "船停了。", "船长说今天不会再开了。。")
    assert not is_plain_heading("雾中的渡轮", "船停了。", "船长说今天不会再开。。")


def test_an_end_mark_is_looked_for_in_the_last_three_paragraphs() -> None:
    parts = [part(f"第{number}段。（完）") for number in range(5)]
    assert [each.text for each in _without_end_mark(parts)] == [
        "第0段。（完）",
        "第1段。（完）",
        "第2段。",
        "第3段。",
        "第4段。",
    ]


def test_texts_near_a_picture_are_its_captions_up_to_three() -> None:
    visual = Visual(Picture(source="https://harbourpost.example/a.jpg", alt=None, path=(1, 2, 3, 4, 5)))
    texts = [Text(lines=[], role=None, tag="p", path=path) for path in ((1, 2, 3, 9), (1, 2, 9), (1, 9))]
    assert [is_within(text, visual, 1) for text in texts] == [True, False, False]
    visual.captions = ["一", "二"]
    assert is_within(texts[0], visual, 1)
    visual.captions = ["一", "二", "三"]
    assert not is_within(texts[0], visual, 1)


@pytest.mark.parametrize(("inside", "kept"), [("雾散了。", ["雾散了。"]), ("", ["船开了。" * 50])])
def test_an_element_that_the_page_names_is_the_text_if_it_holds_any(inside: str, kept: list[str]) -> None:
    parts = [part(text, number, 1) for number, text in enumerate((inside, "船开了。" * 50), 1) if text]
    draft = Draft(parts=parts)
    keep_article(draft, [(1,)])
    assert [each.text for each in draft.parts] == kept


@pytest.mark.parametrize(("articles", "kept"), [([(1,)], 1), ([(1,), (2,)], 2)])
def test_an_article_element_is_the_text_if_it_is_the_only_one(articles: list[Path], kept: int) -> None:
    draft = Draft(parts=[part("雾" * 40, 1, 1), part("船" * 40, 2, 1)])
    keep_article(draft, [], articles)
    assert len(draft.parts) == kept


@pytest.mark.parametrize(("inside", "outside", "kept"), [(76, 24, 1), (74, 26, 2)])
def test_an_element_without_a_name_is_the_text_from_three_quarters(
    inside: int, outside: int, kept: int
) -> None:
    draft = Draft(parts=[part("雾" * inside, 1, 1), part("船" * outside, 2, 1)])
    keep_article(draft, [])
    assert len(draft.parts) == kept


@pytest.mark.parametrize(("size", "kept"), [(40, 2), (39, 1)])
def test_a_paragraph_beside_the_text_is_prose_from_forty_characters(size: int, kept: int) -> None:
    draft = Draft(parts=[part("雾" * 400, 1, 1), part("船" * (size - 1) + "。", 2, 1)])
    keep_article(draft, [])
    assert len(draft.parts) == kept


@pytest.mark.parametrize(("count", "kind"), [(3, RejectionKind.LIST_PAGE), (2, RejectionKind.NO_HEADER)])
def test_three_links_make_a_list(count: int, kind: RejectionKind) -> None:
    links = "\n".join(f"- [第{number}艘船](https://harbourpost.example/{number})" for number in range(count))
    with pytest.raises(Refused) as refused:
        read_header(f"# 船\n\n{links}\n")
    assert refused.value.kind is kind


@pytest.mark.parametrize(("controls", "is_read"), [(2, True), (3, False)])
def test_a_text_may_hold_a_control_character_in_a_thousand(controls: int, is_read: bool) -> None:
    content = ("雾" * (2_000 - controls) + "\x02" * controls).encode("gb18030")
    assert is_text(content) is is_read


@pytest.mark.parametrize(("rare", "is_read"), [(20, True), (21, False)])
def test_four_fifths_of_a_text_are_everyday_characters(rare: int, is_read: bool) -> None:
    assert is_text(("雾" * (100 - rare) + "\u3441" * rare).encode("gb18030")) is is_read


def is_text(content: bytes) -> bool:
    try:
        decode(content)
    except Refused:
        return False
    return True


def test_a_stamp_before_the_web_is_ignored() -> None:
    page = "<!--{}-->\n[雾](https://harbourpost.example/a)\n------\n<p>雾</p>"
    assert read_header(page.format(631152000000))[0].header_at is not None  # 1990-01-01
    assert read_header(page.format(631151999000))[0].header_at is None
