"""Time zones by name: those that a clock's name means, and the one that a site keeps.

Here: names, offsets, and the one rule for a site that nobody described. Not here: the outlets' own zones
(etl/outlets/), and reading a time (stamp.py).
"""

from collections.abc import Collection
from datetime import datetime, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from etl import lexicon
from etl.kinds import ScriptKind

SCRIPT_ZONES = {ScriptKind.HANS: "Asia/Shanghai", ScriptKind.HANT: "Asia/Taipei"}  # both UTC+8


@cache
def zone_of(name: str) -> tzinfo:
    """The zone of an IANA name or an offset (+08:00, -0400, +8). Raises ValueError for an offset that is none."""
    if name[0] not in "+-":
        return ZoneInfo(name)
    hours, _, minutes = name[1:].partition(":")
    if not minutes and len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    offset = datetime.strptime(f"{name[0]}{int(hours):02d}{int(minutes or 0):02d}", "%z").tzinfo
    assert offset is not None
    return offset


@cache
def clock_names() -> dict[str, str]:
    """Zones by the names of clocks, in upper case."""
    return {row["name"].upper(): row["zone"] for row in lexicon.rows("zone_names")}


@cache
def _domains() -> dict[str, str]:
    return {row["domain"]: row["zone"] for row in lexicon.rows("domain_zones")}


def site_zone(url_host: str | None, script_kind: ScriptKind, stated: Collection[timedelta]) -> tzinfo | None:
    """The zone of a site that nobody described; None where nothing tells, and then its hours cannot be read.

    stated: offsets from UTC that its page states beside times, UTC itself left out: servers state that anywhere.
    They count if they agree; else its country's domain, else the script that its readers read.
    """
    if len(set(stated)) == 1:
        minutes = round(next(iter(stated)).total_seconds() / 60)
        return zone_of(f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}")
    country = (url_host or "").rpartition(".")[2]
    name = _domains().get(country) or SCRIPT_ZONES.get(script_kind)
    return zone_of(name) if name else None
