"""Find what fails now: the last run, broken rules of either severity, drift, stale outlets.

Here: reading the ledger. Rules and runs are those of the warehouse, so that a blocked publish shows; drift and
freshness are those of the published copy, where they are tables. Not here: rules (quality/suites/), telling (tell.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from etl.kinds import OutcomeKind, SeverityKind
from etl.quality.alerts.failure import EXAMPLES, Failure, FailureKind, Findings
from etl.quality.failed_rows import KEY_MARK
from etl.warehouse.warehouse import Warehouse

BAD_ENDS = (OutcomeKind.FAILED, OutcomeKind.INTERRUPTED)  # a blocked run is told by its rules
RUN = "run"
PUBLISH = "publish"
DRIFT_RULE = ("field_drift", "no_field_of_an_outlet_has_fallen")  # told by outlet, not as a rule
LAYOUT_RULE = ("parsed_articles", "nearly_all_pages_of_an_outlet_fit_a_layout")  # mostly drift, too

# base tables that a mart shows: what is wrong in one is in the other
MARTS = {
    "raw_documents": "fct_documents",
    "rejected_documents": "fct_documents",
    "parsed_articles": "fct_articles",
    "outlets": "dim_outlets",
    "mentions": "fct_mentions",
    "entities": "dim_entities",
    "entity_aliases": "dim_entity_aliases",
    "entity_redirects": "dim_entity_redirects",
    "article_revisions": "fct_article_revisions",
    "article_changes": "fct_article_changes",
    "article_copies": "fct_article_copies",
}
_BROKEN = "from ops.quality_scorecard where not is_passed order by table_name, rule_name"
_OUTLETS = """
    select distinct outlet_id from intermediate.int_documents
    where outlet_id is not null and (document_id in (select unnest(?)) or article_id in (select unnest(?)))
    order by outlet_id
"""
_ENDED = """
    select run_id, started_at, outcome_kind from ops.runs where outcome_kind <> 'running'
    order by started_at desc, run_id
"""
_FALLEN = """
    select outlet_id, any_value(outlet_name) as outlet_name, field_name,
        arg_min(layout_name, filled_share - past_filled_share) as layout_name,
        min(filled_share) as filled_share, max(past_filled_share) as past_filled_share, max(page_count) as page_count
    from {copy}.ops.field_drift where drift_kind = 'fallen'
    group by outlet_id, field_name order by outlet_id, field_name
"""
_LACKING = """
    select article_id from {copy}.ops.page_fields
    where outlet_id = ? and (
        ? = 'layout' and layout_name <> ? or list_contains(fields, {{'field_name': ?, 'is_filled': false}})
    )
    order by saved_at desc, article_id limit {most}
"""
_STALE = """
    select outlet_id, outlet_name, newest_saved_at, silent_hour_count, longest_hour_count
    from {copy}.ops.freshness where is_stale order by outlet_id
"""
_NEWEST = """
    select document_path from {copy}.marts.fct_documents
    where outlet_id = ? order by header_at desc nulls last, document_path limit {most}
