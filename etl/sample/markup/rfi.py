"""法广: AFP's reports, its own, and its columns with the advertisement block whose tag is fused."""

from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from etl.kinds import AgencyUseKind, AuthorKind, LinkKind, ParagraphKind, RoleKind
from etl.sample.markup.flow import Renderer, escaped, feed_tail, tell
from etl.sample.page import Draft
from etl.sample.prose import Story
from etl.sample.words import staff, voices

PARIS = ZoneInfo("Europe/Paris")
AD = (
    '<div class="m-interstitial"><div class="m-interstitial__ad"><divclass="m-block-ad "data-tms-ad-type="box"'
    'data-tms-ad-status="idle"data-tms-ad-pos="1"><div class="m-block-ad__label">广告</div>'
    '<div class="m-block-ad__content"></div></div></div></div>'
)
PROMOTION = (
    '<div class="o-self-promo o-self-promo--nl o-self-promo--hidden" data-selfpromo-newsletter></div>'
    '<div class="o-self-promo o-self-promo--app o-self-promo--hidden" data-selfpromo-app></div>'
)
SUFFIX = " – 法国国际广播电台 - RFI"


def opened(draft: Draft, story: Story, rng: Random, section: str) -> None:
    """Address, date in Paris time to the minute, the one picture."""
    draft.published_at = draft.published_at.replace(second=0)
    draft.page_at = draft.published_at
    draft.seen_after(rng.uniform(8, 300))
    local = draft.published_at.astimezone(PARIS)
    draft.title = story.title
    draft.url = (
        f"http://www.rfi.fr//cn/{escaped(section)}/{local:%Y%m%d}-{escaped(story.title)}-{draft.number}"
    )
    address = f"https://s.rfi.fr/media/display/{draft.number:08x}-ca84-11ea-91b4-005056a964fe/w:310/p:16x9/sample.jpg"
    draft.raw(f"<div>{local:%d/%m/%Y - %H:%M}</div>")
    draft.image(address, html=f'<img src="{address}">')


def agency(draft: Draft, story: Story, rng: Random) -> None:
    """A report of AFP's: no lead, a dateline, the translators at the end of the last paragraph."""
    opened(draft, story, rng, "contenu")
    draft.header_title = f"{story.title.replace(' ', '  ', 1)}{SUFFIX}"
    draft.dateline_place = story.capital
    draft.raw('<div class="t-content__body u-clearfix"><div class="m-interstitial"></div>')
    draft.prose(f"（法新社{story.capital}{story.happened_at.day}日电）    {story.lead}")
    *others, last = story.paragraphs
    for text in others:
        draft.prose(text, "<p>    ")
    translator, proofreader = (
        rng.choice(staff("rfi", "translator")).name,
        rng.choice(staff("rfi", "proofreader")).name,
    )
    second = rng.choice(staff("rfi", "translator")).name
    shape = rng.random()
    note = ""
    if shape < 0.35:
        note = f"（译者：{translator}/核稿：{proofreader}）"
    elif shape < 0.45:
        note = f"（译者：{translator}）"
    elif shape < 0.5 and second != translator:
        note = f"（实习编译：{translator}、{second}/核稿：{proofreader}）"
    if note:
        draft.signed(translator, RoleKind.TRANSLATOR)
        if "、" in note:
            draft.signed(second, RoleKind.TRANSLATOR)
        if "核稿" in note:
            draft.signed(proofreader, RoleKind.PROOFREADER)
    draft.signed("法新社", RoleKind.AGENCY, AuthorKind.AGENCY)
    draft.agency_use_kind = AgencyUseKind.CARRIED
    draft.prose(last, "<p>    ", f"{note}</p>")
    draft.raw(f'<p class="t-copyright">© {draft.published_at.year} AFP</p>        </div>')
    feed_tail(draft, rng, 0.15)


def inline_link(draft: Draft, story: Story) -> None:
    url = f"https://www.example.org/report/{draft.number}"
    text = f"{story.country}方面公布的报告"
    sentence = f"详情可见{text}。"
    draft.prose(sentence, markup=f'详情可见<a href="{url}">{text}</a>。')
    draft.link(url, text, LinkKind.INLINE)


def own(draft: Draft, story: Story, rng: Random, *, has_ad: bool = False) -> None:
    draft.section_name = rng.choice(voices("rfi_section"))
    opened(draft, story, rng, draft.section_name)
    if has_ad:
        draft.column_name = rng.choice(voices("rfi_column"))
        draft.header_title = f"{story.title} - {draft.column_name}"
    elif rng.random() < 0.05:
        draft.title = draft.header_title = f"[视频]{story.title}"
    draft.prose(story.lead, "<p><strong>", "</strong></p>", kind=ParagraphKind.LEAD)
    draft.raw('<div class="t-content__body u-clearfix">')
    draft.raw(AD if has_ad else '<div class="m-interstitial"></div>')
    extras = {}
    if rng.random() < 0.25:
        extras[2] = partial(draft.raw, "<p>\xa0</p>")
    if rng.random() < 0.1:
        extras[4] = partial(inline_link, draft, story)
    heading = ("<p><strong>", "</strong></p>") if rng.random() < 0.15 or has_ad else None
    tell(draft, story, heading=heading, after=extras)
    draft.raw(f"{PROMOTION}</div>")
    feed_tail(draft, rng, 0.2)


LAYOUTS: dict[str, Renderer] = {
    "rfi_agency": agency,
    "rfi_own": own,
    "rfi_column": partial(own, has_ad=True),
}
