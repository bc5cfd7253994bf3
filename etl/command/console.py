"""Output of the command line: progress and summaries on stderr, data on stdout.

Here: formatting. Not here: the figures (etl/steps/), and commands (cli.py).
"""

import csv
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text

from etl.command.case import stated
from etl.command.cells import as_cell, as_text, harmless
from etl.model import ParsedArticle

if TYPE_CHECKING:
    import duckdb

    from etl.model import NamedArticle, Rejection
    from etl.quality.examine import RuleResult
    from etl.settings import Settings
    from etl.steps import BuildReport

IDENTITY = (
    "document_id",
    "parser_version",
    "article_id",
    "canonical_url",
)  # told by `try`, stated by no case
LINE_SECONDS = 10.0  # between two lines of progress where stderr is not a terminal
TABLE_ROWS = 100
FETCH_ROWS = 1000
WORTH_TELLING = 0.05  # seconds

Tell = Callable[[str, int, int | None], None]

talk = Console(stderr=True, highlight=False)


def say(sentence: str) -> None:
    talk.print(escape(harmless(sentence)), soft_wrap=True)


class _Rate(ProgressColumn):
    """Documents per second, over the whole step."""

    def render(self, task: Task) -> Text:
        seconds = task.finished_time if task.finished else task.elapsed
        if not task.completed or not seconds or not task.fields["is_counted"]:
            return Text("")
        return Text(f"{task.completed / seconds:,.0f}/s", style="cyan")


class _Count(ProgressColumn):
    def render(self, task: Task) -> Text:
        if not task.fields["is_counted"]:
            return Text("")
        total = "" if task.total is None else f" of {task.total:,.0f}"
        return Text(f"{task.completed:,.0f}{total}", style="green")


@contextmanager
def progress(doing: Mapping[str, str]) -> Iterator[Tell]:
    """A bar per step with count, rate and time; where stderr is not a terminal, a plain line now and then.

    doing: what is said of each step.
    """
    if not talk.is_terminal:
        yield _lines(doing)
        return
    columns = (SpinnerColumn(), TextColumn("{task.description:<20}"), BarColumn(), _Count(), _Rate())
    with Progress(*columns, TimeElapsedColumn(), console=talk) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(step: str, done: int, total: int | None) -> None:
            if step not in tasks:
                _end(bars)
                tasks[step] = bars.add_task(doing[step], total=total, is_counted=False)
            bars.update(tasks[step], completed=done, total=total, is_counted=done > 0 or total is not None)

        yield tell
        _end(bars)


def show_report(report: "BuildReport", settings: "Settings") -> None:
    """Show the summary of a build: counts, broken rules, the file to open."""
    talk.print()
    told = "; ".join(counts.sentence for counts in report.counts.values() if counts.sentence)
    times = ", ".join(
        f"{step} {seconds:.1f} s" for step, seconds in report.seconds.items() if seconds >= WORTH_TELLING
    )
    say(f"{told} ({times})")
    for sentence in report.summary.sentences:
        say(sentence)
    for step, done in report.counts.items():
        for left in done.left_pending:
            say(f"Left pending by {step}: {left.document_path}: {left.reason}")
    if report.outcome is None:
        say("Nothing new: the published copy stays as it is.")
    else:
        show_rules(report.results)
    if report.outcome == "blocked":
        say("Not published: a critical rule is broken. The last good copy stays.")
    elif settings.published_path.exists():
        say(f'Readers open {settings.published_path}, for example: dateline query "from marts.dim_outlets"')
        say("Dagster shows it all in a browser: dateline ui")


def show_rules(results: "Sequence[RuleResult]") -> None:
    """How many rules hold, and every one that does not, critical ones first."""
    broken = sorted((result for result in results if not result.is_passed), key=lambda each: not each.blocks)
    say(f"{len(results) - len(broken)} of {len(results)} quality rules hold.")
    for result in broken:
        severity = "critical" if result.blocks else "warning"
        say(f"  {severity}: {result.table_name}: {result.sentence}")


