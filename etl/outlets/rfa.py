"""自由亚洲电台: text parted by line breaks, related links in lists of one, a byline at the very end."""

import re

from etl.outlet import Byline, Layout, Outlet, Role, labelled_credits

PLONE = Layout(
    name="plone",
    has_head=False,
    marks=(
        "external-link",
        "image-inline",
        "image-caption",
        'class="single_image',
        "state-published",
        "result-title",
    ),
    roles={
        "a.external-link": Role.RELATED,
        ".image-caption": Role.CAPTION,
        ".copyright": Role.CREDIT,
        ".single_image": Role.DROP,
        "#zoomattribute": Role.DROP,
        ".zoomattribute": Role.DROP,
    },
    has_plain_headings=True,
    has_line_paragraphs=True,
    repairs=((r"<p>(\s*<div class=\"image-inline)", r"\1"),),
)
# pages of which the archive kept no class: text and bare pictures
PLAIN = Layout(name="plain", has_head=False, is_bare=True, has_plain_headings=True, has_line_paragraphs=True)

GLUED = re.compile(
    r"(?P<prose>.*?[。！？”」])?\s*(?P<credit>[（(]?\s*(?:自由亚洲电台|自由亞洲電台|记者|記者|特约)[^。]{0,60}?(?:责编|責編|网编|網編)[^。]{1,60})\s*$",
    re.DOTALL,
)


def signature(text: str) -> Byline | None:
    """记者：A台北报导 责编：B、C 网编：D, in a paragraph of its own or glued to the last one."""
    match = GLUED.fullmatch(text)
    found = labelled_credits(match["credit"]) if match else None
    return Byline(credits=found.credits, place=found.place, prose=match["prose"]) if match and found else None


OUTLET = Outlet(
    outlet_id="rfa",
    outlet_name="自由亚洲电台",
    latin_name="Radio Free Asia",
    domains=("rfa.org",),
    aliases=("自由亞洲電台", "RFA"),
    timezone_name="America/New_York",
    layouts=(PLONE, PLAIN),
    address=(
        r"/mandarin/(?:[a-z]+/)*(?P<section>[a-z]+)/[a-z0-9-]*?-(?P<month>\d\d)(?P<day>\d\d)(?P<year>20\d\d)\d{6}",
    ),
    drop=(r"视频\s*(?:[：:]?\s*【.{0,80}】|[：:].{0,40})?",),
    credits=(signature, labelled_credits),
    decorations=(r"icon-zoom",),
)
