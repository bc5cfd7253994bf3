"""中国数字时代: reposted texts with a WordPress feed's tail, which names the poster and the tags."""

import re

from etl.outlet import Byline, Credit, Layout, Outlet, Role, RoleKind, labelled_credits, name_list

FEED = Layout(
    name="feed",
    has_head=False,
    roles={
        ".internal_tag": Role.BODY,
        ".W_icon": Role.DROP,
        ".W_img_face": Role.DROP,
        ".sharedaddy": Role.DROP,
    },
)

POSTER = re.compile(r"(?:©|&copy;)\s*(?P<name>.{1,30}?) for 中国数字时代.*", re.DOTALL)
SOURCE = re.compile(r"(?:来源|转自|文章来源|来自|原载)\s*[：:]\s*(?P<name>[^，。：]{2,24})")


def poster(text: str) -> Byline | None:
    """© POSTER for 中国数字时代 …: who posted it here."""
    match = POSTER.fullmatch(text)
    if match is None:
        return None
    handle = Credit(author_name=match["name"].strip(), role_kind=RoleKind.EDITOR)  # often a whole sentence
    return Byline(credits=name_list(match["name"], RoleKind.EDITOR) or (handle,))


def source(text: str) -> Byline | None:
    """来源：MEDIUM on a line of its own."""
    match = SOURCE.fullmatch(text)
    return Byline(credits=name_list(match["name"], RoleKind.AGENCY)) if match else None


OUTLET = Outlet(
    outlet_id="cdt",
    outlet_name="中国数字时代",
    latin_name="China Digital Times",
    domains=("chinadigitaltimes.net",),
    aliases=("CDT",),
    timezone_name="Asia/Shanghai",
    layouts=(FEED,),
    address=(r"/chinese/(?P<year>\d{4})/(?P<month>\d\d)/",),
    title_keeps=(
        r"^【(?P<column>[^】]{2,12})】",
        r"^(?:【[^】]+】)?\s*(?P<source>(?!CDT)[^|｜【】《》：:，。？！]{2,14}?)\s*[|｜]",
    ),
    drop=(
        r"Feed enhanced by .*",
        r"CDS档案.{0,30}|[|｜] ?李文亮",
        r"CDT编[辑者](?:注|按)[：:].{0,60}",
        r"原标题[：:].*",
        r"(?:图|图片来源|图源)\s*[/／|｜：:].{1,30}",
    ),
    credits=(poster, source, labelled_credits),
)
