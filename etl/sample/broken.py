"""Files that an archive holds and that are no article, and what parsing them ought to be refused for.

Here: their bytes. Not here: how many there are (archive.py).
"""

from collections.abc import Callable
from random import Random

from etl.kinds import RejectionKind
from etl.sample.words import voices

Broken = tuple[str, bytes, RejectionKind]


def empty(rng: Random, number: int) -> Broken:
    return f"{number}_.md", b"", RejectionKind.EMPTY


def blank(rng: Random, number: int) -> Broken:
    return f"{number}_ .md", b"\n \n\n", RejectionKind.EMPTY


def binary(rng: Random, number: int) -> Broken:
    picture = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(rng.randrange(256) for _ in range(400))
    return f"{number}_cover.md", picture, RejectionKind.UNDECODABLE


def readme(rng: Random, number: int) -> Broken:
    text = "# 新闻存档\n\n这里每小时保存一次新闻页面。\n\n- 请勿直接修改\n- 问题请在讨论区提出\n"
    return "README.md", text.encode(), RejectionKind.NO_HEADER


def list_page(rng: Random, number: int) -> Broken:
    count = rng.randint(12, 40)
    lines = [f"- [{rng.choice(voices('comment'))}](./{number + at}_sample.md)" for at in range(count)]
    return "README.md", ("# 目录\n\n" + "\n".join(lines) + "\n").encode(), RejectionKind.LIST_PAGE


def header_alone(rng: Random, number: int) -> Broken:
    text = f"<!--1594000000000-->\n[页面已不存在](https://www.voachinese.com/a/gone/{number}.html)\n------\n\n<div></div>\n"
    return f"{number}_页面已不存在.md", text.encode(), RejectionKind.NO_CONTENT


def cut_header(rng: Random, number: int) -> Broken:
    return f"{number}_保存中断.md", b"<!--1594000000000-->\n[", RejectionKind.NO_HEADER


BROKEN: tuple[Callable[[Random, int], Broken], ...] = (
    empty,
    binary,
    readme,
    header_alone,
    cut_header,
    blank,
    list_page,
)
