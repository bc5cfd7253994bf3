"""The text of etl/lexicon/README.md.

Here: one line per list. Its remarks say what it is; the modules that name it in a call are its readers; the rooms of
those say what an edit needs. Not here: reading lists (etl/lexicon/__init__.py), finding the calls (readers.py).
"""

from collections.abc import Collection

from etl.lexicon import Table, table
from recipes.lexicon.readers import list_names, readers

RAISED = {  # by how a reader's path begins, what to raise; the first that fits
    "etl/entities/read_overrides.py": (),  # what they say is part of a resolution's version
    "etl/page/": ("PARSER",),
    "etl/normalize/": ("PARSER",),
    "etl/names/known/": ("RECOGNISER", "RESOLVER"),
    "etl/names/": ("RECOGNISER",),
    "etl/entities/": ("RESOLVER",),
}
COMPILED = "recipes/gazetteer/"
HEAD = """# The reviewed lists

What Dateline knows of words, names and pages and did not learn: one CSV file per list, to be checked and corrected
without reading code. This page is written by `make lexicon` from the lists and from the code that reads them.

- A file is UTF-8 (Excel: "CSV UTF-8"). Lines above the header that begin with `#` say what the list is; all below the
  header are rows. A value with a comma is quoted.
- A row that cannot be read stops everything with its file, line and column.
- Names and words of `etl/names` and `etl/entities` stand in simplified script (`etl.normalize.shadow`); text in
  traditional script is matched all the same. What `etl/page` and `etl/normalize` read stands in both.
- After an edit: do what the last column says, then `make lexicon` and `make test`. The constants are in
  [etl/code_version.py](../code_version.py): under a higher one the next build makes again what the list bears on. An
  edit that changes no output needs none raised; `make test` compares, and names the constant that was forgotten.

| list | what it is | columns | rows | read by | after an edit |
|---|---|---|---:|---|---|
"""


def index() -> str:
    """The whole page, in Markdown."""
    found = readers()
    return HEAD + "".join(_line(name, table(name), found[name]) for name in list_names())


def _line(name: str, table: Table, modules: Collection[str]) -> str:
    modules = sorted(modules)
    cells = (
        f"[{name}]({name}.csv)",
        " ".join(table.remarks).replace("|", "\\|"),
        ", ".join(table.columns),
        f"{len(table.rows):,}",
        ", ".join(f"`{module}`" for module in modules),
        _after(modules),
    )
    return f"| {' | '.join(cells)} |\n"


def _after(modules: Collection[str]) -> str:
    """What an edit of a list needs that these modules read."""
    raised = {constant for module in modules for constant in _raised(module)}
    needed = ["`make gazetteer`"] if any(module.startswith(COMPILED) for module in modules) else []
    return "; ".join([*needed, *([f"raise {', '.join(sorted(raised))}"] if raised else [])]) or "nothing"


def _raised(module: str) -> tuple[str, ...]:
    return next((constants for start, constants in RAISED.items() if module.startswith(start)), ())
