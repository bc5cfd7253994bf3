"""Another output is another version: held by a digest of what each part makes of each case."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from etl.outlets import outlets
from tests.code_version.__main__ import main
from tests.code_version.golden import Line, difference, how_to_raise, keep, kept
from tests.code_version.made import today

LINES = [
    Line(part="ft", case="2020-07-a", given="g", version="1.ft.1", made="m"),
    Line(part="recogniser", case="b", given="g", version="1.aa", made="m"),
]


@cache
def found() -> tuple[tuple[Line, ...], tuple[tuple[str, str], ...]]:
    what = difference(today(), kept())
    return what.unraised, what.outdated


def test_the_same_version_makes_the_same_of_every_case() -> None:
    unraised, _ = found()
    assert not unraised, how_to_raise(unraised)


def test_every_case_is_kept_as_it_is_and_no_other() -> None:
    _, outdated = found()
    assert not outdated, f"run `make versions`, and look at what it changes in golden.csv: {outdated}"


def test_the_file_is_in_order_so_that_two_who_add_cases_rarely_meet() -> None:
    lines = kept()
    assert lines == sorted(lines)
    assert len({line.key for line in lines}) == len(lines)


def test_every_outlet_has_its_part() -> None:
    assert {line.part for line in kept()} == {*outlets(), "generic", "recogniser", "resolver"}


@pytest.mark.parametrize(
    ("changed", "is_unraised"),
    [
        ({"made": "n"}, True),
        ({"made": "n", "version": "1.ft.2"}, False),
        ({"made": "n", "given": "h"}, False),
        ({"made": "n", "case": "2020-07-new"}, False),
        ({"version": "1.ft.2"}, False),
    ],
)
def test_another_output_asks_for_another_version_unless_the_input_is_another(
    tmp_path: Path, changed: dict[str, str], is_unraised: bool
) -> None:
    path = tmp_path / "golden.csv"
    keep(LINES, path)
    now = [replace(LINES[0], **changed), LINES[1]]
    assert difference(now, kept(path)).unraised == (tuple(now[:1]) if is_unraised else ())
    assert main(now, path) == int(is_unraised)
    assert kept(path) == (LINES if is_unraised else now)
    assert main(kept(path), path) == 0


@pytest.mark.parametrize(
    ("parts", "constant"),
    [
        (["ft"], "code_version in etl/outlets/ft.py, or PARSER in etl/code_version.py if"),
        (["generic"], "PARSER in etl/code_version.py, then run `make versions`"),
        (
            [*outlets(), "generic"],
            "bbc: 1 of its cases come out otherwise under the same version (a): raise PARSER in",
        ),
        (["recogniser"], "RECOGNISER in etl/code_version.py, then run `make versions`"),
        (["resolver"], "RESOLVER in etl/code_version.py, then run `make versions`"),
    ],
)
def test_it_says_which_constant_to_raise_in_which_file(parts: list[str], constant: str) -> None:
    lines = [Line(part=part, case="a", given="g", version="1", made="m") for part in parts]
    assert constant in how_to_raise(lines)
