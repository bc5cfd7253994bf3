"""What the tags of HTML are to a reader: blocks, players and pictures, what is not shown, what emphasises.

Here: names of tags, and what a field and a form are. Not here: what they mean for an article
(lexicon/common_roles.csv), walking them (walk.py).
"""

import re
from collections.abc import Sequence

from bs4.element import Tag

from etl.lexicon import either
from etl.normalize.text import clean_line
from etl.outlet import Role
from etl.page.picture import PICTURE_TAGS
from etl.page.unseen import ASIDE, BOLD, HIDING, ITALIC, is_unsaid, is_unseen

# fmt: off
BLOCK_TAGS = frozenset((
    "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "tfoot", "thead", "tr", "ul",
))
# what no reader sees as text, in any layout
HIDDEN_TAGS = frozenset((
    "script", "style", "noscript", "template", "svg", "button", "select", "option", "textarea", "input",
    "link", "meta", "title", "canvas", "map", "nav", "del", "s", "strike",
))
# fmt: on
FRAMES = frozenset(("video", "audio", "iframe", "embed", "object"))
SHOWN_TAGS = PICTURE_TAGS | FRAMES | {"picture"}
SHOWN_WITHOUT_SCRIPTS = ["picture", *PICTURE_TAGS]
STYLES = {"b": BOLD, "strong": BOLD, "i": ITALIC, "em": ITALIC, "small": ASIDE, "center": ASIDE}
FIELD_TAGS = frozenset(("span", "em", "i", "b", "strong", "font", "label", "small"))
FIELD = re.compile(rf"\s*{either('page_words', 'field')}\s*[：:]")
FORM_SHARE = 0.5  # share of a page's text from which a form is the page and not a part of it (judged)


def begins_field(tag: Tag, before: Sequence[str]) -> bool:
    """Whether an element begins a field of a line about the article, right behind another element."""
    return (
        isinstance(tag.previous_sibling, Tag)
        and FIELD.match(next(iter(tag.strings), "")) is not None
        and not "".join(before[-1:]).endswith((" ", "\u3000", "\xa0"))
    )


def is_hidden(tag: Tag, role: Role | None, around: Role | None) -> bool:
    """Whether nobody sees an element, with the role around it. What the page calls its text, a script shows later."""
    if role is Role.BODY:
        return False
    if not HIDING.isdisjoint(tag.attrs):
        is_caption = role is Role.CAPTION or around is Role.CAPTION
        if is_unseen(tag) or (is_unsaid(tag) and not is_caption and tag.name not in SHOWN_TAGS):
            return True
    return tag.name == "form" and is_small_form(tag)


def is_small_form(form: Tag) -> bool:
    """Whether a form is a part of its page, and not all around it, as some sites have it."""
    page = [*form.parents][-1]
    return len(clean_line(form.get_text())) < FORM_SHARE * len(clean_line(page.get_text()))
