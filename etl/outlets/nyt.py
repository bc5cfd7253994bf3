"""纽约时报中文网: a byline in capitals above the text; contributors, authors' notes and translators below it."""

import re

from etl.outlet import Byline, Credit, Layout, Outlet, Role, RoleKind, labelled_credits, name_list

ADDRESSED = Layout(
    name="addressed",
    marks=("<address>", "<time pudate="),
    roles={
        "address": Role.BYLINE,
        "small": Role.CAPTION,
        "cite": Role.CREDIT,
        "footer": Role.NOTES,
        ".related": Role.RELATED,
    },
    repairs=(
        # the rest of the site behind the article: related reports, then what is read most, menus, apps
        (r"<h3>([^<]*)</h3><p>\d{4}年\d{1,2}月\d{1,2}日</p>(?:<img>)?(?=</a>)", r"\1"),
        (r"(?s:</article>(?:<h4>相关报道</h4>(<ul>.*?</ul>))?.*)\Z", r'<div class="related">\1</div>'),
    ),
    has_plain_headings=True,
    # of 15 pages of 2021–2025 none states an hour past twelve; 8 were saved within an hour of the later reading
    is_half_day_clock=True,
)
BRIEFING = Layout(
    name="briefing",
    marks=('<section name="articleBody"',),
    roles={"cite": Role.CREDIT, "aside": Role.DROP},
    repairs=(
        # a picture that the archive did not find, with its caption
        (r"<figure\b[^>]*>(?:Image|Video|Slideshow)?\s*<figcaption>[^<]*</figcaption></figure>", ""),
        (r"(<figure\b[^>]*>)(?:Image|Video|Slideshow)(?=<)", r"\1"),
        (r"Credit\.\.\.([^<]*)</figcaption>", r"<cite>\1</cite></figcaption>"),
    ),
)
HEADED = Layout(
    name="headed",
    marks=("<div><i>",),
    roles={"small": Role.CAPTION},
    has_plain_headings=True,
)

TRANSLATED = re.compile(r"(?:翻译|编译)\s*[：:]\s*(?P<names>[^。\n]{1,40})")
# a sentence about who helped, or about who reported from where
CONTRIBUTED = re.compile(r"(?P<names>[^。\n]{2,200}?)(?:(?:对本文)?[也亦]?有.{0,6}贡献|(?P<filed>报道))")
FROM = re.compile(
    r"(?:分别)?自[\u3400-\u9fff、·]{2,24}?(?=和|及|以及|，|、[A-Z]|、[\u3400-\u9fff·]{2,12}[(自]|$)"
)
ENDING = re.compile(
    r"(?:^|\n)\s*(?:翻译|编译)\s*[：:]|点击查看本文|对本文有.{0,6}贡献|本文最初发表|欢迎在.{0,30}关注|[自在].{2,20}报道。\n"
)
# what a place's name does not hold, but for the syllables of 的黎波里, 不来梅, 那不勒斯, 加那利, 有马 and their like
NO_PLACE = (
    r"(?:[了是我他她它这在一]|的(?!黎波里|里雅斯特)|不(?!来梅|莱梅|伦瑞克|丹|列颠|勒斯)"
    r"|那(?!不勒|霸|曲|格浦|加兰|利|慕尔)|有(?!马|田))"
)
# NAME为《纽约时报》撰写“COLUMN”专栏, NAME是时报专栏作者; a name in Han with a dot stands in Latin in the byline
COLUMNIST = re.compile(
    r"(?:[\u3400-\u9fff]+·[\u3400-\u9fff·]+(?:\s?\((?P<latin>[A-Z][^)]+)\))?"
    r"|(?P<name>[\u3400-\u9fff]{2,4}?|[A-Z][A-Za-z.'’\- ]{2,30}?)(?:\s?\([A-Z][^)]+\))?)\s?(?:自\d{4}年[起以来]*)?"
    r"(?:(?:是|为|担任)《?(?:纽约)?时报》?[^，。；前]{0,20}专栏的?作[者家]"
    r"|(?:为《?(?:纽约)?时报》?)?(?:每周|每月|定期|长期)?撰写[^，。；]{0,24}专栏)"
)
# 欢迎阅读本期“NEWSLETTER”，我是常驻纽约的华文记者NAME。
GREETING = (
    r"欢迎阅读(?:本期|今天的)?[“《][^”》]{2,14}[”》][，。]我是[^，。]{0,20}?(?:记者|编辑|作者|主笔|主编)?"
    r"(?P<names>[\u3400-\u9fff]{2,3})[，。]"
)
LONGEST_ENDING = 80  # characters of a line that only says who reported from where


