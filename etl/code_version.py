"""What code means, as a hash: another one says that what was made with it before must be made again.

Here: a module and all of ours that it imports, with the word lists and data files that they name. Comments,
docstrings and layout do not count. Not here: what is made again (etl/outlets/, etl/work/).
"""

import ast
import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

PACKAGE = "etl"
# Types and words that all rooms share: every new one would make everything again. And this file.
PASSED_OVER = {"etl.model", "etl.kinds", "etl.code_version"}


def meaning(modules: Collection[str], passed_over: Iterable[str] = ()) -> str:
    """The meaning of modules and of what they import, in 24 digits."""
    digest = hashlib.blake2b(digest_size=12)
    for name, content in sorted(_parts(modules, {*PASSED_OVER, *passed_over})):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


@dataclass(frozen=True, kw_only=True)
class _Module:
    """What a module says, and what of ours it needs."""

    meaning: bytes
    strings: frozenset[str]
    imports: tuple[str, ...]  # the packages around them included; some are functions or types in a module


def _parts(modules: Collection[str], passed_over: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Name and content of everything that counts."""
    seen, waiting = set(passed_over), list(modules)
    texts: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        module = _module(name)
        if module is None:
            continue
        yield name, module.meaning
        yield from _data_files(_folder(name), module.strings)
        texts |= module.strings
        waiting.extend(module.imports)
    for file in files(PACKAGE).joinpath("lexicon").iterdir():
        if file.name.endswith(".csv") and texts & {file.name, file.name.removesuffix(".csv")}:
            yield f"lexicon/{file.name}", file.read_bytes()


@cache
def _module(name: str) -> _Module | None:
    """The module of this name; None where it is that of something else."""
    source = _source(name)
    if source is None:
        return None
    tree = ast.parse(source.read_text(encoding="utf-8"))
    strings: set[str] = set()
    imports: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                strings.add(node.value)
        elif isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            if ast.get_docstring(node, clean=False):
                node.body = node.body[1:]
        elif isinstance(node, ast.ImportFrom) and node.module:
            imports += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            imports += [alias.name for alias in node.names]
    ours = [each.split(".") for each in imports if each.startswith(f"{PACKAGE}.")]
    return _Module(
        meaning=ast.dump(tree).encode(),
        strings=frozenset(strings),
        imports=tuple(".".join(parts[:length]) for parts in ours for length in range(2, len(parts) + 1)),
    )


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


def _data_files(folder: Traversable, strings: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """Files beside a module that it names, such as a model's weights."""
    for file in folder.iterdir():
        if file.name in strings and file.is_file():
            yield f"{folder.name}/{file.name}", file.read_bytes()
