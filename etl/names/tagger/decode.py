"""Decode tag scores to valid tag sequences (Viterbi), and these to names.

The scheme is BMES: B(egin), M(iddle), E(nd), S(ingle), each with a kind; O is outside. The best tag of each token
nearly always gives a valid sequence; Viterbi runs only on the rows where it does not. Here: arrays in, arrays out. Not
here: what the tokens are (encode.py).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from etl.kinds import EntityKind

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

KINDS = (EntityKind.PERSON, EntityKind.PLACE, EntityKind.ORGANISATION)
TAGS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BMES"))
NEVER = np.float32(-1e4)  # added to the score of a forbidden transition: far below any score of the network


def may_follow(tag: str, other: str) -> bool:
    """Whether the other tag may follow this one."""
    if tag[0] in "BM":
        return other[0] in "ME" and other[1:] == tag[1:]
    return other[0] in "OBS"


FOLLOWS: Flags = np.array([[may_follow(tag, other) for other in TAGS] for tag in TAGS])
STARTS: Flags = np.array([tag[0] in "OBS" for tag in TAGS])
ENDS: Flags = np.array([tag[0] in "OES" for tag in TAGS])
PLACES = np.array([tag[0] for tag in TAGS])
BEGINS, CLOSES = np.isin(PLACES, ("B", "S")), np.isin(PLACES, ("E", "S"))
TRANSITIONS = np.where(FOLLOWS, np.float32(0), NEVER)
FIRST, LAST = np.where(STARTS, np.float32(0), NEVER), np.where(ENDS, np.float32(0), NEVER)


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """Names of a batch, one per position in each array: row, first and last token, index into KINDS, score."""

    rows: Integers
    first: Integers
    last: Integers
    kinds: Integers
    scores: Floats


def best_tags(scores: Floats, lengths: Integers) -> Integers:
    """Find the best valid sequence of each row.

    scores: [rows, tokens, tags]. lengths: tokens per row [rows]. Out: indices into TAGS [rows, tokens]; padding is O.
    """
    live = np.arange(scores.shape[1]) < lengths[:, None]
    tags = np.where(live, scores.argmax(2), 0)
    before, behind = tags[:, :-1], tags[:, 1:]
    wrong = ~(FOLLOWS[before, behind].all(1) & STARTS[tags[:, 0]])
    wrong |= ~ENDS[tags[:, -1]]
    if wrong.any():
        rows = np.flatnonzero(wrong)
        width = int(lengths[rows].max())
        tags[rows, :width] = viterbi(
            scores[rows, :width], lengths[rows], transitions=TRANSITIONS, first=FIRST, last=LAST
        )
    return tags


def viterbi(
    scores: Floats, lengths: Integers, *, transitions: Floats, first: Floats, last: Floats
) -> Integers:
    """Find the sequences with the highest sum of scores and transitions.

    scores: [rows, tokens, tags]. lengths: [rows]. transitions: [tag, next tag]. first, last: scores of the first and
    the last tag [tags]. Out: indices of tags [rows, tokens], 0 as padding.
    """
    row_count, token_count, tag_count = scores.shape
    turned = np.ascontiguousarray(transitions.T)[None]
    total = scores[:, 0] + first
    final = total.copy()
    back = np.empty((token_count, row_count, tag_count), np.uint8)
    for token in range(1, token_count):
        sums = total[:, None, :] + turned
        back[token] = sums.argmax(2)
        total = sums.max(2) + scores[:, token]
        final = np.where((lengths > token)[:, None], total, final)
    now = (final + last).argmax(1)
    tags = np.zeros((row_count, token_count), np.int64)
    every = np.arange(row_count)
    for token in range(token_count - 1, -1, -1):
        live = lengths > token
        tags[live, token] = now[live]
        if token:
            now = np.where(live, back[token][every, now], now)
    return tags


def names(tags: Integers, scores: Floats) -> Names:
    """Read the names off valid tag sequences [rows, tokens], row by row; scores: [rows, tokens, tags].

    A name's score is the lowest softmax probability of its tags, 0 to 1.
    """
    rows, first = np.nonzero(BEGINS[tags])
    last = np.nonzero(CLOSES[tags])[1]
    if not len(rows):
        return Names(rows=rows, first=first, last=last, kinds=rows, scores=np.zeros(0, np.float32))
    spelt = np.nonzero(tags)  # tokens of names, and no others
    chosen = _probability(scores[spelt], tags[spelt])
    widths = last - first + 1
    lowest = np.minimum.reduceat(chosen, np.concatenate([[0], np.cumsum(widths)[:-1]]))
    return Names(rows=rows, first=first, last=last, kinds=(tags[rows, first] - 1) // 4, scores=lowest)


def _probability(scores: Floats, tags: Integers) -> Floats:
    """Compute the softmax probability of each given tag; scores: [tokens, tags], tags: [tokens]."""
    raised = np.exp(scores - scores.max(1, keepdims=True))
    probability: Floats = raised[np.arange(len(tags)), tags] / raised.sum(1)
    return probability