"""


@dataclass(frozen=True, kw_only=True)
class RunEnd:
    """How a run ended: its error in a sentence, if it raised one.

    run_id and started_at: of a run that may be recorded as blocked, and that a later one may have followed.
    """

    error: str | None = None
    run_id: str | None = None
    started_at: datetime | None = None


def find_failures(warehouse: Warehouse, copy: str | None, end: RunEnd | None) -> Findings:
    """Find what fails now.

    copy: name under which the published copy is attached, None without one. end: of the run that has just ended; None
    asks the last run that was recorded, and leaves undecided a failure that left no record.
    """
    failures = [*_run(warehouse, end)]
    undecided = [] if end else [RUN]
    broken_outlets: set[str] = set()
    if copy:
        drift = [*_drift(warehouse, copy)]
        broken_outlets = {outlet for failure in drift for outlet in failure.outlets}
        failures += [*drift, *_stale(warehouse, copy)]
    else:
        undecided += ["drift:", "stale:"]
    failures += _rules(warehouse, broken_outlets)
    return Findings(
        failures=tuple(failures), undecided=tuple(undecided), last_good_at=_last_good_at(warehouse)
    )


def failed_run(error: str, since: datetime | None = None) -> Failure:
    """The failure of a run, by its error."""
    return Failure(
        key=RUN,
        kind=FailureKind.FAILED_RUN,
        subject="the last run",
        sentence=error,
        since=since or datetime.now(UTC),
        command=_query("ops.runs order by started_at desc limit 5"),
    )


def _run(warehouse: Warehouse, end: RunEnd | None) -> Iterator[Failure]:
    if end is not None and not _is_followed(warehouse, end):
        if end.error and not _is_blocked(warehouse, end.run_id):
            yield failed_run(end.error, end.started_at)
        return
    since = None
    for run_id, started_at, outcome in warehouse.query(_ENDED).iter_rows():
        if outcome not in BAD_ENDS:
            break
        since = (run_id, started_at, outcome)
    if since:
        run_id, started_at, outcome = since
        yield failed_run(f"Run {run_id} ended as {outcome}.", started_at)


def _last_good_at(warehouse: Warehouse) -> datetime | None:
    """When the last recorded run started, if it ended well."""
    for _, started_at, outcome in warehouse.query(f"{_ENDED} limit 1").iter_rows():
        if outcome not in BAD_ENDS and isinstance(started_at, datetime):
            return started_at
    return None


def _is_followed(warehouse: Warehouse, end: RunEnd) -> bool:
    """Whether another run was recorded after this one."""
    later = "select 1 from ops.runs where started_at > ? and run_id <> ? limit 1"
    return end.started_at is not None and bool(warehouse.query(later, [end.started_at, end.run_id]).rows())


def _is_blocked(warehouse: Warehouse, run_id: str | None) -> bool:
    """Whether a run ended as blocked: what blocks it is told."""
    found = warehouse.query("select outcome_kind from ops.runs where run_id = ?", [run_id]).rows()
    return found == [(OutcomeKind.BLOCKED,)]


def _rules(warehouse: Warehouse, drifting: set[str]) -> Iterator[Failure]:
    """Yield a failure per broken rule: one for a base table and its mart, and one for all that block a publish.

    What drift says by outlet already is left out.
    """
    broken: dict[str, list[dict[str, Any]]] = {}
    for row in warehouse.query(_BROKEN).iter_rows(named=True):
        rule = (row["table_name"], row["rule_name"])
        row["outlets"] = _outlets(warehouse, row["failing_keys"] or ())
        if row["severity_kind"] == SeverityKind.CRITICAL:
            broken.setdefault(PUBLISH, []).append(row)
        elif rule != DRIFT_RULE and not (rule == LAYOUT_RULE and {*row["outlets"]} <= drifting):
            broken.setdefault(f"rule:{MARTS.get(rule[0], rule[0])}.{rule[1]}", []).append(row)
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
            examples=tuple(dict.fromkeys(first["failing_keys"] or ()))[:EXAMPLES],
            command="dateline check",
        )


def _outlets(warehouse: Warehouse, keys: Sequence[str]) -> tuple[str, ...]:
    """The outlets of documents or articles with these keys."""
    ids = [key.partition(KEY_MARK)[0] for key in keys]
    return tuple(warehouse.query(_OUTLETS, [ids, ids]).to_series()) if ids else ()


def _drift(warehouse: Warehouse, copy: str) -> Iterator[Failure]:
    rows = warehouse.query(_FALLEN.format(copy=copy)).rows(named=True)
    for outlet_id in dict.fromkeys(row["outlet_id"] for row in rows):
        fields = [row for row in rows if row["outlet_id"] == outlet_id]
        first = fields[0]
        name = first["field_name"]
        lacking = warehouse.query(
            _LACKING.format(copy=copy, most=EXAMPLES), [outlet_id, name, first["layout_name"], name]
        )
        yield Failure(
            key=f"drift:{outlet_id}",
            kind=FailureKind.DRIFT,
            subject=f"{first['outlet_name']}: {', '.join(row['field_name'] for row in fields)}",
            sentence=f"New pages lack what the outlet's pages had: {'; '.join(map(_fall, fields))}.",
            since=datetime.now(UTC),
            outlets=(outlet_id,),
            examples=tuple(lacking.to_series()),
            command=_query(f"ops.field_drift where outlet_id = '{outlet_id}' and drift_kind = 'fallen'"),
        )


def _fall(row: dict[str, object]) -> str:
    name = f"layout {row['layout_name']}" if row["field_name"] == "layout" else row["field_name"]
    return f"{name} {row['filled_share']:.0%} of {row['page_count']}, before {row['past_filled_share']:.0%}"


def _stale(warehouse: Warehouse, copy: str) -> Iterator[Failure]:
    for row in warehouse.query(_STALE.format(copy=copy)).iter_rows(named=True):
        outlet_id = row["outlet_id"]
        newest: Sequence[str] = (
            warehouse.query(_NEWEST.format(copy=copy, most=EXAMPLES), [outlet_id]).to_series().to_list()
        )
        yield Failure(
            key=f"stale:{outlet_id}",
            kind=FailureKind.STALE_OUTLET,
            subject=str(row["outlet_name"]),
            sentence=f"Nothing new for {row['silent_hour_count']} hours in which the archive saved other outlets;"
            f" the longest silence before was {row['longest_hour_count']} hours.",
            since=row["newest_saved_at"],
            outlets=(outlet_id,),
            examples=tuple(newest),
            command=_query(f"ops.missing_hours where outlet_id = '{outlet_id}'"),
        )


def _query(rest: str) -> str:
    return f'dateline query "from {rest}"'
