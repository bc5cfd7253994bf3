"""德国之声: articles, articles with a gallery at the end, galleries alone, stubs around a video."""

from functools import partial
from random import Random

from etl.kinds import AgencyUseKind, AuthorKind, LinkKind, MediaKind, ParagraphKind, RoleKind
from etl.model import Link, Paragraph
from etl.sample.markup.flow import PROXY, Renderer, escaped, feed_tail, tell
from etl.sample.page import Draft, escape
from etl.sample.prose import Story
from etl.sample.words import staff, voices

COMPILED = "{}（综合报道）"
RIGHTS = "© {}年德国之声版权声明：本文所有内容受到著作权法保护，如无德国之声特别授权，不得擅自使用。"


def addressed(draft: Draft, story: Story, rng: Random) -> None:
    draft.title = story.title
    shape = rng.random()
    if shape < 0.1:
        draft.header_title = f"{story.title} "
    elif shape < 0.14:
        draft.header_title = story.title.replace(" ", "\n", 1)
    elif shape < 0.2:
        draft.header_title = story.title.replace(" ", "\xa0", 1)
    else:
        draft.header_title = story.title.replace(" ", "  ", 1) if shape < 0.3 else story.title
    draft.url = f"https://www.dw.com/zh/{escaped(story.title)}/a-{53000000 + draft.number}"


def picture_path(draft: Draft) -> str:
    return f"api.dw.com/image/{54000000 + 20 * draft.number + len(draft.images)}_303.jpg"


def picture(draft: Draft, story: Story, rng: Random, at: int) -> None:
    caption = story.captions[at] if rng.random() < 0.7 else None
    path = picture_path(draft)
    draft.image(
        f"https://{path}",
        caption=caption,
        html=f'<img src="{PROXY}{path}" width="100%"><div><small style="color: #999;">{caption or ""}</small></div>',
    )


def names(draft: Draft, rng: Random, role: RoleKind) -> list[str]:
    chosen = [one.name for one in rng.sample(staff("dw", "reporter"), rng.randint(1, 2))]
    for name in chosen:
        draft.signed(name, role)
    return chosen


def further_reading(draft: Draft, story: Story) -> None:
    number, title = 52000000 + draft.number, story.related_titles[1]
    machine, url = f"https://api.dw.com/api/detail/article/{number}", f"https://www.dw.com/zh/a-{number}"
    draft.raw(f'<p><a href="{machine}" rel="ArticleRef">延伸阅读：{title}</a><span></span></p>')
    draft.links.append(Link(link_url=url, anchor_text=f"延伸阅读：{title}", link_kind=LinkKind.RELATED))


def article(draft: Draft, story: Story, rng: Random, agency: str | None = None) -> None:
    addressed(draft, story, rng)
    draft.page_at = draft.published_at
    draft.seen_after(rng.uniform(0.5, 120))
    signed_above = agency is None and rng.random() < 0.5
    head = ""
    if signed_above:
        chosen = "/".join(names(draft, rng, RoleKind.REPORTER))
        shape = rng.choice(("{}", COMPILED, "null {}"))
        head = shape.format(chosen)
        if shape == COMPILED:
            draft.agency_use_kind = AgencyUseKind.BASED_ON
    stamp = f"{draft.published_at:%Y-%m-%dT%H:%M:%S}.{draft.number % 1000:03}Z"
    draft.raw(f"<div><i>  {head}<br>{stamp}</i></div>")
    picture(draft, story, rng, 0)
    draft.prose(f"{rng.choice(('（德国之声中文网）', '(德国之声中文网) '))}{story.lead}")
    extras = {3: partial(picture, draft, story, rng, 1)}
    if rng.random() < 0.1:
        extras[2] = partial(further_reading, draft, story)
    tell(draft, story, heading=("<p><strong>", "</strong></p>"), after=extras)
    if not signed_above:
        sources = [agency] if agency else rng.sample(voices("agency"), rng.randint(1, 2))
        for source in sources:
            draft.signed(source, RoleKind.AGENCY, AuthorKind.AGENCY)
        draft.agency_use_kind = AgencyUseKind.BASED_ON
        signers = rng.choice(("/", "／")).join(names(draft, rng, RoleKind.REPORTER))
        draft.raw(f"<p>{signers}（{'、'.join(sources)}等）</p>")
    if rng.random() < 0.3:
        draft.raw(f"<p>\xa0</p><p><em>{RIGHTS.format(draft.published_at.year)}</em></p><p>\xa0</p>")


def plain_article(draft: Draft, story: Story, rng: Random) -> None:
    article(draft, story, rng)
    feed_tail(draft, rng, 0.2)


def slide(draft: Draft, title: str, text: str, separator: str, *, is_body: bool) -> None:
    """A picture and its text, which is the picture's caption or, in a page without other prose, the article's."""
    path = picture_path(draft)
    draft.image(
        f"https://{path}",
        caption=None if is_body else f"{title}：{text}",
        html=f'<div><img src="{PROXY}{path}" width="100%">{separator}<b>{title}</b>：{escape(text)}</div>',
    )


def article_with_gallery(draft: Draft, story: Story, rng: Random) -> None:
    article(draft, story, rng)
    draft.raw(f"<h3>相关图集：{story.related_titles[2]}</h3>")
    gallery_of = Random(draft.number)
    for at in range(gallery_of.randint(3, 5)):
        text = f"{story.country}的记录，第{at + 1}张：{story.captions[-1 - at]}。"
        slide(draft, story.captions[at], text, "", is_body=False)


def gallery(draft: Draft, story: Story, rng: Random) -> None:
    """Pictures alone: their texts are the article."""
    addressed(draft, story, rng)
    draft.header_at = draft.published_at
    for at, text in enumerate(story.paragraphs[2:8]):
        title = story.captions[at % len(story.captions)]
        slide(draft, title, text, "<br>", is_body=True)
        draft.paragraphs.append(Paragraph(paragraph_kind=ParagraphKind.BODY, text=f"{title}：{text}"))
    feed_tail(draft, rng, 0.2)


def video_stub(draft: Draft, story: Story, rng: Random) -> None:
    """A sentence and a video, with the stray end tag that such pages have."""
    addressed(draft, story, rng)
    draft.header_at = draft.published_at
    draft.prose(story.lead, "<p>", "</small></p>")
    url = f"https://tvdownloaddw-a.akamaihd.net/dwtv_video/flv/vdt_zh/{draft.published_at:%Y}/bchi{draft.number}_sd_sor.mp4"
    draft.medium(MediaKind.VIDEO, url, f'<video src="{url}" controls style="width:100%"></video>')


LAYOUTS: dict[str, Renderer] = {
    "dw_article": plain_article,
    "dw_article_with_gallery": article_with_gallery,
    "dw_gallery": gallery,
    "dw_video": video_stub,
}
