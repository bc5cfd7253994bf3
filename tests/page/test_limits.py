"""Limits reject by sizes and counts, so that the same document is rejected every time and everywhere."""

import pytest

from etl.kinds import RejectionKind
from etl.model import Limits, ParsedArticle, Rejection
from etl.page.parse import parse_document
from tests.page.documents import page

LIMITS = Limits(byte_count=10_000, node_count=500, depth=20)


def kind_of(html: str) -> RejectionKind | None:
    result = parse_document(page(html), LIMITS)
    return result.rejection_kind if isinstance(result, Rejection) else None


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<p>渡轮停航。</p>", None),
        ("<p>渡轮停航。</p>" * 200, None),
        ("<p>渡轮停航。</p>" * 2_000, RejectionKind.TOO_MANY_NODES),
        ("甲<br>" * 600, RejectionKind.TOO_MANY_NODES),
        ("<div>" * 15 + "渡轮停航。", None),
        ("<div>" * 40 + "渡轮停航。", RejectionKind.TOO_DEEP),
        ("<b>" * 40 + "渡轮停航。", RejectionKind.TOO_DEEP),
        ("<div>" * 100_000 + "渡轮停航。", RejectionKind.TOO_MANY_NODES),
    ],
)
def test_a_page_past_a_limit_is_refused_for_that_limit(html: str, kind: RejectionKind | None) -> None:
    assert [kind_of(html) for _ in range(3)] == [kind] * 3


def test_a_page_that_is_deep_beyond_any_limit_does_not_stop_the_parser() -> None:
    result = parse_document(page("<div>" * 150_000 + "渡轮停航。"))
    assert isinstance(result, Rejection)
    assert result.rejection_kind is RejectionKind.TOO_DEEP


def test_a_limit_says_what_it_is() -> None:
    result = parse_document(page("<div>" * 40 + "渡轮停航。"), LIMITS)
    assert isinstance(result, Rejection)
    assert "20" in result.rejection_detail


def test_one_page_is_rejected_by_a_narrow_limit_and_parsed_by_a_wide_one() -> None:
    raw = page("<div>" * 40 + "<p>渡轮停航。</p>")
    assert isinstance(parse_document(raw, LIMITS), Rejection)
    assert isinstance(parse_document(raw), ParsedArticle)
