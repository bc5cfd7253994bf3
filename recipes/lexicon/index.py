"""The text of etl/lexicon/README.md.

Here: one line per list. Its remarks say what it is; the modules that name it in a call are its readers; the rooms of
those say what an edit needs. Not here: reading lists (etl/lexicon/__init__.py), finding the calls (readers.py).
"""

from collections.abc import Iterable

from etl.lexicon import Table, table
from recipes.lexicon.readers import list_names, readers

AFTER = {
    "etl/page/": "the next build parses every page again",
    "etl/normalize/": "the next build parses every page again",
    "etl/names/": "the next build finds all names again",
    "etl/entities/": "the next build resolves all names again",
    "recipes/gazetteer/": "`make gazetteer`",
}
HEAD = """# The reviewed lists

What Dateline knows of words, names and pages and did not learn: one CSV file per list, to be checked and corrected
without reading code. This page is written by `make lexicon` from the lists and from the code that reads them.

- A file is UTF-8 (Excel: "CSV UTF-8"). Lines above the header that begin with `#` say what the list is; all below the
  header are rows. A value with a comma is quoted.
- A row that cannot be read stops everything with its file, line and column.
- Names and words of `etl/names` and `etl/entities` stand in simplified script (`etl.normalize.shadow`); text in
  traditional script is matched all the same. What `etl/page` and `etl/normalize` read stands in both.
- After an edit: do what the last column says, then `make lexicon` and `make test`.

| list | what it is | columns | rows | read by | after an edit |
|---|---|---|---:|---|---|
"""


def index() -> str:
    """The whole page, in Markdown."""
    found = readers()
    return HEAD + "".join(_line(name, table(name), found[name]) for name in list_names())


def _line(name: str, table: Table, modules: Iterable[str]) -> str:
    modules = sorted(modules)
    needed = dict.fromkeys(
        what for module in modules for room, what in AFTER.items() if module.startswith(room)
    )
    cells = (
        f"[{name}]({name}.csv)",
        " ".join(table.remarks).replace("|", "\\|"),
        ", ".join(table.columns),
        f"{len(table.rows):,}",
        ", ".join(f"`{module}`" for module in modules),
        "; ".join(needed),
    )
    return f"| {' | '.join(cells)} |\n"
