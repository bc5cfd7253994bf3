"""Queue documents with pending work in batches of bounded weight, and read them back one batch at a time.

Here: the selection of a run, numbering batches, reading one. Not here: what is pending and which columns are read
(pending_documents.py, mention_batches.py), processing (workers.py).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from etl.warehouse.warehouse import Warehouse

Item = TypeVar("Item")


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Filter of documents: by outlet id and by month of publication (YYYY-MM); empty: all.

    include_done: reprocess documents that the current code has processed already.
    """

    outlets: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    include_done: bool = False


EVERYTHING_PENDING = Selection()

_NUMBERED = """
    create or replace temp table {table_name} as
    with chosen as ({chosen}),
    measured as (
        select
            *,
            sum(weight) over (order by position, document_id rows unbounded preceding)
            // {batch_weight} as weight_before
        from chosen
    )
    select
        * exclude (weight, weight_before),
        dense_rank() over (order by weight_before) - 1 as batch_number
    from measured
    order by batch_number, position, document_id
"""


@dataclass(frozen=True, kw_only=True)
class Queue(Generic[Item]):
    """Pending documents in a temporary table, in batches numbered in the physical order of their texts."""

    warehouse: Warehouse
    table_name: str
    read: str  # SQL; parameters: batch number, first and last rowid of the batch
    item: Callable[[Mapping[str, Any]], Item]
    document_count: int
    batch_count: int

    def batches(self) -> Iterator[Sequence[Item]]:
        """Yield the items of one batch after another."""
        for number in range(self.batch_count):
            first, last = self.warehouse.query(
                f"select min(position), max(last_position) from {self.table_name} where batch_number = ?",
                [number],
            ).row(0)
            rows = self.warehouse.query(self.read, [number, first, last])
            yield [self.item(row) for row in rows.iter_rows(named=True)]


@contextmanager
def open_queue(
    warehouse: Warehouse,
    table_name: str,
    *,
    chosen: str,
    parameters: Sequence[object],
    batch_weight: int,
    read: str,
    item: Callable[[Mapping[str, Any]], Item],
) -> Iterator[Queue[Item]]:
    """Evaluate once what is pending, into the temporary table table_name, which is dropped at the end of the block.

    chosen: a select of document_id, position and last_position (the first and the last rowid of its text), weight, and
    further columns that read needs. A batch ends with the document whose cumulative weight reaches a multiple of
    batch_weight.
    """
    numbered = _NUMBERED.format(table_name=table_name, chosen=chosen, batch_weight=batch_weight)
    try:
        warehouse.execute(numbered, parameters)
        document_count, batch_count = warehouse.query(
            f"select count(*), coalesce(max(batch_number) + 1, 0) from {table_name}"
        ).row(0)
        yield Queue(
            warehouse=warehouse,
            table_name=table_name,
            read=read,
            item=item,
            document_count=document_count,
            batch_count=batch_count,
        )
    finally:
        warehouse.execute(f"drop table if exists {table_name}")
