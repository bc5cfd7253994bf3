"""美国之音: a lead picture or video with its caption, text, notes on the wires it drew on."""

import re

from etl.outlet import Byline, Layout, Outlet, Role, RoleKind, labelled_credits, name_list

# the place in front of the text is outside of its first paragraph
LOOSE_PLACE = (r"(?<=</div>)(\s*[\u3400-\u9fff·,，/ ]{2,16}\s*(?:—|–|-)\s*)<p>", r"<p>\1")
# the archive's own markup alone
HEADED = Layout(
    name="headed",
    marks=("<div><i>",),
    is_bare=True,
    repairs=(LOOSE_PLACE,),
    roles={"small": Role.CAPTION},
    has_plain_headings=True,
)
# with what the station's editor leaves in the text: photographs, links, embeds, pieces of Word
EDITED = Layout(
    name="edited",
    repairs=(LOOSE_PLACE,),
    marks=("contentImage", "imageCaption", "wsw__", "external-content", "OutlineElement", "TextRun"),
    roles={"small": Role.CAPTION, ".imageCaption": Role.CAPTION, ".wsw__embed": Role.EMBED},
    has_plain_headings=True,
)

# 编者按：这是NAME为美国之音撰写的评论文章。这篇特约评论不代表美国之音的观点。
GUEST = re.compile(
    r"(?:编者按|编者注)[：:]\s*(?:这|以下|本文)是?(?:一篇)?(?P<names>[\u3400-\u9fff·]{2,8}(?:[、和][\u3400-\u9fff·]{2,8})*)"
    r"(?:[^。]{0,12})?(?:为|给)美国之音撰写的.{2,20}[。].{0,80}"
)


def guest(text: str) -> Byline | None:
    """Parse the editor's note above a guest's column, which only says who wrote it and that it is an opinion."""
    match = GUEST.fullmatch(text)
    return (
        Byline(credits=name_list(match["names"].replace("和", "、"), RoleKind.COLUMNIST)) if match else None
    )


OUTLET = Outlet(
    outlet_id="voa",
    outlet_name="美国之音",
    latin_name="Voice of America",
    domains=("voachinese.com", "voacantonese.com", "voanews.com", "pangea-cms.com"),
    aliases=("美國之音", "VOA"),
    timezone_name="America/New_York",
    page_timezone_name="UTC",
    same=((r"^https://m\.", "https://"), (r"com/amp/", "com/a/")),
    layouts=(HEADED, EDITED),
    address=(r"-(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)/\d+",),
    credits=(guest, labelled_credits),
    wire=(
        r"[（(]?\s*(?:[本此该]文|文章|本报道|本报导|这篇报道|报道)?(?:的)?(?:部分内容|部分|主要|内容)?"
        r"(?:依据|依照|参考|参照|使用|采用|引用|包括|根据|援引|综合|来自|取自|取材[于自]?|编译自)了?.{1,40}(?:报道|报导|消息|内容|撰写|社)[。.]?\s*[）)][。.]?",
    ),
    drop=(
        r"=*\s*嘉宾和观众(?:、?听众)?发表的.{0,20}不代表美国之音[。.]?\s*=*",
        r"(?:本期)?《?.{2,12}》?(?:本集全部内容请看|完整版)[：:].*",
        r"《.{2,12}》.{0,4}YouTube.{0,80}",
        r"《?.{2,8}》?(?:节目)?每(?:星期|周).{2,24}播出[，,].{0,8}收看.?",
    ),
    title_keeps=(
        r"^(?P<column>时事大家谈|焦点对话|美国政府政策立场社论|社论|海峡论谈|聿文视界|时事看台|专家视点|中国网络观察|白宫要义|解密时刻|VOA连线)\s*[：:]",
    ),
    dateline=(r"^(?P<place>[\u3400-\u9fff·]{2,10})\s*(?:—|–|-|——)\s+",),
)
