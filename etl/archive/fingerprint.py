"""Fingerprint an archive: one hash over its listing, for a sensor that polls for changes every few minutes.

Here: paths, sizes and times, without opening a file. Not here: what is new (ingest.py asks the warehouse).
"""

import hashlib
from dataclasses import dataclass

from etl.archive.open import open_root
from etl.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Listing:
    file_count: int
    digest: str


def list_archive(settings: Settings) -> Listing:
    """List every root; the hash does not depend on the order of the listing. Raises ArchiveError."""
    file_count = digest = 0
    for root_position, address in enumerate(settings.archive):
        root = open_root(address, root_position=root_position)
        if root.pack_state is not None:
            file_count += 1
            digest += _hash(root.name, root.pack_state.byte_count, root.pack_state.modified_ns)
            continue
        for found_files in root.scan():
            file_count += len(found_files)
            for found in found_files:
                digest += _hash(root.name, found.path, found.byte_count, found.modified_ns)
    return Listing(file_count=file_count, digest=f"{digest % 2**96:024x}")


def _hash(*parts: object) -> int:
    return int.from_bytes(hashlib.blake2b(repr(parts).encode(), digest_size=12).digest())
