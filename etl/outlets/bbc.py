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
SIMORGH = Layout(
    name="simorgh",
    marks=("GridItemConstrained", "-sc-", "ImagePlaceholder"),
    roles={
        **SHARED,
        ".Copyright*": Role.CREDIT,
        ".Caption*": Role.CAPTION,
        ".Byline*": Role.BYLINE,
        ".Timestamp*": Role.DATE,
        ".RelatedContent*": Role.RELATED,
        ".StoryPromo*": Role.RELATED,
        ".MostRead*": Role.DROP,
        ".MediaPlayer*": Role.DROP,
        "h1": Role.DROP,
    },
)
MAIN = Layout(
    name="main",
    marks=('<main role="main"', "<main"),
    roles={
        **SHARED,
        "p[role=text]": Role.CREDIT,
        "[data-e2e=related-content]": Role.RELATED,
        "[data-e2e=most-read]": Role.DROP,
        "[data-testid=byline]": Role.BYLINE,
        "h1": Role.DROP,
    },
    figure_depth=2,
    has_bold_lead=True,
)

AUTHOR = re.compile(
    r"(?P<name>(?:[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,6}·[\u3400-\u9fff·]{1,8})\s*"
    r"[（(][A-Z][a-z'’\-]+(?: [A-Z][A-Za-z.'’\-]+)+[）)])"
)
POST = re.compile(
    r"(?:BBC|英国广播公司)[^，,。]{0,20}(?:记者|編輯|编辑|主播|特约撰稿人|記者)?"
    r"(?:[，,]?\s*(?:发自|發自)\s*(?P<place>[\u3400-\u9fff]{2,12}))?"
)
SIGNED = re.compile(
    r"(?:分析——)?(?:BBC\s*(?:中文|News)?[^，,。\s]{0,12}?(?:记者|記者|主播|撰稿人|中文|编辑))\s*"
    r"(?P<name>[\u3400-\u9fff·\-\s]{2,14}(?:\s*[（(]\s*[A-Za-z .'’\-]+\s*[）)])?)(?:分析[：:]?)?"
)
LAST = re.compile(
    r"(?P<name>[\u3400-\u9fff·\s]{2,14}(?:[（(][A-Za-z .'’\-]+[）)])?)\s*[，,]\s*BBC(?:\s*(?:News|中文))?"
)


def signature(text: str) -> Byline | None:
    """A line that is only a name: 名字（Latin Name）, BBC中文驻美记者 名字, 名字（Latin Name），BBC News."""
    for pattern in (AUTHOR, SIGNED, LAST):
        match = pattern.fullmatch(text)
        if match is not None:
            return Byline(credits=name_list(match["name"], RoleKind.REPORTER))
    post = POST.fullmatch(text)
    return Byline(place=post["place"]) if post is not None else None


OUTLET = Outlet(
    outlet_id="bbc",
    outlet_name="BBC News 中文",
    latin_name="BBC News Chinese",
    domains=("bbc.com", "bbc.co.uk", "bbc.in"),
    aliases=("BBC", "BBC中文网", "英国广播公司"),
    timezone_name="Asia/Shanghai",
    layouts=(CLASSIC, SIMORGH, MAIN),
    address=(r"/zhongwen/(?:simp|trad)/(?P<section>[a-z_-]+?)-\d+",),
    title_off=(r"\s+-\s+BBC (?:News )?中文$",),
    drop=(
        r"(?:跳过|结尾)\s*(?:Twitter|YouTube|Facebook|推特)\s*帖子.*",
        r"[*＊]\s*(?:参与报道|插画|制图|图片)[：:].*",
    ),
    credits=(signature, labelled_credits),
    decorations=(r"in_numbers_\d+|_line-nc|grey_line|_line\d*\.png|presentational_",),
)
