"""The queue: documents with pending work, in batches of bounded weight, read back one batch at a time.

Here: the selection that a run may narrow it by, numbering batches, reading one. Not here: what is pending and what is
read of it (pending_documents.py, mention_batches.py), and who works on it (workers.py).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from etl.warehouse.warehouse import Warehouse

Item = TypeVar("Item")


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Which documents to work on: by outlet id and by month of publication (YYYY-MM); empty: all.

    include_done: those too that are done already, by the code of today.
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
    """Pending documents in a temporary table, numbered in batches in the order in which their texts lie."""

    warehouse: Warehouse
    table_name: str
    read: str  # takes a batch's number, and the first and the last position in it
    item: Callable[[Mapping[str, Any]], Item]
    document_count: int
    batch_count: int

    def batches(self) -> Iterator[Sequence[Item]]:
        for number in range(self.batch_count):
            first, last = self.warehouse.query(
                f"select min(position), max(position) from {self.table_name} where batch_number = ?", [number]
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
    """Find what is pending, once; it is held in the temporary table table_name until the end of the block.

    chosen: a select of document_id, position (the rowid of its text), weight, and what read needs besides.
    A batch ends with the document that fills up a multiple of batch_weight.
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
