# ruff: noqa: E501 - markup stands here as it stands in the pages
"""中国数字时代: no container, a tail with poster and tags; until 27 June 2020 a 日期 line in place of the epoch."""

from functools import partial
from random import Random

from etl.kinds import AgencyUseKind, AuthorKind, LinkKind, ParagraphKind, RoleKind
from etl.sample.markup.flow import Renderer, escaped, tell, youtube
from etl.sample.markup.voa import DAYS, MONTHS
from etl.sample.page import Draft, escape
from etl.sample.prose import Story
from etl.sample.words import staff, voices

ROOT = "https://chinadigitaltimes.net/chinese"
FRAME = '<p><iframe width="1080" height="810" src="{0}" frameborder="0" allow="autoplay" allowfullscreen></iframe></p>'
SPACER = "<p>&nbsp;</p>"


def addressed(draft: Draft, title: str, *, is_dated: bool) -> None:
    draft.title = title
    draft.header_at = draft.published_at
    day = draft.published_at
    draft.url = f"{ROOT}/{day:%Y/%m}/{escaped(title).lower()}-{draft.number}/"
    draft.is_dated = is_dated
    if is_dated:
        stamp = f"{DAYS[day.weekday()]}, {day:%d} {MONTHS[day.month - 1]} {day:%Y %H:%M:%S} +0000"
        draft.before_html = f"日期：{stamp}\n"


def tail(draft: Draft, story: Story, rng: Random) -> None:
    poster = rng.choice(staff("cdt", "poster")).name
    draft.signed(poster, RoleKind.EDITOR)
    draft.tags.extend(story.tags)
    tags = ", ".join(
        f'<a href="{ROOT}/tag/{escaped(tag).lower()}/" rel="tag">{tag}</a>' for tag in story.tags
    )
    draft.raw(
        f"<hr /><p><small>&copy; {poster} for <a href=\"{ROOT}\">中国数字时代</a>, get_post_time('Y'). "
        f'|<a href="{draft.url}">Permalink</a> |<a href="{draft.url}#comments">No comment</a> '
        f'|Add to<a href="http://del.icio.us/post?url={draft.url}&amp;title={draft.title}">del.icio.us</a><br/>'
        f"Post tags: {tags}<br/></small></p><p><small>Feed enhanced by "
        "<a href='http://planetozh.com/blog/my-projects/wordpress-plugin-better-feed-rss/'>Better Feed</a> from  "
        "<a href='http://planetozh.com/blog/'>Ozh</a></small></p>"
    )


def picture(draft: Draft, story: Story, at: int, *, is_captioned: bool) -> None:
    address = f"{ROOT}/files/{draft.published_at:%Y/%m}/sample-{draft.number}-{at}.png"
    small = address.replace(".png", "-300x169.png")
    image = (
        f'<img class="aligncenter wp-image-{600000 + draft.number}" src="{address}" alt="" width="500" height="281" '
        f'srcset="{address} 1080w, {small} 300w" sizes="(max-width: 500px) 100vw, 500px" />'
    )
    if is_captioned:
        html = (
            f'<div id="attachment_{draft.number}" style="width: 510px" class="wp-caption aligncenter">{image}'
            f'<p id="caption-attachment-{draft.number}" class="wp-caption-text">{story.captions[at]}</p></div>'
        )
        draft.image(address, caption=story.captions[at], html=html)
    else:
        draft.image(address, html=f"<p>{image}</p>")


def related(draft: Draft, story: Story) -> None:
    url, title = f"{ROOT}/2020/06/sample-{draft.number}-before/", story.related_titles[2]
    draft.link(
        url,
        title,
        LinkKind.RELATED,
        f'<blockquote class="wp-embedded-content" data-secret="s{draft.number}"><p><a href="{url}">{title}</a></p></blockquote>'
        f'<p><iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" title="《{title}》—中国数字时代" '
        f'src="{url}embed/#?secret=s{draft.number}" data-secret="s{draft.number}" width="600" height="338"></iframe></p>',
    )


def reposted(draft: Draft, story: Story, rng: Random, *, is_dated: bool, source: str | None = None) -> None:
    """Another's text, its source before the title."""
    source = source or rng.choice(voices("source"))
    addressed(draft, f"{source} {rng.choice(('|', '｜'))} {story.title}", is_dated=is_dated)
    if rng.random() < 0.5 and source in voices("source"):
        author = rng.choice(staff("cdt", "author")).name
        draft.signed(author, RoleKind.REPORTER)
        draft.raw(f"<p>作者：{author}</p>{SPACER}")
    if source in voices("source"):
        draft.signed(source, RoleKind.SOURCE, AuthorKind.MEDIUM)
    else:
        draft.signed(source, RoleKind.AGENCY, AuthorKind.AGENCY)
        draft.agency_use_kind = AgencyUseKind.CARRIED
    draft.prose(story.lead)
    extras = {1: partial(picture, draft, story, 0, is_captioned=rng.random() < 0.4)}
    if rng.random() < 0.3:
        extras[3] = partial(draft.raw, SPACER)
    if rng.random() < 0.15:
        extras[5] = partial(related, draft, story)
    if rng.random() < 0.1:
        extras[2] = partial(youtube, draft, FRAME)
    tell(draft, story, heading=("<p><strong>", "</strong></p>"), after=extras)
    tail(draft, story, rng)


def agency_copy(draft: Draft, story: Story, rng: Random, agency: str) -> None:
    """An agency's text, reposted."""
    reposted(draft, story, rng, is_dated=False, source=agency)


def comments(draft: Draft, story: Story, rng: Random) -> None:
    """Readers' comments on a piece of news, quoted."""
    draft.column_name = rng.choice(voices("column"))
    addressed(draft, f"【{draft.column_name}】{story.title}", is_dated=False)
    note = f"CDT编者按：{story.lead}{story.paragraphs[0]}"
    draft.prose(note)
    picture(draft, story, 0, is_captioned=False)
    draft.raw(SPACER)
    draft.prose("以下为网友评论摘选：", "<p><strong>", "</strong></p>")
    draft.raw("<blockquote>")
    for at, comment in enumerate(rng.sample(voices("comment"), 5)):
        text = f"{story.city[0]}***{at}：{comment}"
        draft.prose(text, kind=ParagraphKind.QUOTE, markup=escape(text))
    draft.raw("</blockquote>")
    tail(draft, story, rng)


LAYOUTS: dict[str, Renderer] = {
    "cdt_feed": partial(reposted, is_dated=False),
    "cdt_dated": partial(reposted, is_dated=True),
    "cdt_comments": comments,
}
