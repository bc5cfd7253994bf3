"""Clusters of copies: all articles that are linked by copies, and an id for each cluster.

Here: connected components of pairs. Not here: the pairs (judge.py), which of them changed (etl/work/).
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b


def cluster_ids(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Give each article of the pairs the id of its cluster, a hash of the cluster's least article_id.

    The order of the pairs does not matter.
    """
    above: dict[str, str] = {}

    def least(article_id: str) -> str:
        path = [article_id]
        while (parent := above.setdefault(path[-1], path[-1])) != path[-1]:
            path.append(parent)
        for each in path:
            above[each] = path[-1]
        return path[-1]

    for one, other in pairs:
        first, second = sorted((least(one), least(other)))
        above[second] = first
    return {article_id: _id(least(article_id)) for article_id in list(above)}


def _id(article_id: str) -> str:
    return blake2b(f"copies {article_id}".encode(), digest_size=8).hexdigest()
