"""Laws of the cleaners: to clean twice is to clean once, and no text makes one raise or return an empty name."""

import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.kinds import RoleKind, ScriptKind
from etl.normalize.author import name_list
from etl.normalize.byline import labelled_credits, names_with_agencies, reported_credits
from etl.normalize.caption import caption_credit
from etl.normalize.clock import settle_stamp
from etl.normalize.script import script_kind
from etl.normalize.stamp import find_printed, read_printed, read_stated
from etl.normalize.text import clean_line, fold_name
from etl.normalize.url import absolute_url, canonical_url, unwrap_image, url_host

# words that the cleaners look for, mixed with anything else
BITS = st.sampled_from(
    ["记者", "：", "/", "（", "）", "编译", " ", "责编", "周远", "路透社", "Anna", "\n", "\u200b", "&amp;", "、", "·",
     "http://", "www.", "?", "=", "#", "%E4", "..", "2020", "-", "年", "月", "日", "GMT", "\ud800"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(st.one_of(BITS, st.text(max_size=4)), max_size=12).map("".join)
)


@pytest.mark.parametrize("clean", [clean_line, fold_name, canonical_url])
def test_to_clean_twice_is_to_clean_once(clean: Callable[[str], str]) -> None:
    @given(TEXTS)
    def law(text: str) -> None:
        assert clean(clean(text)) == clean(text)

    law()


@given(TEXTS, st.sampled_from(RoleKind))
def test_a_list_of_names_has_no_empty_and_no_repeated_name(text: str, role: RoleKind) -> None:
    names = [credit.author_name for credit in name_list(text, role)]
    assert all(name and name == name.strip() for name in names)
    assert len(set(map(fold_name, names))) == len(names)


@given(TEXTS)
def test_any_text_is_a_credit_line_or_none(text: str) -> None:
    for found in (labelled_credits(text), reported_credits(text)):
        assert found is None or all(credit.author_name for credit in found.credits)
    signed = names_with_agencies(text, RoleKind.REPORTER)
    assert signed is None or all(credit.author_name for credit in signed)


@given(TEXTS)
def test_any_text_is_a_caption_a_time_and_a_script(text: str) -> None:
    credit = caption_credit(text)
    assert credit is None or credit.strip() == credit != ""
    for printed in (read_printed(text), find_printed(text), read_stated(text)):
        stamp = settle_stamp(printed, ZoneInfo("Europe/Paris"), near=None) if printed else None
        assert stamp is None or stamp.at is None or stamp.at.utcoffset() is not None
    assert script_kind(text) in ScriptKind


@given(TEXTS, st.one_of(st.none(), TEXTS))
def test_any_text_is_an_address_or_none(text: str, base: str | None) -> None:
    host, absolute = url_host(text), absolute_url(text, base)
    assert host is None or host == host.lower() != ""
    assert absolute is None or (absolute and not re.search(r"\s", absolute))
    if absolute is not None and absolute.startswith(("http://", "https://")):
        assert absolute_url(absolute, base) == absolute


HOSTS = st.from_regex(r"[a-z][a-z0-9]{1,8}(\.[a-z]{2,6}){1,2}", fullmatch=True).filter(
    lambda host: not host.startswith("www.")
)


@given(HOSTS, st.from_regex(r"(/[a-z0-9]{1,6}){1,3}", fullmatch=True))
def test_an_address_is_told_by_host_and_path_however_it_is_written(host: str, path: str) -> None:
    address = f"https://{host}{path}"
    for written in (f"HTTP://WWW.{host.upper()}:80/{path}", f" {address}/#top", f"{address}?utm_source=a"):
        assert url_host(written) == host
        assert canonical_url(written) == address
    assert absolute_url(path, f"https://{host}/page.html?x=1") == address
    assert unwrap_image(f"//images.weserv.nl/?url=ssl:{host}{path}&w=80") == address
