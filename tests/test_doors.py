"""What Dateline takes from others by other than their public doors, and what it needs a version pinned for.

A private import may break with any release. Each is named here, and its module says which public way is waited for.
"""

import ast
from importlib.resources import files
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[1]
PRIVATE = {
    ("assets/launcher.py", "dagster._core.launcher"): "CheckRunHealthResult",
    ("etl/page/tree.py", "bs4.builder._lxml"): "LXMLTreeBuilder",
}


def private_imports() -> set[tuple[str, str]]:
    found = set()
    for room in ("etl", "assets", "recipes", "bench"):
        for file in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                found |= {(file.relative_to(ROOT).as_posix(), name) for name in names if "._" in name}
    return found


def test_every_private_import_is_one_of_these() -> None:
    assert private_imports() == set(PRIVATE)


def test_each_says_which_public_way_is_waited_for() -> None:
    for file, module in PRIVATE:
        header = ast.get_docstring(ast.parse((ROOT / file).read_text(encoding="utf-8"))) or ""
        assert f"Private import: {module}" in " ".join(header.split()), file


def test_an_extension_of_the_locked_duckdb_loads() -> None:
    """Extension packages are built for one version of DuckDB: another pin would break whoever installs one."""
    (extension,) = files("duckdb_extension_fts").joinpath("extensions").iterdir()
    assert extension.name == f"v{duckdb.__version__}"
    with duckdb.connect() as connection:
        connection.execute(f"load '{extension / 'fts.duckdb_extension'}'")
        assert connection.execute("select stem('running', 'english')").fetchone() == ("run",)
