"""The network that is trained, and its way into a model file. In torch; the file needs none."""

import json

import numpy as np
import torch
from torch import nn

from etl.names.tagger.decode import TAGS
from etl.names.tagger.encode import Vocabulary
from recipes.tagger.onnx_graph import tagger_graph

SIGN_WIDTH, HIDDEN = 128, 64
PAIR_WIDTH = SIGN_WIDTH // 2
DROPOUT = 0.25


class Network(nn.Module):
    """Signs and pairs of signs, added; two bidirectional LSTMs; a score for each tag."""

    def __init__(self, *, sign_count: int, pair_count: int) -> None:
        super().__init__()
        self.signs = nn.Embedding(sign_count, SIGN_WIDTH)
        self.pairs = nn.Embedding(pair_count, PAIR_WIDTH)
        self.drop = nn.Dropout(DROPOUT)
        self.lstm = nn.LSTM(SIGN_WIDTH, HIDDEN, 2, bidirectional=True, dropout=DROPOUT)
        self.tags = nn.Linear(2 * HIDDEN, len(TAGS))
        nn.init.normal_(self.signs.weight, std=0.3)
        nn.init.normal_(self.pairs.weight, std=0.1)
        for weight in self.lstm.parameters():
            if weight.dim() > 1:
                nn.init.xavier_uniform_(weight)
            else:
                nn.init.zeros_(weight)

    def forward(self, signs: torch.Tensor, pairs: torch.Tensor) -> torch.Tensor:
        """Scores [tokens, rows, tags] of rows of one length, time first: signs [tokens, rows], pairs one token more."""
        beside = self.pairs(pairs)
        features = self.signs(signs) + torch.cat([beside[:-1], beside[1:]], -1)
        states, _ = self.lstm(self.drop(features))
        scores: torch.Tensor = self.tags(self.drop(states))
        return scores


def model_file(network: Network, vocabulary: Vocabulary) -> bytes:
    """The bytes of a model file: the graph, and the vocabulary as its metadata."""
    weights = {
        name: value.detach().numpy().astype(np.float32) for name, value in network.state_dict().items()
    }
    known = {"signs": vocabulary.signs, "words": list(vocabulary.words), "pairs": vocabulary.pairs}
    metadata = {"vocabulary": json.dumps(known, ensure_ascii=False), "tags": " ".join(TAGS)}
    return tagger_graph(weights, is_small=True, metadata=metadata)
