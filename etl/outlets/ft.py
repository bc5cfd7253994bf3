"""FT中文网: a lead that may open with its author's name, the text, a translator, notes in brackets."""

import re

from etl.outlet import Byline, Layout, Outlet, Role, RoleKind, labelled_credits, name_list, reported_credits

STORY = Layout(
    name="story",
    has_head=False,
    marks=("story-lead", 'class="story-body'),
    roles={
        ".story-lead": Role.LEAD,
        ".pic": Role.CAPTION,
        ".o-ads": Role.DROP,
        ".clearfloat": Role.DROP,
    },
    has_plain_headings=True,
)
# since late 2021 the archive keeps no class; the lead is the first element with text
BARE = Layout(
    name="bare",
    has_head=False,
    marks=('id="story-body-container"',),
    is_bare=True,
    repairs=(
        (r"^\s*<div></div>\s*<div>(?=[^<])", '<div class="story-lead">'),
        # a picture and its caption, bare text behind it
        (r"(<div>\s*<img\b[^>]*>)([^<]{2,200})(?=</div>)", r"\1<figcaption>\2</figcaption>"),
    ),
    roles={".story-lead": Role.LEAD},
    has_plain_headings=True,
)
LIVE = Layout(name="live", has_head=False, marks=("n-content-",), roles={".o-ads": Role.DROP})

# where a note on author, opinion and editor begins, alone or behind the last sentence
NOTE = re.compile(
    r"[（(]\s*(?:注\s*[：:]|作者(?:介绍|系|为|是|邮箱)|本文(?:仅|作者|编辑|版权)|(?:制作、)?翻译\s*[：:]|责编|责任编辑)"
    r"|^(?:注\s*[：:]|本文(?:仅代表|编辑|版权))|^[（(](?=.*本文仅代表)",
)
EDITOR = re.compile(
    r"(?:责编|责任编辑|本文编辑)\s*[：:]?\s*(?P<name>(?!邮箱)[\u3400-\u9fff]{2,4})(?=[\s，,。）)]|$)"
)
MAKER = re.compile(r"(?:制作、)?翻译\s*[：:]\s*(?P<name>[^。；，）)]{2,20})")
TAKER = re.compile(r"摄影\s*[/／：:]\s*(?P<name>[\u3400-\u9fff]{2,4})(?=[\s，,。；;）)]|$)")
LONGEST_NOTE = 600  # characters


def note(text: str) -> Byline | None:
    """（注：作者是… 本文仅代表… 责编：NAME）at the end: no prose; who is named in it is credited."""
    start = NOTE.search(text)
    if start is None or len(text) - start.start() > LONGEST_NOTE:
        return None
    told = text[start.start() :]
    editor, maker, taker = EDITOR.search(told), MAKER.search(told), TAKER.search(told)
    credits = (
        *(name_list(maker["name"], RoleKind.TRANSLATOR) if maker else ()),
        *(name_list(editor["name"], RoleKind.EDITOR) if editor else ()),
        *(name_list(taker["name"], RoleKind.PHOTOGRAPHER) if taker else ()),
    )
    return Byline(credits=credits, prose=text[: start.start()].strip() or None)


OUTLET = Outlet(
    outlet_id="ft",
    outlet_name="FT中文网",
    latin_name="Financial Times",
    domains=("cn.ft.com", "ft.com", "ftchinese.com", "ftacademy.cn"),
    aliases=("金融时报", "金融時報", "FT"),
    timezone_name="Asia/Shanghai",
    same=((r"^https://m\.", "https://"),),
    layouts=(STORY, BARE, LIVE),
    drop=(
        r"来自FT中文网的温馨提示：.*",
        r"[\u3400-\u9fffA-Za-z•·]{2,20}是英国《金融时报》.{0,24}(?:编辑|专栏作家|记者|主编|评论员|主任|总监|社长)。?",
        r"本文作者(?:[^，。]{0,60}[)）]?)?[是为系].{2,250}",
        r"[（(]?本(?:栏目|文|系列).{0,6}由.{2,60}(?:主办|合办|推出|支持|赞助)[）)]?[。]?",
        r"[\u3400-\u9fffA-Za-z•·]{2,20}\s*[（(][A-Za-z .'’\-]+[）)]\s*[是为].{0,60}(?:作者|作家|记者|专栏|编辑).{0,40}",
    ),
    title_keeps=(
        r"^(?P<column>FT社评|FT大视野|FT商学院|每周数读|每日更新|一周世界舆论聚焦|一周新闻小测|高端视点|经济新闻小测)[：:]",
    ),
    captions=(r"注\s*[：:](?!.{0,6}(?:本文|作者)).{2,200}", r"(?:图表?|表)\s?\d{0,2}\s*[：:].{2,80}"),
    lead_author=(
        r"(?!(?:调查|编者按?|提要|摘要|分析|专家|报告|观点|评论|研究|数据|.*(?:首脑|总统|总理|部长))[：:])"
        r"(?P<names>(?:[\u3400-\u9fff·•]{2,6}|[A-Z][A-Za-z .'’\-]{3,30})(?:、[\u3400-\u9fff·•]{2,6})*)[：:]",
    ),
    credits=(labelled_credits, note, reported_credits),
)
