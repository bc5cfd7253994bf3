# ruff: noqa: E501 - markup stands here as it stands in the pages
"""BBC 中文 in three front ends: story-body pages; generated class names in autumn 2020; bare boxes in 2023."""

from functools import partial
from random import Random

from etl.kinds import LinkKind, MediaKind, ParagraphKind, RoleKind, ScriptKind
from etl.sample.markup.flow import PROXY, Renderer, feed_tail, tell
from etl.sample.page import Draft
from etl.sample.prose import Story
from etl.sample.words import staff, voices

AD = '<div id="bbccom_mpu_{}" class="bbccom_slot mpu-ad" aria-hidden="true"><div class="bbccom_advert"></div></div>'
NO_PLAYER = "你的器材不支持播放多媒体材料"
MEDIUM = '<div class="GridItemConstrainedMedium-sc-12lwanc-2 fVauYi">'
LARGE = '<div class="GridItemConstrainedLargeNoMargin-sc-12lwanc-5 tOkbK">'
HIDDEN = '<span class="VisuallyHiddenText-sc-1yjwwa5-0 ldFJPH">'
SECTIONS = ("world", "chinese-news", "business", "science", "uk")


def addressed(draft: Draft, story: Story, rng: Random, scheme: str) -> None:
    draft.title = story.title
    script = "trad" if story.script_kind is ScriptKind.HANT else "simp"
    draft.section_name = rng.choice(SECTIONS)
    draft.url = f"{scheme}://www.bbc.com/zhongwen/{script}/{draft.section_name}-{52000000 + draft.number}"


def picture_path(draft: Draft, rng: Random) -> str:
    return f"ichef.bbci.co.uk/news/640/cpsprodpb/{rng.randrange(4096, 65536):X}/production/_{draft.number}{len(draft.images)}.jpg"


def classic_picture(draft: Draft, story: Story, rng: Random, at: int, *, is_lead: bool = False) -> None:
    caption = story.captions[at] if at != 1 else None
    credit = rng.choice(voices("credit"))
    alt = story.captions[at] if is_lead else None
    path = picture_path(draft, rng)
    named = f'class="js-image-replace" alt="{alt}" ' if alt else ""
    below = (
        '<figcaption class="media-caption"><span class="off-screen">Image caption</span>'
        f'<span class="media-caption__text">{caption}</span></figcaption>'
        if caption
        else ""
    )
    draft.image(
        f"https://{path}",
        alt=alt,
        caption=caption,
        credit=credit,
        html=f'<div class="media-landscape {"has" if caption else "no"}-caption full-width{" lead" if is_lead else ""}">'
        f'<span class="image-and-copyright-container"><img {named}src="{PROXY}{path}"{">" if is_lead else "><br>"}'
        f'<span class="off-screen">图片版权</span><span class="story-image-copyright">{credit}</span></span>{below}</div>',
    )


def classic_video(draft: Draft, story: Story) -> None:
    title = story.captions[2]
    draft.medium(
        MediaKind.VIDEO,
        None,
        '<div class="media-with-caption"><div class="media-player-wrapper">'
        f'<div class="js-media-player-unprocessed" data-playable=\'{{"title":"{title}","duration":"PT1M"}}\'>'
        f'<img class="media-placeholder" src="{PROXY}ichef.bbci.co.uk/images/ic/720x405/p0{draft.number}.jpg">'
        f"<p>{NO_PLAYER}</p></div></div>"
        f'<figcaption class="media-with-caption__caption"><span class="off-screen">Media caption</span>{title}</figcaption></div>',
        title=title,
    )


def embedded(draft: Draft) -> None:
    """A foreign post: its frame in an attribute, labels for readers who listen, a picture for those without scripts."""
    url = f"https://www.youtube.com/embed/s{draft.number:010}?feature=oembed"
    watched = f"https://www.youtube.com/watch?v=s{draft.number:010}"
    draft.medium(
        MediaKind.VIDEO,
        watched,
        '<div class="social-embed"><div class="social-embed-post social-embed-youtube"><div class="embed embed-iframe" '
        f'data-iframe="&lt;iframe width=&quot;480&quot; height=&quot;270&quot; src=&quot;{url}&quot; allowfullscreen&gt;&lt;/iframe&gt;">'
        f'<div class="embed-region embed-core-hidden" role="region"><a class="off-screen jump-link" href="#jump-link{watched}">'
        '跳过 Youtube 帖子  用户名 BBC News 中文</a><div class="embed embed-iframe-inner youtube-video"></div>'
        '<div class="media-with-caption__caption embed-youtube-warning">告知：第三方内容可能包含广告</div>'
        f'<p class="off-screen" id="jump-link{watched}" tabindex="-1">结尾 Youtube 帖子  用户名 BBC News 中文</p></div></div>'
        f'<noscript><div class="embed-image-wrap"><a href="{watched}"><div class="media-landscape full-width embed-screenshot-nonejs">'
        f'<span class="image-and-copyright-container"><img class="js-image-replace" alt="Youtube" src="{PROXY}ichef.bbci.co.uk/news/1024/socialembed/{watched}">'
        '<span class="off-screen">图片版权 BBC News 中文</span><span class="story-image-copyright" aria-hidden="true">BBC News 中文</span>'
        "</span></div></a></div></noscript></div></div>",
    )


