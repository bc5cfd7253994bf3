"""A user's corrections: what can be said, and what is said of a row that cannot be followed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.entities.read_overrides import (
    COLUMNS,
    ActionKind,
    Override,
    OverrideError,
    Overrides,
    Where,
    WhereKind,
    parse_overrides,
)
from etl.kinds import EntityKind

HEADER = ",".join(COLUMNS)


def parsed(*rows: str) -> Overrides:
    return parse_overrides("\n".join(("# a remark", HEADER, *rows)), "corrections.csv")


def test_each_action_is_read() -> None:
    assert parsed(
        "ban,,甲乙,,",
        "ban,person,丙,outlet:rfi,",
        "merge,person,乙国王,,甲国王",
        "rename,organisation,甲社,,甲通讯社",
        "split,person,李明,country:TW,李明（台湾）",
        "place,place,西贡,country:VN,geonames:1566083",
    ).rows == (
        Override(action=ActionKind.BAN, entity_kind=None, name="甲乙"),
        Override(
            action=ActionKind.BAN,
            entity_kind=EntityKind.PERSON,
            name="丙",
            where=Where(where_kind=WhereKind.OUTLET, value="rfi"),
        ),
        Override(action=ActionKind.MERGE, entity_kind=EntityKind.PERSON, name="乙国王", into="甲国王"),
        Override(action=ActionKind.RENAME, entity_kind=EntityKind.ORGANISATION, name="甲社", into="甲通讯社"),
        Override(
            action=ActionKind.SPLIT,
            entity_kind=EntityKind.PERSON,
            name="李明",
            where=Where(where_kind=WhereKind.COUNTRY, value="TW"),
            into="李明（台湾）",
        ),
        Override(
            action=ActionKind.PLACE,
            entity_kind=EntityKind.PLACE,
            name="西贡",
            where=Where(where_kind=WhereKind.COUNTRY, value="VN"),
            into="geonames:1566083",
        ),
    )


def test_names_may_be_written_in_traditional_script() -> None:
    assert parsed("merge,person,乙國王,,甲國王") == parsed("merge,person,乙国王,,甲国王")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("drop,person,甲,,", "line 3, action 'drop': must be one of ban, merge"),
        ("ban,city,甲,,", "line 3, entity_kind 'city': must be one of person"),
        ("ban,person,,,", "line 3, name '': must not be empty"),
        ("ban,person,甲,,乙", "line 3, into '乙': a ban has none"),
        ("merge,,甲,,乙", "line 3, entity_kind '': a merge needs one of person"),
        ("merge,person,甲,,", "line 3, into '': says what it becomes"),
        ("merge,person,甲,,甲", "line 3, into '甲': is the name itself"),
        ("merge,person,甲,outlet:rfi,乙", "line 3, where 'outlet:rfi': a merge holds everywhere"),
        ("split,person,甲,,乙", "line 3, where '': a split needs a condition"),
        ("split,person,甲,on monday,乙", "line 3, where 'on monday': must be one of outlet"),
        ("split,person,甲,country:ZZ,乙", "line 3, where 'country:ZZ': is no alpha-2 code"),
        ("place,person,甲,,iso:US", "line 3, entity_kind 'person': must be place"),
        ("place,place,甲,,geonames:1", "line 3, into 'geonames:1': is no place_id"),
        ("ban,person,甲", "line 3: 3 fields where there are 5 columns"),
    ],
)
def test_an_error_names_file_line_field_and_rule(row: str, said: str) -> None:
    with pytest.raises(OverrideError) as raised:
        parsed(row)
    assert str(raised.value).startswith(f"corrections.csv, {said}")


def test_a_file_without_its_header_says_which_columns_it_needs() -> None:
    with pytest.raises(OverrideError, match="the first line must name the columns action,entity_kind"):
        parse_overrides("ban,person,甲,,", "corrections.csv")


def test_the_same_thing_is_not_said_twice() -> None:
    with pytest.raises(OverrideError, match="line 3 says the same action of it already"):
        parsed("merge,person,甲,,乙", "merge,person,甲,,丙")


def test_merges_do_not_go_in_a_circle() -> None:
    with pytest.raises(OverrideError, match="甲 → 乙 → 丙 → 甲"):
        parsed("merge,person,甲,,乙", "merge,person,乙,,丙", "merge,person,丙,,甲")


def test_a_users_row_stands_before_a_shipped_one() -> None:
    shipped, own = parsed("merge,person,甲,,乙", "ban,,丁,,"), parsed("merge,person,甲,,丙")
    assert [row.into for row in shipped.then(own).of(ActionKind.MERGE)] == ["丙"]
    assert len(shipped.then(own).rows) == 2


def test_nothing_is_an_empty_file() -> None:
    assert parse_overrides("", "none").rows == parse_overrides(HEADER, "none").rows == ()


@given(st.text())
def test_any_text_is_read_or_refused_with_its_origin(text: str) -> None:
    try:
        parse_overrides(f"{HEADER}\n{text}", "corrections.csv")
    except OverrideError as refused:
        assert str(refused).startswith("corrections.csv")


def test_the_rows_of_the_documentation_can_be_followed() -> None:
    text = (Path(__file__).parents[2] / "docs" / "ENTITIES.md").read_text(encoding="utf-8")
    shown = text[text.index(f"    {HEADER}") :].split("\n\n", 1)[0]
    rows = parse_overrides("\n".join(line.strip() for line in shown.splitlines()), "docs/ENTITIES.md").rows
    assert {row.action for row in rows} == set(ActionKind)
