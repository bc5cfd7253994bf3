"""Versions of all that makes rows: under another version, what was made before is pending and made again.

Here: a constant for each part, what raises it, and how versions are put together. Not here: an outlet's own version
(`code_version` in its file in etl/outlets/), views and rules, whose text is their version (etl/steps/versions.py), and
what is made again (etl/work/). Raise a constant by one in the commit that makes another output of the same input:
tests/code_version/golden.csv holds what each part made under its version, and `make versions` writes it.
"""

import hashlib
from functools import cache
from importlib.resources import files

from etl.kinds import RejectionKind
from etl.model import Limits
from etl.outlets import outlets

# An archive's file is refused before any parser sees it, or refused for another reason than before.
READER = "1"
# Pages of several outlets, or of those that no file in etl/outlets/ describes, come out otherwise.
PARSER = "1"
# Other names, or other places of them, are found in the same prose. Another model or gazetteer counts by itself.
RECOGNISER = "1"
# The same names mean others or are described otherwise. Another gazetteer or shipped override counts by itself.
RESOLVER = "1"
# The same tables, views and rules are checked or published with another outcome for readers.
PUBLISHER = "1"

GAZETTEER = "names/known/places.csv.gz"
OVERRIDES = "lexicon/entity_overrides.csv"  # decisions, as the user's own are
MODEL = "names/tagger/tagger.onnx"
# A rejection for one of these depends on the limit too: with another limit it is pending, and nothing else is.
LIMITS = {
    RejectionKind.TOO_LARGE: "byte_count",
    RejectionKind.TOO_MANY_NODES: "node_count",
    RejectionKind.TOO_DEEP: "depth",
}


def parser_version(outlet_id: str) -> str:
    """Version of the parser for documents of an outlet: `1.bbc.2`, or `1` where no file describes the outlet."""
    outlet = outlets().get(outlet_id)
    return f"{PARSER}.{outlet_id}.{outlet.code_version}" if outlet else PARSER


def reader_version() -> str:
    """Version of the reader, where a parser's stands for documents that it refused."""
    return f"archive.{READER}"


def rejecting_version(version: str, kind: RejectionKind, limits: Limits) -> str:
    """Version of a rejection: that of the reader or parser, and the limit where one decided (`1.bbc.2/200`)."""
    return version + limit_suffixes(limits).get(kind, "")


def limit_suffixes(limits: Limits) -> dict[RejectionKind, str]:
    """What each kind of rejection that a limit decides adds to the version."""
    return {kind: f"/{getattr(limits, name)}" for kind, name in LIMITS.items()}


@cache
def recogniser_version() -> str:
    """Version of the recogniser, with the model and the gazetteer that it reads."""
    return f"{RECOGNISER}.{data_hash(MODEL, GAZETTEER)}"


@cache
def resolver_version() -> str:
    """Version of the resolver, with gazetteer and overrides; the user's own are added where they are read."""
    return f"{RESOLVER}.{data_hash(GAZETTEER, OVERRIDES)}"


def data_hash(*names: str) -> str:
    """Hash of files of the package, in 8 digits: for data whose every change is meant to be felt."""
    digest = hashlib.blake2b(digest_size=4)
    for name in names:
        content = files("etl").joinpath(*name.split("/")).read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
