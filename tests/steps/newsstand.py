"""A small archive of invented pages, steps without checks, and what a reader would see of them."""

import os
from collections.abc import Mapping
from pathlib import Path

from etl import steps
from etl.kinds import OutcomeKind
from etl.settings import Settings
from etl.warehouse.views import read_views, sql_root
from etl.warehouse.warehouse import Warehouse
from etl.work.queue import EVERYTHING_PENDING

STAMP = 1591351200000  # 2020-06-05 10:00 UTC
MINUTE = 60_000
HISTORIES = {"dim_entity_redirects", "dim_story_redirects"}
OF_THE_RUN = ("indexed_at", "run_id", "recorded_at", "started_at", "finished_at")


def page(number: int, *, host: str = "harbourpost.example", text: str = "", stamp: int = STAMP) -> str:
    """A saved page in the header form."""
    text = text or f"第{number}艘船今天早上从青岛进港，码头上有很多人等候，海风很大，船长说一切顺利。"
    body = "".join(f"<p>{text}这是第{part}段。</p>" for part in range(3))
    return (
        f"<!--{stamp + number * MINUTE}-->\n[第{number}艘船进港](https://{host}/2020/06/05/{number}.html)\n------\n\n"
        f"<div><article>{body}</article></div>\n"
    )


def write_archive(root: Path, count: int = 12) -> Path:
    """Pages in two folders, and three files that are no article."""
    for number in range(count):
        folder = "harbour" if number % 3 else "lighthouse"
        write(root / folder / f"{number:03}_ship.md", page(number, host=f"{folder}post.example"))
    write(root / "README.md", "# Pages\n\nSaved every hour.\n")
    write(root / "harbour" / "empty.md", "")
    write(root / "harbour" / "bare.md", f"<!--{STAMP}-->\n[港口](https://harbourpost.example/x)\n------\n\n")
    return root


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def age(path: Path, seconds: int) -> None:
    """Set a file's modification time, in seconds since 1970."""
    os.utime(path, (seconds, seconds))


def load(settings: Settings, selection: steps.Selection = EVERYTHING_PENDING) -> steps.ParseCounts:
    """Ingest to gather: a run that somebody stopped before it could check and publish."""
    with steps.open_run(settings) as run:
        steps.ingest(settings, run)
        counts = steps.parse(settings, run, selection=selection)
        steps.revise(settings, run)
        steps.trace(settings, run)
        steps.classify(settings, run)
        steps.recognise(settings, run)
        steps.quote(settings, run)
        steps.resolve(settings, run)
        steps.gather(settings, run)
        run.finish(OutcomeKind.INTERRUPTED)
        return counts


def marts(settings: Settings) -> Mapping[str, list[str]]:
    """Every row of every mart, in an order of its own, without what records the runs themselves."""
    with steps.open_run(settings) as run:
        names = [
            view.name
            for view in read_views(sql_root())
            if view.schema == "marts" and view.name not in HISTORIES
        ]
        with steps.room_for_views(run):
            return {name: _rows(run.warehouse, f"marts.{name}") for name in names}


def table(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with steps.open_run(settings) as run:
        return run.warehouse.query(sql).rows()


def _rows(warehouse: Warehouse, address: str) -> list[str]:
    columns = steps.columns_of(warehouse, address)["column_name"].to_list()
    kept = ", ".join(column for column in columns if column not in OF_THE_RUN)
    return sorted(map(repr, warehouse.query(f"select {kept} from {address}").rows()))