def classic(draft: Draft, story: Story, rng: Random) -> None:
    addressed(draft, story, rng, "http")
    day = draft.published_at
    draft.header_at = draft.published_at  # the page tells a day only
    draft.raw(
        f"<div><i>{day.year}年 {day.month}月 {day.day}日</i></div>"
        '<div><div class="story-body__inner" property="articleBody">'
    )
    classic_picture(draft, story, rng, 0, is_lead=True)
    draft.prose(story.lead, '<p class="story-body__introduction">', kind=ParagraphKind.LEAD)
    draft.raw(AD.format(3))
    extras = {
        1: partial(draft.raw, AD.format("1_2")),
        3: partial(classic_picture, draft, story, rng, 1),
        6: partial(classic_picture, draft, story, rng, 3),
    }
    if rng.random() < 0.1:
        extras[7] = partial(embedded, draft)
    if rng.random() < 0.25:
        extras[5] = partial(classic_video, draft, story)
    tell(draft, story, heading=('<h2 class="story-body__crosshead">', "</h2>"), after=extras)
    draft.raw("</div></div>")
    feed_tail(draft, rng, 0.3)


def grid_picture(draft: Draft, story: Story, rng: Random, at: int) -> None:
    caption, credit = story.captions[at], rng.choice(voices("credit"))
    path = picture_path(draft, rng)
    draft.image(
        f"https://{path}",
        alt=caption,
        caption=caption,
        credit=credit,
        html=f'{LARGE}<figure class="Figure-sc-6a3dhy-0 gJUCFc"><div class="NestedGridParentLarge-sc-12lwanc-10 hfLVVX">'
        '<div class="NestedGridItemChildLarge-sc-12lwanc-9 fkKpIa"><div class="ImagePlaceholder-sc-11u25v2-0 dWHIXb">'
        f'<img alt="{caption}" src="{PROXY}{path}" width="976" class="StyledImg-sc-7vx2mr-0 dQLeqZ">'
        f'<p role="text" class="Copyright-sc-11lgtw-0 hDvIfz">{HIDDEN}图像来源，</span>'
        f'<span lang="en-GB">{credit}</span></p></div></div>'
        '<div class="NestedGridItemChildLarge-sc-12lwanc-9 ichKJL"><figcaption class="Caption-sc-16x70so-0 kaNhcD">'
        f"{HIDDEN}图像加注文字，</span><p>{caption}</p></figcaption></div></div></figure></div>",
    )


def grid_link(draft: Draft, story: Story) -> None:
    url = f"https://www.bbc.com/zhongwen/simp/world-{51000000 + draft.number}"
    title = story.related_titles[1]
    draft.link(
        url,
        title,
        LinkKind.RELATED,
        f'{MEDIUM}<ul role="list" class="BulletedList-sc-1wvjc5w-0 fkTlPW"><li role="listitem" class="BulletedListItem-sc-5qyjxp-0">'
        f'<a href="{url}" class="InlineLink-hkwpaz-0 idscKS">{title}</a></li></ul></div>',
    )


