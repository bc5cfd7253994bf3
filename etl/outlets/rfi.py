"""法广: its own reports, and AFP's in translation; some pages contain an advertisement with fused tags."""

import re

from etl.outlet import Byline, Credit, Layout, Outlet, Role, RoleKind, labelled_credits, name_list

# a picture's credit is the last of two spans
LAST_SPAN = (
    r"(<figcaption[^>]*>\s*<span\b[^>]*>[^<]*</span>\s*)<span\b[^>]*>([^<]*)</span>(\s*</figcaption>)",
    r"\1<cite>\2</cite>\3",
)
CONTENT = Layout(
    name="content",
    marks=("t-content__body", "m-interstitial", "o-self-promo"),
    roles={
        ".m-interstitial": Role.DROP,
        ".m-block-ad": Role.DROP,
        ".o-self-promo": Role.DROP,
        ".m-em-audio": Role.AUDIO,
        ".m-from-author": Role.BYLINE,
    },
    has_bold_lead=True,
    repairs=(LAST_SPAN,),
)
# since 2022 the archive keeps no class
HEADED = Layout(
    name="headed",
    marks=("<div>",),
    is_bare=True,
    has_bold_lead=True,
    repairs=(LAST_SPAN,),
)

CREDIT = re.compile(
    r"(?P<prose>.*?)\s*(?P<credit>[（(](?:实习)?(?:译者|编译|翻译|核稿)[：:][^（）()]{0,60}[）)])\s*$",
    re.DOTALL,
)
LABELLED = re.compile(r"(译者|编译|翻译|核稿)[：:]([^：:/／（）()]*)")
# （法广驻香港特约记者 A）, 本台特约通讯员A发自PLACE
CORRESPONDENT = re.compile(
    r"[（(]?\s*(?:法广|本台)\s*(?:RFI)?\s*(?:驻[\u3400-\u9fff]{2,5}?)?(?:特约|特派)?(?:记者|通讯员)\s*[：:]?\s*"
    r"(?P<names>[\u3400-\u9fff·]{2,5}(?:[、\s][\u3400-\u9fff·]{2,5})?)"
    r"\s*(?:(?:发自|自)?\s*[\u3400-\u9fff]{2,6}(?:报道|报导|专稿)|发自[\u3400-\u9fff]{2,6}|报道|报导)?\s*[）)]?"
)


def correspondent(text: str) -> Byline | None:
    """Parse a line that only names the station's own correspondent."""
    match = CORRESPONDENT.fullmatch(text)
    return Byline(credits=name_list(match["names"], RoleKind.REPORTER)) if match else None


def translation(text: str) -> Byline | None:
    """（译者：A/核稿：B）at the end of the last paragraph."""
    match = CREDIT.match(text) if text.endswith(("）", ")")) else None
    if match is None:
        return None
    found = labelled_credits(match["credit"])
    return Byline(credits=found.credits if found else _named(match["credit"]), prose=match["prose"] or None)


def _named(credit: str) -> tuple[Credit, ...]:
    """The names behind the labels where one of them is damaged."""
    roles = ((RoleKind.PROOFREADER if label == "核稿" else RoleKind.TRANSLATOR, names)
             for label, names in LABELLED.findall(credit))  # fmt: skip
    return tuple(found for role, names in roles for found in name_list(names, role))


OUTLET = Outlet(
    outlet_id="rfi",
    outlet_name="法国国际广播电台",
    latin_name="Radio France Internationale",
    domains=("rfi.fr",),
    aliases=("法广", "法廣", "RFI"),
    timezone_name="Europe/Paris",
    page_timezone_name="Europe/Paris",
    same=((r"^https://(?:m|amp)\.", "https://"),),
    layouts=(CONTENT, HEADED),
    title_off=(r"\s*[–—-]\s*法国国际广播电台\s*-\s*RFI\s*$", r"\s+-\s+(?P<column>[\u3400-\u9fff]{2,8})$"),
    address=(r"/cn/(?:contenu|(?P<section>[^/]+))/(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)-",),
    drop=(r"Array",),  # where the archive found no picture
    decorations=(r"/meta_og_twcards/",),  # the station's card, where an article has no picture
    wire=(r"©\s*(?:19|20)\d\d\s*AFP.{0,20}",),
    credits=(translation, labelled_credits, correspondent),
    dateline=(
        r"^\s*[（(](?P<agency>法新社?)社?(?P<place>[\u3400-\u9fff·/]{2,14}?)(?:\d+月)?\d+日?(?:法新)?(?:综合外)?(?:电|電)(?:报导|报道)?[）)]",
    ),
)
