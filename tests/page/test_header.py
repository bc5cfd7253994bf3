"""What stands above a page's HTML. Titles and addresses are invented."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.kinds import FormatKind, RejectionKind
from etl.model import Header, Refused
from etl.page.header import read_header

URL = "https://news.example/2020/07/a"
PAGE = "<div>page</div>\n"
POST = """---
layout: post
title: "港口重开"
date: {date}
author: {author}
from: {url}
tags: [ {tags} ]
categories: [ {categories} ]
---
"""


def stamped(title: str, *, url: str = URL, stamp: str = "1595243044000") -> str:
    return f"<!--{stamp}-->\n[{title}]({url})\n------\n\n{PAGE}"


def post(
    body: str,
    *,
    date: str = "2020-07-20T11:04:04+08:00",
    author: str = "海港报",
    url: str = URL,
    tags: str = "海港报",
    categories: str = "news, 海港报",
) -> str:
    return POST.format(date=date, author=author, url=url, tags=tags, categories=categories) + body


def refusal_of(text: str) -> Refused:
    with pytest.raises(Refused) as refused:
        read_header(text)
    return refused.value


def test_the_header_form_gives_stamp_title_address_and_page() -> None:
    header, page = read_header(stamped("港口重开"))
    assert header == Header(
        format_kind=FormatKind.HEADER,
        title="港口重开",
        url=URL,
        header_at=datetime(2020, 7, 20, 11, 4, 4, tzinfo=UTC),
    )
    assert page == PAGE


@pytest.mark.parametrize("stamp", ["NaN", "", "0", "undefined", "99999999999999999"])
def test_an_invalid_stamp_leaves_header_at_empty(stamp: str) -> None:
    header, page = read_header(stamped("港口", stamp=stamp))
    assert (header.header_at, header.title, page) == (None, "港口", PAGE)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("港口\n\n重开", "港口 重开"),
        ("[视频] 港口 [图]", "[视频] 港口 [图]"),
        (" 港口\u00a0 重开 ", "港口 重开"),
        ("Q&amp;A：港口 &#x201C;重开&#8221; AT&T&copy", "Q&A：港口 “重开” AT&T&copy"),
        ("港口（图）](https://x.example/ 不是地址", "港口（图）](https://x.example/ 不是地址"),
        ("---", "---"),
    ],
)
def test_titles_hold_brackets_newlines_and_entities(written: str, title: str) -> None:
    header, _ = read_header(stamped(written))
    assert (header.title, header.url) == (title, URL)


def test_an_address_may_hold_brackets() -> None:
    url = "https://news.example/a_(b)?c=[d]"
    assert read_header(stamped("港口", url=url))[0].url == url


def test_windows_line_ends_and_a_byte_order_mark_do_not_matter() -> None:
    header, page = read_header("\ufeff" + stamped("港口").replace("\n", "\r\n"))
    assert (header.title, header.url, page) == ("港口", URL, "<div>page</div>\r\n")


def test_dashes_further_down_belong_to_the_page() -> None:
    _, page = read_header(stamped("港口") + "<p>a</p>\n------\n<p>b</p>")
    assert page == PAGE + "<p>a</p>\n------\n<p>b</p>"


def test_a_stamped_file_that_lost_its_dashes_still_has_a_header() -> None:
    header, page = read_header(f"<!--1595243044000-->\n[港口]({URL})\n<p>a</p>")
    assert (header.title, header.url, page) == ("港口", URL, "<p>a</p>")


def test_a_file_that_ends_after_its_header_has_an_empty_page() -> None:
    assert read_header(f"<!--1595243044000-->\n[港口]({URL})\n------")[1] == ""


def test_the_dated_form_takes_its_time_from_the_date_line() -> None:
    header, page = read_header(f"[港口]({URL})\n------\n日期：Mon, 20 Jul 2020 11:04:04 +0800\n\n<p>a</p>")
    assert header.format_kind is FormatKind.DATED
    assert header.header_at == datetime(2020, 7, 20, 3, 4, 4, tzinfo=UTC)
    assert page == "<p>a</p>"


def test_a_date_line_that_cannot_be_read_leaves_the_time_empty() -> None:
    header, _ = read_header(f"[港口]({URL})\n------\n日期：昨天\n\n<p>a</p>")
    assert (header.format_kind, header.header_at) == (FormatKind.DATED, None)


def test_a_post_keeps_both_clocks_and_the_outlet_as_the_archive_calls_it() -> None:
    header, page = read_header(post(stamped("港口重开！", url="https://news.example//b")))
    assert header == Header(
        format_kind=FormatKind.POST,
        title="港口重开！",
        url="https://news.example//b",
        header_at=datetime(2020, 7, 20, 11, 4, 4, tzinfo=UTC),
        front_matter_at=datetime(2020, 7, 20, 3, 4, 4, tzinfo=UTC),
        source_name="海港报",
    )
    assert page == PAGE


def test_a_post_with_only_html_takes_title_and_address_from_the_front_matter() -> None:
    header, page = read_header(post("\n<article>a</article>\n"))
    assert header.format_kind is FormatKind.BARE_POST
    assert (header.title, header.url, header.header_at) == ("港口重开", URL, None)
    assert page == "<article>a</article>\n"


@pytest.mark.parametrize(
    ("date", "moment", "is_day"),
    [
        ("2020-07-20", datetime(2020, 7, 20, tzinfo=UTC), True),
        ("2020-07-20T11:04:04.000Z", datetime(2020, 7, 20, 11, 4, 4, tzinfo=UTC), False),
        ("2020-07-20 11:04:04 +0800", datetime(2020, 7, 20, 3, 4, 4, tzinfo=UTC), False),
        ("2020-07-20 11:04:04 UTC", datetime(2020, 7, 20, 11, 4, 4, tzinfo=UTC), False),
        ("2020-07-20 11:04", datetime(2020, 7, 20, 11, 4, tzinfo=UTC), False),
        ("someday", None, False),
    ],
)
def test_front_matter_dates_are_utc_and_a_bare_day_says_so(
    date: str, moment: datetime | None, is_day: bool
) -> None:
    header, _ = read_header(post(PAGE, date=date))
    assert (header.front_matter_at, header.is_front_matter_day) == (moment, is_day)


@pytest.mark.parametrize(
    ("author", "tags", "categories", "source_name", "tag_names", "author_name"),
    [
        ("海港报", "海港报", "news, 海港报", "海港报", (), None),
        ("陈一 &#38; 林二", "海港报", "海港报", "海港报", (), "陈一 & 林二"),
        ("陈一", "航运, 海港报, 税", "news, 海港报", "海港报", ("航运", "税"), "陈一"),
        ("陈一", "航运", "news, 海港报", "海港报", ("航运",), "陈一"),
        ("陈一", "航运", "", "航运", (), "陈一"),
        ("陈一", "", "news", "陈一", (), "陈一"),
        ("陈一", "陈一", "", "陈一", (), "陈一"),
    ],
)
def test_the_outlet_is_named_in_both_lists_and_the_rest_are_tags(
    author: str,
    tags: str,
    categories: str,
    source_name: str,
    tag_names: tuple[str, ...],
    author_name: str | None,
) -> None:
    header, _ = read_header(post(PAGE, author=author, tags=tags, categories=categories))
    assert (header.source_name, header.tags, header.author_name) == (source_name, tag_names, author_name)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('title: "他说"不"，然后走了"', '他说"不"，然后走了'),
        ("title: 港口：重开: 之后", "港口：重开: 之后"),
        ("title: [视频] 港口", "[视频] 港口"),
        ("title: [视频]", "[视频]"),
        ("title: 港口 #重开", "港口 #重开"),
        ("title: 1984", "1984"),
        ("title: yes", "yes"),
        ("title: 'it''s'", "it's"),
        ('title: "a \\"b\\" c"', 'a "b" c'),
        ("title: >\n  港口\n  重开", "港口 重开"),
        ("title: 港口\n  重开", "港口 重开"),
        ("title: @港口", "@港口"),
    ],
)
def test_titles_that_are_not_yaml_are_read_verbatim(line: str, title: str) -> None:
    header, _ = read_header(f"---\n{line}\nfrom: {URL}\n---\n{PAGE}")
    assert (header.title, header.url) == (title, URL)


@pytest.mark.parametrize(
    "tags",
    ["tags: [ 海港报, 税 ]", "tags:\n- 海港报\n- 税", "tags: 海港报, 税", 'tags: [ 海港报, 税 ]\nbad: ["x'],
)
def test_lists_are_read_in_every_way_they_are_written(tags: str) -> None:
    header, _ = read_header(f"---\ntitle: 港口\nfrom: {URL}\n{tags}\n---\n{PAGE}")
    assert (header.source_name, header.tags) == ("海港报", ("税",))


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("author:\n  name: 林小满\n  url: https://u.example/1", "林小满"),
        ("author: {name: 林小满, email: }", "林小满"),
        ("authors:\n- name: 林小满\n  url: https://u.example/1\n- name: 周远", "林小满, 周远"),
        ("authors:\n- 林小满\n- 周远", "林小满, 周远"),
        ("author: {email: a@u.example}", None),
    ],
)
def test_an_author_may_be_a_map_with_a_name(author: str, name: str | None) -> None:
    header, _ = read_header(f"---\ntitle: 港口\nfrom: {URL}\n{author}\n---\n{PAGE}")
    assert header.author_name == name


def test_tags_may_be_maps_with_names() -> None:
    header, _ = read_header(f"---\ntitle: 港口\nfrom: {URL}\ntags:\n- name: 海港报\n- name: 税\n---\n{PAGE}")
    assert (header.source_name, header.tags) == ("海港报", ("税",))


@pytest.mark.parametrize("nested", ["[" * 50_000, "- " * 30_000, "? " * 30_000, "{a: " * 20_000])
def test_front_matter_nested_past_all_sense_is_read_by_line(nested: str) -> None:
    assert read_header(f"---\ntitle: 港口\nfrom: {URL}\nx: {nested}\n---\n{PAGE}")[0].title == "港口"


@pytest.mark.parametrize("line", [" y\n", "- y\n", "a: b\n", "---x\n"])
def test_front_matter_of_a_million_lines_ends(line: str) -> None:
    text = f"---\ntitle: 港口\nfrom: {URL}\nx: 1\n{line * 1_000_000}---\n{PAGE}"
    assert read_header(text)[0].url == URL


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("# Archive\n\nSaved pages.\n", RejectionKind.NO_HEADER, "begins with '# Archive'"),
        ("[Archive](https://a.example)\n------\n\nSaved pages.\n", RejectionKind.NO_HEADER, "Archive"),
        ("<!DOCTYPE html><html></html>", RejectionKind.NO_HEADER, "<!DOCTYPE html>"),
        ("<!--1595243044000-->\n<div></div>", RejectionKind.NO_HEADER, "a stamp without"),
        ("---\ntitle: 港口\n<p>a</p>", RejectionKind.NO_HEADER, "front matter that does not end"),
        ("---\nlayout: page\ntitle: About\n---\nA site.", RejectionKind.NO_HEADER, "layout page"),
        ("---\nlayout: post\ndate: 2020-07-20\n---\nA site.", RejectionKind.NO_HEADER, "no title"),
        ("---\n---\n", RejectionKind.NO_HEADER, "layout none"),
        (
            "---\nlayout: home\ntitle: 首页\n---\n<ul>{% for post in site.posts %}<li></li>{% endfor %}</ul>",
            RejectionKind.LIST_PAGE,
            "list of links",
        ),
        (
            "# 目录\n\n* [一](a/1.md)\n* [二](a/2.md)\n* [三](a/3.md)\n",
            RejectionKind.LIST_PAGE,
            "# 目录",
        ),
        ("| 日 | 题 |\n|--|--|\n" + "| 1 | [一](a/1.md) |\n" * 5, RejectionKind.LIST_PAGE, "list of links"),
    ],
)
def test_non_articles_are_refused_with_a_detail(text: str, kind: RejectionKind, said: str) -> None:
    refused = refusal_of(text)
    assert refused.kind is kind
    assert said in refused.detail


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@given(
    title=WORDS.map(lambda text: " ".join(text.split())).filter(lambda text: text and "&" not in text),
    milliseconds=st.integers(min_value=700_000_000_000, max_value=4_000_000_000_000),
    slug=st.text("abc0123456789-_/%()[]?=&", max_size=30),
)
def test_a_header_that_was_written_is_read(title: str, milliseconds: int, slug: str) -> None:
    url = f"https://news.example/{slug}"
    header, page = read_header(stamped(title, url=url, stamp=str(milliseconds)))
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    assert (header.title, header.url, header.header_at, page) == (title, url, at, PAGE)


SHAPES = [
    "---\n",
    "------\n",
    "<!--1595243044000-->\n",
    "<!--NaN-->",
    "[",
    "](http://a.example)",
    "]()",
    "<p>",
]
FIELDS = ["title: ", "tags: [", "from: http://a.example\n", "date: 2020-01-01\n", "日期：", "* [a](b)\n"]
MARKS = [
    "\n",
    "\r\n",
    '"',
    "'",
    "&#38;",
    "- ",
    "? ",
    ": ",
    "{",
    "\u2028",
    "\x85",
    "\x07",
    "&a ",
    "*a ",
    "<<: ",
]
PIECES = st.sampled_from([*SHAPES, *FIELDS, *MARKS, "!!python/object "])


@given(st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=30).map("".join)))
def test_any_text_has_a_header_or_is_refused(text: str) -> None:
    try:
        header, page = read_header(text)
    except Refused as refused:
        assert refused.kind in (RejectionKind.NO_HEADER, RejectionKind.LIST_PAGE)
        assert refused.detail
    else:
        assert header.title is None or header.title == " ".join(header.title.split())
        assert text.rstrip("\r\n").endswith(page.rstrip("\r\n"))


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://news.example/v?id=7&amp;p=2", "https://news.example/v?id=7&p=2"),
        ("<https://news.example/1>", "https://news.example/1"),
        ('https://news.example/1 "港口报"', "https://news.example/1"),
        ("https://news.example/1?a=b&copy=1", "https://news.example/1?a=b&copy=1"),
        ("https://news.example/旧_(一).html?题=旧 城", "https://news.example/旧_(一).html?题=旧 城"),
    ],
)
def test_an_address_is_read_as_markdown_and_html_write_it(written: str, address: str) -> None:
    assert read_header(stamped("渡轮停航", url=written))[0].url == address
    assert read_header(f"---\ntitle: 渡轮停航\nfrom: {written}\n---\n<p>停航。</p>")[0].url == address


@pytest.mark.parametrize(
    ("stamp", "at"),
    [
        ("1595243044000", datetime(2020, 7, 20, 11, 4, 4, tzinfo=UTC)),
        ("1595243044", datetime(2020, 7, 20, 11, 4, 4, tzinfo=UTC)),
        ("2020-07-20T19:04:04+08:00", datetime(2020, 7, 20, 11, 4, 4, tzinfo=UTC)),
        ("2020-07-20T11:04:04.000Z", datetime(2020, 7, 20, 11, 4, 4, tzinfo=UTC)),
        ("2020-07-20 11:04:04", datetime(2020, 7, 20, 11, 4, 4, tzinfo=UTC)),
        ("2020-07-20", None),
        ("0", None),
        ("NaN", None),
    ],
)
def test_a_stamp_is_in_milliseconds_seconds_or_iso(stamp: str, at: datetime | None) -> None:
    assert read_header(stamped("渡轮停航", stamp=stamp))[0].header_at == at


@pytest.mark.parametrize(
    ("written", "at", "is_day"),
    [
        ("2020/07/20", datetime(2020, 7, 20, tzinfo=UTC), True),
        ("2020-7-5", datetime(2020, 7, 5, tzinfo=UTC), True),
        ("2020年7月20日", datetime(2020, 7, 20, tzinfo=UTC), True),
        ("2020/07/20 15:05", datetime(2020, 7, 20, 15, 5, tzinfo=UTC), False),
        ("2020-07-20 15:05:00 CST", datetime(2020, 7, 20, 7, 5, tzinfo=UTC), False),
        ("2020-07-20 15:05:00 +0800", datetime(2020, 7, 20, 7, 5, tzinfo=UTC), False),
        ("tuesday", None, False),
    ],
)
def test_a_posts_date_is_read_as_jekyll_hexo_and_people_write_it(
    written: str, at: datetime | None, is_day: bool
) -> None:
    header, _ = read_header(f"---\ntitle: 渡轮停航\nfrom: {URL}\ndate: {written}\n---\n<p>停航。</p>")
    assert (header.front_matter_at, header.is_front_matter_day) == (at, is_day)


def test_a_post_without_a_date_is_dated_by_its_files_name() -> None:
    text = "---\ntitle: 渡轮停航\ncategories: [港口报]\n---\n<p>渡轮停航。</p>"
    assert read_header(text, date(2020, 7, 20))[0].title == "渡轮停航"
    assert refusal_of(text).kind is RejectionKind.NO_HEADER


@pytest.mark.parametrize(
    ("lines", "author_name", "tags"),
    [
        ("author:\n  name: 林一\n  url: https://a.example\ntags: [港口报]", "林一", ()),
        ("author: {name: 林一, email: a@b.example}\ntags: [港口报]", "林一", ()),
        ("authors:\n- name: 林一\n- name: 陈二\ntags: [港口报]", "林一, 陈二", ()),
        ("authors:\n  lin:\n    name: 林一\ntags: [港口报]", "林一", ()),
        ("author:\n  email: a@b.example\ntags: [港口报]", None, ()),
        ("author: 林一\ntags:\n- name: 港口报\n- name: 税", "林一", ("税",)),
        ("author: 林一\ncategories:\n  main: 港口报\n  sub: 税", "林一", ("税",)),
        ("author: 林一\ntags: 港口报 税 船", "林一", ("税", "船")),
        ("author: 林一\ntag: Harbour Post", "林一", ()),
    ],
)
def test_authors_and_tags_may_be_maps_and_tags_words(
    lines: str, author_name: str | None, tags: tuple[str, ...]
) -> None:
    header, _ = read_header(f"---\ntitle: 渡轮停航\nfrom: {URL}\n{lines}\n---\n{PAGE}")
    assert (header.author_name, header.tags) == (author_name, tags)
