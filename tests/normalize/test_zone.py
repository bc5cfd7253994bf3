"""Which zone a site keeps that nobody described."""

from datetime import UTC, datetime, timedelta

import pytest

from etl.kinds import ScriptKind
from etl.normalize.zone import clock_names, site_zone, zone_of

HANS, HANT, LATIN = ScriptKind.HANS, ScriptKind.HANT, ScriptKind.LATIN
AT = datetime(2020, 7, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("host", "script", "hours", "offset"),
    [
        ("harbour.example", HANS, [], 8),
        ("harbour.example", HANT, [], 8),
        ("harbour.com.tw", LATIN, [], 8),
        ("harbour.fr", HANS, [], 2),
        ("harbour.co.uk", HANT, [], 1),
        ("harbour.example", HANS, [-4, -4], -4),
        ("harbour.com.tw", HANT, [-4], -4),
        ("harbour.com.tw", HANT, [-4, 1], 8),
        (None, HANS, [], 8),
    ],
)
def test_its_own_offsets_go_before_its_country_and_that_before_its_script(
    host: str | None, script: ScriptKind, hours: list[int], offset: int
) -> None:
    zone = site_zone(host, script, [timedelta(hours=each) for each in hours])
    assert zone is not None
    assert zone.utcoffset(AT) == timedelta(hours=offset)


@pytest.mark.parametrize("host", ["harbour.com", "harbour.us", None])
def test_where_nothing_tells_there_is_none_and_never_utc(host: str | None) -> None:
    assert site_zone(host, LATIN, []) is None


@pytest.mark.parametrize(("name", "minutes"), [("+08:00", 480), ("-0430", -270), ("+8", 480), ("UTC", 0)])
def test_a_zone_is_an_iana_name_or_an_offset(name: str, minutes: int) -> None:
    assert zone_of(name).utcoffset(AT) == timedelta(minutes=minutes)


@pytest.mark.parametrize("name", ["+99:99", "+", "-x"])
def test_an_offset_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(ValueError):
        zone_of(name)


def test_every_name_of_a_clock_means_a_zone() -> None:
    assert all(zone_of(zone) for zone in clock_names().values())
