"""`python -m bench.same BASE [ARCHIVE…]`: compare the marts of this tree and of an earlier commit.

Both build the archive (a sample where none is given) with this environment, each into a home of its own; then every
mart is compared as a bag of rows. Here: the two builds and the comparison. Not here: what a difference is good for:
each one is to be explained in the commit that makes it.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from bench.building import TREE, run_build
from etl.sample import write_sample

# what records the run or the code itself, and may differ between two builds of one archive
PASSED_OVER = frozenset({"indexed_at", "merged_at", "run_id", "parser_version", "code_version"})
SHOWN = 3  # rows of each side
ARTICLES = 2_000


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A mart that differs: counts and examples of rows that only one build has."""

    mart_name: str
    gone_count: int
    new_count: int
    examples: tuple[str, ...]
    missing_columns: tuple[str, ...] = ()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print each difference; exit code 0 where there is none, 1 where there is, 2 where a build failed."""
    base, *archives = arguments if arguments is not None else sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        if not archives:
            write_sample(here / "sample", articles=ARTICLES, seed=1)
            archives = [str(here / "sample")]
        tree = check_out(base, here / "tree")
        for home, root in (("before", tree), ("after", TREE)):
            cost = run_build(archives, here / home, tree=root)
            print(f"{home}: {cost.seconds:.1f} s, {cost.peak_mebibytes:,.0f} MiB over all processes")
        before, after = (here / home / "published" / "dateline.duckdb" for home in ("before", "after"))
        differences = list(compare(before, after))
    for difference in differences:
        print(shown(difference))
    print(f"{len(differences)} of the marts differ from those of {base}.")
    return bool(differences)


def check_out(commit: str, folder: Path) -> Path:
    """Check out the tree of a commit into a folder."""
    folder.mkdir()
    packed = subprocess.run(["git", "archive", commit], cwd=TREE, stdout=subprocess.PIPE, check=True)
    subprocess.run(["tar", "x", "-C", str(folder)], input=packed.stdout, check=True)
    return folder


def compare(before: Path, after: Path) -> Iterator[Difference]:
    """List the marts of two published files that differ, as bags of rows."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{before}' as before (read_only); attach '{after}' as after (read_only)")
        columns = {name: _columns(connection, name) for name in ("before", "after")}
        for mart in sorted(columns["before"].keys() | columns["after"].keys()):
            sides = [columns[name].get(mart, ()) for name in ("before", "after")]
            shared = [column for column in sides[0] if column in sides[1] and column not in PASSED_OVER]
            if not shared:
                yield Difference(mart_name=mart, gone_count=0, new_count=0, examples=("only in one build",))
                continue
            gone, new = (
                _only_in(connection, mart, shared, *names)
                for names in (("before", "after"), ("after", "before"))
            )
            missing = tuple(column for column in sides[0] if column not in sides[1])
            if gone[0] or new[0] or missing:
                yield Difference(
                    mart_name=mart,
                    gone_count=gone[0],
                    new_count=new[0],
                    examples=(*gone[1], *new[1]),
                    missing_columns=missing,
                )


def shown(difference: Difference) -> str:
    """Format a difference: counts, then some rows of each side."""
    lines = [f"{difference.mart_name}: {difference.gone_count:,} rows gone, {difference.new_count:,} new"]
    if difference.missing_columns:
        lines.append(f"  columns gone: {', '.join(difference.missing_columns)}")
    return "\n".join((*lines, *(f"  {example}" for example in difference.examples)))


def _columns(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, tuple[str, ...]]:
    rows = connection.execute(
        "select table_name, list(column_name order by column_index) from duckdb_columns()"
        " where database_name = ? and schema_name = 'marts' group by all",
        [database],
    ).fetchall()
    return {mart: tuple(columns) for mart, columns in rows}


def _only_in(
    connection: duckdb.DuckDBPyConnection, mart: str, columns: Iterable[str], one: str, other: str
) -> tuple[int, list[str]]:
    names = ", ".join(columns)
    connection.execute(
        f"create or replace temp table only_here as select {names} from {one}.marts.{mart}"
        f" except all select {names} from {other}.marts.{mart}"
    )
    count = connection.execute("select count(*) from only_here").fetchone() or (0,)
    rows = connection.execute(f"select * from only_here order by all limit {SHOWN}").fetchall()
    return int(count[0]), [f"{'-' if one == 'before' else '+'} {row}"[:400] for row in rows]


if __name__ == "__main__":
    sys.exit(main())
