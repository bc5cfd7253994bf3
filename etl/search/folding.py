"""Fold a text for searching, character by character: simplified, half-width, lower case.

Here: the map of characters, which SQL reads as a table too, and folding by it. Not here: the shadow in which names are
matched (etl/normalize/shadow.py): it looks at phrases, as a map that SQL can apply to a question cannot.
"""

from collections.abc import Mapping
from functools import cache

import opencc

from etl.lexicon import rows
from etl.normalize.shadow import ONE_SPELLING

HAN = "\u3400-\u9fff"  # as a class of characters; those beyond the first plane are rare, and left out
# Letters and digits of scripts that divide words: Latin, Greek, Cyrillic …, kana, Hangul.
LETTERS = "0-9a-z\u00c0-\u1fff\u3040-\u30ff\uac00-\ud7a3"
LAST = "\uffff"  # of the first plane: simplified forms beyond it stand in no text


@cache
def characters() -> Mapping[str, str]:
    """Map each character that is folded to the one it is folded to; case apart, which is lowered by rule."""
    first, last = HAN.split("-")
    every = "\n".join(map(chr, range(ord(first), ord(last) + 1)))  # no phrase spans lines
    folded = dict(zip(every.split("\n"), opencc.OpenCC("t2s").convert(every).split("\n"), strict=True))
    folded |= {row["character"]: row["folded"] for row in rows("search_folds")}
    folded |= {chr(code): str(other) for code, other in ONE_SPELLING.items() if isinstance(other, str)}
    folded |= {chr(code): chr(other) for code, other in ONE_SPELLING.items() if isinstance(other, int)}
    once = {one: other for one, other in folded.items() if len(other) == 1 and other <= LAST}
    return {one: end for one, other in once.items() if one != (end := once.get(other, other).lower())}


def fold(text: str) -> str:
    """Fold a text; its length may change, for lower case does that to a few letters."""
    return text.translate(_table()).lower()


@cache
def commons() -> frozenset[str]:
    """The characters that no term is made with."""
    return frozenset(row["character"] for row in rows("search_commons"))


@cache
def _table() -> dict[int, str]:
    return {ord(one): other for one, other in characters().items()}
