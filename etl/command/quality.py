"""Commands about what there is and its quality: check, alerts, report.

Here: arguments and help. Not here: rules and alerts (etl/quality/), the other commands (cli.py).
"""

import webbrowser
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from etl.command import console
from etl.settings import SettingsError, read_settings

FAILED = 1  # a critical check failed, or the code did


def check() -> None:
    """Hold the warehouse against every quality rule, say which are broken, and print the rows that break them.

    Nothing is written. Of a broken rule the first twenty rows go to stdout, each a line of JSON that names the rule.

    **Example:** `dateline check > broken.jsonl || echo "do not trust it yet"`
    """
    from etl.steps import CHECK, examine_all

    with console.progress({CHECK.name: CHECK.doing}) as progress:
        progress(CHECK.name, 0, None)
        examined = examine_all(read_settings())
    results = [result for result, _ in examined]
    console.show_rules(results)
    for result, rows in examined:
        if rows is not None:
            console.print_failed_rows(result, rows.iter_rows(named=True))
    if any(result.blocks for result in results):
        raise typer.Exit(FAILED)


def alerts(
    trial: Annotated[bool, typer.Option("--trial", help="Send a message to every receiver, now.")] = False,
) -> None:
    """Tell the receivers in DATELINE_ALERTS what fails now and was not told yet, and what is mended.

    A build does so by itself. Receivers, separated by blanks: `https://…` (a webhook as Slack's),
    `smtp://HOST/TO@DOMAIN?from=…` (a mail), `file:/PATH` (a line of JSON each).

    **Example:** `DATELINE_ALERTS=file:/tmp/alerts.jsonl dateline alerts --trial`
    """
    from etl.steps.alerting import find_now, send_trial_alert, tell_alerts

    settings = read_settings()
    if not settings.alerts:
        raise SettingsError(
            "DATELINE_ALERTS is not set: say whom to tell (https://…, smtp://HOST/TO, file:/PATH)"
        )
    unreached = send_trial_alert(settings) if trial else tell_alerts(settings)
    if not trial:
        for failure in find_now(settings).failures:
            console.say(f"{failure.kind}: {failure.subject}: {failure.sentence}")
    for sentence in unreached:
        console.say(f"Alert: {sentence}")
    if unreached:
        raise typer.Exit(FAILED)


def report(
    directory: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="Where to write; DATELINE_HOME/report if none.")
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="The last day that it is of; the newest full week's if none."
        ),
    ] = None,
    is_opened: Annotated[bool, typer.Option("--open", help="Open it in a browser.")] = False,
) -> None:
    """Write what is in the published copy as one page to read in a browser, and the results of all quality rules.

    `index.html` is the report, in one file: stories and who told them, names, topics, copies, quality.
    `quality.html` and a page of each table lie beside it. They need no network.

    **Example:** `dateline report --open`
    """
    from etl.steps.reporting import write_report

    written = write_report(read_settings(), directory, day.date() if day else None)
    if not is_opened:
        console.say(f"Open {written}")
    elif not webbrowser.open(written.absolute().as_uri()):
        console.say(f"No browser was found: open {written}")