def generated_classes(draft: Draft, story: Story, rng: Random) -> None:
    """The front end of autumn 2020, whose class names are made by its style sheets."""
    addressed(draft, story, rng, "https")
    day = draft.published_at
    draft.header_at = draft.published_at
    draft.raw(
        '<main role="main"><div class="GridParent-sc-12lwanc-7 iKkpwD">'
        '<div class="GridItemConstrainedLarge-sc-12lwanc-4 gVouae">'
        f'<h1 class="Headline-sc-1kh1qhu-0 gcORgb" id="content" tabindex="-1">{story.title}</h1></div>'
        f'{MEDIUM}<time class="Timestamp-sc-1o7xlds-0 bbMOeT" datetime="{day:%Y-%m-%d}">'
        f"{day.year}年{day.month}月{day.day}日</time></div>"
    )
    grid_picture(draft, story, rng, 0)
    bold = f'{MEDIUM}<p class="Paragraph-k859h4-0 MZjgE"><b>'
    draft.prose(story.lead, bold, "</b></p></div>", kind=ParagraphKind.LEAD)
    tell(
        draft,
        story,
        heading=(f'{MEDIUM}<h2 class="SubHeading-sc-1o1tlih-0 hLeYPw" tabindex="-1">', "</h2></div>"),
        paragraph=(f'{MEDIUM}<p class="Paragraph-k859h4-0 MZjgE">', "</p></div>"),
        after={
            2: partial(grid_picture, draft, story, rng, 3),
            4: partial(grid_link, draft, story),
        },
    )
    draft.raw("</div></main>")
    feed_tail(draft, rng, 0.3)


def bare_picture(draft: Draft, story: Story, rng: Random, at: int) -> None:
    caption, credit = story.captions[at], rng.choice(voices("credit"))
    path = picture_path(draft, rng)
    draft.image(
        f"https://{path}",
        alt=caption,
        caption=caption,
        credit=credit,
        html='<div><div><div><div><div data-e2e="image-placeholder"><div><div></div></div>'
        f'<img src="{PROXY}{path}" alt="{caption}" width="976" height="549"/>'
        f'<p role="text"><span>图像来源，</span><span>{credit}</span></p></div></div>'
        f"<div><p>{caption}</p></div></div></div></div>",
    )


def bare_video(draft: Draft, story: Story) -> None:
    title = f"视频：{story.captions[2]}"
    url = f"https://www.bbc.com/ws/av-embeds/cps/zhongwen/simp/world-{draft.number}/p0{draft.number}/zh-hans"
    draft.medium(
        MediaKind.VIDEO,
        url,
        f'<div><div><div data-e2e="media-player"><iframe src="{url}" title="多媒体播放器" allow="autoplay" scrolling="no" '
        f'loading="lazy" allowfullscreen=""></iframe><noscript><div><img alt="" aria-hidden="true" '
        f'src="{PROXY}ichef.bbci.co.uk/images/ic/512xn/p0{draft.number}.jpg"/><div><strong>{NO_PLAYER}</strong></div>'
        f"</div></noscript></div><p>{title}</p></div></div>",
        title=title,
    )


def bare_links(draft: Draft, story: Story) -> None:
    draft.raw('<div><ul role="list">')
    for at, title in enumerate(story.related_titles[1:3]):
        path = f"/zhongwen/simp/world-{66000000 + 3 * draft.number + at}"
        html = f'<li role="listitem"><a href="{path}">{title}</a></li>'
        draft.link(f"https://www.bbc.com{path}", title, LinkKind.RELATED, html)
    draft.raw("</ul></div>")


def bare(draft: Draft, story: Story, rng: Random) -> None:
    """The front end of 2023: boxes without names, an author list, a relative time."""
    addressed(draft, story, rng, "https")
    draft.header_at = draft.published_at
    author = rng.choice(staff("bbc", "reporter"))
    draft.signed(author.name, RoleKind.REPORTER, latin_name=author.latin_name)
    draft.dateline_place = story.capital
    draft.raw(
        f'<main role="main"><div></div><div><div><ul role="list"><li role="listitem">{author.name}（{author.latin_name}）</li>'
        f'<li role="listitem">BBC记者，发自{story.capital}</li></ul></div></div>'
        f'<div><time dateTime="{draft.published_at:%Y-%m-%d}">{rng.randint(2, 59)} 分钟前</time></div>'
    )
    bare_picture(draft, story, rng, 0)
    draft.prose(story.lead, "<div><p><b>", "</b></p></div>", kind=ParagraphKind.LEAD)
    ad = '<section aria-label="广告 2" aria-hidden="true" role="region" data-e2e="advertisement"><div id="dotcom-mpu"></div></section>'
    extras = {
        0: partial(draft.raw, ad),
        2: partial(bare_links, draft, story),
        4: partial(bare_picture, draft, story, rng, 3),
    }
    if rng.random() < 0.5:
        extras[3] = partial(bare_video, draft, story)
    tell(
        draft, story, paragraph=("<div><p>", "</p></div>"), heading=("<div><h2>", "</h2></div>"), after=extras
    )
    draft.raw("</main>")


LAYOUTS: dict[str, Renderer] = {
    "bbc_story_body": classic,
    "bbc_generated_classes": generated_classes,
    "bbc_bare": bare,
}
