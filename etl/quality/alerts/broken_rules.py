"""The failures that broken rules are, of either severity: those of the warehouse, so that a blocked publish shows.

Here: reading the scorecard. Not here: rules (quality/suites/), outlets that drift or are silent (outlets.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from etl.kinds import SeverityKind
from etl.quality.alerts.failure import EXAMPLES, Failure, FailureKind
from etl.quality.failed_rows import KEY_MARK
from etl.warehouse.tables import BASE_TABLES
from etl.warehouse.warehouse import Warehouse

PUBLISH = "publish"
TOLD_BY_OUTLET = (  # as drift, not as a rule
    ("field_drift", "no_field_of_an_outlet_has_fallen"),
    ("fct_articles", "nearly_all_pages_of_an_outlet_fit_a_layout"),
)
MART_OF = {table.name: table.mart for table in BASE_TABLES if table.mart}

_BROKEN = "from ops.quality_scorecard where not is_passed order by table_name, rule_name"
_OUTLETS = """
    select distinct outlet_id from intermediate.int_documents
    where outlet_id is not null and (document_id in (select unnest(?)) or article_id in (select unnest(?)))
    order by outlet_id
"""


def broken_rules(warehouse: Warehouse) -> Iterator[Failure]:
    """Yield a failure per broken rule: one for a base table and its mart, and one for all that block a publish."""
    broken: dict[str, list[dict[str, Any]]] = {}
    for row in warehouse.query(_BROKEN).iter_rows(named=True):
        rule = (row["table_name"], row["rule_name"])
        row["outlets"] = _outlets(warehouse, row["failing_keys"] or ())
        if row["severity_kind"] == SeverityKind.CRITICAL:
            broken.setdefault(PUBLISH, []).append(row)
        elif rule not in TOLD_BY_OUTLET:
            broken.setdefault(f"rule:{_told_as(row)}", []).append(row)
    for key, rows in broken.items():
        first = rows[0]
        stays = " Nothing is published; the last good copy stays." if key == PUBLISH else ""
        yield Failure(
            key=key,
            kind=FailureKind.BLOCKED_PUBLISH if key == PUBLISH else FailureKind.BROKEN_RULE,
            subject=", ".join(f"{row['table_name']}.{row['rule_name']}" for row in rows),
            sentence=f"{first['rule_name'].replace('_', ' ').capitalize()}: {first['observed_value']}.{stays}",
            since=min(row["since_at"] for row in rows),
            outlets=first["outlets"],
            parts=tuple(dict.fromkeys(map(_told_as, rows))) if key == PUBLISH else (),
            examples=tuple(dict.fromkeys(first["failing_keys"] or ()))[:EXAMPLES],
            command="dateline check",
        )


def _told_as(row: Mapping[str, Any]) -> str:
    """The rule by the mart that shows the table: what is wrong in one is in the other."""
    return f"{MART_OF.get(row['table_name'], row['table_name'])}.{row['rule_name']}"


def _outlets(warehouse: Warehouse, keys: Sequence[str]) -> tuple[str, ...]:
    """The outlets of documents or articles with these keys."""
    ids = [key.partition(KEY_MARK)[0] for key in keys]
    return tuple(warehouse.query(_OUTLETS, [ids, ids]).to_series()) if ids else ()
