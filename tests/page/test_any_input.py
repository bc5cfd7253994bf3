"""Whatever a document holds, parse_document returns one of its two types, the same every time and in any order."""

import random
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.torture.damage import MUTATIONS, repeated, spliced
from etl.kinds import RejectionKind
from etl.model import Limits, ParsedArticle, RawDocument, Rejection
from etl.outlets import outlets
from etl.page.parse import parse_document
from tests.outlets.cases import all_cases
from tests.page.documents import document, page

SLOW_TO_START = settings(suppress_health_check=[HealthCheck.too_slow])
ADDRESSES = st.sampled_from(
    [f"https://www.{outlet.domains[0]}/a/20200720-b" for outlet in outlets().values()]
)
# pieces of pages, so that what is generated is not all plain text
PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<div>", "</div>", "<br/>", "<b>", "</b>", "<ul><li>", "</li>", "<blockquote>", "<i>", "</i>",
        '<a href="', '">', "</a>", "<img src=", " alt='", "<video src=x>", "<divclass=", "<!--", "-->", "<![CDATA[",
        "&#xD800;", "&#0;", "&nbsp;", "<script type='application/ld+json'>", "</script>", '{"@type":"NewsArticle"',
        '"headline":"\\ud83d"}', "记者：周远", "（完）", "2020-07-20", "<small>", '<div class="story-body__inner">',
        '<div class="t-content__body">', "<table><tr><td>", "<h2>", "©", "<pre>\n", "<iframe ", "data-playable='{",
    ]
)  # fmt: skip
HTML = st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=30).map("".join)


def check(raw: RawDocument, limits: Limits = Limits()) -> ParsedArticle | Rejection:  # noqa: B008
    """Parse; the result is whole, and can be written as UTF-8."""
    result = parse_document(raw, limits)
    assert isinstance(result, ParsedArticle | Rejection)
    repr(result).encode("utf-8")
    assert result.document_id == raw.document_id
    if isinstance(result, ParsedArticle):
        assert result.title
        assert result.paragraphs or result.images or result.media
        assert all(paragraph.text.strip() for paragraph in result.paragraphs)
        assert not any(len(paragraph.text.splitlines()) > 1 for paragraph in result.paragraphs)
        assert all(credit.author_name for credit in result.credits)
    else:
        assert result.rejection_detail
    return result


@SLOW_TO_START
@given(st.binary(max_size=400))
def test_any_bytes_are_an_article_or_a_rejection(content: bytes) -> None:
    check(document(content))


@SLOW_TO_START
@given(st.binary(max_size=200), ADDRESSES)
def test_any_bytes_below_a_header_are_an_article_or_a_rejection(content: bytes, url: str) -> None:
    check(document(f"<!--1595136758000-->\n[甲]({url})\n------\n\n".encode() + content))


@SLOW_TO_START
@given(HTML, ADDRESSES)
def test_any_html_of_any_outlet_is_an_article_or_a_rejection_and_the_same_again(html: str, url: str) -> None:
    assert check(page(html, url)) == parse_document(page(html, url))


@SLOW_TO_START
@given(st.text(max_size=60), st.text(max_size=60), HTML)
def test_any_title_and_address_are_an_article_or_a_rejection(title: str, url: str, html: str) -> None:
    check(document(f"<!--NaN-->\n[{title}]({url})\n------\n\n<p>渡轮停航。</p>{html}"))


@SLOW_TO_START
@given(st.text(max_size=120), HTML)
def test_any_front_matter_is_an_article_or_a_rejection(words: str, html: str) -> None:
    check(document(f"---\ntitle: 甲\n{words}\ndate: 2020-07-20\nfrom: https://a.example/1\n---\n{html}"))


def test_half_a_character_in_a_pages_json_or_front_matter_does_not_reach_a_field() -> None:
    structured = (
        '{"@type": "NewsArticle", "headline": "\\ud83d渡轮停航", "articleSection": "\\ud83d本地",'
        ' "author": [{"name": "周远\\ud83d"}]}'
    )
    post = '---\ntags: ["\\uD83D甲", 乙]\nfrom: https://ferry.example/1\n---\n'
    playable = '{"title": "\\ud83d码头", "embedUrl": "https://ferry.example/\\ud83dv"}'
    result = check(
        document(
            f'{post}<script type="application/ld+json">{structured}</script>'
            f"<div data-playable='{playable}'></div><p>渡轮停航。</p>"
        )
    )
    assert isinstance(result, ParsedArticle)
    assert (result.title, result.section_name) == ("渡轮停航", "本地")
    assert [credit.author_name for credit in result.credits] == ["周远"]


WAYS = [way for way in MUTATIONS if way not in (repeated, spliced)]  # what is left of a page is known
COUNT = 500
SEED = 20200720


def mutated_documents() -> list[tuple[str, RawDocument]]:
    """Pages of the outlets' cases, each damaged in one way; the same ones in every run."""
    rng = random.Random(SEED)
    cases = all_cases()
    found = []
    for number in range(COUNT):
        case, mutate = rng.choice(cases), WAYS[number % len(WAYS)]
        name = f"{number}_{case.outlet_id}_{case.name}_{mutate.__name__}"
        found.append(
            (mutate.__name__, document(mutate(case.content, rng), f"{case.outlet_id}/{name}.md", name))
        )
    return found


def test_five_hundred_damaged_documents_give_rows_or_rejections_and_the_same_in_any_order() -> None:
    limits = Limits(depth=200, node_count=50_000)
    damaged = mutated_documents()
    results = {raw.document_id: check(raw, limits) for _, raw in damaged}
    again = {raw.document_id: parse_document(raw, limits) for _, raw in reversed(damaged)}
    assert len(results) == COUNT
    assert results == again
    outcomes: dict[str, Counter[str]] = {}
    for name, raw in damaged:
        result = results[raw.document_id]
        told = result.rejection_kind if isinstance(result, Rejection) else "parsed"
        outcomes.setdefault(name, Counter())[told] += 1
    # what is still readable is read, and what is not is refused for its own reason
    assert set(outcomes["in_utf16"]) == {"parsed"}
    assert set(outcomes["in_gb18030"]) == {"parsed"}
    assert set(outcomes["unclosed"]) <= {"parsed", RejectionKind.NO_CONTENT}
    assert set(outcomes["binary"]) == {RejectionKind.UNDECODABLE}
    assert set(outcomes["emptied"]) == {RejectionKind.EMPTY}
    assert set(outcomes["without_html"]) <= {RejectionKind.NO_CONTENT, RejectionKind.NO_HEADER}
