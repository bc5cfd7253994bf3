"""Open an archive: from an address to a root that can be scanned and read.

Here: telling a folder, a tar, a zip and a remote address apart, by what they hold and never by their name.
Not here: how each is read (the modules beside this one), and what is new in them (the caller asks the warehouse).

    root = open_root("archive.tar.gz")
    if root.pack_state is None or root.pack_state is not the one stored under the document_path "":
        for found_files in root.scan():
            for found, document in root.read([those of found_files that are new], limits):
                ...
"""

import gzip
import os
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from etl.archive.folder import FolderRoot
from etl.archive.history import PREFIX, HistoryRoot
from etl.archive.remote import NO_CLOCK, RemoteRoot, modified_ns
from etl.archive.repository import Repository
from etl.archive.root import (
    ArchiveError,
    FoundFile,
    PackState,
    Root,
    content_hash_of,
    document_id_of,
    path_text,
    raw_document,
    refused_early,
    refused_id,
)
from etl.archive.tarball import TarRoot
from etl.archive.zipball import ZipRoot

if TYPE_CHECKING:
    from upath import UPath

__all__ = [
    "NO_CLOCK",
    "ArchiveError",
    "FoundFile",
    "PackState",
    "Root",
    "content_hash_of",
    "document_id_of",
    "open_root",
    "raw_document",
    "refused_early",
    "refused_id",
]

GZIP_MAGIC = b"\x1f\x8b"
ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06")
DRIVERS_OF_EXTRAS = {"s3": "s3", "s3a": "s3"}


def open_root(address: str, *, root_position: int = 0) -> Root:
    """Open the root at an address. Raises ArchiveError, naming it, if there is none that can be read."""
    if address.startswith(PREFIX):
        return _open_history(address.removeprefix(PREFIX), root_position)
    if "://" in address and not address.startswith("file://"):
        return _open_remote(address, root_position)
    path = Path(_upath(address).path) if "://" in address else Path(address).expanduser()
    return _open_local(Path(os.path.normpath(path.absolute())), address, root_position)


def _open_local(path: Path, address: str, root_position: int) -> Root:
    name = path_text(os.fsencode(path))
    try:
        state = path.stat()
        if path.is_dir():
            return FolderRoot(folder=os.fsencode(path), name=name, root_position=root_position)
        if not path.is_file():
            raise ArchiveError(f"{path_text(os.fsencode(address))}: neither a folder nor a file")
        pack_state = PackState(byte_count=state.st_size, modified_ns=state.st_mtime_ns)
        return _open_packed(lambda: _unchanged(path, name, pack_state), name, pack_state, root_position)
    except FileNotFoundError as error:
        raise ArchiveError(f"{path_text(os.fsencode(address))}: there is no such folder or file") from error
    except OSError as error:
        raise ArchiveError(f"{path_text(os.fsencode(address))}: {error.strerror or error}") from error


def _unchanged(path: Path, name: str, pack_state: PackState) -> BinaryIO:
    """Open a packed file for one more pass; members are read at the places that an earlier pass found."""
    file = path.open("rb")
    state = os.fstat(file.fileno())
    if (state.st_size, state.st_mtime_ns) != (pack_state.byte_count, pack_state.modified_ns):
        file.close()
        raise ArchiveError(f"{name}: changed while it was read: build again when it is complete")
    return file


def _open_history(address: str, root_position: int) -> Root:
    path = Path(os.path.normpath(Path(address).expanduser().absolute()))
    name = PREFIX + path_text(os.fsencode(path))
    if not path.exists():
        raise ArchiveError(f"{name}: there is no such clone or bundle")
    return HistoryRoot(repository=Repository(path=path, name=name), root_position=root_position)


def _upath(address: str) -> "UPath":
    """Parse an address. The library is imported here: a build of folders does without."""
    from upath import UPath

    return UPath(address)


def _open_remote(address: str, root_position: int) -> Root:
    name = re.sub(r"(?<=://)[^/@]*@", "", address).rstrip("/")  # a password is not part of a root's name
    protocol = address.split("://", 1)[0]
    try:
        upath = _upath(address)
        filesystem, path = upath.fs, upath.path.rstrip("/")
        entry = filesystem.info(path)
        if entry["type"] == "directory":
            return RemoteRoot(filesystem=filesystem, folder=path, name=name, root_position=root_position)
        pack_state = PackState(byte_count=entry["size"] or 0, modified_ns=modified_ns(entry))
        return _open_packed(
            lambda: cast(BinaryIO, filesystem.open(path, "rb")), name, pack_state, root_position
        )
    except ImportError as error:
        extra = DRIVERS_OF_EXTRAS.get(protocol)
        advice = f"install dateline[{extra}]" if extra else str(error)
        raise ArchiveError(f"{name}: the driver for {protocol}:// is not installed; {advice}") from error
    except FileNotFoundError as error:
        raise ArchiveError(f"{name}: there is no such folder or file") from error
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{name}: cannot be opened: {error}") from error


def _open_packed(
    open_file: Callable[[], BinaryIO], name: str, pack_state: PackState, root_position: int
) -> Root:
    """Open a tar, tar.gz or zip, recognised by its first bytes."""
    with open_file() as file:
        start = file.read(tarfile.BLOCKSIZE)
        if start.startswith(ZIP_MAGICS):
            return ZipRoot(name=name, open_file=open_file, pack_state=pack_state, root_position=root_position)
        is_compressed = start.startswith(GZIP_MAGIC)
        if is_compressed:
            start = _start_of_gzip(file, name)
        if (
            not _begins_tar(start) and not is_compressed and zipfile.is_zipfile(file)
        ):  # a zip with a prefix, such as a self-extractor
            return ZipRoot(name=name, open_file=open_file, pack_state=pack_state, root_position=root_position)
    if not _begins_tar(start):
        kind = (
            "gzip, but not of a tar archive" if is_compressed else "a file, but no tar, tar.gz or zip archive"
        )
        raise ArchiveError(f"{name}: {kind}; give the folder that holds the saved pages")
    return TarRoot(
        name=name,
        open_file=open_file,
        is_compressed=is_compressed,
        pack_state=pack_state,
        root_position=root_position,
    )


def _start_of_gzip(file: BinaryIO, name: str) -> bytes:
    file.seek(0)
    try:
        return gzip.GzipFile(fileobj=file).read(tarfile.BLOCKSIZE)
    except (OSError, EOFError, zlib.error) as error:
        raise ArchiveError(f"{name}: damaged gzip: {error}") from error


def _begins_tar(block: bytes) -> bool:
    try:
        tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return len(block) == tarfile.BLOCKSIZE and not block.strip(b"\0")  # a tar of nothing
    return True