def ending(text: str) -> Byline | None:
    """The last paragraph: contributors, notes on the authors, 翻译：NAME, a link to the original. None is prose."""
    helped = tuple(
        credit
        for sentence in re.split(r"[。\n]|(?<=贡献)[，；]", text)
        for credit in _contributors(sentence.strip())
    )
    written = _columnists(text)
    if (
        written is None
        and not ENDING.search(text)
        and not (helped and re.search("[A-Z]", text) and len(text) <= LONGEST_ENDING and "\n" not in text)
    ):
        return None
    translated = TRANSLATED.search(text)
    return Byline(
        credits=(
            *(written or ()),
            *helped,
            *(name_list(translated["names"], RoleKind.TRANSLATOR) if translated else ()),
        )
    )


def _columnists(text: str) -> tuple[Credit, ...] | None:
    """Parse notes, each on a line of its own, that somebody writes a column for the paper; None without one."""
    if "专栏" not in text:
        return None
    notes = [note for line in text.split("\n") if (note := COLUMNIST.match(line.strip()))]
    names = [note["latin"] or note["name"] for note in notes]
    found = [credit for name in names if name for credit in name_list(name, RoleKind.COLUMNIST)]
    return tuple(found) if notes else None


def _contributors(sentence: str) -> tuple[Credit, ...]:
    """Parse A和B对本文有报道贡献, A自PLACE、B自PLACE报道; empty if there is anything but names and places."""
    match = CONTRIBUTED.fullmatch(sentence)
    if match is None or (match["filed"] and "自" not in match["names"]):
        return ()
    role = RoleKind.TRANSLATOR if sentence.endswith("翻译贡献") else RoleKind.REPORTER
    names = re.split(r"[、，,]|以及|[和及]", FROM.sub("", match["names"]))
    found = [_contributor(name, role) for name in names]
    if match["filed"] and not all(found):
        return ()
    return tuple(credit for credits in found for credit in credits)


def _contributor(name: str, role: RoleKind) -> tuple[Credit, ...]:
    """Contributors are named in Latin letters, or in Han with the Latin name beside it."""
    return (
        name_list(name, role)
        if re.fullmatch(
            r"\s*(?:[\u3400-\u9fff]{2,4}|[A-Z][^\u3400-\u9fff]{3,30}|[\u3400-\u9fff·]{2,12}\([A-Z][^)]+\))\s*",
            name,
        )
        else ()
    )


OUTLET = Outlet(
    outlet_id="nyt",
    outlet_name="纽约时报中文网",
    latin_name="The New York Times",
    domains=("nytimes.com", "nytcn.me", "nyt.com"),
    aliases=("纽约时报", "紐約時報", "NYT"),
    timezone_name="Asia/Shanghai",
    page_timezone_name="Asia/Shanghai",
    same=((r"^https://m\.cn\.", "https://cn."), (r"/(?:zh-hant|dual)$", "")),
    layouts=(ADDRESSED, BRIEFING, HEADED),
    address=(r"nytimes\.com/(?P<section>[a-z-]+)/(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)/",),
    title_keeps=(r"^(?P<column>简报|观点)[：:]",),
    drop=(
        r"[（(]?\s*(?:欢迎|歡迎)点击此处\s*订阅.*",
        r"感谢(?:您|你)?阅读(?:今天的|本期).*",
        r"(?:欢迎来信与我们分享|下期再见).{0,120}",
        r"点击这里查看往日更新.*",
        r"(?!.{2,60}专栏).{2,40}(?:是|为)《?(?:纽约时报|时报).{0,80}(?:欢迎在.{0,80}关注.*)",
        r".{2,30}是(?:《纽约时报》|时报)(?:驻.{1,10})?(?:记者|分社社长|摄影师|.{0,14}编辑)[，。].*",
        r"本文(?:最初发表于|根据.{2,20}报道编译).*",
    ),
    lead_author=(GREETING,),
    credits=(ending, labelled_credits),
    dateline=(rf"^(?![^—]{{0,13}}{NO_PLACE})(?P<place>[\u3400-\u9fff·、]{{2,14}})——",),
)
