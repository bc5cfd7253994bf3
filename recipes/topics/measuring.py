"""What comes out right of annotated articles, as tables for docs/MODEL.md.

Here: figures. Not here: how the articles were classified (__main__.py).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from etl.topics.classify import LEAST_PRIMARY, Floats
from recipes.topics.articles import Label

BOUNDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def by_way(said: Floats, labels: Sequence[Label], topic_ids: Sequence[str]) -> str:
    """Tell how often the first topic is the annotated one, or one of the annotated, by how articles were drawn."""
    first, loose = _right(said, labels, topic_ids)
    sure = np.array([not label.is_doubtful for label in labels])
    spoken = said.max(axis=1) >= LEAST_PRIMARY
    lines = [
        "| drawn | articles | primary (not doubtful) | primary or other | says something |",
        "|---|---|---|---|---|",
    ]
    for way in ("random", "rare", "doubtful", None):
        chosen = np.array([way in (None, label.drawn) for label in labels])
        if not (chosen & sure).any():
            continue
        lines.append(
            f"| {way or 'all'} | {chosen.sum()} | {(first & spoken)[chosen & sure].mean():.3f}"
            f" | {(loose & spoken)[chosen].mean():.3f} | {spoken[chosen].mean():.3f} |"
        )
    return "\n".join(lines) + "\n"


def by_topic(said: Floats, labels: Sequence[Label], topic_ids: Sequence[str]) -> str:
    """Tell how well each topic is found as the first one."""
    first, _ = _right(said, labels, topic_ids)
    guess = said.argmax(axis=1)
    lines = ["| topic | articles | precision | recall |", "|---|---|---|---|"]
    for number, topic_id in enumerate(topic_ids):
        wanted = np.array([label.primary == topic_id for label in labels])
        taken = guess == number
        precision = f"{first[taken].mean():.2f}" if taken.any() else ""
        recall = f"{first[wanted].mean():.2f}" if wanted.any() else ""
        lines.append(f"| {topic_id} | {wanted.sum()} | {precision} | {recall} |")
    return "\n".join(lines) + "\n"


def by_score(said: Floats, labels: Sequence[Label], topic_ids: Sequence[str]) -> str:
    """Tell how often the first topic is right, by its score."""
    first, loose = _right(said, labels, topic_ids)
    score = said.max(axis=1)
    lines = ["| score | articles | mean score | primary | primary or other |", "|---|---|---|---|---|"]
    for low, high in zip(BOUNDS, (*BOUNDS[1:-1], 1.01), strict=False):
        chosen = (score >= low) & (score < high)
        if chosen.any():
            lines.append(
                f"| {low}–{min(high, 1)} | {chosen.sum()} | {score[chosen].mean():.3f}"
                f" | {first[chosen].mean():.3f} | {loose[chosen].mean():.3f} |"
            )
    return "\n".join(lines) + "\n"


def _right(
    said: Floats, labels: Sequence[Label], topic_ids: Sequence[str]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    guess = [topic_ids[each] for each in said.argmax(axis=1)]
    first = np.array([each == label.primary for each, label in zip(guess, labels, strict=True)])
    loose = np.array(
        [each in (label.primary, *label.others) for each, label in zip(guess, labels, strict=True)]
    )
    return first, loose
