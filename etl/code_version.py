"""Versions of the code that makes rows: raising one makes what the part produced before pending.

Here: a constant for each part, when to raise it, and how versions are combined. Not here: an outlet's own version
(`code_version` in its file in etl/outlets/), views and rules, whose text is their version (etl/steps/versions.py), and
queueing pending work (etl/work/). Raise a constant by one in the commit that changes the output for the same input:
tests/code_version/golden.csv holds digests of each part's output by version, and `make versions` writes it.
"""

import hashlib
from functools import cache
from importlib.resources import files

from etl.kinds import RejectionKind
from etl.model import Limits
from etl.outlets import outlets

# Files of the archive are refused, or for another reason, before any parser sees them.
READER = "2"
# Pages of several outlets, or of outlets without a file in etl/outlets/, are parsed with another result.
PARSER = "4"
# The versions of an article are compared with another result.
REVISER = "2"
# Other copies are found among the same articles; the signatures of another release of rensa must not meet these.
COPIER = "1"
# Other topics are told of the same texts. Other weights or names of topics change the version automatically.
CLASSIFIER = "2"
# Other mentions are found in the same prose. Another model or gazetteer changes the version automatically.
RECOGNISER = "6"
# Other quotations are found in the same prose with the same names.
QUOTER = "2"
# The same names are resolved or described differently. Another gazetteer or shipped override counts by itself.
RESOLVER = "6"
# Other terms are found in the same articles, or their postings are kept in another way.
INDEXER = "1"
# The same articles are gathered to other stories. Another table of rarity counts by itself.
STORIER = "2"
# The same tables, views and rules are checked or published with another outcome for readers.
PUBLISHER = "2"

GAZETTEER = "names/known/places.csv.gz"
OVERRIDES = "lexicon/entity_overrides.csv"  # decisions, as the user's own are
RARITY, DIGESTS, MARKETS = "stories/rarity.zlib", "lexicon/digests.csv", "lexicon/markets.csv"
MODEL = "names/tagger/tagger.onnx"
WEIGHTS, TOPICS = "topics/weights.csv.gz", "lexicon/media_topics.csv"
# Rejections that depend on a limit: with another limit they, and only they, become pending.
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
    """Version of the reader, in place of a parser's for documents that it refused."""
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
def classifier_version() -> str:
    """Version of what tells topics, with the weights and the names of topics that it reads."""
    return f"{CLASSIFIER}.{data_hash(WEIGHTS, TOPICS)}"


@cache
def resolver_version() -> str:
    """Version of the resolver, with gazetteer and overrides; the user's own are added where they are read."""
    return f"{RESOLVER}.{data_hash(GAZETTEER, OVERRIDES)}"


@cache
def storier_version() -> str:
    """Version of what gathers stories, with the table of rarity, the lists of digests and of markets."""
    return f"{STORIER}.{data_hash(RARITY, DIGESTS, MARKETS)}"


def data_hash(*names: str) -> str:
    """Hash files of the package to 8 hexadecimal digits: for data of which every change counts."""
    digest = hashlib.blake2b(digest_size=4)
    for name in names:
        content = files("etl").joinpath(*name.split("/")).read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
