"""Each case's page gives each field that the case states; each layout of each outlet has a case."""

import re
from collections import Counter
from functools import cache
from importlib.resources import files

import pytest

from etl.command.case import FIELDS, NOTHING
from etl.model import ParsedArticle, Rejection
from etl.outlets import outlets
from tests.outlets.cases import EVERY_ARTICLE_HAS, INPUTS, Case, all_cases

CASES = all_cases()
GENERIC = "generic"


@cache
def result_of(case: Case) -> ParsedArticle | Rejection:
    return case.result()


def article_of(case: Case) -> ParsedArticle:
    result = result_of(case)
    assert isinstance(result, ParsedArticle), f"{result.rejection_kind}: {result.rejection_detail}"
    return result


STATED = [
    pytest.param(case, field, id=f"{case.outlet_id}/{case.name}-{field}")
    for case in CASES
    for field in case.expected
    if field in FIELDS
]
EACH = pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{case.outlet_id}/{case.name}") for case in CASES]
)


@pytest.mark.parametrize(("case", "field"), STATED)
def test_a_page_gives_the_field_that_its_case_states(case: Case, field: str) -> None:
    assert FIELDS[field](article_of(case)) == case.expected[field]


@EACH
def test_a_page_gives_nothing_that_its_case_leaves_out(case: Case) -> None:
    left_out = FIELDS.keys() - EVERY_ARTICLE_HAS - case.expected.keys()
    given = {field: FIELDS[field](article_of(case)) for field in left_out}
    unsaid = {field: value for field, value in given.items() if value not in NOTHING}
    assert not unsaid, "state it in expected.json, or what all articles have in EVERY_ARTICLE_HAS (cases.py)"


@EACH
def test_a_case_states_known_fields_only_and_the_ones_that_all_articles_have(case: Case) -> None:
    stated = set(case.expected)
    assert stated <= set(FIELDS) | INPUTS
    assert stated >= {"layout_name", "is_generic_layout", "title", "published_at", "paragraphs"}


@EACH
def test_a_case_is_named_after_its_time_and_what_is_special(case: Case) -> None:
    assert re.fullmatch(r"(?:19|20)\d\d-\d\d(?:-[a-z0-9]+)+", case.name)


@EACH
def test_a_case_belongs_to_the_outlet_whose_folder_it_is_in(case: Case) -> None:
    assert article_of(case).is_generic_layout == (case.outlet_id == GENERIC)
    if case.outlet_id != GENERIC:
        assert article_of(case).outlet_id == case.outlet_id


@EACH
def test_no_paragraph_is_empty_or_has_space_at_its_edges(case: Case) -> None:
    for paragraph in article_of(case).paragraphs:
        assert paragraph.text and paragraph.text == paragraph.text.strip()


LAYOUTS = [
    pytest.param(outlet.outlet_id, layout.name, id=f"{outlet.outlet_id}-{layout.name}")
    for outlet in outlets().values()
    for layout in outlet.layouts
]


@pytest.mark.parametrize(("outlet_id", "layout_name"), LAYOUTS)
def test_every_layout_of_every_outlet_has_a_case(outlet_id: str, layout_name: str) -> None:
    assert (outlet_id, layout_name) in {(case.outlet_id, case.expected["layout_name"]) for case in CASES}


def test_a_folder_of_cases_is_an_outlets_or_the_generic_layouts() -> None:
    assert {case.outlet_id for case in CASES} == {*outlets(), GENERIC}


def test_an_outlets_file_has_its_id_as_name() -> None:
    stems = {
        entry.name.removesuffix(".py")
        for entry in files("etl.outlets").iterdir()
        if entry.name.endswith(".py") and entry.name != "__init__.py"
    }
    assert stems == {outlet.outlet_id for outlet in outlets().values()}


def test_no_two_outlets_share_a_domain_or_a_name() -> None:
    names = Counter(
        name
        for outlet in outlets().values()
        for name in {*outlet.domains, outlet.outlet_name, outlet.latin_name, *outlet.aliases}
    )
    assert [name for name, count in names.items() if count > 1] == []
