"""A model file of ours as one more teacher."""

from collections.abc import Callable, Sequence

from etl.names.tagger.tagger import read
from recipes.tagger.scores import Triple


def student(model: bytes) -> Callable[[Sequence[str]], list[list[Triple]]]:
    """What the model of these bytes finds in sentences."""
    tagger = read(model)

    def tag(sentences: Sequence[str]) -> list[list[Triple]]:
        return [
            [(span.start, span.end, span.entity_kind) for span in spans] for spans in tagger.tag(sentences)
        ]

    return tag
