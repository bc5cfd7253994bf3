"""Kinds of markup that any page may hold: a page of our own invention each, and what it should give.

tests/page/kinds/<kind>/<variant>/page.md and expected.json. A case states the paragraphs, and of images, media and
credits each that there is; of other fields those that its kind is about. A page that is refused states
`rejection_kind`, and how its detail begins.
"""

import json
from pathlib import Path

import pytest

from etl.command.case import FIELDS
from etl.model import ParsedArticle, Rejection
from etl.page.parse import parse_document
from tests.page.documents import document

KINDS = Path(__file__).parent / "kinds"
CASES = [pytest.param(page.parent, id=f"{page.parent.parent.name}/{page.parent.name}")
         for page in sorted(KINDS.glob("*/*/page.md"))]  # fmt: skip
NONE_UNLESS_STATED = {"paragraphs": [], "images": [], "media": [], "credits": []}


def parsed(folder: Path) -> ParsedArticle | Rejection:
    name = f"{folder.parent.name}/{folder.name}.md"
    return parse_document(document((folder / "page.md").read_bytes(), path=name))


@pytest.mark.parametrize("folder", CASES)
def test_a_page_gives_what_its_case_states(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    result = parsed(folder)
    if "rejection_kind" in expected:
        assert isinstance(result, Rejection)
        assert result.rejection_kind == expected["rejection_kind"]
        assert result.rejection_detail.startswith(expected["rejection_detail"])
        return
    assert isinstance(result, ParsedArticle), f"{result.rejection_kind}: {result.rejection_detail}"
    wanted = {**NONE_UNLESS_STATED, **expected}
    assert {field: FIELDS[field](result) for field in wanted} == wanted


def test_each_kind_has_three_variants_or_more() -> None:
    counts = {kind.name: len(list(kind.glob("*/page.md"))) for kind in KINDS.iterdir()}
    assert {name for name, count in counts.items() if count < 3} == set()
