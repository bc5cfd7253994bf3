# ruff: noqa: E501 - markup stands here as it stands in the pages
"""自由亚洲电台: related links in lists after the first paragraphs, pictures in paragraphs, who made it at the end."""

from random import Random

from etl.kinds import LinkKind, MediaKind, RoleKind
from etl.sample.markup.flow import Renderer
from etl.sample.page import Draft, escape
from etl.sample.prose import Story
from etl.sample.words import staff, voices

SECTIONS = ("jingmao", "shehui", "zhengzhi", "junshiwaijiao", "huanjing")
SPACER = "<p>\xa0</p>"


def addressed(draft: Draft, story: Story, rng: Random) -> None:
    draft.title = story.title
    draft.header_title = story.title.replace(" ", rng.choice(("  ", " ")), 1) + (
        " " if rng.random() < 0.08 else ""
    )
    draft.header_at = draft.published_at
    section = rng.choice(SECTIONS)
    draft.section_name = section
    draft.url = f"https://www.rfa.org/mandarin/yataibaodao/{section}/s{draft.number}-{story.happened_at:%m%d%Y%H%M%S}.html"


def related(draft: Draft, story: Story, rng: Random) -> None:
    draft.raw(SPACER)
    for at, title in enumerate(story.related_titles[1 : 4 if rng.random() < 0.9 else 5]):
        url = f"http://www.rfa.org/mandarin/yataibaodao/shehui/r{draft.number}{at}-06012020101010.html"
        html = f'<ul><li><b><a class="external-link" href="{url}">{title}</a></b></li></ul>'
        draft.link(url, title, LinkKind.RELATED, html)
    draft.raw(SPACER)


def picture(draft: Draft, story: Story, rng: Random, at: int) -> None:
    credit = rng.choice(voices("agency"))
    caption = f"{story.captions[at]}（{credit}）"
    address = f"{draft.url}/p{draft.number}-{at}.jpg"
    alt = caption if rng.random() < 0.7 else f"p{draft.number}-{at}.jpg"
    draft.image(
        address,
        alt=alt,
        caption=caption,
        credit=credit,
        html=f'<p><div class="image-inline captioned" style="width:622px;"><div style="width:622px;"><img alt="{alt}" '
        f'src="{address}" title="{alt}"/></div><div class="image-caption"><span style="width:622px;">{caption}</span>'
        '<span class="copyright"> </span></div><div id="zoomattribute"><a class="single_image" '
        f'href="{address}" title="{caption}"><img src="/rfa_resources/graphics/icon-zoom.png"/></a></div></div></p>',
    )


def video(draft: Draft, story: Story) -> None:
    clip = f"https%3A%2F%2Fwww.facebook.com%2FRFAChinese%2Fvideos%2F{118000000 + draft.number}%2F"
    url = f"https://www.facebook.com/plugins/video.php?href={clip}&show_text=0&width=622"
    draft.medium(
        MediaKind.VIDEO,
        url,
        f'<p><iframe frameborder="0" height="620" scrolling="no" src="{url.replace("&", "&amp;")}" width="622"></iframe></p>'
        f'<p><i>视频<span class="_44bj">【{story.captions[2]}】</span></i></p>',
        title=f"视频【{story.captions[2]}】",
    )


def signed(draft: Draft, story: Story, rng: Random) -> str:
    reporter = rng.choice(staff("rfa", "reporter")).name
    editors = [one.name for one in rng.sample(staff("rfa", "editor"), rng.randint(1, 2))]
    web_editor = rng.choice(staff("rfa", "web_editor")).name
    draft.signed(reporter, RoleKind.REPORTER)
    for name in (*editors, web_editor):
        draft.signed(name, RoleKind.EDITOR)
    match rng.randrange(4):
        case 0:
            return f"记者：{reporter}   责编：{' '.join(editors)}   网编：{web_editor}"
        case 1:
            return f"（记者：{reporter} 责编：{'、'.join(editors)}  网编：{web_editor}）"
        case 2:
            return f"自由亚洲电台记者 {reporter} 责编 {'、'.join(editors)} 网编 {web_editor}"
        case _:
            draft.dateline_place = "华盛顿"
            return f"自由亚洲电台记者{reporter}华盛顿报道   责编：{'、'.join(editors)}   网编：{web_editor}"


def article(draft: Draft, story: Story, rng: Random) -> None:
    addressed(draft, story, rng)
    draft.prose(story.lead)
    first, *others = story.sections
    for text in first.paragraphs:
        draft.prose(text)
    if rng.random() < 0.2:
        video(draft, story)
    related(draft, story, rng)
    for at, section in enumerate(others):
        if section.heading is not None:
            draft.heading(section.heading, "<p><b>", "</b></p>")
        if at == 0 or rng.random() < 0.5:
            picture(draft, story, rng, 3 * at)
        for text in section.paragraphs:
            draft.prose(text)
    draft.raw(f"{SPACER}<p>{signed(draft, story, rng)}</p>")


def broken_lines(draft: Draft, story: Story, rng: Random) -> None:
    """Paragraphs parted by breaks, and the names glued to the last of them."""
    addressed(draft, story, rng)
    draft.raw(SPACER)
    draft.prose(story.lead)
    related(draft, story, rng)
    picture(draft, story, rng, 0)
    for section in story.sections:
        separator = "<p>"
        if section.heading is not None:
            draft.heading(section.heading, "<p><b>", "</b>")
            separator = "<br/><br/>"
        for text in section.paragraphs:
            draft.prose(text, separator, "", markup=escape(text))
            separator = "<br/><br/>"
        if section is story.sections[-1]:
            draft.raw(f"<br/><br/><br/>{signed(draft, story, rng)}")
        draft.raw("</p>")


LAYOUTS: dict[str, Renderer] = {"rfa_article": article, "rfa_broken_lines": broken_lines}
