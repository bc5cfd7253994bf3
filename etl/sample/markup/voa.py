"""美国之音: a lead picture or video with its caption, pictures in boxes, notes on wires, lines parted by breaks."""

from functools import partial
from random import Random

from etl.kinds import AgencyUseKind, AuthorKind, MediaKind, RoleKind
from etl.sample.markup.flow import PROXY_WITHOUT_SLASH, Renderer, feed_tail, tell, youtube
from etl.sample.page import Draft, escape
from etl.sample.prose import Story
from etl.sample.words import staff

FRAME = (
    '<iframe src="{0}" frameborder="0" width="100%"  style="min-height:270px" class="external-content YouTube">'
    '<a href="https://www.youtube.com/watch?v={1}">YouTube</a></iframe>'
)
SMALL = '<div><small style="color: #999;">{}</small></div>'
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def opened(draft: Draft, story: Story, rng: Random) -> None:
    draft.title = story.title
    draft.page_at = draft.published_at
    draft.seen_after(rng.uniform(1.5, 90))
    day = draft.published_at
    draft.url = f"https://www.voachinese.com/a/{story.topic.slug}-{day:%Y%m%d}/{5400000 + draft.number}.html"
    draft.raw(
        f"<div><i>{DAYS[day.weekday()]}, {day:%d} {MONTHS[day.month - 1]} {day:%Y %H:%M:%S} GMT</i></div>"
    )


def signed_caption(story: Story, rng: Random, at: int) -> tuple[str, str | None]:
    """A caption, and the credit in its brackets; a date in brackets is none."""
    text = story.captions[at]
    match rng.randrange(4):
        case 0:
            return f"{text} (路透社)", "路透社"
        case 1:
            name = rng.choice(staff("voa", "photographer")).name
            return f"{text}（美国之音{name}摄）", f"美国之音{name}"
        case 2:
            day = story.happened_at
            return f"{text}（{day.year}年{day.month}月{day.day}日）", None
        case _:
            return text, None


def lead_picture(draft: Draft, story: Story, rng: Random) -> None:
    caption, credit = signed_caption(story, rng, 0)
    path = f"gdb.voanews.com/{draft.number:08X}-DCED-4BB3_w900.jpg"
    draft.image(
        f"https://{path}",
        caption=caption,
        credit=credit,
        html=f'<img src="{PROXY_WITHOUT_SLASH}{path}" width="100%">{SMALL.format(caption)}',
    )


def picture(draft: Draft, story: Story, rng: Random, at: int) -> None:
    caption, credit = signed_caption(story, rng, at)
    path = f"gdb.voanews.com/{draft.number:08X}-{at}F02_w268_h151.jpg"
    below = SMALL.format(caption) if at % 2 else f'<span class="imageCaption">{caption}</span>'
    draft.image(
        f"https://{path}",
        alt=caption,
        caption=caption,
        credit=credit,
        html=f'<div class="contentImage floatLeft" ><img  class="photo" src="{PROXY_WITHOUT_SLASH}{path}" '
        f'alt="{caption}" border="0"/>{below}</div>',
    )


def sound(draft: Draft, story: Story) -> None:
    url = f"https://av.voanews.com/clips/VCH/{draft.published_at:%Y/%m/%d}/{draft.number}.mp3"
    draft.medium(
        MediaKind.AUDIO,
        url,
        f'<audio src="{url}" controls></audio>{SMALL.format(story.title)}',
        title=story.title,
    )


def article(draft: Draft, story: Story, rng: Random, agency: str | None = None) -> None:
    opened(draft, story, rng)
    lead_picture(draft, story, rng)
    if rng.random() < 0.06:
        sound(draft, story)
    draft.prose(story.lead)
    extras = {1: partial(draft.raw, f'<a href="/content/article/{5300000 + draft.number}.html"></a>')}
    if rng.random() < 0.3:
        extras[3] = partial(picture, draft, story, rng, rng.randint(1, 2))
    tell(draft, story, heading=("<p><strong>", "</strong></p>"), after=extras)
    if rng.random() < 0.03:
        youtube(draft, FRAME)
    if agency is not None:
        draft.signed(agency, RoleKind.AGENCY, AuthorKind.AGENCY)
        draft.agency_use_kind = AgencyUseKind.BASED_ON
        draft.raw(f"<p>{rng.choice(('（本文依据了{}的报道）', '(本文参考了{}的报道)')).format(agency)}</p>")
    feed_tail(draft, rng, 0.2)


def video(draft: Draft, story: Story, rng: Random) -> None:
    opened(draft, story, rng)
    url = f"https://av.voanews.com/Videoroot/Pangeavideo/{draft.published_at:%Y/%m}/{draft.number}_240p.mp4"
    poster = f"{PROXY_WITHOUT_SLASH}gdb.voanews.com/{draft.number:08X}_tv_w900.jpg"
    html = f'<video poster="{poster}" src="{url}" style="width:100%" controls></video>{SMALL.format(story.title)}'
    draft.medium(MediaKind.VIDEO, url, html, title=story.title)
    draft.prose(story.lead)
    tell(draft, story)


def broken_lines(draft: Draft, story: Story, rng: Random) -> None:
    """Paragraphs parted by two breaks within one element; headings are bold lines among them."""
    opened(draft, story, rng)
    lead_picture(draft, story, rng)
    draft.prose(story.lead)
    draft.raw("<p>")
    separator = ""
    for section in story.sections:
        if section.heading is not None:
            draft.heading(section.heading, f"{separator}<strong>", "</strong>")
        for text in section.paragraphs:
            draft.prose(text, separator, "", markup=escape(text))
            separator = "<br /><br />"
    draft.raw("</p>")


LAYOUTS: dict[str, Renderer] = {
    "voa_article": article,
    "voa_video": video,
    "voa_broken_lines": broken_lines,
}
