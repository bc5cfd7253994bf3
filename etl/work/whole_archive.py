"""One pass over the whole archive: detect that its tables are stale, and bring them in line with a new answer.

Here: the pattern that entities and what comes after them share. Not here: what a pass reads and answers
(entity_tables.py).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import polars as pl

from etl.warehouse.runs import Run
from etl.warehouse.tables import RESOLUTIONS, Table
from etl.warehouse.warehouse import ROWS_AT_ONCE, Warehouse


@dataclass(frozen=True, kw_only=True)
class Basis:
    """The inputs of a pass: the version of its code and of what a user adds, and a fingerprint of the data."""

    version: str
    fingerprint: str


def is_stale(warehouse: Warehouse, pass_name: str, now: Basis) -> bool:
    """Whether the pass last ran on other inputs, or never did."""
    made_of = warehouse.query(
        "select resolver_version, fingerprint from base.resolutions where resolution_name = ?", [pass_name]
    ).rows()
    return made_of != [(now.version, now.fingerprint)]


def mirror_answer(
    run: Run,
    pass_name: str,
    now: Basis,
    answer: Sequence[tuple[Table, pl.DataFrame]],
    *,
    kept: Mapping[Table, pl.Series],
    before: Callable[[], None],
    after: Callable[[], None],
) -> int:
    """Bring each table in line with its frame and note the inputs, in one transaction; return how many rows changed.

    kept: by table, which rows that the frame leaves out stay (as of Warehouse.mirror). before and after run inside the
    transaction. Unchanged rows stay untouched.
    """
    stamps = {"resolver_version": now.version, "run_id": run.run_id}
    with run.warehouse.transaction():
        before()
        changed_count = sum(
            run.warehouse.mirror(table, _stamped(frame, stamps, table), kept.get(table))
            for table, frame in answer
        )
        after()
        run.record()
        state = {"resolution_name": pass_name, "fingerprint": now.fingerprint, **stamps}
        run.warehouse.replace(RESOLUTIONS, pl.DataFrame([state], schema=dict(RESOLUTIONS.schema)))
    return changed_count


def fingerprint_of(*parts: object) -> str:
    """Hash whatever the parts say, in 24 digits."""
    return blake2b(" ".join(map(str, parts)).encode(), digest_size=12).hexdigest()


def _stamped(frame: pl.DataFrame, stamps: dict[str, str], table: Table) -> Iterator[pl.DataFrame]:
    """Yield the rows in slices, with stamps added, in the schema of their table."""
    own = [pl.lit(value).alias(name) for name, value in stamps.items() if name in table.schema]
    for part in frame.iter_slices(ROWS_AT_ONCE):
        yield part.with_columns(own).select(pl.col(name).cast(kind) for name, kind in table.schema.items())
