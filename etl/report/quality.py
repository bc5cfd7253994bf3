"""Pages of quality results: what holds, what does not, since when, and the rows that break it.

Here: figures from ops. Not here: examining (etl/quality/), alerts, the report that leads here (page.py). The pages
need no network: style stands in them, and there is no script.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from etl.report.pages import environment
from etl.warehouse.warehouse import Warehouse

INDEX = "quality.html"  # beside a page of each table
RUNS = 30  # newest ones whose results are drawn
Row = Mapping[str, Any]

_SCORECARD = "from ops.quality_scorecard order by is_passed, severity_kind, table_name, rule_name"
_HISTORY = f"""
    select table_name, rule_name, is_passed, failed_count, observed_value, recorded_at
    from ops.quality_results
    where run_id in (select run_id from ops.quality_results group by run_id order by max(recorded_at) desc limit {RUNS})
    order by recorded_at
"""
_RUNS = f"from ops.runs order by started_at desc limit {RUNS}"
_FALLEN = """
    from {copy}.ops.field_drift where drift_kind = 'fallen' order by outlet_id, field_name, layout_name, window_kind
"""
_FRESHNESS = "from {copy}.ops.freshness order by is_stale desc, newest_saved_at desc nulls last, outlet_id"
_ACCURACY = "from {copy}.ops.accuracy where outlet_id = 'all' order by set_kind, field_name, measure_kind"


def write_quality_pages(warehouse: Warehouse, copy: str | None, folder: Path) -> Path:
    """Write quality.html and a page per table below folder, and give the first one's path.

    copy: name under which the published copy is attached; None without one: then freshness, drift and accuracy are left
    out. Raises OSError for a folder that cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rules = _rows(warehouse, _SCORECARD)
    history: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in _rows(warehouse, _HISTORY):
        history[row["table_name"], row["rule_name"]].append(row)
    tables: dict[str, list[Row]] = defaultdict(list)
    for rule in rules:
        tables[rule["table_name"]].append(rule)
    figures = {
        "made_at": datetime.now(UTC),
        "rules": rules,
        "broken": [rule for rule in rules if not rule["is_passed"]],
        "tables": dict(sorted(tables.items())),
        "history": history,
        "runs": _rows(warehouse, _RUNS),
        "fallen": _rows(warehouse, _FALLEN.format(copy=copy)) if copy else [],
        "freshness": _rows(warehouse, _FRESHNESS.format(copy=copy)) if copy else [],
        "accuracy": _rows(warehouse, _ACCURACY.format(copy=copy)) if copy else [],
    }
    pages = environment()
    for name in tables:
        page = pages.get_template("table.html").render(**figures, table=name)
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    index = folder / INDEX
    index.write_text(pages.get_template(INDEX).render(**figures), encoding="utf-8")
    return index


def _rows(warehouse: Warehouse, sql: str) -> Sequence[Row]:
    return warehouse.query(sql).rows(named=True)
