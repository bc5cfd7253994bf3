"""中国数字时代: reposted texts with a WordPress feed's tail, which names the poster and the tags."""

import re

from etl.outlet import (
    LETTER,
    Byline,
    Credit,
    Layout,
    Outlet,
    Role,
    RoleKind,
    labelled_credits,
    name_list,
    names_with_agencies,
)

FEED = Layout(
    name="feed",
    has_head=False,
    roles={
        ".internal_tag": Role.BODY,
        ".W_icon": Role.DROP,
        ".W_img_face": Role.DROP,
        ".sharedaddy": Role.DROP,
        ".addtoany_share_save_container": Role.DROP,
        ".ts": Role.CAPTION,
        ".figc": Role.CAPTION,
    },
    card={
        "作者": Role.BYLINE,
        "编者": Role.BYLINE,
        "译者": Role.BYLINE,
        "来源": Role.BYLINE,
        "主题归类": Role.TAGS,
        "关键词": Role.TAGS,
        "标签": Role.TAGS,
        "标题": Role.MARGIN,
        "发表日期": Role.MARGIN,
        "发布日期": Role.MARGIN,
        "CDS收藏": Role.MARGIN,
        "版权说明": Role.MARGIN,
    },
    repairs=(
        # a caption is a small grey block below its picture
        (
            r'<span style="font-size: ?0\.8em; ?color: ?#666; ?display: ?block;[^"]*">(?!将鼠标)(.*?)</span>',
            r"<figcaption>\1</figcaption>",
        ),
        # or a slanted line below it
        (
            r"(<img\b[^>]*>\s*</p>\s*)<p>\s*<em>(?!摄影)([^<]{2,80})</em>\s*</p>",
            r"\1<figcaption>\2</figcaption>",
        ),
        # or a short div below it, whatever its class
        (
            r"(<img\b[^>]*>\s*</p>\s*)<div(?: class=\"[^\"]*\")?>([^<。]{2,60})</div>",
            r"\1<figcaption>\2</figcaption>",
        ),
    ),
)

POSTER = re.compile(r"(?:©|&copy;)\s*(?P<name>.{1,30}?) for 中国数字时代.*", re.DOTALL)
SOURCE = re.compile(
    r"(?:(?:(?:本文|文章)?(?:转自|转载自|转载于)(?:微信公众号)?|来源|文章来源|来自|原载)\s*[：:]|(?:文章)?来源\s)\s*"
    r"(?P<name>[^，。：「」《》（(\s]{2,24}|《[^《》]{2,20}》)\s*(?:[（(][^（()）]{0,20}[）)]|(?:20|19)\d\d年.*|公号.*)?"
)
SOME_SOURCE = re.compile(r"来源\s*[：:][^。]{2,30}")
AUTHOR = re.compile(
    r"(?:作者|文)\s*[：:｜|丨/]\s*(?P<name>[^，。！？：:、\s]{2,14}[！!]?)|(?:BY|By)\s+(?P<by>\w{2,16})"
)
NOBODY = frozenset(("佚名", "匿名", "不详", "未知", "网友", "匿名网友"))
NOTE = re.compile(
    r"[（(]?(?:本文)?作者(?P<names>[\u3400-\u9fff]{2,4}(?:[、和][\u3400-\u9fff]{2,4}){0,5})(?:是|系|，)[^。]{2,60}。?[）)]?"
)
BESIDE_MEDIUM = re.compile(
    r"(?P<names>[\u3400-\u9fff]{2,4}(?:[、 ][\u3400-\u9fff]{2,4}){0,3})\s*[/／]\s*"
    r"(?P<medium>[\u3400-\u9fff]{2,8}(?:报|社|周刊|网|杂志|新闻))"
)
NAMES_FIRST = re.compile(
    r"(?P<names>[\u3400-\u9fff·]{2,6}(?:[、 ][\u3400-\u9fff·]{2,6}){0,4})\s*[|｜丨]\s*"
    r"(?:(?P<label>采访|撰文|撰稿|文|记者|责任编辑|责编|编辑|翻译|校对|摄影)|排\s*版|设计|运营|视觉|视频)"
)
SIGNED = re.compile(r"[^（()）。]{2,40}[（(][^（()）]*(?:社|综合报[导道])[^（()）]*[）)]")


def poster(text: str) -> Byline | None:
    """© POSTER for 中国数字时代 …: who posted it here."""
    match = POSTER.fullmatch(text)
    if match is None:
        return None
    return Byline(credits=_handle(match["name"], RoleKind.EDITOR))  # often a whole sentence


