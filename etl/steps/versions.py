"""Versions of what readers see: of a run as a whole, which decides on publishing again, and of each table.

Here: combining explicit versions, views and rules. Not here: the constants (etl/code_version.py), and the versions
of single views (etl/warehouse/lineage.py).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b

from etl import code_version as versions
from etl.outlets import outlets
from etl.quality.suites import SUITES
from etl.settings import Settings
from etl.warehouse import runs
from etl.warehouse.lineage import public_views
from etl.warehouse.runs import Run
from etl.warehouse.tables import BASE_TABLES, COPY_TABLES, NAME_TABLES, REVISION_TABLES, STORY_TABLES
from etl.warehouse.views import views_version
from etl.warehouse.warehouse import WarehouseError
from etl.work.damage import damage_told
from etl.work.shortage import shortages_told


@contextmanager
def open_run(settings: Settings, run_id: str | None = None) -> Iterator[Run]:
    """Hold the lock and the warehouse for a new run of this code, or a further step of the run with this id.

    Raises WriterBusy, WarehouseError, and Shortage if memory or disk run out on the way, or the system kills a process.
    """
    with (
        shortages_told(settings),
        damage_told(settings),
        runs.open_run(settings, run_id, code_version=code_version()) as run,
    ):
        yield run


@contextmanager
def open_built(settings: Settings) -> Iterator[Run]:
    """Open a run, as open_run, of a warehouse that is there already. Raises WarehouseError if there is none."""
    if not settings.warehouse_path.exists():
        raise WarehouseError(
            f"{settings.warehouse_path} is not there: build a warehouse first (dateline build)"
        )
    with open_run(settings) as run:
        yield run


@cache
def code_version() -> str:
    """Version of everything readers see: when it changes, a run checks and publishes even with nothing pending."""
    return _hash(versions.PUBLISHER, views_version(), SUITES, _base_versions())


@cache
def table_versions() -> Mapping[str, str]:
    """Map each base table and public view, such as `marts.fct_articles`, to the version of what makes it."""
    return {
        **_base_versions(),
        **{f"{view.schema}.{view.name}": view.version for view in public_views()},
        "ops.quality_results": _hash(versions.PUBLISHER, SUITES),
    }


def _base_versions() -> Mapping[str, str]:
    known = [
        (
            each.outlet_id,
            each.outlet_name,
            each.latin_name,
            each.domains,
            each.language_code,
            each.timezone_name,
        )
        for each in outlets().values()
    ]
    parser = f"{versions.PARSER}.{_hash([versions.parser_version(outlet_id) for outlet_id in outlets()])[:8]}"
    special = {
        "parsed_articles": parser,
        "rejected_documents": parser,
        "outlets": _hash(known)[:8],
        **{table.name: versions.resolver_version() for table in NAME_TABLES},
        **{table.name: versions.REVISER for table in REVISION_TABLES},
        **{table.name: versions.COPIER for table in COPY_TABLES},
        "article_topics": versions.classifier_version(),
        **{table.name: versions.storier_version() for table in STORY_TABLES},
        "mentions": versions.recogniser_version(),
        "quotes": f"{versions.QUOTER}.{versions.recogniser_version()}",
    }
    return {f"base.{table.name}": special.get(table.name, versions.reader_version()) for table in BASE_TABLES}


def _hash(*parts: object) -> str:
    return blake2b(repr(parts).encode(), digest_size=12).hexdigest()
