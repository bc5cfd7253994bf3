"""A redesign: with other names of classes, data attributes and time elements, the cases still give their articles."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import pytest

from etl.model import ParsedArticle
from etl.outlets import outlets
from etl.page.parse import parse_document
from tests.outlets.cases import Case, all_cases

CLASS = re.compile(r"(?<=[\s\"'])class=(\"[^\"]*\"|'[^']*')")
DATA = re.compile(r"(?<=[\s\"'])data-([\w-]+)(?=[=\s/>])")
RIGHT_SHARE = 0.9
TELLING = ("dw", "ft", "nyt", "reuters", "rfa", "rfi", "voa")  # outlets whose layouts all have marks


def _renamed(name: str) -> str:
    return "q" + hashlib.blake2b(name.encode(), digest_size=4).hexdigest()


def redesigned(page: str) -> str:
    """The page with every class, data attribute and time element renamed."""
    page = CLASS.sub(lambda one: f'class="{" ".join(map(_renamed, one[1][1:-1].split()))}"', page)
    page = DATA.sub(lambda one: f"data-{_renamed(one[1])}", page)
    return page.replace("<time", "<x-moment").replace("</time>", "</x-moment>")


class Captions(set[tuple[str, str]]):
    """Captions by picture; the ones of further pictures may stand beside them."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Captions) and self <= other

    def __ne__(self, other: object) -> bool:
        return not self == other


FIELDS: dict[str, Callable[[ParsedArticle], object]] = {
    "title": lambda one: one.title,
    "body": lambda one: [part.text for part in one.paragraphs],
    "credits": lambda one: {(credit.author_name, credit.role_kind) for credit in one.credits},
    "captions": lambda one: Captions(
        (image.image_url, image.caption) for image in one.images if image.caption
    ),
    "day": lambda one: one.published_date,
}


@dataclass(frozen=True)
class Pair:
    case: Case
    before: ParsedArticle
    after: ParsedArticle
    has_classes: bool


@cache
def pairs() -> tuple[Pair, ...]:
    found = []
    for case in all_cases():
        if case.outlet_id not in outlets():
            continue
        content = redesigned(case.content.decode()).encode()
        before = case.result()
        after = parse_document(replace(case.document(), content=content, byte_count=len(content)))
        assert isinstance(before, ParsedArticle)
        assert isinstance(after, ParsedArticle), f"{case.outlet_id}/{case.name}: {after}"
        found.append(Pair(case, before, after, CLASS.search(case.content.decode()) is not None))
    return tuple(found)


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_survives_a_redesign(field: str) -> None:
    tell = FIELDS[field]
    wrong = [
        f"{pair.case.outlet_id}/{pair.case.name}" for pair in pairs() if tell(pair.before) != tell(pair.after)
    ]
    assert len(wrong) <= (1 - RIGHT_SHARE) * len(pairs()), wrong


def test_an_article_says_that_its_page_was_redesigned() -> None:
    """A page that lost the marks of its layout is named by another one, or says that it was read without any."""
    silent = [
        f"{pair.case.outlet_id}/{pair.case.name}"
        for pair in pairs()
        if pair.has_classes
        and pair.case.outlet_id in TELLING
        and pair.after.layout_name == pair.before.layout_name
        and not pair.after.is_generic_layout
    ]
    assert silent == []
