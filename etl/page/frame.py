"""Captions by their place: the text that stands in one small element with a picture.

Here: giving such text the role of a caption, on pages whose class names say nothing. Not here: what becomes of a
caption (draft.py, figure.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from etl.normalize.text import clean_line
from etl.outlet import Role
from etl.page.blocks import Block, Path, Picture, Text
from etl.page.figure import CREDIT_LABEL
from etl.page.patterns import patterns_of

FRAME_COUNT = 3  # most texts that a frame holds besides its picture: caption, credit, their labels (judged)
FRAME_SHARE = 0.6  # most of a page's text that all frames hold (judged)
FRAME_SIZE = 240  # most characters of them all (judged)


def frame_captions(blocks: Sequence[Block]) -> list[Block]:
    """Give the role of a caption to text that stands with a picture or player in one small element of their own.

    The frame is the innermost element around the picture that holds text too. It is one only if it holds one picture
    and little text, none of it loose beside the picture, in a heading or a list, bold, or a paragraph of several
    sentences or one that announces something.
    """
    framed = {
        inside
        for number, block in enumerate(blocks)
        if not isinstance(block, Text)
        for inside in _frame(blocks, number)
    }
    sizes = {number: _size(block) for number, block in enumerate(blocks) if isinstance(block, Text)}
    if sum(sizes[number] for number in framed) > FRAME_SHARE * sum(sizes.values()):
        return list(blocks)  # little but pictures and what stands beside them: that is the article
    return [
        replace(block, role=Role.CAPTION) if isinstance(block, Text) and number in framed else block
        for number, block in enumerate(blocks)
        if not (isinstance(block, Text) and number in framed and _says_nothing(block))
    ]


def _frame(blocks: Sequence[Block], number: int) -> list[int]:
    """The numbers of the texts in the frame of a picture or player; none if it has no frame."""
    shown = blocks[number]
    for depth in range(len(shown.path), 0, -1):
        around = shown.path[:depth]
        inside = [
            *_run(blocks, range(number - 1, -1, -1), around),
            *_run(blocks, range(number + 1, len(blocks)), around),
        ]
        if inside:
            texts = [blocks[other] for other in inside]
            return inside if _are_captions(texts, shown, around) else []
    return []


def _run(blocks: Sequence[Block], numbers: Iterable[int], around: Path) -> Iterator[int]:
    """The next blocks in an element, at most one more than a frame may hold."""
    within = takewhile(lambda number: blocks[number].path[: len(around)] == around, numbers)
    return islice(within, FRAME_COUNT + 1)


def _are_captions(texts: Sequence[Block], shown: Block, around: Path) -> bool:
    size = 0
    for text in texts:
        if (
            not isinstance(text, Text)
            or text.role not in (None, Role.BODY, Role.CAPTION)
            or text.tag in ("li", "blockquote", "pre")
            or all(line.is_bold for line in text.lines)
        ):
            return False
        told = text.text
        if isinstance(shown, Picture) and shown.alt and told == clean_line(shown.alt):
            continue
        if (text.tag == "p" and _is_prose(told)) or (
            text.path == around
            and (text.tag == "p" or told.endswith(("。", ".")))
            and not CREDIT_LABEL.match(told)
        ):
            return False
        size += _size(text)
    return len(texts) <= FRAME_COUNT and size <= FRAME_SIZE


def _size(text: Text) -> int:
    return sum(line.size for line in text.lines)


def _is_prose(text: str) -> bool:
    return text.endswith(("：", ":")) or (text.endswith("。") and text.count("。") > 1)


def _says_nothing(block: Text) -> bool:
    """Whether it is what a player shows where it cannot play, or another prompt; it would part a caption from it."""
    text = block.text
    return (
        block.role is not Role.CAPTION
        and not text.startswith("©")
        and CREDIT_LABEL.match(text) is None
        and patterns_of("boilerplate").fullmatch(text) is not None
    )
