"""BBC News 中文: story-body pages until summer 2020, then two front ends with generated class names."""

import re

from etl.outlet import Byline, Layout, Outlet, Role, RoleKind, labelled_credits, name_list

SHARED = {
    ".off-screen": Role.DROP,
    ".VisuallyHidden*": Role.DROP,
    "[aria-hidden=true]": Role.DROP,
    "[data-e2e=advertisement]": Role.DROP,
    "[data-iframe]": Role.VIDEO,
    "[data-playable]": Role.VIDEO,
    ".social-embed": Role.EMBED,
    # charts and sliders: their titles, dates and sources are not prose
    ".VegaGraph*": Role.DROP,
    ".components__Editorial*": Role.DROP,
    ".news_idt__image-slider__cta": Role.DROP,
    ".news_idt__image-slider__label": Role.DROP,
    ".div__attribution": Role.CREDIT,
}
CLASSIC = Layout(
    name="story_body",
    marks=("story-body__inner", "story-body__introduction"),
    roles={
        **SHARED,
        ".bbccom_slot": Role.DROP,
        ".media-placeholder": Role.DROP,
        ".media-with-caption__caption": Role.CAPTION,
        ".story-body__introduction": Role.LEAD,
        ".story-image-copyright": Role.CREDIT,
        ".media-caption__text": Role.CAPTION,
    },
)
# the front end since summer 2020, in the order in which its marks were lost: generated class names, main alone
MODERN = {
    **SHARED,
    "h1": Role.DROP,
    ".SkipLink*": Role.DROP,
    ".EndText*": Role.DROP,
    ".FauxHeadline*": Role.DROP,
    ".Copyright*": Role.CREDIT,
    "p[role=text]": Role.CREDIT,
    ".Caption*": Role.CAPTION,
    ".Byline*": Role.BYLINE,
    "[data-testid=byline]": Role.BYLINE,
    "[aria-labelledby=article-byline]": Role.BYLINE,
    ".Timestamp*": Role.DATE,
    ".RelatedContent*": Role.RELATED,
    ".StoryPromo*": Role.RELATED,
    "[data-e2e=related-content]": Role.RELATED,
    "[data-e2e=related-content-heading]": Role.RELATED,
    "[data-e2e=recommendations-heading]": Role.RELATED,
    "[aria-labelledby=related-content-heading]": Role.RELATED,
    "[aria-labelledby=recommendations-heading]": Role.RELATED,
    "[data-e2e=most-read]": Role.DROP,
    ".MostRead*": Role.DROP,
    "[aria-labelledby=Most-Read]": Role.DROP,
    "[aria-labelledby=top-stories-heading]": Role.DROP,
    "[aria-labelledby=features-analysis-heading]": Role.DROP,
    "[aria-labelledby=podcast-promo]": Role.DROP,
    "[aria-labelledby=related-topics]": Role.DROP,
}
LAZY_PICTURE = (r"<noscript>\s*(<img\b[^>]*>)\s*</noscript>", r"\1")
# a foreign video is an empty box that names it
BOXED_VIDEO = (r'<div data-e2e="youtube-embed-(https?://[^"]+)"', r'<iframe src="\1"></iframe><div')
# a list right above the time is the byline
LISTED_BYLINE = (
    r"<ul\b[^>]*>(?=(?:(?!</?ul\b).){1,900}</ul>\s*(?:</?(?:div|section)\b[^>]*>\s*)*<time\b)",
    '<ul data-testid="byline">',
)
# a name in Latin letters on a line of its own is the same person's
PARTED_NAME = (r"</li>\s*<li\b[^>]*>\s*(?=[（(]\s*[A-Z])", "")
BEFORE_MAIN = (r"^(?s:.*?)(?=<main\b)", "")
SIMORGH = Layout(
    name="simorgh",
    marks=("GridItemConstrained", "-sc-", "Paragraph-", "Copyright-", "Caption-"),
    roles=MODERN,
    repairs=(LAZY_PICTURE, BOXED_VIDEO, LISTED_BYLINE, PARTED_NAME),
    has_bold_lead=True,
)
MAIN = Layout(
    name="main",
    marks=("<main",),
    roles=MODERN,
    repairs=(BEFORE_MAIN, LAZY_PICTURE, BOXED_VIDEO, LISTED_BYLINE, PARTED_NAME),
    figure_depth=2,
    has_bold_lead=True,
)
FRAGMENTS = Layout(
    name="fragments",
    marks=(
        'data-e2e="',
        '<p role="text"',
        'class="bbc-',
        "-GridComponent ",
        "图像来源",
        "圖像來源",
        "/av-embeds/",
    ),
    roles=MODERN,
    repairs=(LAZY_PICTURE, BOXED_VIDEO, LISTED_BYLINE, PARTED_NAME),
    figure_depth=1,
    has_bold_lead=True,
)

