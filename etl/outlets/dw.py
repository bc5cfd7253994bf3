"""德国之声: articles with an optional gallery, pages that are a gallery, and stubs around a video."""

import re

from etl.outlet import Byline, Layout, Outlet, Role, RoleKind, labelled_credits, names_with_agencies

ARTICLE = Layout(
    name="article",
    marks=("<div><i>",),
    roles={"small": Role.CAPTION, "h3": Role.DROP},
    repairs=((r"</p></small>|</small></p>(?=\s*<video)", "</p>"),),
    figure_depth=1,
)
VIDEO = Layout(name="video", marks=("<video",), repairs=((r"</small></p>", "</p>"),))
GALLERY = Layout(name="gallery", roles={"h3": Role.DROP})


GLUED = re.compile(
    r"(?P<prose>.*[。！？”\"」])\s*(?P<credit>[^。！？”\"」（(]{2,40}[（(][^（()）]{2,60}[）)])", re.DOTALL
)


def signature(text: str) -> Byline | None:
    """A last line such as A/B（agency、agency等）, alone or glued to the last paragraph."""
    glued = GLUED.fullmatch(text)
    credits = names_with_agencies(glued["credit"] if glued else text, RoleKind.REPORTER)
    if credits is None or (glued and not any(credit.role_kind is RoleKind.AGENCY for credit in credits)):
        return None
    return Byline(credits=credits, prose=glued["prose"] if glued else None)


OUTLET = Outlet(
    outlet_id="dw",
    outlet_name="德国之声",
    latin_name="Deutsche Welle",
    domains=("dw.com", "dw.de"),
    aliases=("德國之聲", "DW"),
    timezone_name="Asia/Shanghai",
    layouts=(ARTICLE, VIDEO, GALLERY),
    drop=(
        r"[\[［（(]?\s*摘[编編译譯]自其[他它].*",
        r"(?:德国之声|德國之聲)致力[于於].*",
        r"文中[评評][论論]及分析.*",
        r"©\s*20\d\d\s*年?\s*(?:德国之声|德國之聲)?.*",
        r".{0,12}(?:版权声明|版權聲明).*",
        r"(?:Feed-URL|iTunes|RSS)[：:]?",
        r"https?://\S+",
        r"(?:德国之声|德國之聲)?[专專][栏欄]作者.{2,60}",
    ),
    title_keeps=(r"^(?P<column>[\u3400-\u9fff]{2,6}[评評][论論]|长平观察|泽林专栏|媒体看中国)[：:]",),
    credits=(signature, labelled_credits),
    wire=(r"[（(](?:综合报[道导]|綜合報[道導])[）)]",),
)
