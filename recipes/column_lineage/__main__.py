"""`python -m recipes.column_lineage` (`make graph`) writes sql/column_lineage.csv: each column of a public view, and
the columns of base tables and public views that its values are computed from."""

from pathlib import Path

from recipes.column_lineage.views import written

TARGET = Path(__file__).parents[2] / "sql" / "column_lineage.csv"


def main() -> None:
    TARGET.write_text(written(), encoding="utf-8")
    print(f"{TARGET.relative_to(Path.cwd())} written")


if __name__ == "__main__":
    main()