PERSON = (
    r"(?:[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,6}[·‧•・][\u3400-\u9fff·‧•・]{1,8})\s*"
    r"[（(]\s*[A-Z][a-z'’\-]+(?: [A-Z][A-Za-z.'’\-]+)+\s*[）)]"
)
AUTHOR = re.compile(f"(?P<name>{PERSON})")
# who reported, in full, without a place
REPORTED = re.compile(rf"(?P<names>{PERSON}(?:(?:[、，,]|和|及|以及)\s*{PERSON})*)\s*报[道导]。?")
# who helped, with or without the service: BBC…组A（Latin）和B（Latin）共同参与了此报道
SERVICE = r"(?:BBC(?:中文|News)?(?:[\u3400-\u9fff]{2,4}(?:组|組|部|台))?(?:的?(?:记者|記者|编辑|編輯))?\s*)?"
HELPED = re.compile(
    rf"[*＊]?\s*{SERVICE}(?P<names>{PERSON}(?:(?:[、，,]|和|及|以及)\s*{PERSON})*)\s*(?:也|亦)?(?:共同|一同|协助|協助)?"
    r"(?:参与|參與)了?(?:此|本|这|這|该|該)?(?:篇|次|项|項)?(?:文章?)?的?(?:报[道导]|報[道導]|采访|採訪|撰写|撰寫|制作|製作)(?:工作)?。?"
)
JOINT = re.compile(r"(?<=[）)])(?:和|及|以及)")
ROLE = r"(?:记者|記者|编辑|編輯|主编|主編|主播|主持人|撰稿人?|特派员|特派員|通讯员|通訊員|分析员|制作人|監製|监制)"
POST = re.compile(
    r"(?:现场(?:报道|报导|直击)\s*[：:]\s*|現場(?:報道|報導|直擊)\s*[：:]\s*)?(?:为|為)?(?:BBC|英国广播公司|英國廣播公司)[^，,。！？：:]{0,20}"
    rf"(?:{ROLE}|事实[核查]查|事實[核查]查|Reality Check|Verify|News|Future|Sport|中文|新闻|新聞|监测部?)[）)]?"
    r"(?:(?:[，,]\s*(?:发自|發自|于|於)?|\s*(?:发自|發自))\s*(?P<place>[\u3400-\u9fff·]{2,12}))?"
    rf"|(?:特[约約]|自由|[资資]深|[驻駐][\u3400-\u9fff]{{2,6}})?{ROLE}"
    r"(?:[，,]?\s*(?:发自|發自)\s*(?P<there>[\u3400-\u9fff·]{2,12}))?"
)
SIGNED = re.compile(
    r"(?:BBC\s*(?:中文|News)?[^，,。\s]{0,12}?(?:记者|記者|主播|撰稿人|中文|编辑))\s*"
    r"(?P<name>[\u3400-\u9fff·\-\s]{2,14}(?:\s*[（(]\s*[A-Za-z .'’\-]+\s*[）)])?)(?:的?分析[：:]?)?"
)
ANALYST = re.compile(
    r"分析\s*[—–：:\-]+\s*(?P<name>[\u3400-\u9fff·\-]{2,14}\s*[（(][A-Za-z .'’\-]+[）)])\s*[，,]?\s*BBC.{0,20}"
    rf"|[^，。]{{0,12}}?{ROLE}(?P<who>[\u3400-\u9fff·\-]{{2,14}}\s*[（(][A-Za-z .'’\-]+[）)])的?分析[：:]?"
)
LAST = re.compile(
    r"(?P<name>[\u3400-\u9fff·\s]{2,14}(?:[（(][A-Za-z .'’\-]+[）)])?)\s*[，,]\s*BBC(?:\s*(?:News|中文))?"
)


