"""Writing a sample archive to a folder, a file at a time.

Here: the folder, its hidden files, the counts. Not here: what the files hold (archive.py).
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.sample.archive import pages_of
from etl.sample.page import PageKind

MARKER = ".sample"  # says of which sample a folder is
HIDDEN_FILES = {
    ".git/HEAD": b"ref: refs/heads/master\n",
    ".git/objects/00/0000000000": b"\x78\x9c\x00\x01",
    ".git/1_not_an_article.md": "<!--1594000000000-->\n[不应被读到](https://example.org/1)\n------\n\n<p>隐藏。</p>\n".encode(),
}
PROGRESS_EVERY = 100


class SampleError(Exception):
    """A sample cannot be written as asked; says why."""


@dataclass(frozen=True, kw_only=True)
class SampleCounts:
    """What a sample holds. Files are those that a reader of archives should see: no hidden ones."""

    files: int
    articles: int
    copies: int
    resaves: int
    edits: int
    bad_files: int
    by_outlet: Mapping[str, int]


def write_sample(
    directory: Path, *, articles: int, seed: int, progress: Callable[[int], None] | None = None
) -> SampleCounts:
    """Write a sample into a folder that is new, empty, or holds this very sample, whole or in part.

    A file that is there already stays untouched. progress hears how many articles are done.
    """
    if articles < 0:
        raise SampleError(f"cannot write {articles} articles: the number must not be negative")
    is_resumed = _claim(directory, f"articles {articles} seed {seed}\n")
    kinds: Counter[PageKind] = Counter()
    outlets: Counter[str] = Counter()
    folders: set[str] = set()
    for path, content in HIDDEN_FILES.items():
        _put(directory, path, content, folders, is_resumed=is_resumed)
    for number in range(articles):
        for page in pages_of(seed, number):
            _put(directory, page.path, page.content, folders, is_resumed=is_resumed)
            kinds[page.kind] += 1
            outlets[page.outlet_id] += 1
        if progress is not None and ((number + 1) % PROGRESS_EVERY == 0 or number + 1 == articles):
            progress(number + 1)
    return SampleCounts(
        files=kinds.total(),
        articles=articles,
        copies=kinds[PageKind.COPY],
        resaves=kinds[PageKind.RESAVE],
        edits=kinds[PageKind.EDIT],
        bad_files=kinds[PageKind.BAD],
        by_outlet=dict(sorted(outlets.items())),
    )


def _claim(directory: Path, sample: str) -> bool:
    """Mark the folder as this sample's; whether it was so before. Anything else in it is a SampleError."""
    marker = directory / MARKER
    if marker.is_file() and marker.read_text(encoding="utf-8") == sample:
        return True
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise SampleError(
            f"{directory} is neither empty nor this very sample: name a new folder, or empty this one"
        )
    directory.mkdir(parents=True, exist_ok=True)
    marker.write_text(sample, encoding="utf-8")
    return False


def _put(directory: Path, path: str, content: bytes, folders: set[str], *, is_resumed: bool) -> None:
    folder = path.rpartition("/")[0]
    if folder not in folders:
        (directory / folder).mkdir(parents=True, exist_ok=True)
        folders.add(folder)
    file = directory / path
    if is_resumed and file.is_file() and file.read_bytes() == content:
        return
    file.write_bytes(content)