def print_failed_rows(result: "RuleResult", rows: Iterable[Mapping[str, object]]) -> None:
    """Rows that break a rule, on stdout, a line of JSON each: the rule first."""
    rule = {"rule": f"{result.table_name}.{result.rule.rule_name}", "severity": result.rule.severity_kind}
    for row in rows:
        print(json.dumps(rule | dict(row), ensure_ascii=False, default=as_text))


def print_document(
    outcome: "ParsedArticle | Rejection", named: "NamedArticle | None", pretty: bool | None
) -> None:
    """An article in the words of a test case, with its names, or a rejection, as JSON on stdout."""
    is_pretty = sys.stdout.isatty() if pretty is None else pretty
    shown = asdict(outcome)
    if isinstance(outcome, ParsedArticle):
        shown = {name: shown[name] for name in IDENTITY} | stated(outcome)
    if named:
        shown |= {name: values for name, values in asdict(named).items() if name in ("mentions", "glosses")}
    print(json.dumps(shown, ensure_ascii=False, indent=2 if is_pretty else None, default=as_text))


def print_rows(
    connection: "duckdb.DuckDBPyConnection", sql: str, shape: str, source: Path, for_spreadsheet: bool
) -> None:
    """The answer on stdout, as a table, CSV, or JSON: an array with an object per row. source: the file asked."""
    import duckdb

    from etl.warehouse.files import WarehouseError, why_not_answered

    try:
        _print_answer(connection.execute(sql), shape, as_cell if for_spreadsheet else as_text)
    except duckdb.Error as error:
        raise WarehouseError(why_not_answered(source, error)) from error


def _print_answer(answer: "duckdb.DuckDBPyConnection", shape: str, in_csv: Callable[[object], str]) -> None:
    names = [column[0] for column in answer.description or ()]
    rows = _fetched(answer)
    if shape == "table":
        _print_table(names, rows)
    elif shape == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(map(in_csv, row) for row in rows)
    else:
        opening = "["
        for row in rows:
            values = dict(zip(names, row, strict=True))
            print(opening + json.dumps(values, ensure_ascii=False, default=as_text))
            opening = ","
        print("]" if opening == "," else "[]")


def _print_table(names: Sequence[str], rows: Iterator[tuple[object, ...]]) -> None:
    table = Table(*(escape(harmless(name)) for name in names))
    shown = list(islice(rows, TABLE_ROWS))
    for row in shown:
        table.add_row(*(Text(harmless(as_text(value))) for value in row))
    for column, value in zip(table.columns, shown[0] if shown else (), strict=False):
        column.justify = "right" if isinstance(value, int | float | Decimal) else "left"
    Console(highlight=False).print(table)
    if next(rows, None) is not None:
        say(f"The first {TABLE_ROWS} rows; for all: --format csv")


def _fetched(answer: "duckdb.DuckDBPyConnection") -> Iterator[tuple[object, ...]]:
    while rows := answer.fetchmany(FETCH_ROWS):
        yield from rows


def _end(bars: Progress) -> None:
    """A step whose size was not known is whole when the next one begins."""
    for task in bars.tasks:
        if task.total is None:
            bars.update(task.id, total=task.completed or 1, completed=task.completed or 1)


def _lines(doing: Mapping[str, str]) -> Tell:
    last_step, last_time, started = "", 0.0, 0.0

    def tell(step: str, done: int, total: int | None) -> None:
        nonlocal last_step, last_time, started
        now = time.monotonic()
        if step != last_step:
            last_step, last_time, started = step, now, now
            say(doing[step])
        elif now - last_time >= LINE_SECONDS:
            last_time = now
            of_total = "" if total is None else f" of {total:,}"
            say(f"{doing[step]}: {done:,}{of_total}, {done / (now - started):,.0f}/s")

    return tell
