"""Cells: how each kind of value is written, and that no text of an archive is markup."""

import json

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from etl.report.cell import cell, changes
from etl.report.page import in_script
from etl.report.panel import CELL_KINDS, Column

PIECES = (
    "</script>",
    "<!--",
    "<img src=x onerror=alert(1)>",
    "&amp;",
    '"',
    "'",
    "[-",
    "-]",
    "{+",
    "+}",
    "字",
)
HOSTILE = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


@pytest.mark.parametrize(
    ("kind", "value", "markup", "sorted_by"),
    [
        ("integer", 12345, "12,345", "12345"),
        ("number", 4.1216, "4.1", "4.1216"),
        ("share", 0.1234, "12.3%", "0.1234"),
        ("date", "2020-07-05", "2020-07-05", None),
        ("time", "2020-07-05T08:30:00Z", "2020-07-05 08:30", None),
        ("state", "holds", '<span class="is good">holds</span>', None),
        ("state", "fallen", '<span class="is bad">fallen</span>', None),
        ("integer", None, "–", ""),
    ],
)
def test_a_value_is_written_by_its_kind(kind: str, value: object, markup: str, sorted_by: str | None) -> None:
    written = cell({"it": value}, Column(name="it", title="It", kind=kind))
    assert (written.markup, written.sorted_by) == (markup, sorted_by)


@pytest.mark.parametrize(
    ("address", "is_link"),
    [("https://news.example/1", True), ("javascript:alert(1)", False), ("data:text/html,x", False), (None, False)],
)  # fmt: skip
def test_only_an_address_of_the_web_is_a_link(address: str | None, is_link: bool) -> None:
    written = cell({"title": "港口", "url": address}, Column(name="title", title="T", link="url"))
    assert ("<a " in written.markup) is is_link


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("共8[-3-]{+2+}项", "共8<del>3</del><ins>2</ins>项"),
        ("甲" * 90 + "{+乙+}" + "丙" * 90, "…" + "甲" * 40 + "<ins>乙</ins>" + "丙" * 40 + "…"),
        ("[-甲-]" + "乙" * 100 + "[-丙-]", "<del>甲</del>" + "乙" * 40 + "…" + "乙" * 40 + "<del>丙</del>"),
        ("没有改动", "没有改动"),
    ],
)
def test_a_change_is_shown_with_what_stands_beside_it(marked: str, expected: str) -> None:
    assert changes(marked) == expected


@given(HOSTILE, st.sampled_from(sorted(CELL_KINDS - {"integer", "number", "share"})), HOSTILE)
def test_no_text_becomes_markup(text: str, kind: str, address: str) -> None:
    written = cell({"it": text, "url": address}, Column(name="it", title="It", kind=kind, link="url"))
    tags = {tag.name for tag in BeautifulSoup(f"<td>{written.markup}</td>", "html.parser").find_all()}
    assert tags <= {"td", "a", "span", "ins", "del"}
    assert "<img" not in written.markup and "</script" not in written.markup


@given(st.recursive(HOSTILE, lambda inner: st.lists(inner) | st.dictionaries(HOSTILE, inner)))
def test_json_in_a_script_element_says_the_same_and_never_ends_it(value: object) -> None:
    written = str(in_script(value))
    assert json.loads(written) == value
    assert not set("<>&\u2028\u2029") & set(written)
