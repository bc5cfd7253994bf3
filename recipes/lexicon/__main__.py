"""`python -m recipes.lexicon` writes etl/lexicon/README.md: each list, what it is, who reads it, what an edit needs."""

from pathlib import Path

from recipes.lexicon.index import index

TARGET = Path(__file__).parents[2] / "etl" / "lexicon" / "README.md"


def main() -> None:
    TARGET.write_text(index(), encoding="utf-8")
    print(f"{TARGET.relative_to(Path.cwd())} written")


if __name__ == "__main__":
    main()
