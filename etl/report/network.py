"""Where the nodes of a network stand: close to what they are linked with, the same for the same rows.

Only the largest part that links join is placed: parts have no place relative to each other.
Stress majorization (Gansner, Koren and North 2004) of the distances along the links. Here: positions. Not here:
which pairs are links (a panel's select), drawing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, shortest_path

ROUNDS = 200  # stress changes by less than a thousandth long before
Row = Mapping[str, Any]


def arrange(rows: Sequence[Row], *, source: str, target: str, weight: str) -> dict[str, Sequence[Row]]:
    """Make the datasets `nodes` (name, kind, degree, x and y from 0 to 1) and `links` of the largest part.

    The kind of a node is what a row says in the column named like its end, with `_kind` behind.
    """
    kinds = {row[end]: row.get(f"{end}_kind") for row in reversed(rows) for end in (source, target)}
    names = sorted(kinds)
    number = {name: place for place, name in enumerate(names)}
    ends = np.array([(number[row[source]], number[row[target]]) for row in rows])
    kept = _largest_part(len(names), ends)
    place_of = {name: place for place, name in enumerate(each for each in names if kept[number[each]])}
    linked = [row for row in rows if row[source] in place_of]
    points = _positions(
        len(place_of), np.array([(place_of[row[source]], place_of[row[target]]) for row in linked])
    )
    at = {name: tuple(points[place].round(4).tolist()) for name, place in place_of.items()}
    degree = Counter(row[end] for row in linked for end in (source, target))
    nodes = [
        {"name": name, "kind": kinds[name], "degree": degree[name], "x": x, "y": y}
        for name, (x, y) in at.items()
    ]
    links = []
    for row in linked:
        (x, y), (x2, y2) = at[row[source]], at[row[target]]
        links.append({**row, "weight": row[weight], "x": x, "y": y, "x2": x2, "y2": y2})
    return {"nodes": nodes, "links": links}


def _graph(count: int, ends: np.ndarray) -> csr_array:
    """Make the graph, of shape (count, count); between two that have many links they are longer, and spread."""
    degree = np.bincount(ends.ravel(), minlength=count)
    length = np.sqrt(degree[ends].min(axis=1))
    return csr_array((length, (ends[:, 0], ends[:, 1])), shape=(count, count))


def _largest_part(count: int, ends: np.ndarray) -> np.ndarray:
    """Say of each node whether it is in the largest part; of parts alike, the one with the first name."""
    _, part = connected_components(_graph(count, ends), directed=False)
    largest: np.ndarray = part == np.bincount(part).argmax()
    return largest


def _positions(count: int, ends: np.ndarray) -> np.ndarray:
    """Give points of shape (count, 2) within the unit square, for nodes that are all joined."""
    apart = shortest_path(_graph(count, ends), directed=False)
    np.fill_diagonal(apart, 1)
    pull = apart**-2.0
    np.fill_diagonal(pull, 0)
    angles = np.arange(count) * np.pi * (3 - np.sqrt(5))  # a sunflower: spread evenly, and no two alike
    points = np.sqrt(np.arange(count) + 0.5)[:, None] * np.column_stack((np.cos(angles), np.sin(angles)))
    for _ in range(ROUNDS):
        between = points[:, None, :] - points[None, :, :]
        distance = np.maximum(np.linalg.norm(between, axis=2), 1e-9)
        wanted = points[None, :, :] + between * (apart / distance)[:, :, None]
        points = (pull[:, :, None] * wanted).sum(axis=1) / np.maximum(pull.sum(axis=1), 1e-9)[:, None]
    span = np.maximum(np.ptp(points, axis=0), 1e-9)
    placed: np.ndarray = (points - points.min(axis=0)) / span
    return placed
