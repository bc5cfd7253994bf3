"""Titles and names of files: what they hold besides the title."""

from datetime import date

import pytest

from etl.outlets import outlet_of
from etl.page.title import read_path_day, read_title


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2020-07-20-渡轮停航.md", date(2020, 7, 20)),
        ("_posts/2020-7-5-ferry.md", date(2020, 7, 5)),
        ("source/2020/07/20/ferry.md", date(2020, 7, 20)),
        ("20200720-ferry.md", date(2020, 7, 20)),
        ("2020-13-20-ferry.md", None),
        ("bbc/1048123_ferry.md", None),
        ("archive-2020-07-20-x/ferry.md", None),
        ("20200720/ferry.md", None),
    ],
)
def test_the_day_is_what_a_files_name_or_its_folders_begin_with(path: str, day: date | None) -> None:
    assert read_path_day(path) == day


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("<em>渡轮</em>停航", "渡轮停航"),
        ("&lt;b&gt;渡轮&lt;/b&gt;停航", "渡轮停航"),
        ("<ruby>港<rp>(</rp><rt>gǎng</rt><rp>)</rp></ruby>口", "港口"),
        ('<font color="red">港口</font> 5 < 7', "港口 5 < 7"),
        ("<渡轮> 停航", "<渡轮> 停航"),
    ],
)
def test_a_title_is_its_text_without_inline_tags(raw: str, title: str) -> None:
    assert read_title(raw, outlet_of("harbour.example", None, None)).text == title
