"""Tell text that was decoded wrongly before it was saved, and cannot be read any more.

Here: what such text looks like, and proof that it is such. Not here: decoding the file itself (encoding.py). ftfy tells
UTF-8 that was read in a Latin encoding, and is not made for Chinese ones, where bytes are lost on the way.
"""

import re
from functools import cache

from etl.page.encoding import BEYOND_ASCII, everyday_count, frequent_share

TAG = re.compile(r"<[^>]*>")
REPLACED = "\ufffd"  # what a decoder writes for bytes that it cannot read
KUN = re.compile("锟斤?拷?|斤拷")  # two of those in UTF-8, read as GBK

LONGEST = 16_000  # characters of a page that are looked at (judged)
HEAD = 1_500  # characters of a page that nearly always show that it is sound (measured)
SAMPLE = 1_000  # characters that are examined for everyday ones (judged)
FEWEST = 20  # characters beyond ASCII below which nothing is said (judged)
MOST_REPLACED = 0.05  # share of characters beyond ASCII; the worst of 9,753 real pages has 0.015
MOST_KUN = 0.1  # an article about such text has fewer (judged)
READABLE = (
    0.15  # share of everyday characters from which Chinese text is sound; of 9,752 pages the least has 0.33
)
MENDED = 0.3  # share of everyday characters that text has when its decoding is undone (judged)
DENSEST = 4  # characters beyond ASCII that one right character becomes at most
# what was done: the bytes of the second were read as the first
MISTAKES = (
    ("latin-1", "utf-8", "UTF-8 read as a Latin encoding"),
    ("latin-1", "gb18030", "GBK read as a Latin encoding"),
    ("latin-1", "big5", "Big5 read as a Latin encoding"),
    ("gb18030", "utf-8", "UTF-8 read as GBK"),
    ("gb18030", "big5", "Big5 read as GBK"),
    ("big5", "utf-8", "UTF-8 read as Big5"),
    ("big5", "gb18030", "GBK read as Big5"),
)


def mojibake_in(text: str) -> str | None:
    """Say how a text was decoded wrongly; None if it was not, or if that cannot be told."""
    text = text[:LONGEST]
    is_unbroken = "锟" not in text and REPLACED not in text
    first = "".join(BEYOND_ASCII.findall(text[:HEAD]))[:SAMPLE]
    if is_unbroken and everyday_count(first) >= READABLE * SAMPLE:  # sound, whatever follows
        return None
    beyond = "".join(BEYOND_ASCII.findall(text))
    if len(beyond) < FEWEST:
        return None
    kun = sum(map(len, KUN.findall(beyond))) if "锟" in beyond else 0
    if kun > MOST_KUN * len(beyond):
        return f"{kun} of {len(beyond)} characters beyond ASCII are U+FFFD read as GBK"
    if frequent_share(beyond[:SAMPLE]) < READABLE:
        shown = TAG.sub(" ", text)[: SAMPLE * DENSEST]
        mistake = next((said for wrong, right, said in MISTAKES if _is_mended(shown, wrong, right)), None)
        if mistake is not None:
            return mistake
    replaced = beyond.count(REPLACED)
    if replaced > MOST_REPLACED * len(beyond):
        return f"{replaced} of {len(beyond)} characters beyond ASCII are U+FFFD, for bytes that were not read"
    return None


def _is_mended(text: str, wrong: str, right: str) -> bool:
    """Whether text becomes everyday Chinese when it is encoded as it was wrongly decoded, and decoded rightly."""
    if wrong == "latin-1":
        text = text.translate(_windows_signs())
    mended = text.encode(wrong, "ignore").decode(right, "ignore")
    before, after = (len("".join(BEYOND_ASCII.findall(each))) for each in (text, mended))
    return after * DENSEST >= before and frequent_share(mended) >= MENDED


@cache
def _windows_signs() -> dict[int, int]:
    """The signs that Windows-1252 has for 0x80 to 0x9f, as those bytes."""
    signs = {byte: bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}
    return {ord(sign): byte for byte, sign in signs.items() if sign}
