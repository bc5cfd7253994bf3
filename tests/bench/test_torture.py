"""The trials of `make torture`, small: the same code, few kills, few publishes, few pages, always the same ones."""

from pathlib import Path

import pytest

from bench.torture import report
from bench.torture.fuzz import fuzz
from bench.torture.kills import Course, kill_once, run_course
from bench.torture.readers import is_mixed, read_while_publishing


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return run_course(tmp_path_factory.mktemp("course"), articles=12, seed=7)


@pytest.mark.parametrize(
    ("wave", "share"),
    [(0, 0.05), (1, 0.9), (2, 0.99)],  # of the statements of a build, after which it is killed
)
def test_a_killed_build_harms_neither_the_copy_nor_the_next_run(
    course: Course, wave: int, share: float, tmp_path: Path
) -> None:
    number = max(1, int(share * course.statements[wave]))
    kill = kill_once(course, tmp_path / "home", wave, f"statement:{number}")
    assert (kill.is_killed, kill.faults) == (True, ())


def test_readers_without_pause_see_whole_copies_while_builds_publish(tmp_path: Path) -> None:
    reading = read_while_publishing(tmp_path, publishes=2, articles=12, seed=7, clients=["duckdb", "command"])
    assert reading.publishes == 2
    for reader in reading.readers:
        assert (reader.faults, reader.questions > 0) == ((), True)


def test_a_connection_that_sees_two_copies_or_one_that_contradicts_itself_is_mixed() -> None:
    assert not is_mixed({(1, 20, 20, 20)})
    assert is_mixed({(1, 20, 20, 20), (2, 21, 21, 21)})
    assert is_mixed({(1, 20, 21, 20)})


def test_damaged_pages_are_all_accounted_for(tmp_path: Path) -> None:
    fuzzed = fuzz(tmp_path, count=120, seed=7)
    assert fuzzed.faults == ()
    assert fuzzed.document_count == fuzzed.parsed_count + fuzzed.rejected_count == 120
    assert fuzzed.rejected_count > 5


def test_the_page_names_what_did_not_hold() -> None:
    kill = {"wave": 1, "moment": "statement:9", "is_killed": True, "faults": ["the copy: gone"]}
    results = {"commit": "abc", **report.machine(), "kills": [kill], "orders": []}
    page = report.page(results)
    assert "| builds killed at a random moment | 1 (1 in wave 2); 0 had ended before | 1 |" in page
    assert "kill statement:9, wave 1: ['the copy: gone']" in page


def test_the_page_says_what_was_left_out_and_why() -> None:
    results = {
        "commit": "abc",
        **report.machine(),
        "kills": [],
        "orders": [],
        "disks": {"count": 1, "left_out": "mount: must be superuser"},
        "guided": {"count": 9, "left_out": "atheris is not installed"},
        "upgraded": {"count": 9, "commit": "8f212fd", "article_count": 9, "faults": ["not built by 8f212fd"]},
    }
    page = report.page(results)
    assert "| full file system | left out: mount: must be superuser |  |" in page
    assert "| documents led to new lines | left out: atheris is not installed |  |" in page
    assert "- not built by 8f212fd" in page
