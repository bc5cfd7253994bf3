"""The accuracy that was measured on annotated articles, as rows of base.accuracy.

Here: bringing the table in line with accuracy.csv. Not here: measuring (`make accuracy` writes the file), shares and
their intervals (sql/ops/accuracy.sql).
"""

from importlib.resources import files

import polars as pl

from etl.warehouse.tables import ACCURACY
from etl.warehouse.warehouse import Warehouse


def write_accuracy(warehouse: Warehouse) -> None:
    """Bring base.accuracy in line with the file. Idempotent."""
    with (files("etl.quality") / "accuracy.csv").open("rb") as lines:
        measured = pl.read_csv(lines, schema=dict(ACCURACY.schema))
    with warehouse.transaction():
        warehouse.mirror(ACCURACY, [measured])
