"""The command line and its exit codes: 0 success, 1 failure, 2 misuse, 75 busy.

Here: commands, arguments, help, errors in one sentence. Not here: what is shown (console.py) and what is done
(etl/steps/). Imports that take long are inside the commands, so that `--help` and `try` answer at once.
"""

import gc
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from etl.command import asking, console, exporting, quality
from etl.command.archives import Archives, Histories
from etl.command.quality import FAILED
from etl.model import ParsedArticle
from etl.settings import Settings, SettingsError, read_settings

MISUSE = 2
# Objects made between two collections: with Python's 700 a tenth of a build's time goes to looking for garbage.
ALLOCATIONS = 50_000
BUSY = os.EX_TEMPFAIL  # 75: another process builds into the same home; the same call may go through later

app = typer.Typer(
    help="An archive of saved news pages becomes one DuckDB file that answers questions in SQL.",
    epilog="Begin with: dateline sample sample; dateline build sample; dateline ui sample",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


for command in (quality.check, quality.report, quality.alerts, asking.query, asking.search, exporting.export):
    app.command()(command)


@app.command()
def build(archives: Archives = None, history: Histories = None) -> None:
    """Read what is new in an archive, parse it, say whom it names, check it, and publish a new copy for readers.

    A second build of an unchanged archive does nothing. The file for readers is
    `DATELINE_HOME/published/dateline.duckdb`; DATELINE_HOME is `./data` unless it is set.

    **Example:** `dateline build ~/pages ~/more-pages.tar.gz`
    """
    settings = _settings([*(archives or ()), *(f"history:{clone}" for clone in history or ())] or None)
    if not settings.archive:
        raise SettingsError("no archive: name one (dateline build FOLDER), or set DATELINE_ARCHIVE")
    from etl.command.alerting import alerted
    from etl.steps import STEPS, build

    with alerted(settings), console.progress({step.name: step.doing for step in STEPS}) as progress:
        report = build(settings, progress)
    console.show_report(report, settings)
    if any(result.blocks for result in report.results):
        raise typer.Exit(FAILED)


@app.command()
def sample(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where to write it: a new or an empty folder.")
    ],
    articles: Annotated[int, typer.Option(min=1, help="How many articles.")] = 2000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same archive, byte for byte.")] = 7,
) -> None:
    """Write an archive of invented news in real outlets' markup: to try Dateline, or to measure it.

    **Example:** `dateline sample sample --articles 20000`
    """
    from etl.sample import write_sample

    with console.progress({"sample": "Writing the sample"}) as progress:
        counts = write_sample(
            directory,
            articles=articles,
            seed=seed,
            progress=lambda done: progress("sample", done, articles),
        )
    console.say(
        f"{directory}: {counts.articles:,} articles in {counts.files:,} files; among them"
        f" {counts.copies:,} copies, {counts.resaves:,} saved again, {counts.edits:,} edited,"
        f" {counts.bad_files:,} that are not articles"
    )


@app.command("try")
def try_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="One saved page.", exists=True, dir_okay=False)
    ],
    pretty: Annotated[
        bool | None,
        typer.Option("--pretty/--compact", help="On many lines, or on one. Pretty on a terminal."),
    ] = None,
    names: Annotated[bool, typer.Option("--names", help="With the names that stand in it.")] = False,
    case: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Also write a test case there: page.md, and expected.json to be read and mended.",
        ),
    ] = None,
) -> None:
    """Parse one saved page and print it as JSON: the article, or why it is rejected.

    The folder counts, for it may tell the outlet: stand where the archive begins.

    **Examples:** `cd ~/pages; dateline try bbc/some-page.md`,
    `dateline try page.md --case tests/outlets/bbc/2021-03-live-page`
    """
    from etl.command.case import document_of, write_case
    from etl.page.parse import parse_document

    limits = read_settings().limits
    document = document_of(file, limits)
    outcome = document.refusal or parse_document(document, limits)
    named = None
    if names and isinstance(outcome, ParsedArticle):
        from etl.work.mention_batches import prose_of, read_names

        (named,) = read_names([prose_of(outcome)])
    console.print_document(outcome, named, pretty)
    if case:
        write_case(case, document, outcome)
        console.say(f"{case}: read expected.json beside the page, and mend what it ought to say otherwise")


@app.command()
def ui(
    archives: Archives = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine.")] = 3000,
) -> None:
    """Start Dagster, on this machine alone: the graph of all tables, runs, checks and the hourly schedule.

    Dagster keeps its runs and logs below DATELINE_HOME/dagster. Ctrl-C ends it.

    **Example:** `dateline ui ~/pages --port 3001`
    """
    from etl.command.ui import start

    settings = _settings(archives)
    if not settings.archive:
        raise SettingsError("no archive: name one (dateline ui FOLDER), or set DATELINE_ARCHIVE")
    start(settings, port)


def main() -> None:
    """Run a command. What a user can mend is said in one sentence, without a traceback."""
    gc.set_threshold(ALLOCATIONS, 20, 20)
    try:
        app()
    except _mendable() as error:
        console.say(f"Error: {error}")
        sys.exit(_exit_code(error))


def _exit_code(error: Exception) -> int:
    """Give the exit code of an error: misuse, unless the code failed or another process is building."""
    from etl.warehouse.runs import WriterBusy
    from etl.work.attempt import RepeatedFailure
    from etl.work.shortage import Shortage
    from etl.work.workers import WorkerError

    if isinstance(error, WriterBusy):
        return BUSY
    return FAILED if isinstance(error, (RepeatedFailure, Shortage, WorkerError)) else MISUSE


def _mendable() -> tuple[type[Exception], ...]:
    """Looked at only when something was raised: these modules take long to import."""
    from etl.archive.open import ArchiveError
    from etl.command.case import CaseError
    from etl.export.catalogue import ExportError
    from etl.quality.examine import QualityError
    from etl.sample import SampleError
    from etl.warehouse.warehouse import WarehouseError
    from etl.work.attempt import RepeatedFailure
    from etl.work.shortage import Shortage
    from etl.work.workers import WorkerError

    return (
        SettingsError,
        ArchiveError,
        CaseError,
        ExportError,
        QualityError,
        RepeatedFailure,
        SampleError,
        Shortage,
        WarehouseError,
        WorkerError,
    )


def _settings(archives: list[str] | None) -> Settings:
    settings = read_settings()
    return replace(settings, archive=tuple(archives)) if archives else settings