DESK = re.compile(r"(?P<name>BBC(?:中文|News)?\s*[\u3400-\u9fff]{2,6}(?:部|组|組))")


def signature(text: str) -> Byline | None:
    """A line that is only a name: 名字（Latin Name）, BBC中文驻美记者 名字, 名字（Latin Name），BBC News.

    One that heads a box with somebody's analysis may be its heading too.
    """
    analyst = ANALYST.fullmatch(text)
    if analyst is not None:
        return Byline(credits=name_list(analyst["name"] or analyst["who"], RoleKind.REPORTER), prose=text)
    for pattern in (AUTHOR, SIGNED, LAST, DESK):
        match = pattern.fullmatch(text)
        if match is not None:
            return Byline(credits=name_list(match["name"], RoleKind.REPORTER))
    reported = REPORTED.fullmatch(text) or HELPED.fullmatch(text)
    if reported is not None:
        return Byline(credits=name_list(JOINT.sub("、", reported["names"]), RoleKind.REPORTER))
    post = POST.fullmatch(text)
    return Byline(place=post["place"] or post["there"]) if post is not None else None


OUTLET = Outlet(
    outlet_id="bbc",
    outlet_name="BBC News 中文",
    latin_name="BBC News Chinese",
    domains=("bbc.com", "bbc.co.uk", "bbc.in"),
    aliases=("BBC", "BBC中文网", "英国广播公司"),
    timezone_name="Asia/Shanghai",
    page_timezone_name="UTC",
    same=((r"^https://m\.", "https://"), (r"/zhongwen/trad/", "/zhongwen/simp/"), (r"\.amp$", "")),
    layouts=(CLASSIC, SIMORGH, MAIN, FRAGMENTS),
    address=(r"/zhongwen/(?:simp|trad)/(?P<section>[a-z_-]+?)-\d+",),
    title_off=(r"\s+-\s+BBC (?:News )?中文$",),
    drop=(
        # around foreign posts and offers to read on, for those who hear the page
        r"[\"“”]?(?:跳过|跳過|结尾|結尾|End of)\s?.{0,40}(?:帖子|阅读|閱讀|热读|熱讀|播客|内容|內容).{0,20}",
        r"(?:允许|允許).{2,20}[内內]容[吗嗎]？|此文包含.{2,20}提供的[内內]容。.*|接受[并並][继繼][续續]",
        r"(?:无内容|無內容|内容不可用|內容不可用|(?:继续浏览|繼續瀏覽|在.{2,12}[观觀]看更多).{0,20})",
        r"BBC[对對]外部[网網]站[内內]容不[负負][责責]任.{0,20}|(?:告知|警告)：(?:第三方|外部)内容.{0,12}",
        r"(?:更多)?(?:相关|相關)(?:主[题題])?[内內][容]|热读|熱讀|头条内容|頭條內容|特别推荐|特別推薦",
        r".{0,12}更多(?:报道|報道|報導|相关内容|相關內容)[：:]?",
        r"(?:请|請)(?:访问|訪問|点击|點擊).{0,24}(?:阅读|閱讀).{0,12}原文。?",
        r"[*＊]\s*(?:参与报道|插画|制图|图片)[：:].*",
    ),
    credits=(signature, labelled_credits),
    decorations=(
        r"in_numbers_\d+|_line-nc|_transparent-nc|grey_line|_line\d*(?:-nc)?\.png|presentational_|_banner-nc\.",
    ),
)
