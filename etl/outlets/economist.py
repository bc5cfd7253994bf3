"""The Economist: a time, initials and a place above the text, prompts around podcasts, a footnote."""

import re

from etl.outlet import Byline, Layout, Outlet, Role, RoleKind, labelled_credits, name_list

ARTICLE = Layout(
    name="article",
    marks=("data-test-id=", "schema.org/DateTime"),
    roles={
        "[data-test-id=Article Byline]": Role.BYLINE,
        "[data-test-id=Dateline]": Role.PLACE,
        "[data-test-id=Footnote]": Role.DROP,
        "[data-test-id=Inline Ad]": Role.DROP,
        "[datetime]": Role.DATE,
        "cite": Role.QUOTE,
    },
)

BY = re.compile(
    r"by\s+(?:(?P<names>[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*|\s+and\s+(?=[A-Z])|,\s+(?=(?:[A-Z]\.)+))*?))?"
    r"(?:[:,]?\s+(?:[a-z]|[^|:]*?(?:editor|correspondent|columnist|chief))[^|]*)?"
    r"(?:\s*\|?\s*(?P<place>[A-Z][A-Z ,]+[A-Z]))?"
)


def byline(text: str) -> Byline | None:
    """Parse by X.Y. | PLACE, by First Last: correspondent, The Economist."""
    match = BY.fullmatch(text.strip())
    if match is None:
        return None
    return Byline(credits=name_list(match["names"] or "", RoleKind.REPORTER), place=match["place"])


OUTLET = Outlet(
    outlet_id="economist",
    outlet_name="The Economist",
    latin_name="The Economist",
    domains=("economist.com",),
    aliases=("经济学人", "經濟學人", "经济学人en", "Economist"),
    language_code="en",
    timezone_name="Europe/London",
    layouts=(ARTICLE,),
    address=(r"economist\.com/(?P<section>[a-z0-9-]+)/(?P<year>20\d\d)/(?P<month>\d\d)/(?P<day>\d\d)/",),
    drop=(
        r"Editor’s note\b.{0,24}:.*|Listen on: .*|This article (?:first )?appeared in .{2,80} edition\b.*",
        r"(?:For more (?:stories|coverage)|See also|Read more|Sign up|Dig deeper|Explore our guide).{0,300}",
        r"(?:Please |You can )?[Ss]ubscribe (?:to|here|now|and listen).{0,300}|And to dig deeper:",
        r"For (?:full )?access to The Economist.{0,300}|Enjoy more audio.{0,80}",
        r"\*?Sources?: .{2,300}",  # of a chart
        r"ILLUSTRATIONS?: .{2,60}|[A-Z]{3}[A-Z ,]{1,30}",  # a place alone
        r".{0,120}(?:economist\.com/\w*offer|2020electionpod|complemented by our .{2,40} newsletter).{0,80}",
    ),
    credits=(byline, labelled_credits),
    decorations=(r"og-fallback-image",),
)
