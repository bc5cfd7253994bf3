"""Ways to damage a saved page: by its bytes, its tags, its encoding.

Here: a page's bytes to other bytes, by a seeded chance. Not here: which pages, and what must come of them (fuzz.py,
tests/page/test_any_input.py).
"""

import random
from collections.abc import Callable, Sequence


def truncated(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data))]


def beheaded(data: bytes, rng: random.Random) -> bytes:
    return data[rng.randrange(len(data)) :]


def flipped(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice([1, 5, 50])):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def in_gb18030(data: bytes, rng: random.Random) -> bytes:
    return data.decode().encode("gb18030")


def in_big5(data: bytes, rng: random.Random) -> bytes:
    return data.decode().encode("big5", "ignore")


def in_utf16(data: bytes, rng: random.Random) -> bytes:
    return data.decode().encode(rng.choice(["utf-16", "utf-16-le", "utf-16-be"]))


def read_as_latin(data: bytes, rng: random.Random) -> bytes:
    return data.decode("latin-1").encode("utf-8")


def shuffled(data: bytes, rng: random.Random) -> bytes:
    head, dashes, html = data.decode().partition("------\n")
    tags = html.replace("<", "\0<").split("\0")
    rng.shuffle(tags)
    return (head + dashes + "".join(tags)).encode()


def unclosed(data: bytes, rng: random.Random) -> bytes:
    first, *others = data.replace(b"</", b"\0</").split(b"\0")
    return first + b"".join(part for part in others if rng.random() < 0.5)


def nested(data: bytes, rng: random.Random) -> bytes:
    tag = rng.choice(["div", "p", "b", "ul><li", "blockquote", "table><tr><td", "span"])
    return data + f"<{tag}>".encode() * rng.choice([50, 1_000, 20_000]) + "渡轮停航。".encode()


def with_huge_attribute(data: bytes, rng: random.Random) -> bytes:
    filler = rng.choice(["a", "甲", "&amp;", " b=1", "'"]) * rng.choice([10_000, 100_000])
    return data.replace(b"<p>", f'<p title="{filler}" class="{filler}">'.encode(), 1)


def with_nul(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + b"\0" + data[at:]


def binary(data: bytes, rng: random.Random) -> bytes:
    return rng.choice([b"\x89PNG\r\n\x1a\n", b"%PDF-1.4\n", b"PK\x03\x04", b"\x1f\x8b\x08"]) + rng.randbytes(
        2_000
    )


def emptied(data: bytes, rng: random.Random) -> bytes:
    return rng.choice([b"", b" \n\t", b"\xef\xbb\xbf", b"\xff\xfe", "\u3000\n".encode()])


def without_html(data: bytes, rng: random.Random) -> bytes:
    end = data.find(b"------\n")
    return data[: end + 7] if end >= 0 else data[: data.index(b"\n---\n") + 5]  # a post that is only HTML


def repeated(data: bytes, rng: random.Random) -> bytes:
    """Repeat some stretch of the page very often: what a pattern may choke on."""
    start = rng.randrange(len(data))
    part = data[start : start + rng.choice([1, 2, 8, 40])]
    return data[:start] + part * rng.choice([100, 5_000, 50_000]) + data[start:]


def spliced(data: bytes, rng: random.Random) -> bytes:
    """Copy some stretch to another place."""
    start, end, to = sorted(rng.randrange(len(data)) for _ in range(3))
    return data[:to] + data[start:end] + data[to:]


MUTATIONS: Sequence[Callable[[bytes, random.Random], bytes]] = (
    truncated, beheaded, flipped, in_gb18030, in_big5, in_utf16, read_as_latin, shuffled, unclosed, nested,
    with_huge_attribute, with_nul, binary, emptied, without_html, repeated, spliced,
)  # fmt: skip
