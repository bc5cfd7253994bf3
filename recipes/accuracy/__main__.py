"""`python -m recipes.accuracy WAREHOUSE SCORER GOLD…` (`make accuracy`) writes etl/quality/accuracy.csv.

SCORER is a program that is called with a published copy and a file of annotated articles, and prints a line per
field: `title 1.000 27/27`, or for sets `tags 0.987 P 0.98 R 0.99 hit 77 predicted 78 gold 79`. It is run once per
outlet, on that outlet's annotated articles, so that each figure has its n. Annotations that are no list of articles, as
those of stories, whose articles are of several outlets, it gets whole, for outlet `all`. Rows of fields that it prints
nothing of stay, so that several scorers fill one file (recipes/topics/scorer.py, recipes/quotes/scorer.py and that of
stories). Here: the runs and the file. Not here: what is compared (the scorer), the intervals (sql/ops/accuracy.sql).
"""

import csv
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

TARGET = Path(__file__).parents[2] / "etl" / "quality" / "accuracy.csv"
ALL = "all"
HEADER = ("outlet_id", "field_name", "measure_kind", "right_count", "case_count", "measured_date")
SHARE = re.compile(r"(?P<field>\w[\w ]*?)\s+[\d.]+\s+(?P<right>\d+)/(?P<cases>\d+)")
SETS = re.compile(
    r"(?P<field>\w[\w ]*?)\s+[\d.]+\s+P .* hit (?P<hit>\d+) predicted (?P<predicted>\d+) gold (?P<gold>\d+)"
)

Article = Mapping[str, object]
Figure = tuple[str, str, int, int]  # field, measure, right, cases
Row = tuple[object, ...]  # of HEADER


def main(warehouse: str, scorer: str, *gold: str) -> None:
    measured = datetime.now(UTC).date().isoformat()
    read = [json.loads(Path(path).read_text(encoding="utf-8")) for path in gold]
    lists = _by_outlet(warehouse, [each for each in read if isinstance(each, list)])
    wholes = [(ALL, each) for each in read if not isinstance(each, list)]
    rows = [
        (outlet_id, *figure, measured)
        for outlet_id, annotated in [*sorted(lists.items()), *wholes]
        for figure in figures(_scored(warehouse, scorer, annotated))
    ]
    with TARGET.open(encoding="utf-8", newline="") as lines:
        held = [tuple(row) for row in list(csv.reader(lines))[1:]]
    with TARGET.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerows([HEADER, *joined(held, rows)])
    print(f"{TARGET}: {len(rows)} rows")


def joined(held: Sequence[Row], measured: Sequence[Row]) -> list[Row]:
    """Put measured rows in place of those held of the same fields, by outlet."""
    fields = {field for _, field, *_ in measured}
    kept = [row for row in held if row[1] not in fields]
    return sorted([*kept, *measured], key=lambda row: str(row[0]))


def figures(printed: str) -> Iterator[Figure]:
    """Read the figures that a scorer printed; what had no case is left out."""
    for line in printed.splitlines():
        if found := SHARE.fullmatch(line):
            yield from _counted(found["field"], ("share", found["right"], found["cases"]))
        elif found := SETS.fullmatch(line):
            precision = ("precision", found["hit"], found["predicted"])
            yield from _counted(found["field"], precision, ("recall", found["hit"], found["gold"]))


def _counted(field: str, *measures: tuple[str, str, str]) -> Iterator[Figure]:
    for measure, right, cases in measures:
        if int(cases):
            yield field.replace(" ", "_").lower(), measure, int(right), int(cases)


def _by_outlet(warehouse: str, gold: Sequence[Sequence[Article]]) -> Mapping[str, Sequence[Article]]:
    """Annotated articles by outlet; two annotations of one file are joined. Those of no known outlet are of `other`."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        known = connection.execute(
            "select document_path, outlet_id from marts.fct_documents where outlet_id in"
            " (select outlet_id from marts.dim_outlets where domain is not null)"
        ).fetchall()
    outlet_of = {Path(path).name.removesuffix(".md"): outlet_id for path, outlet_id in known}
    joined: dict[str, dict[str, object]] = defaultdict(dict)
    for article in (article for listed in gold for article in listed):
        joined[str(article["file"])] |= article
    found: dict[str, list[Article]] = defaultdict(list)
    for file, article in joined.items():
        found[outlet_of.get(Path(file).name.removesuffix(".md"), "other")].append(article)
    return found


def _scored(warehouse: str, scorer: str, annotated: object) -> str:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as gold:
        json.dump(annotated, gold, ensure_ascii=False)
        gold.flush()
        command = [sys.executable, scorer, warehouse, gold.name]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main(*sys.argv[1:])
