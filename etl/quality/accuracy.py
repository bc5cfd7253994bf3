"""The accuracy that was measured on annotated articles, as rows of base.accuracy.

Here: bringing the table in line with two files. accuracy.csv is written by `make accuracy`, of the articles that the
rules were developed on. accuracy_stated.csv is kept by hand: blind sets, each scored once before anything of it was
seen, and figures of other scorers. Not here: measuring, shares and their intervals (sql/ops/accuracy.sql).
"""

from importlib.resources import files

import polars as pl

from etl.kinds import SetKind
from etl.warehouse.tables import ACCURACY
from etl.warehouse.warehouse import Warehouse


def write_accuracy(warehouse: Warehouse) -> None:
    """Bring base.accuracy in line with the files. Idempotent."""
    with warehouse.transaction():
        warehouse.mirror(ACCURACY, [_read("accuracy.csv"), _read("accuracy_stated.csv")])


def _read(name: str) -> pl.DataFrame:
    """Read a file in the table's schema; what it does not state is null, and of the development set."""
    with (files("etl.quality") / name).open("rb") as lines:
        found = pl.read_csv(lines, schema_overrides=dict(ACCURACY.schema))
    missing = [
        pl.lit(None, kind).alias(column) for column, kind in ACCURACY.schema.items() if column not in found
    ]
    frame = found.with_columns(missing).with_columns(pl.col("set_kind").fill_null(str(SetKind.DEVELOPMENT)))
    return frame.select(*ACCURACY.schema)
