"""路透中文: a dateline in the text, an end mark, an attribution and the house's badge."""

import re

from etl.outlet import Byline, Layout, Outlet, Role, RoleKind, labelled_credits, name_list

STANDARD = Layout(
    name="standard",
    headings=(r"\*{1,2}\s*(?P<text>[^*]{2,60}?)\s*\*\*", r"(?P<text>【[^】]{1,14}】)"),
    marks=("StandardArticleBody_",),
    roles={
        ".StandardArticleBody_trustBadgeContainer": Role.DROP,
        ".Attribution_content": Role.BODY,
        ".Slideshow_container": Role.DROP,
        ".RelatedCoverage_related-coverage-module": Role.RELATED,
    },
)
# since September 2020: generated class names for a week, then only the archive's own markup, without the attribution
ARTICLE = Layout(
    name="article",
    headings=STANDARD.headings,
    marks=("ArticleBody-para-", "Attribution-attribution-"),
    roles={
        ".AdSlot__*": Role.DROP,
        ".FullscreenOverlay-button*": Role.DROP,
        ".TrustBadge-*": Role.DROP,
        ".RelatedCoverage-*": Role.RELATED,
    },
)
HEADED = Layout(
    name="headed",
    headings=STANDARD.headings,
    marks=("<div><i>",),
    is_bare=True,
    roles={"small": Role.CAPTION},
)

GLUED = re.compile(
    r"(?P<prose>.*?[。！？”\s）)])\s*[（(]?(?P<credit>(?:编译|发稿|记者|审校|采写|整理|撰写|作者)[/\s：:].{2,160}?)[）)]?\s*",
    re.DOTALL,
)
# (香港记者A、B对本文亦有贡献), (本文北京中文部A亦有贡献)
CONTRIBUTED = re.compile(
    r"[（(]\s*(?:本文)?(?:[\u3400-\u9fff]{2,4}(?=中文|记者))?(?:中文(?:新闻)?部|记者)?\s*(?P<names>[^（）()，。]{2,60}?)"
    r"\s*(?:对(?:本|此)文)?[亦也]?有(?:所)?贡献\s*[）)]"
)


def attribution(text: str) -> Byline | None:
    """编译 A；审校 B, in a paragraph of its own or behind the end mark."""
    helped = CONTRIBUTED.fullmatch(text)
    if helped is not None:
        return Byline(credits=name_list(helped["names"], RoleKind.REPORTER))
    found = labelled_credits(text)
    if found is not None:
        return found
    match = GLUED.fullmatch(text)
    found = labelled_credits(match["credit"]) if match else None
    return Byline(credits=found.credits, prose=match["prose"]) if match and found else None


COLUMNS = (
    r"焦点|综述|独家|调查|分析|专栏|观点|快讯|更新版?|热点透视|热点解析|热点聚焦|市场热谈|数据观测|特写|"
    r"财经洞察|美股展望|汇市一周综述|解读|图表新闻|深度分析|背景资料|简讯|路透调查|投资焦点|全球汇市|全球金市|中国股市|每日外电|"
    r"国际财经|路透峰会|独家新闻|路透专栏|路透综述|路透独家"
)

OUTLET = Outlet(
    outlet_id="reuters",
    outlet_name="路透中文网",
    latin_name="Reuters",
    domains=("reuters.com", "thomsonreuters.cn"),
    aliases=("路透", "路透社"),
    timezone_name="Asia/Shanghai",
    page_timezone_name="UTC",
    same=((r"^https://cn\.mobile\.", "https://cn."), (r"/article/amp/", "/article/")),
    layouts=(STANDARD, ARTICLE, HEADED),
    title_keeps=(rf"^(?P<column>{COLUMNS})[：:]", rf"^《(?P<column>{COLUMNS})》"),
    drop=(
        r"[（(](?:新增|更新|补充|增加|重发|改写|加入|更正)[^（()）。]{2,24}[）)]",
        r"我们的标准：.{0,24}",
        r".{0,16}请点选.{2,60}",
        r"(?:\S*tmsnrt\.rs/\S+|here)",
        r"(?:参看|欲览|欲知|详情|原文|如要|更多|公告|.{0,20}公告|.{0,20}记者问).{0,40}(?:here|https?://\S+)",
    ),
    credits=(attribution,),
    dateline=(
        r"^路透(?P<place>[\u3400-\u9fff·/]{2,20}?)?(?:\d+月\d+日|月\d+日)\s*-",
        r"^\d+月\d+日\s*-\s*路透(?P<place>[\u3400-\u9fff·/]{2,10})?",
    ),
    agency="路透",
)