def source(text: str) -> Byline | None:
    """来源：MEDIUM on a line of its own."""
    match = SOURCE.fullmatch(text)
    if match is None:
        return Byline() if SOME_SOURCE.fullmatch(text) else None
    return Byline(credits=name_list(match["name"], RoleKind.AGENCY))


def author(text: str) -> Byline | None:
    """Parse 作者：HANDLE or BY HANDLE; a handle may be any text."""
    match = AUTHOR.fullmatch(text)
    if match is None:
        return None
    name = match["name"] or match["by"]
    if name in NOBODY:
        return Byline()
    return Byline(credits=_handle(name, RoleKind.REPORTER))


def _handle(text: str, role: RoleKind) -> tuple[Credit, ...]:
    """The names that a text lists, or else the text as a handle, if it has a letter."""
    names = name_list(text, role)
    return names if names or not LETTER.search(text) else (Credit(author_name=text.strip(), role_kind=role),)


def author_note(text: str) -> Byline | None:
    """Parse （本文作者NAME系…教授。）, a note that names the author and is not prose."""
    match = NOTE.fullmatch(text)
    credits = name_list(match["names"].replace("和", "、"), RoleKind.REPORTER) if match else ()
    return Byline(credits=credits) if credits else None


def names_first(text: str) -> Byline | None:
    """Parse NAMES | LABEL, the credits below a text; who laid it out is nobody's author."""
    match = NAMES_FIRST.fullmatch(text)
    if match is None:
        return None
    return labelled_credits(f"{match['label']}：{match['names']}") if match["label"] else Byline()


def signature(text: str) -> Byline | None:
    """The byline of an article that was taken over: A/B（agency、agency）, NAME/MEDIUM."""
    beside = BESIDE_MEDIUM.fullmatch(text)
    if beside:
        names = name_list(beside["names"], RoleKind.REPORTER)
        return Byline(credits=(*names, *name_list(beside["medium"], RoleKind.AGENCY)))
    return names_with_agencies(text, RoleKind.REPORTER) if SIGNED.fullmatch(text) else None


OUTLET = Outlet(
    outlet_id="cdt",
    outlet_name="中国数字时代",
    latin_name="China Digital Times",
    domains=("chinadigitaltimes.net",),
    aliases=("CDT",),
    header_role=RoleKind.EDITOR,  # who posted it
    timezone_name="Asia/Shanghai",
    prints_no_time=True,  # of 608 pages one has a time, 2014, that of the text taken over in 2020
    same=((r"/amp$", ""),),
    layouts=(FEED,),
    address=(r"/chinese/(?P<year>\d{4})/(?P<month>\d\d)/",),
    title_keeps=(
        r"^【(?P<column>[^】]{2,12})】",
        r"^(?:【[^】]+】)?\s*(?P<source>(?!CD[ST]|记者)[^|｜【】《》：:，。？！]{2,14}?)\s*[|｜]",
    ),
    drop=(
        r"Feed enhanced by .*",
        r"CDT ?(?:档案卡|檔案卡)",
        r"The post .+ appeared first on .+",
        r"将鼠标悬停于图片上.*",
        r"CDS档案.{0,30}|[|｜] ?李文亮",
        r"请点击(?:购买|支持|订阅).{0,120}",
        r"原标题[：:].*|[（(]?原标题为\s*《[^《》]*》[）)]?",
        r"(?:图|图片来源|图源|题图)\s*[/／|｜：:].{1,30}|题图.{0,20}[：:].{1,30}",
        r"作者(?:简介|介绍)[：:].*",
        r"[\u3400-\u9fff]{2,4}是(?:中国|香港|台湾|大陆)?(?:资深|知名|著名|独立)?(?:媒体人|时事评论|作家|学者).{0,24}(?:现居|专栏).{0,12}",
        r"(?:排版|美编|设计|视觉|运营|出品)\s*[|｜丨/：:].{1,20}",
        r"(?:本文|文中)?(?:所有)?图片均?(?:来自|来源于?)[：:]?.{2,20}",
        r"商务合作.{0,20}|【反侵权公告】.*|(?:文章)?转载于.{2,40}",
    ),
    captions=(
        r"(?:图|图片|图源|题图|视频截图|视频字幕|摄影?)\s*[/／|｜丨：:].{1,60}",
        r"[▲△▼↑].{2,120}",
        r"[^。]{2,40}[（(][^（()）]{0,20}[摄攝图圖][）)]|[^。]{2,30}[截][图屏圖]|[^。]{2,60}©.{2,20}",
        r"[（(][^（()）]{0,40}(?:图|摄|来源|左|右|截屏|资料)[^（()）]{0,20}[）)]",
    ),
    credits=(poster, source, labelled_credits, names_first, signature, author_note, author),
)
