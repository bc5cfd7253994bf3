"""Reading a list: what is a remark, what is a row, and what is said of a file that cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.lexicon import LexiconError, any_word, column, parse, rows
from etl.page.generic import generic_layout


def test_remarks_stand_above_the_header_and_nowhere_else() -> None:
    table = parse("# what it is\n# and more\nselector,role\n#artibody,body\n.note,drop\n", "roles.csv")
    assert table.remarks == ("what it is", "and more")
    assert table.rows == ({"selector": "#artibody", "role": "body"}, {"selector": ".note", "role": "drop"})
    assert table.lines == (4, 5)


def test_selectors_of_an_id_are_rows_of_the_generic_layout() -> None:
    selectors = generic_layout().roles.keys()
    assert {"#artibody", "#comments"} <= selectors
    assert sum(selector.startswith("#") for selector in selectors) == 16


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_byte_order_mark_and_windows_line_ends_change_nothing(start: str, end: str) -> None:
    lines = ("# how they are called", "name,kind", '"白沙,港",place', "", "林小满,person")
    table = parse(start + end.join(lines) + end, "names.csv")
    assert [tuple(row.values()) for row in table.rows] == [("白沙,港", "place"), ("林小满", "person")]
    assert table.lines == (3, 5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "list.csv, line 1: the header is missing"),
        ("# only a remark\n", "list.csv, line 2: the header is missing"),
        ("name,\n", "list.csv, line 1, column '': a column's name is not empty"),
        ("name, kind\n", "list.csv, line 1, column ' kind': a column's name is not empty and has no space"),
        ("name,name\n", "list.csv, line 1, column name: is named twice"),
        (
            "# remark\nname,kind\n白沙\n",
            "list.csv, line 3, column kind: has no value; an empty one still needs",
        ),
        ("name,kind\n\n白沙,place,港\n", "list.csv, line 3: '港' stands behind the last column, kind; quote"),
        ("name,kind\n# late,remark,here\n", "list.csv, line 2: 'here' stands behind the last column, kind"),
        ('name,kind\n"白沙"港,place\n', "list.csv, line 2: "),
        ('name,kind\n白沙,"place\n', "list.csv, line 2: "),
    ],
)
def test_an_error_names_file_line_and_column(text: str, said: str) -> None:
    with pytest.raises(LexiconError) as raised:
        parse(text, "list.csv")
    assert str(raised.value).startswith(said)


@given(st.text())
def test_any_text_is_read_or_refused_with_its_origin(text: str) -> None:
    try:
        table = parse(text, "list.csv")
    except LexiconError as refused:
        assert str(refused).startswith("list.csv, line ")
    else:
        assert all(row.keys() == set(table.columns) for row in table.rows)


def test_a_column_gives_each_value_once_the_longest_first() -> None:
    words = column("surnames", "surname")
    assert list(words) == sorted(
        {row["surname"] for row in rows("surnames")}, key=lambda word: (-len(word), word)
    )


def test_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(
        LexiconError, match=r"etl/lexicon/surnames.csv: there is no column name, only surname"
    ):
        column("surnames", "name")


def test_any_of_words_prefers_the_longest_and_takes_them_as_they_stand() -> None:
    assert any_word(["a.", "abc", "a."]) == r"(?:abc|a\.)"
