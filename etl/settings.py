"""Settings from the environment: read once, frozen, passed on as an argument.

Here: names, defaults and bounds of what a user may set. Not here: anything that a data file or an outlet says.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.model import DEFAULT_LIMITS, Limits


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the message names the variable, the value and the rule."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    archive: tuple[str, ...] = ()  # roots: folders, .tar.gz, .zip or fsspec addresses
    home: Path = Path("data")
    workers: int = 1
    scheduler: str | None = None
    limits: Limits = DEFAULT_LIMITS
    overrides: Path | None = (
        None  # the user's own decisions on entities; None: those in the home, if there are any
    )
    alerts: tuple[str, ...] = ()  # receivers: https://…, smtp://HOST/TO, file:/PATH; none: nobody is told
    keep_days: int = 14  # how long Dagster's own runs are kept
    document_seconds: float = 30.0  # a document that takes longer stays pending and is reported

    @property
    def warehouse_path(self) -> Path:
        """The writer's file."""
        return self.home / "warehouse.duckdb"

    @property
    def contents_path(self) -> Path:
        """All contents by hash, in a separate file, which keeps the warehouse and the published copy small."""
        return self.home / "contents.duckdb"

    @property
    def published_path(self) -> Path:
        """The readers' file."""
        return self.home / "published" / "dateline.duckdb"

    @property
    def overrides_path(self) -> Path:
        """What the user decided on entities; the file may be absent."""
        return self.overrides or self.home / "entity_overrides.csv"

    @property
    def dagster_home(self) -> Path:
        return self.home / "dagster"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read DATELINE_* variables; raise SettingsError for one that cannot be used."""
    archive = environment.get("DATELINE_ARCHIVE", "")
    return Settings(
        archive=tuple(part for part in archive.split(os.pathsep if "://" not in archive else ",") if part),
        home=Path(environment.get("DATELINE_HOME") or "data").absolute(),
        workers=_positive(environment, "DATELINE_WORKERS", default=len(os.sched_getaffinity(0))),
        scheduler=environment.get("DATELINE_SCHEDULER") or None,
        overrides=_existing(environment, "DATELINE_OVERRIDES"),
        alerts=tuple(environment.get("DATELINE_ALERTS", "").split()),
        keep_days=_positive(environment, "DATELINE_KEEP_DAYS", default=Settings.keep_days),
        limits=Limits(byte_count=_positive(environment, "DATELINE_MAX_BYTES", default=Limits.byte_count)),
    )


def _existing(environment: Mapping[str, str], name: str) -> Path | None:
    path = Path(environment[name]).absolute() if environment.get(name) else None
    if path and not path.is_file():
        raise SettingsError(f"{name}={environment[name]!r}: there is no such file")
    return path


def _positive(environment: Mapping[str, str], name: str, *, default: int) -> int:
    text = environment.get(name, "")
    if not text:
        return default
    if not text.isdecimal() or int(text) < 1:
        raise SettingsError(f"{name}={text!r}: must be a whole number from 1")
    return int(text)
