"""The command line as a user meets it: exit codes, data on stdout, talk on stderr, errors in one sentence."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from etl.command.case import NOTHING, stated
from etl.command.cli import main
from etl.model import ParsedArticle
from tests.outlets.cases import all_cases

ROOT = Path(__file__).parents[2]
PAGE = """<!--1594000000000-->
[港口重新开放](https://www.bbc.com/zhongwen/simp/world-53000000)
------

<div class="story-body__inner"><p>港口周一重新开放，第一艘渡轮在清晨离岸。</p><p>码头上聚集了许多居民。</p></div>
"""
BARE_POST = """---
layout: post
title: "港口重新开放"
date: 2020-07-06
---
<p>港口周一重新开放，第一艘渡轮在清晨离岸。</p><p>码头上聚集了许多居民。</p>
"""


@dataclass(frozen=True, kw_only=True)
class Said:
    code: int
    out: str
    err: str


# in a folder, with arguments and with settings
Dateline = Callable[..., Said]


@pytest.fixture
def dateline(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Dateline:
    def run(folder: Path, *arguments: str, **settings: str) -> Said:
        for name in [name for name in os.environ if name.startswith("DATELINE_")]:
            monkeypatch.delenv(name)
        for name, value in {"DATELINE_WORKERS": "1", **settings}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["dateline", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return Said(code=ended.value.code or 0, out=out, err=err)

    return run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a sample was written and built, by the command itself."""
    folder = tmp_path_factory.mktemp("newsroom")
    command = [sys.executable, "-c", "from etl.command.cli import main; main()"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DATELINE_HOME": "data", "DATELINE_WORKERS": "1"}
    for arguments in (["sample", "sample", "--articles", "40", "--seed", "3"], ["build", "sample"]):
        ran = subprocess.run(
            [*command, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert (ran.returncode, ran.stdout) == (0, ""), ran.stderr
    assert "quality rules hold" in ran.stderr
    return folder


def test_help_names_every_command(dateline: Dateline, tmp_path: Path) -> None:
    shown = dateline(tmp_path, "--help")
    assert shown.code == 0
    for command in ("build", "sample", "try", "query", "export", "check", "report", "alerts", "ui"):
        assert f"│ {command} " in shown.out


def test_help_and_try_need_neither_database_nor_dagster_nor_great_expectations(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    program = (
        "import sys\nfrom etl.command.cli import app\ntry:\n    app(['try', 'page.md'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'duckdb', 'polars', 'dagster', 'great_expectations', 'pandas'} & sys.modules.keys()\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def test_a_second_build_says_that_nothing_is_new(dateline: Dateline, folder: Path) -> None:
    again = dateline(folder, "build", "sample")
    assert again.code == 0
    assert "Nothing new" in again.err


def test_a_query_gives_csv_where_there_is_no_terminal(dateline: Dateline, folder: Path) -> None:
    asked = dateline(folder, "query", "select outlet_id, article_count from marts.dim_outlets order by 1")
    rows = list(csv.DictReader(asked.out.splitlines()))
    assert rows[0]["outlet_id"] == "bbc"
    assert asked.err == ""


def test_a_query_gives_json_with_types_and_iso_times(dateline: Dateline, folder: Path) -> None:
    asked = dateline(
        folder,
        "query",
        "select 1 as one, null as nothing, timestamptz '2020-07-01 08:00:00+08' as seen_at",
        "--format",
        "json",
    )
    assert json.loads(asked.out) == [{"one": 1, "nothing": None, "seen_at": "2020-07-01T00:00:00+00:00"}]


def test_a_query_without_rows_is_an_empty_answer(dateline: Dateline, folder: Path) -> None:
    asked = dateline(folder, "query", "from ops.runs where false", "--format", "json")
    assert json.loads(asked.out) == []


def test_a_query_gives_a_table_on_request(dateline: Dateline, folder: Path) -> None:
    asked = dateline(folder, "query", "select '[b]港口' as title", "--format", "table")
    assert "│ [b]港口 │" in asked.out


FORMULAS = (
    "select '=HYPERLINK(\"http://a.example\")' as title, '@SUM(1)' as other, -5 as lag, '-' as dash,"
    " '港口' as place"
)


def test_csv_holds_the_data_unchanged_and_on_request_no_formula(dateline: Dateline, folder: Path) -> None:
    plain = dateline(folder, "query", FORMULAS)
    assert list(csv.reader(plain.out.splitlines()))[1] == [
        '=HYPERLINK("http://a.example")',
        "@SUM(1)",
        "-5",
        "-",
        "港口",
    ]
    guarded = dateline(folder, "query", FORMULAS, "--spreadsheet")
    assert list(csv.reader(guarded.out.splitlines()))[1] == [
        '\'=HYPERLINK("http://a.example")',
        "'@SUM(1)",
        "-5",
        "'-",
        "港口",
    ]


def test_what_would_steer_a_terminal_is_shown_by_its_code(dateline: Dateline, folder: Path) -> None:
    sql = "select chr(27) || ']0;title' || chr(7) || chr(155) || '2J' || chr(8238) as path"
    shown = dateline(folder, "query", sql, "--format", "table")
    assert r"\u001b]0;title\u0007\u009b2J\u202e" in shown.out
    said = dateline(folder, "build", "nowhere\x1b[2J")
    assert (said.code, "\x1b" in said.err, r"nowhere\u001b[2J" in said.err) == (2, False, True)


@pytest.mark.parametrize(
    "sql",
    ["select * from nowhere", "selec 1", "from read_text('/etc/hostname')", "drop table marts.dim_dates"],
)
def test_a_query_that_is_refused_says_why_in_a_sentence(dateline: Dateline, folder: Path, sql: str) -> None:
    refused = dateline(folder, "query", sql)
    assert refused.code == 2
    assert refused.err.startswith("Error: ")
    assert "Traceback" not in refused.err


def test_check_holds_the_warehouse_against_its_rules_and_writes_nothing(
    dateline: Dateline, folder: Path
) -> None:
    checked = dateline(folder, "check")
    assert checked.code == 0, checked.err
    assert "quality rules hold" in checked.err
    runs = dateline(folder, "query", "select count(*) as run_count from ops.runs")
    assert runs.out.splitlines() == ["run_count", "1"]


def test_try_tells_an_article_and_the_folder_tells_the_outlet(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "bbc").mkdir()
    (tmp_path / "bbc" / "page.md").write_text(PAGE, encoding="utf-8")
    tried = dateline(tmp_path, "try", "bbc/page.md")
    article = json.loads(tried.out)
    assert article["title"] == "港口重新开放"
    assert article["outlet_id"] == "bbc"
    assert article["paragraphs"][0] == ["body", "港口周一重新开放，第一艘渡轮在清晨离岸。"]
    assert len(tried.out.splitlines()) == 1
    assert len(dateline(tmp_path, "try", "bbc/page.md", "--pretty").out.splitlines()) > 20


def test_try_writes_a_case_that_the_tests_can_read(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "bbc").mkdir()
    (tmp_path / "bbc" / "page.md").write_text(PAGE, encoding="utf-8")
    folder = tmp_path / "outlets" / "bbc" / "2020-06-port"
    tried = dateline(tmp_path, "try", "bbc/page.md", "--case", str(folder))
    assert tried.code == 0, tried.err
    [case] = all_cases(tmp_path / "outlets")
    assert case.content == PAGE.encode()
    article = case.result()
    assert isinstance(article, ParsedArticle)
    told = {name: value for name, value in stated(article).items() if value not in NOTHING}
    assert case.expected == told
    assert json.loads(tried.out).items() >= told.items()
    again = dateline(tmp_path, "try", "bbc/page.md", "--case", str(folder))
    assert (again.code, "delete it to have it written anew" in again.err) == (2, True)


def test_a_case_of_a_page_whose_path_tells_its_outlet_states_the_path(
    dateline: Dateline, tmp_path: Path
) -> None:
    (tmp_path / "bbc").mkdir()
    (tmp_path / "bbc" / "page.md").write_text(BARE_POST, encoding="utf-8")
    folder = tmp_path / "outlets" / "generic" / "2020-06-bare"
    tried = dateline(tmp_path, "try", "bbc/page.md", "--case", str(folder))
    assert tried.code == 0, tried.err
    [case] = all_cases(tmp_path / "outlets")
    assert case.expected["document_path"] == "bbc/page.md"
    assert case.expected["outlet_id"] == "bbc"


def test_a_rejected_page_is_no_case(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# About this archive\n", encoding="utf-8")
    tried = dateline(tmp_path, "try", "README.md", "--case", "case")
    assert tried.code == 2
    assert "this page is rejected" in tried.err
    assert not (tmp_path / "case").exists()


def test_the_commands_are_there_without_a_script(dateline: Dateline, tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "etl.command", "try", "nowhere.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 2
    assert "does not exist" in told.stderr


def test_try_tells_why_a_file_is_rejected(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# About this archive\n", encoding="utf-8")
    tried = dateline(tmp_path, "try", "README.md")
    assert tried.code == 0
    assert json.loads(tried.out)["rejection_kind"] == "no_header"


def test_try_rejects_a_file_above_the_limit(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    tried = dateline(tmp_path, "try", "page.md", DATELINE_MAX_BYTES="100")
    assert json.loads(tried.out)["rejection_kind"] == "too_large"


@pytest.mark.parametrize(
    ("arguments", "variables", "words"),
    [
        (["build"], {}, "no archive"),
        (["build", "nowhere"], {}, "there is no such folder or file"),
        (
            ["build", "sample"],
            {"DATELINE_WORKERS": "none"},
            "DATELINE_WORKERS='none': must be a whole number",
        ),
        (["query", "select 1"], {}, "nothing is published yet"),
        (["check"], {}, "build a warehouse first"),
        (["try", "nowhere.md"], {}, "does not exist"),
        (["sample"], {}, "Missing argument"),
        (["publish"], {}, "No such command"),
    ],
)
def test_misuse_is_said_in_a_sentence_and_exits_2(
    dateline: Dateline, tmp_path: Path, arguments: list[str], variables: dict[str, str], words: str
) -> None:
    misused = dateline(tmp_path, *arguments, **variables)
    assert misused.code == 2
    assert words in misused.err
    assert misused.out == ""
    assert "Traceback" not in misused.err


def test_a_broken_critical_rule_exits_1(dateline: Dateline, folder: Path, tmp_path: Path) -> None:
    spoiled = tmp_path / "data"
    subprocess.run(["cp", "-r", str(folder / "data"), str(spoiled)], check=True)
    program = (
        "import duckdb\nwith duckdb.connect('data/warehouse.duckdb') as connection:\n"
        "    connection.execute('insert into base.raw_documents from base.raw_documents limit 1')"
    )
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True)
    checked = dateline(tmp_path, "check")
    assert checked.code == 1, checked.err
    assert "critical: raw_documents: Document id is unique: 2 of 43 rows break it" in checked.err
    rows = [json.loads(line) for line in checked.out.splitlines()]
    broken = [row for row in rows if row["rule"] == "raw_documents.document_id_is_unique"]
    assert len(broken) == 2 and {row["severity"] for row in broken} == {"critical"}
    assert all(row["document_id"] and row["document_path"] for row in broken)


def test_a_build_that_fails_tells_a_receiver_once_and_one_that_ends_well_that_it_is_mended(
    dateline: Dateline, folder: Path, tmp_path: Path
) -> None:
    subprocess.run(["cp", "-r", str(folder / "data"), str(folder / "sample"), str(tmp_path)], check=True)
    told = tmp_path / "alerts.jsonl"
    receiver = {"DATELINE_ALERTS": f"file:{told}"}
    for _ in range(2):
        assert dateline(tmp_path, "build", "nowhere", **receiver).code == 2
    (alert,) = [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()]
    assert (alert["kind"], alert["is_mended"]) == ("failed run", False)
    assert "there is no such folder or file" in alert["sentence"]
    for _ in range(2):
        assert dateline(tmp_path, "alerts", **receiver).code == 0
    assert dateline(tmp_path, "build", "sample", **receiver).code == 0
    assert [json.loads(line)["is_mended"] for line in told.read_text(encoding="utf-8").splitlines()] == [
        False,
        True,
    ]


def test_an_alert_that_has_no_address_is_misuse_before_anything_is_done(
    dateline: Dateline, tmp_path: Path
) -> None:
    misused = dateline(tmp_path, "build", "nowhere", DATELINE_ALERTS="pigeon://roof")
    assert (misused.code, "DATELINE_ALERTS: pigeon:roof#" in misused.err) == (2, True)


def test_report_writes_a_page_of_the_copy_and_pages_that_say_what_holds(
    dateline: Dateline, folder: Path
) -> None:
    written = dateline(folder, "report")
    assert written.code == 0, written.err
    pages = folder / "data" / "report"
    assert f"Open {pages / 'index.html'}" in "".join(written.err.split("\n"))
    for page in ("index.html", "quality.html"):
        assert "rules hold" in (pages / page).read_text(encoding="utf-8")
    assert (pages / "fct_articles.html").exists()


def test_report_opens_a_browser_and_is_of_the_day_that_is_asked_for(
    dateline: Dateline, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    written = dateline(folder, "report", str(tmp_path / "pages"), "--day", "2020-06-30", "--open")
    page = tmp_path / "pages" / "index.html"
    assert (written.code, opened) == (0, [page.as_uri()])
    assert "The week to 30 June 2020" in page.read_text(encoding="utf-8")
    assert f"No browser was found: open {page}" in "".join(written.err.split("\n"))


def test_a_failure_of_the_code_is_exit_code_1_with_its_trace(
    dateline: Dateline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(document: object, limits: object) -> object:
        raise TypeError("a field is forgotten")

    (tmp_path / "pages").mkdir()
    for number in range(8):
        (tmp_path / "pages" / f"{number}.md").write_text(PAGE.replace("53000000", f"5300000{number}"))
    monkeypatch.setattr("etl.steps.parsing.parse_document", faulty)
    said = dateline(tmp_path, "build", "pages")
    assert said.code == 1
    assert "6 documents failed with TypeError at test_cli.py" in said.err
    assert "Traceback" in said.err
    assert not (tmp_path / "data" / "published").exists()


def test_an_export_says_what_it_wrote_and_refuses_a_folder_of_others(
    dateline: Dateline, folder: Path
) -> None:
    for format in ("parquet", "csv"):  # the second one replaces the first
        done = dateline(folder, "export", "tables", "--format", format, "--no-text")
        assert (done.code, done.out) == (0, "")
        assert "marts" in done.err
        assert (folder / "tables" / f"dim_outlets.{format}").exists()
    (folder / "tables" / "mine.txt").write_text("mine", encoding="utf-8")
    refused = dateline(folder, "export", "tables")
    assert (refused.code, "mine.txt was not exported" in refused.err) == (2, True)


def test_an_answer_goes_to_a_file_whose_name_tells_its_shape(dateline: Dateline, folder: Path) -> None:
    for name, start in {
        "a.parquet": b"PAR1",
        "a.xlsx": b"PK",
        "a.csv": b"one\n1",
        "a.json": b'[{"one": 1}',
    }.items():
        asked = dateline(folder, "query", "select 1 as one", "--output", name)
        assert (asked.code, asked.out) == (0, "")
        assert (folder / name).read_bytes().startswith(start)
    done = dateline(folder, "export", "days.xlsx", "--xlsx", "agg_outlet_days")
    assert (done.code, "days.xlsx" in done.err) == (0, True)
    assert (folder / "days.xlsx").read_bytes().startswith(b"PK")


def test_bytes_are_not_shown_on_a_terminal(
    dateline: Dateline, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    refused = dateline(folder, "query", "select 1 as one", "--format", "xlsx")
    assert (refused.code, refused.out) == (2, "")
    assert "xlsx is no text for a terminal: name a file (--output answer.xlsx)" in refused.err
