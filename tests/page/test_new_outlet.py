"""Adding an outlet touches one file and one folder of tests: here one is added to a copy of the tree.

The outlet's file and its case below are all that is written; nothing that exists is changed.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

OUTLET = '''"""The Harbour Post: pages made by hand, a byline above the text, the ferry table below it."""

from etl.outlet import Layout, Outlet, Role, labelled_credits

OUTLET = Outlet(
    outlet_id="harbour_post",
    outlet_name="港口邮报",
    latin_name="Harbour Post",
    domains=("harbourpost.example",),
    timezone_name="Europe/London",
    page_timezone_name="Europe/London",
    layouts=(
        Layout(
            name="handmade",
            marks=('id="story"',),
            roles={"#hd": Role.DROP, ".by": Role.BYLINE, ".printed": Role.DATE, ".ferries": Role.DROP},
        ),
    ),
    title_off=(r"^(?P<column>潮汐)｜",),
    credits=(labelled_credits,),
)
'''
PAGE = (
    "<!--1400000000000-->\n[潮汐｜渡轮改点](http://www.harbourpost.example/2014/ferry.html)\n------\n\n"
    '<div id="hd">港口邮报</div><div id="story"><p class="by">记者：周远</p>'
    '<p class="printed">2014-05-13 09:00</p><p>渡轮从周一起改点。</p>'
    '<div class="ferries"><p>07:00 09:00 11:00</p></div><p>末班船提前一小时。</p></div>\n'
)
EXPECTED = {
    "layout_name": "handmade",
    "is_generic_layout": False,
    "title": "渡轮改点",
    "column_name": "潮汐",
    "published_at": "2014-05-13T08:00:00Z",
    "published_source_kind": "page",
    "page_at": "2014-05-13T08:00:00Z",
    "page_date": "2014-05-13",
    "paragraphs": [["body", "渡轮从周一起改点。"], ["body", "末班船提前一小时。"]],
    "credits": [["周远", "reporter", "person", None]],
}
TREE = Path(__file__).parents[2]
ASK = """
import json, sys
from etl.command.case import FIELDS
from tests.outlets.cases import all_cases
[case] = [case for case in all_cases() if case.outlet_id == "harbour_post"]
article = case.result()
print(json.dumps({name: read(article) for name, read in FIELDS.items()}))
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the library and of the outlets' tests."""
    passed_over = shutil.ignore_patterns("__pycache__", "20*")  # the cases that are there
    shutil.copytree(TREE / "etl", tmp_path / "etl", ignore=passed_over)
    shutil.copytree(TREE / "tests/outlets", tmp_path / "tests/outlets", ignore=passed_over)
    return tmp_path


def add_case(tree: Path) -> None:
    folder = tree / "tests/outlets/harbour_post/2014-05-handmade"
    folder.mkdir(parents=True)
    (folder / "page.md").write_text(PAGE, encoding="utf-8")
    (folder / "expected.json").write_text(json.dumps(EXPECTED), encoding="utf-8")


def add_outlet(tree: Path, text: str = OUTLET, name: str = "harbour_post.py") -> None:
    (tree / "etl/outlets" / name).write_text(text, encoding="utf-8")


def run(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=tree, capture_output=True, text=True, check=False)


def parsed(tree: Path) -> dict[str, object]:
    told = run(tree, "-c", ASK)
    assert told.returncode == 0, told.stderr
    article = json.loads(told.stdout)
    assert isinstance(article, dict)
    return article


def test_before_its_file_is_there_the_outlet_is_unknown_and_its_page_read_generically(tree: Path) -> None:
    add_case(tree)
    article = parsed(tree)
    assert article["is_generic_layout"] is True
    assert article["outlet_id"] == "harbourpost.example"
    assert article["title"] == "潮汐｜渡轮改点"


def test_with_its_file_its_page_is_read_by_its_layout(tree: Path) -> None:
    add_case(tree)
    add_outlet(tree)
    article = parsed(tree)
    assert article["outlet_id"] == "harbour_post"
    assert {field: article[field] for field in EXPECTED} == EXPECTED


def test_the_tests_that_are_there_hold_the_new_outlet_to_its_case(tree: Path) -> None:
    add_outlet(tree)
    told = run(tree, "-m", "pytest", "tests/outlets", "-q", "-p", "no:cacheprovider", "-k", "harbour_post")
    assert told.returncode == 1  # a layout without a case
    assert "test_every_layout_of_every_outlet_has_a_case[harbour_post-handmade]" in told.stdout
    add_case(tree)
    told = run(tree, "-m", "pytest", "tests/outlets", "-q", "-p", "no:cacheprovider", "-k", "harbour_post")
    assert told.returncode == 0, told.stdout


def test_a_file_that_is_not_named_after_its_outlet_is_refused_by_name(tree: Path) -> None:
    add_case(tree)
    add_outlet(tree, name="harbour.py")
    told = run(tree, "-c", ASK)
    assert told.returncode != 0
    assert "etl/outlets/harbour.py: outlet_id is 'harbour_post', must be the file's name" in told.stderr


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (OUTLET.replace('"#hd"', '"#hd > p"'), "layout handmade: '#hd > p' is not a selector"),
        (OUTLET.replace("(?P<column>潮汐)", "(?P<column>潮汐"), "outlet harbour_post: title_off"),
        (OUTLET.replace('outlet_id="harbour_post"', 'outlet_id="Harbour Post"'), "outlet 'Harbour Post'"),
    ],
)
def test_a_mistake_in_an_outlets_file_is_named(tree: Path, wrong: str, said: str) -> None:
    add_case(tree)
    add_outlet(tree, wrong)
    told = run(tree, "-c", ASK)
    assert told.returncode != 0
    assert said in told.stderr
