"""Mend a page's HTML before its tree is built: what a parser reads otherwise than a browser, or not at all.

Here: repairs of the text of HTML. Not here: building the tree (tree.py), what an outlet's markup means.
"""

import re

from etl.lexicon import words
from etl.outlet import Layout

# tags that lost the space behind their name; unrepaired, they swallow what follows them
FUSED = re.compile(r"<(div|img|span|p|a|section|figure)(class|src|id|style|href|alt)=")
# breaks that only browsers read as such
ODD_BREAK = re.compile(r"<(?:/[Bb][Rr]\s*/?>|[Bb][Rr]\s*\\\s*>)")
PARAGRAPH = re.compile(r"<(?:p[> \n]|P)")


def mend_html(html: str, layout: Layout) -> str:
    """Strip the archive's wrapper, and repair tags that would swallow what follows them, or be passed over."""
    for tail in words("page_words", "archive_tail"):
        html = html.partition(tail)[0]
    html = FUSED.sub(r"<\1 \2=", html)
    html = ODD_BREAK.sub("<br>", html)
    ends = html.count("</p>")
    # an end without its start is an empty paragraph
    if ends > html.count("<p>") and ends > len(PARAGRAPH.findall(html)):
        html = html.replace("</p>", "</p><p></p>")
    for pattern, replacement in layout.repairs:
        html = re.sub(pattern, replacement, html)
    return html
