"""Markdown and plain text: what stands below a header where HTML is expected.

Here: telling them from HTML, and making HTML of them. Not here: reading that (walk.py, paragraph.py).
"""

import html
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# elements that Markdown does not hold between its own signs
BLOCKS = re.compile(
    r"<(?:p|div|br|li|ul|ol|table|section|article|main|body|h[1-6]|figure|blockquote|span|font|center|noscript|textarea|pre|form)\b",
    re.IGNORECASE,
)
# a heading, list, quotation or fence at the start of a line; a picture, link or emphasis anywhere; a row of a table
SIGNS = re.compile(
    r"^ {0,3}(?:#{1,6} \S|[-*+] \S|\d{1,3}[.)] \S|> ?\S|```|\|.*\|\s*$)|!?\[[^\]\n]{0,300}\]\([^)\n]{1,600}\)|\*\*\S",
    re.MULTILINE,
)
EMPTY_LINES = re.compile(r"\n\s*\n")


def as_html(text: str) -> str:
    """Make HTML of Markdown and of plain text; a text with elements that part blocks is HTML already."""
    if BLOCKS.search(text):
        return text
    if "&lt;" in text and BLOCKS.search(unescaped := html.unescape(text)):
        return unescaped
    if SIGNS.search(text):
        made: str = _markdown().render(text)
        return made
    if "<" in text:
        return text
    chunks = (chunk.strip("\n") for chunk in EMPTY_LINES.split(text))
    return "".join(f"<p>{'<br>'.join(chunk.splitlines())}</p>" for chunk in chunks if chunk.strip())


@cache
def _markdown() -> "MarkdownIt":
    """markdown-it with what Jekyll's Markdown has, and line breaks kept, for the one rule on breaks to judge."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True, "breaks": True}).enable(["table", "strikethrough"])
