"""What code means, as a hash: another one says that what was made with it before must be made again.

Here: a module and all of ours that it imports, with the word lists and data files that they name. Comments,
docstrings and layout do not count. Not here: what is made again (outlets, naming.py, resolution.py).
"""

import ast
import hashlib
from collections.abc import Collection, Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

PACKAGE = "etl"
# Types and words that all rooms share: every new one would make everything again. And this file.
PASSED_OVER = {"etl.model", "etl.meaning"}


def meaning(modules: Collection[str], passed_over: Iterable[str] = ()) -> str:
    """The meaning of modules and of what they import, in 24 digits."""
    digest = hashlib.blake2b(digest_size=12)
    for name, content in sorted(_parts(modules, {*PASSED_OVER, *passed_over})):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def word_lists(modules: Collection[str]) -> frozenset[str]:
    """The files of lexicon/ that count for these modules."""
    return frozenset(name for name, _ in _parts(modules, PASSED_OVER) if name.startswith("lexicon/"))


def _parts(modules: Collection[str], passed_over: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Name and content of everything that counts."""
    seen, waiting = set(passed_over), list(modules)
    texts: set[str] = set()
    while waiting:
        module = waiting.pop()
        if module in seen:
            continue
        seen.add(module)
        source = _source(module)
        if source is None:
            continue
        tree = ast.parse(source.read_text(encoding="utf-8"))
        _strip_docstrings(tree)
        yield module, ast.dump(tree).encode()
        constants = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        strings = {value for value in constants if isinstance(value, str)}
        yield from _data_files(_folder(module), strings)
        texts |= strings
        waiting.extend(_imports(tree))
    for file in files(PACKAGE).joinpath("lexicon").iterdir():
        if file.name.endswith(".csv") and file.name.removesuffix(".csv") in texts:
            yield f"lexicon/{file.name}", file.read_bytes()


def _imports(tree: ast.Module) -> Iterator[str]:
    """Names of ours that a module imports, the packages around them included; some are no modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == PACKAGE:
                yield from (".".join(parts[:length]) for length in range(2, len(parts) + 1))


def _source(module: str) -> Traversable | None:
    """The file of a module; None where a name is a function or a type in one."""
    path = files(PACKAGE).joinpath(*module.split(".")[1:])
    if path.is_dir():
        init = path / "__init__.py"
        return init if init.is_file() else None
    file = _folder(module) / f"{module.rpartition('.')[2]}.py"
    return file if file.is_file() else None


def _folder(module: str) -> Traversable:
    path = files(PACKAGE).joinpath(*module.split(".")[1:])
    return path if path.is_dir() else files(PACKAGE).joinpath(*module.split(".")[1:-1])


def _data_files(folder: Traversable, strings: set[str]) -> Iterator[tuple[str, bytes]]:
    """Files beside a module that it names, such as a model's weights."""
    for file in folder.iterdir():
        if file.name in strings and file.is_file():
            yield f"{folder.name}/{file.name}", file.read_bytes()


def _strip_docstrings(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node, clean=False
        ):
            node.body = node.body[1:]
