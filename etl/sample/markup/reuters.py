# ruff: noqa: E501 - markup stands here as it stands in the pages
"""路透: a dateline, an end mark, an attribution and a badge in one container; some pages have one photograph."""

from functools import partial
from random import Random

from etl.kinds import AgencyUseKind, AuthorKind, LinkKind, RoleKind
from etl.sample.markup.flow import Renderer, feed_tail
from etl.sample.page import Draft, escape
from etl.sample.prose import Story
from etl.sample.words import staff, topics

BADGE = (
    '<div class="StandardArticleBody_trustBadgeContainer"><span class="StandardArticleBody_trustBadgeTitle">我们的标准：</span>'
    '<span class="trustBadgeUrl"><a href="https://www.thomsonreuters.cn/content/dam/openweb/documents/pdf/china/'
    'brochures/about-us-1.pdf">汤森路透“信任原则”</a></span></div></div>'
)
COLUMNS = frozenset(topic.column for topic in topics())
END_MARKS = ("(完)", "（完）")


def photograph(draft: Draft, story: Story, rng: Random) -> None:
    photographer = rng.choice(staff("reuters", "photographer")).name
    day = story.happened_at
    credit = f"REUTERS/{photographer}"
    caption = f"{day.year}年{day.month}月{day.day}日，{story.captions[0]}。{credit}"
    path = f"//s4.reutersmedia.net/resources/r/?m=02&amp;d={day:%Y%m%d}&amp;t=2&amp;i={draft.number}&amp;r=SAMPLE&amp;w=600"
    draft.image(
        f"https:{path.replace('&amp;', '&')}",
        alt=caption,
        caption=caption,
        credit=credit,
        html='<div class="PrimaryAsset_container"><div class="Image_container" tabindex="-1"><figure class="Image_zoom" '
        'style="padding-bottom:"><div class="LazyImage_container LazyImage_dark" style="background-image:none">'
        f'<img src="{path}" aria-label="{caption} "/><div class="LazyImage_image LazyImage_fallback" '
        f'style="background-image:url({path});background-position:center center"></div></div>'
        '<div class="Image_expand-button" aria-label="Expand Image Slideshow" role="button" tabindex="0"></div></figure>'
        f'<figcaption><div class="Image_caption"><span>{caption} </span></div></figcaption></div></div>',
    )


def attribution(draft: Draft, rng: Random) -> str:
    def some(role: str, count: int) -> list[str]:
        return [one.name for one in rng.sample(staff("reuters", role), count)]

    proofreaders = some("proofreader", rng.randint(1, 2))
    shape = rng.random()
    if shape < 0.7:
        label, role, names = "编译", RoleKind.TRANSLATOR, some("translator", rng.randint(1, 3))
    else:
        label, role, names = rng.choice(("记者", "发稿")), RoleKind.REPORTER, some("reporter", 1)
    for name in names:
        draft.signed(name, role)
    for name in proofreaders:
        draft.signed(name, RoleKind.PROOFREADER)
    separator = rng.choice(("；", "；", "；", ";", "； "))
    return f"{label} {'/'.join(names)}{separator}审校 {'/'.join(proofreaders)} "


def ticker(draft: Draft, story: Story) -> None:
    """A paragraph with a company's sign, which is a link."""
    sign = f"{story.country_code}{draft.number % 97:02}.X"
    url = f"//www.reuters.com/companies/{sign}"
    words = (f"{story.city}上市的相关企业({sign})股价收盘小幅走高。").partition(sign)
    link = f'<span id="symbol_{sign}_0"><a href="{url}">{sign}</a></span>'
    draft.prose("".join(words), after=" </p>", markup=f"{words[0]}{link}{words[2]}")
    draft.link(f"https:{url}", sign, LinkKind.INLINE)


def opened(draft: Draft, story: Story, rng: Random, title: str) -> None:
    draft.title = title
    column, colon, _ = title.partition("：")
    draft.column_name = column if colon and column in COLUMNS else None
    draft.page_at = draft.published_at
    draft.seen_after(rng.uniform(2.5, 120))
    draft.url = f"https://cn.reuters.com/article/{story.topic.slug}-{story.happened_at:%m%d}-idCNKCS{draft.number:06X}"
    draft.raw(
        f'<div><i>{draft.published_at:%Y-%m-%dT%H:%M:%S}</i></div><div class="StandardArticleBody_body">'
    )


def closed(draft: Draft, rng: Random) -> None:
    draft.raw(
        '<div class="Attribution_container"><div class="Attribution_attribution"><p class="Attribution_content">'
        f"{attribution(draft, rng)}</p></div></div>{BADGE}"
    )
    draft.signed("路透社", RoleKind.AGENCY, AuthorKind.AGENCY)
    draft.agency_use_kind = AgencyUseKind.OWN
    feed_tail(draft, rng, 0.2)


def report(draft: Draft, story: Story, rng: Random, *, has_photograph: bool = False) -> None:
    prefix = f"{story.topic.column}：" if rng.random() < 0.2 else ""
    suffix = "--消息人士" if rng.random() < 0.12 and "--" not in story.title else ""
    opened(draft, story, rng, f"{prefix}{story.title}{suffix}")
    day = story.happened_at
    place = story.capital if rng.random() < 0.85 else ""
    draft.dateline_place = place or None
    draft.prose(f"路透{place}{day.month}月{day.day}日 - {story.lead}", after=" </p>")
    if has_photograph:
        photograph(draft, story, rng)
    has_headings = rng.random() < 0.15
    *_, final = story.sections
    for section in story.sections:
        if has_headings and section.heading is not None:
            draft.heading(section.heading, "<p>**", "** </p>")
        for text in section.paragraphs:
            if section is final and text is section.paragraphs[-1]:
                if rng.random() < 0.25:
                    ticker(draft, story)
                draft.prose(text, after=f"{rng.choice(END_MARKS)} </p>", markup=escape(text))
            else:
                draft.prose(text, after=" </p>")
    closed(draft, rng)


def digest(draft: Draft, story: Story, rng: Random) -> None:
    """The week's news in short: bracketed headings, items that open with dashes, neither dateline nor end mark."""
    opened(draft, story, rng, f"一周回顾：{story.title}")
    draft.prose(f"以下为一周内{story.country}与{story.other_country}的重要新闻：", after=" </p>")
    for section in story.sections:
        draft.heading(f"【{section.heading or story.topic.topic_name}】", "<p>", "   </p>")
        for text in section.paragraphs:
            draft.prose(f"--{text}", after=" </p>")
    closed(draft, rng)


LAYOUTS: dict[str, Renderer] = {
    "reuters_report": report,
    "reuters_digest": digest,
    "reuters_photograph": partial(report, has_photograph=True),
}
