"""The lists as they ship: every row is loaded, is said once, and has its effect where an effect can be computed."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import pytest

from etl.kinds import EntityKind, RoleKind
from etl.lexicon import column, rows, table, text
from etl.names.known.automaton import country_letters, entry_of
from etl.names.known.gazetteer import KINDS, gazetteer
from etl.names.known.seeds import seeds
from etl.names.known.titles import LONGEST_TITLE
from etl.normalize.shadow import shadow
from recipes.lexicon.readers import list_names

YES_OR_NO = ("yes", "no")
# what makes a row the same as another, where it is more or less than the first column
KEYS = {
    "entity_overrides": ("action", "entity_kind", "name", "where"),
    "city_names": ("country_code", "latin_name"),
    "country_neighbours": ("letters", "left", "right"),
    "link_calibration": ("entity_kind", "method_kind"),
    "latin_nicknames": ("short", "first_name"),
    "named_places": ("latin_name", "country_code"),
    "not_entity_names": ("kind", "word"),
    "quote_bodies": ("use", "word"),
    **{name: ("use", "word") for name in list_names() if table(name).columns == ("use", "word")},
}
# lists that share a third of their words and ask other things of them
APART = {
    frozenset({"city_names", "country_names"}): "the first column is the country's code",
    frozenset({"city_names", "countries_in_news"}): "the first column is the country's code",
    frozenset({"countries_in_news", "country_names"}): "the first column is the country's code",
    **{
        frozenset({name, "fips_countries"}): "the first column is the country's code"
        for name in ("city_names", "countries_in_news", "country_names")
    },
    frozenset(
        {"byline_places", "place_beliefs"}
    ): "where a byline's name ends; what a reader of prose believes",
    frozenset(
        {"country_bodies", "organisation_ends"}
    ): "a body that each country has is how others' names end",
    frozenset({"calibration", "confirmation"}): "weights of a claim's features; of an entity's",
    frozenset({"link_calibration", "not_entity_names"}): "each has a column of kinds",
    frozenset({"body_words", "organisation_ends"}): "what an end is replaced by; what it tells of a name",
    frozenset({"latin_first_names", "latin_nicknames"}): "that it tells a person; whose short form it is",
}
# lists of words that are compared with text in its shadow
IN_SHADOW = (
    ("body_words", "word"),
    ("body_words", "same_as"),
    ("country_bodies", "body"),
    ("joined_words", "word"),
    ("look_alikes", "word"),
    ("not_entity_names", "word"),
    ("organisation_ends", "end"),
    ("organisation_qualities", "word"),
    ("surnames", "surname"),
    ("verbs_within", "word"),
)


@pytest.mark.parametrize("name", list_names())
def test_every_line_below_the_header_is_a_row(name: str) -> None:
    lines = [line for line in text(name).splitlines() if line]
    assert len(table(name).rows) == len(lines) - len(table(name).remarks) - 1
    assert table(name).remarks, "a list says above its header what it is"


@pytest.mark.parametrize("name", list_names())
def test_a_list_says_nothing_twice(name: str) -> None:
    keys = KEYS.get(name, table(name).columns[:1])
    said = Counter(tuple(row[key] for key in keys) for row in rows(name))
    assert [row for row, count in said.items() if count > 1] == []


def test_no_two_lists_hold_the_same_words() -> None:
    words = {
        name: {row[table(name).columns[0]] for row in rows(name)}
        for name in list_names()
        if "use" not in table(name).columns
    }
    shared = {
        frozenset(pair)
        for pair in combinations(words, 2)
        if len(words[pair[0]] & words[pair[1]]) >= max(3, min(map(len, map(words.__getitem__, pair))) / 4)
    }
    assert shared == APART.keys()


@pytest.mark.parametrize(("name", "field"), IN_SHADOW)
def test_words_stand_in_the_spelling_in_which_text_is_compared(name: str, field: str) -> None:
    assert [word for word in column(name, field) if word != shadow(word)] == []


def _answers() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """List, column and what may stand there."""
    for field in ("tells", "joins_place", "is_only_a_form"):
        yield "organisation_ends", field, YES_OR_NO
    yield "organisation_ends", "before_latin", ("no", "yes", "enough")
    for field in ("behind", "says_what"):
        yield "titles", field, YES_OR_NO
    yield "titles", "before", ("", "any", *EntityKind)
    yield "titles", "byline_role", ("", *RoleKind)
    yield "country_letters", "in_pairs", ("no", "behind", "yes")
    yield "country_letters", "is_often", YES_OR_NO
    for field in ("is_sure", "is_local"):
        yield "country_bodies", field, YES_OR_NO
    yield "latin_words", "entity_kind", ("none", *EntityKind)
    yield "not_entity_names", "kind", ("any", *EntityKind)
    for field in ("is_addable", "is_left_out", "is_inner", "is_last", "is_own", "is_plain"):
        yield "place_ends", field, YES_OR_NO
    for field in ("in_name", "in_person", "in_run", "ends_head"):
        yield "latin_particles", field, YES_OR_NO
    yield "place_beliefs", "belief", ("never", "in_context", "always")


@pytest.mark.parametrize(("name", "field", "allowed"), list(_answers()))
def test_a_column_with_a_closed_list_holds_nothing_else(
    name: str, field: str, allowed: tuple[str, ...]
) -> None:
    assert {row[field] for row in rows(name)} <= set(allowed)


def test_each_end_of_an_organisations_name_is_asked_for() -> None:
    fields = ("tells", "joins_place", "before_latin", "is_only_a_form")
    assert [row for row in rows("organisation_ends") if all(row[field] == "no" for field in fields)] == []
    assert set(column("organisation_ends", "end", joins_place="yes")) <= set(
        column("organisation_ends", "end", tells="yes")
    )


def test_each_end_of_a_places_name_is_asked_for() -> None:
    fields = ("is_addable", "is_left_out", "is_inner", "is_last", "is_own", "is_plain")
    for row in rows("place_ends"):
        assert row["place_kinds"] or "yes" in [row[field] for field in fields], row
        assert set(filter(None, row["place_kinds"].split("|"))) <= set(KINDS), row


def test_each_particle_of_a_latin_name_is_asked_for() -> None:
    for row in rows("latin_particles"):
        assert "yes" in row.values(), row


def test_each_title_is_asked_for() -> None:
    for row in rows("titles"):
        stands = bool(row["before"]) or row["behind"] == "yes" or row["says_what"] == "yes"
        assert stands or row["byline_role"], row
        assert not stands or (len(row["title"]) <= LONGEST_TITLE and row["title"] == shadow(row["title"])), (
            row
        )


def test_each_letter_is_a_country_or_a_part_of_the_world() -> None:
    for row in rows("country_letters"):
        assert len(row["letter"]) == 1 and bool(row["country_code"]) is not bool(row["region_name"]), row
        assert row["in_pairs"] == "yes" or (row["is_often"] == "no"), row
    assert [row for row in rows("country_neighbours") if not set(row["letters"]) <= country_letters()] == []
    assert [row for row in rows("country_neighbours") if bool(row["left"]) is bool(row["right"])] == []


@pytest.mark.parametrize("name", column("unsafe_seed_names", "name"))
def test_an_unsafe_name_of_a_seed_would_else_be_found_by_itself(name: str) -> None:
    assert name in seeds().by_full
    entry = entry_of(name)
    assert entry is not None and not entry.is_sure


def test_what_only_looks_like_a_name_is_known_to_do_so() -> None:
    for word in column("look_alikes", "word"):
        entry = entry_of(word)
        assert entry is not None and entry.entity_kind is None, word


def test_bodies_are_of_countries_that_there_are() -> None:
    for row in rows("country_bodies"):
        codes = [code for field in ("countries", "not_countries") for code in row[field].split("|") if code]
        assert [code for code in codes if gazetteer().country(code) is None] == [], row


@pytest.mark.parametrize("name", [name for name in list_names() if "pattern" in table(name).columns])
def test_patterns_compile_and_none_matches_nothing(name: str) -> None:
    for row in rows(name):
        assert re.compile(row["pattern"]).fullmatch("") is None, row
