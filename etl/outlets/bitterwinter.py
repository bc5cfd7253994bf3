"""寒冬: a standfirst in the first heading, a signature in the last line, a WordPress feed's tail."""

import re

from etl.outlet import Byline, Layout, Outlet, Role, RoleKind, labelled_credits, name_list

POST = Layout(
    name="post",
    has_head=False,
    marks=("wp-caption", "donate-us", "keyword_link"),
    roles={
        "h2": Role.LEAD,
        "section.widget": Role.DROP,
        ".donate-us": Role.DROP,
    },
)

# the beginning of a text alone, as the feed gave it
EXCERPT = Layout(name="excerpt", has_head=False, is_bare=True)

SIGNED = re.compile(r"寒冬(?:特[約派])?[記记]者\s*[：:]?\s*(?P<names>[\u3400-\u9fff、]{2,12})")


def signature(text: str) -> Byline | None:
    """Parse 寒冬記者 NAME, the last line."""
    match = SIGNED.fullmatch(text)
    return Byline(credits=name_list(match["names"], RoleKind.REPORTER)) if match else None


OUTLET = Outlet(
    outlet_id="bitterwinter",
    outlet_name="寒冬",
    latin_name="Bitter Winter",
    domains=("bitterwinter.org",),
    aliases=("《寒冬》", "寒冬杂志", "寒冬雜誌", "Bitter Winter"),
    language_code="zh-Hant",
    timezone_name="Asia/Taipei",
    layouts=(POST, EXCERPT),
    credits=(signature, labelled_credits),
)
