"""The house held to its own rules: signposts lead somewhere, nothing is dead, nothing grows too long.

Here: what reads the code as text. Not here: who may import whom (the contracts in pyproject.toml), sql/
(tests/test_sql_house.py), the README (tests/test_readme.py).
"""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = [
    file for room in ("etl", "assets", "recipes", "bench") for file in sorted((ROOT / room).rglob("*.py"))
]
SHIPPED = [file for file in CODE if file.relative_to(ROOT).parts[0] in {"etl", "assets"}]
EXEMPT_FROM_LENGTH = ("etl/sample/", "recipes/")
LONGEST_MODULE = 250  # lines
LONGEST_FUNCTION = 40  # lines
MOST_LOOSE_MODULES = 5

ANCHORS = (
    ROOT,
    ROOT / "etl",
    ROOT / "etl" / "lexicon",
)  # and the module's own folder: where a path may begin
PATH = re.compile(
    r"(?<![\w.\"*<>-])(?:[\w-]+/)*[\w-]+(?:\.[\w-]+)*\.(?:py|csv|sql|md|gz|onnx|json|toml|ya?ml|txt)\b"
    r"|\b(?:[\w-]+/)+(?!\w)"
)
DOTTED = re.compile(r"\b(?:etl|assets|recipes|bench|tests)(?:\.\w+)+")

PLAIN_DECORATORS = frozenset(
    {"cache", "lru_cache", "cached_property", "contextmanager", "dataclass", "property", "staticmethod"}
)
NAMED_IN = ("pyproject.toml", "workspace.yaml", "dagster.yaml")  # entry points, by their names
USED_BY_NAME_ONLY = {
    "OUTLET": "etl.outlets finds each file of its folder",
    "defs": "Dagster loads it from the module that workspace.yaml names",
    "sample_pages": "the sample with its truth is there for tests",
}


def in_repository(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


EACH_MODULE = pytest.mark.parametrize("file", CODE, ids=in_repository)


def inner_docstrings(file: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(node) or ""


def leads_somewhere(path: str, file: Path) -> bool:
    return any((anchor / path).exists() for anchor in (file.parent, *ANCHORS))


def names_something(dotted: str) -> bool:
    """A module, a package, or a name at the top of one."""
    path = ROOT.joinpath(*dotted.split("."))
    if path.is_dir() or path.with_suffix(".py").is_file():
        return True
    homes = (path.parent.with_suffix(".py"), path.parent / "__init__.py")
    return any(
        path.name in {name for name, _ in top_level(home)} | set(imported(home))
        for home in homes
        if home.is_file()
    )


@EACH_MODULE
def test_every_file_and_name_that_a_docstring_mentions_exists(file: Path) -> None:
    header = ast.get_docstring(tree_of(file)) or ""
    inside = "\n".join(inner_docstrings(file))  # where a path may also be one that a user types
    paths = {*PATH.findall(header), *(path for path in PATH.findall(inside) if path.endswith(".py"))}
    lost = {path for path in paths if not leads_somewhere(path, file)}
    lost |= {name for name in DOTTED.findall(f"{header}\n{inside}") if not names_something(name)}
    assert lost == set(), f"{in_repository(file)}: name files from its folder, from etl/ or from the root"


def top_level(file: Path) -> Iterator[tuple[str, ast.stmt]]:
    for node in tree_of(file).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for part in (part for target in targets for part in ast.walk(target)):
                if isinstance(part, ast.Name):
                    yield part.id, node


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.ImportFrom):
            yield from (alias.asname or alias.name for alias in node.names)


def words_of(node: ast.AST) -> Counter[str]:
    """How often each name is read, as such or as an attribute."""
    names = (part for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load))
    attributes = (part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute))
    return Counter([*(part.id for part in names), *attributes])


@cache
def imports_of() -> dict[str, set[Path]]:
    """By name the modules that import it, those aside that only hand it on (an __init__.py that never reads it)."""
    found: dict[str, set[Path]] = defaultdict(set)
    for file in CODE:
        read = words_of(tree_of(file))
        for name in imported(file):
            if file.name != "__init__.py" or read[name]:
                found[name].add(file)
    return found


@cache
def attributes() -> Counter[str]:
    """Names asked of modules and values, such as `steps.build`."""
    found = (
        part.attr for file in CODE for part in ast.walk(tree_of(file)) if isinstance(part, ast.Attribute)
    )
    return Counter(found)


def is_registered(name: str, node: ast.stmt) -> bool:
    """Whether a framework finds it: by a decorator of its own, or by its name in a file of settings."""
    decorators = {word for each in getattr(node, "decorator_list", ()) for word in words_of(each)}
    named = any(re.search(rf"\b{name}\b", (ROOT / file).read_text(encoding="utf-8")) for file in NAMED_IN)
    return bool(decorators - PLAIN_DECORATORS) or named


def is_used(name: str, node: ast.stmt, file: Path) -> bool:
    own = words_of(tree_of(file))[name] - (words_of(node)[name] if isinstance(node, ast.FunctionDef) else 0)
    is_asked_for = attributes()[name] > 0 and not name.startswith("_")
    return own > 0 or bool(imports_of()[name] - {file}) or is_asked_for


@EACH_MODULE
def test_no_name_is_dead_or_used_by_tests_only(file: Path) -> None:
    dead = [
        name
        for name, node in top_level(file)
        if not (name.startswith("__") or name in USED_BY_NAME_ONLY)
        and not (is_used(name, node, file) or is_registered(name, node))
    ]
    assert dead == [], f"{in_repository(file)}: nothing outside the tests uses them"


@pytest.mark.parametrize(
    "file",
    [file for file in CODE if not in_repository(file).startswith(EXEMPT_FROM_LENGTH)],
    ids=in_repository,
)
def test_no_module_and_no_function_is_too_long(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    functions = [node for node in ast.walk(tree_of(file)) if isinstance(node, ast.FunctionDef)]
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_few_modules_lie_loose_in_the_library() -> None:
    loose = {file.name for file in (ROOT / "etl").glob("*.py")} - {"__init__.py"}
    assert len(loose) <= MOST_LOOSE_MODULES, sorted(loose)


def test_a_module_says_what_it_holds() -> None:
    silent = [in_repository(file) for file in CODE if not ast.get_docstring(tree_of(file))]
    assert silent == []
