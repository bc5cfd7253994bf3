"""The report: one HTML file from the published copy, which asks nothing of a network.

Here: filling the page, and what keeps data from becoming markup or script. Not here: what the panels show (panels/),
their rows (figures.py), pages of quality results (quality.py).
"""

import gzip
import json
from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
from markupsafe import Markup

from etl.report.cell import cell
from etl.report.figures import Figures, figures_of, newest_full_day, plain
from etl.report.pages import environment
from etl.report.panel import PANELS, read_panels

SCRIPTS = Path(__file__).with_name("scripts")
RUN = """
    select run_id, finished_at from ops.runs where outcome_kind = 'published'
    order by started_at desc, run_id limit 1
"""
# What a script element may not hold as it is: each is the same to a reader of JSON.
_IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def write_page(copy: duckdb.DuckDBPyConnection, path: Path, day: date | None = None) -> Path:
    """Write the report of the weeks up to day (default: the newest with a whole week behind it).

    The same copy and day make the same bytes. Raises PanelError for a panel that cannot be used, OSError for a folder
    that cannot be written.
    """
    day = day or newest_full_day(copy) or date(1970, 1, 1)  # of an empty copy every panel says that it is
    shown = [figures_of(copy, panel, day) for panel in read_panels(PANELS)]
    run_id, finished_at = copy.execute(RUN).fetchone() or (None, None)
    scripts = [_packed("vega.js.gz"), _text("tables.js"), _text("charts.js")]
    page = (
        environment()
        .get_template("report.html")
        .render(
            day=day,
            run_id=run_id,
            made_at=plain(finished_at),
            cards=[each for each in shown if each.panel.is_cards],
            sections=_sections([each for each in shown if not each.panel.is_cards]),
            style=Markup(_text("report.css")),
            scripts=[Markup(script) for script in scripts],
            policy=_policy(scripts),
            land=in_script(json.loads(_packed("land.json.gz"))),
            licences=_text("licences.txt"),
            chart=lambda each: in_script(
                {"spec": each.panel.chart, "aspect": each.panel.aspect, "datasets": each.datasets}
            ),
            table=table_of,
        )
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")
    return path


def in_script(value: object) -> Markup:
    """Write a value as JSON that can stand within a script element, whatever text is in it."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(written.translate(_IN_SCRIPT))


def table_of(figures: Figures) -> list[list[Any]]:
    """Give the cells of a panel's table, by row; rows that are alike in its columns stand once."""
    columns = figures.panel.columns
    rows = (tuple(cell(row, column) for column in columns) for row in figures.rows)
    return [list(row) for row in dict.fromkeys(rows)]


def _sections(shown: Sequence[Figures]) -> list[tuple[str, list[Figures]]]:
    return [(name, list(its)) for name, its in groupby(shown, key=lambda each: each.panel.section)]


def _policy(scripts: Sequence[str]) -> str:
    """Allow these scripts and no other, and nothing of a network."""
    digests = (b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii") for script in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline';"
        " img-src data:; base-uri 'none'; form-action 'none'"
    )


def _text(name: str) -> str:
    return (SCRIPTS / name).read_text(encoding="utf-8").strip()


def _packed(name: str) -> str:
    return gzip.decompress((SCRIPTS / name).read_bytes()).decode("utf-8").strip()
