"""德国之声: articles with an optional gallery, pages that are a gallery, and stubs around a video."""

import re
from dataclasses import replace

from etl.outlet import (
    Byline,
    Layout,
    Outlet,
    Role,
    RoleKind,
    labelled_credits,
    name_list,
    names_with_agencies,
)

ARTICLE = Layout(
    name="article",
    marks=("<div><i>",),
    roles={"small": Role.CAPTION, "h3": Role.DROP},
    repairs=(
        (r"</p></small>|</small></p>(?=\s*<video)", "</p>"),
        # a link to the article for machines
        (r"https://api\.dw\.com/api/detail/article/(?=\d+\")", "https://www.dw.com/zh/a-"),
        # a picture that the archive did not find, with its caption
        (r'<img src=""[^>]*>\s*<div><small[^>]*>[^<]*</small></div>', ""),
        # a heading whose line break became spaces
        (r"<p>\s*<strong>([^<]{2,45})</strong>[\s\u00a0]{3,}(?=[^<\s])", r"<p><strong>\1</strong></p><p>"),
        (r"[\s\u00a0]{3,}<strong>([^<]{2,45})</strong>[\s\u00a0]*</p>", r"</p><p><strong>\1</strong></p>"),
    ),
    figure_depth=1,
    has_plain_headings=True,
)
VIDEO = Layout(name="video", marks=("<video",), repairs=((r"</small></p>", "</p>"),))
GALLERY = Layout(name="gallery", marks=("<div><img",), roles={"h3": Role.DROP})


REPORTS = "综合报[道导]|綜合報[道導]"
GLUED = re.compile(
    r"(?P<prose>.*[。！？”\"」])\s*(?P<credit>[^。！？”\"」（(]{2,40}[（(][^（()）]{2,60}[）)])", re.DOTALL
)


OWN = re.compile(
    r"[（(](?:德国之声|德國之聲|DW)(?P<names>[记記特通][^（()）。]{3,40}?)等?[报報][道导導][）)]"
)
BARE = re.compile(r"[\u3400-\u9fff]{2,4}(?:\s*[/／]\s*[\u3400-\u9fff]{2,4}){1,3}")


def signature(text: str) -> Byline | None:
    """A last line such as A/B（agency、agency等）, alone or glued to the last paragraph; A/B."""
    if BARE.fullmatch(text):
        return Byline(credits=name_list(text, RoleKind.REPORTER))
    own = OWN.fullmatch(text)
    if own is not None:
        return Byline(credits=name_list(own["names"], RoleKind.REPORTER))
    glued = GLUED.fullmatch(text)
    found = names_with_agencies(glued["credit"] if glued else text, RoleKind.REPORTER)
    if found is None or (glued and not found.is_compiled):
        return None
    return replace(found, prose=glued["prose"] if glued else None)


OUTLET = Outlet(
    outlet_id="dw",
    outlet_name="德国之声",
    latin_name="Deutsche Welle",
    domains=("dw.com", "dw.de"),
    aliases=("德國之聲", "DW"),
    timezone_name="Asia/Shanghai",
    page_timezone_name="UTC",
    same=(
        (r"^https://(?:m|amp)\.", "https://"),
        (r"^https://api\.dw\.com/api/detail/article/(\d+)$", r"https://dw.com/zh/a-\1"),
        (
            r"^(https://dw\.com/zh)/[^/]+/(a-\d+)$",
            r"\1/\2",
        ),  # what stands before the number changes with the title
    ),
    layouts=(ARTICLE, VIDEO, GALLERY),
    drop=(
        r"[\[［（(]?\s*摘[编編译譯]自其[他它].*",
        r"(?:德国之声|德國之聲)致力[于於].*",
        r"文中[评評][论論]及分析.*",
        r"©\s*20\d\d\s*年?\s*(?:德国之声|德國之聲)?.*",
        r".{0,12}(?:版权声明|版權聲明).*",
        r"(?:Feed-URL|iTunes|RSS)[：:]?",
        r"(?:DW|德国之声|德國之聲)(?:中文)?有.{2,20}[！!].{0,60}",
        r"(?:欢迎|歡迎)(?:订阅|訂閱|收听|收聽).{0,30}(?:播客|节目|節目).*",
        r"https?://\S+",
        r"(?:德国之声|德國之聲)?[专專][栏欄]作者.{2,60}",
    ),
    title_keeps=(
        r"^(?P<column>(?:客座)?[評评][论論]|长平观察|長平觀察|泽林(?:专栏|视点)|媒体看中国|德语媒体|德語媒體|墙外文摘|牆外文摘)\s?[：:]",
    ),
    credits=(signature, labelled_credits),
    wire=(
        rf"[（(](?:{REPORTS}|[^（()）。？！]{{0,36}}(?:社|[电電][视視][台臺]|[报報]|[网網]|[刊誌志]|台|》|等)\s*(?:{REPORTS})?)\s*[）)]",
    ),
)
