"""Train the network on the labels: fixed seeds, batches of equal length, a one-cycle learning rate.

Some signs and pairs are masked (dropout of inputs), so that it learns contexts and not only this archive's names.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from etl.names.tagger.decode import TAGS, Integers
from etl.names.tagger.encode import UNKNOWN_HAN, Vocabulary, batch, tokens
from recipes.tagger.labels import Labelled, targets_of
from recipes.tagger.network import Network

BATCH = 128
PEAK_RATE, DECAY, SMOOTHING, CLIP = 4e-3, 0.01, 0.02, 1.0
SLACK = 20  # batches that an epoch may have more than the first, for swapped names differ in length
OUTSIDE = TAGS.index("O")
HIDDEN_SIGNS, HIDDEN_PAIRS = 0.03, 0.15


@dataclass(frozen=True, kw_only=True)
class Batch:
    signs: torch.Tensor
    pairs: torch.Tensor
    tags: torch.Tensor
    probabilities: torch.Tensor
    weights: torch.Tensor


def train(
    network: Network,
    editions: Callable[[int], Sequence[Labelled]],
    vocabulary: Vocabulary,
    *,
    epochs: int,
    seed: int,
    say: Callable[[str], None],
) -> None:
    """Let the network learn, epoch by epoch, from the editions of the labelled sentences."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=DECAY, fused=True)
    steps = epochs * sum(1 for _ in _batches(editions(0), vocabulary, random))
    plan = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, PEAK_RATE, total_steps=steps + epochs * SLACK, pct_start=0.15
    )
    network.train()
    for epoch in range(epochs):
        start, sums = time.monotonic(), []
        for one in _batches(editions(epoch), vocabulary, random):
            optimiser.zero_grad()
            scores = network(one.signs, one.pairs)
            value = soft_loss(scores, one)
            value.backward()
            nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimiser.step()
            plan.step()
            sums.append(value.item())
        say(f"epoch {epoch + 1} of {epochs}: loss {np.mean(sums):.4f}, {time.monotonic() - start:.0f} s")
    network.eval()


def soft_loss(scores: torch.Tensor, one: Batch) -> torch.Tensor:
    """The cross entropy with targets that share their probability with O, smoothed a little over all tags."""
    logs = torch.log_softmax(scores, -1)
    tag = logs.gather(-1, one.tags.unsqueeze(-1)).squeeze(-1)
    told = one.probabilities * tag + (1 - one.probabilities) * logs[..., OUTSIDE]
    each = (1 - SMOOTHING) * told + SMOOTHING * logs.mean(-1)
    return -(each * one.weights).sum() / one.weights.sum().clamp(min=1)


def _batches(
    rows: Sequence[Labelled], vocabulary: Vocabulary, random: np.random.Generator
) -> Iterator[Batch]:
    """Batches of rows of one length (padding would make torch many times slower), with some signs and pairs hidden."""
    found = tokens([row.sentence for row in rows])
    signs, pairs, targets = vocabulary.ids(found), vocabulary.pair_ids(found), targets_of(rows, found)
    signs = np.where((random.random(len(signs)) < HIDDEN_SIGNS) & (signs > UNKNOWN_HAN), UNKNOWN_HAN, signs)
    pairs = np.where(random.random(len(pairs)) < HIDDEN_PAIRS, 0, pairs)
    order = random.permutation(np.flatnonzero(found.counts))
    order = order[np.argsort(found.counts[order], kind="stable")]
    lengths = np.split(order, np.flatnonzero(np.diff(found.counts[order])) + 1)
    groups = [rows_[start : start + BATCH] for rows_ in lengths for start in range(0, len(rows_), BATCH)]
    for group in random.permutation(len(groups)).tolist():
        offsets, counts = found.offsets[groups[group]], found.counts[groups[group]]
        yield Batch(
            signs=_tensor(batch(signs, offsets, counts)),
            pairs=_tensor(batch(pairs, offsets, counts, extra=1)),
            tags=_tensor(batch(targets.tags, offsets, counts)),
            probabilities=_shares(targets.probabilities, offsets, counts),
            weights=_shares(targets.weights, offsets, counts),
        )


def _shares(flat: npt.NDArray[np.float32], offsets: Integers, counts: Integers) -> torch.Tensor:
    return torch.from_numpy(flat[offsets + np.arange(int(counts[0]))[:, None]])


def _tensor(array: npt.NDArray[np.integer]) -> torch.Tensor:
    return torch.from_numpy(array.astype(np.int64))
