# ruff: noqa: E501 - markup stands here as it stands in the pages
"""金融时报中文网: a lead outside the body, empty advertisement boxes, a translator or notes at the end."""

from functools import partial
from random import Random

from etl.kinds import ParagraphKind, RoleKind
from etl.sample.markup.flow import Renderer, feed_tail, half_width_glosses, tell
from etl.sample.page import Draft
from etl.sample.prose import Story
from etl.sample.words import staff

AD = (
    '<div  data-o-ads-name="mpu-middle{0}" class="o-ads in-article-advert" data-o-ads-formats-default="false"  '
    'data-o-ads-formats-small="FtcMobileMpu"  data-o-ads-formats-medium="FtcMpu" data-o-ads-targeting="cnpos=middle{0};" '
    'data-cy=\'[{{"devices":["PC","iPhoneWeb"],"pattern":"MPU","position":"Middle{0}","container":"mpuInStory"}}]\'></div>'
)
DOT = "•"


def written(text: str) -> str:
    return half_width_glosses(text).replace("·", DOT)


def address(draft: Draft) -> str:
    return f"https://thumbor.ftacademy.cn/unsafe/picture/{len(draft.images)}/{draft.number:09}_piclink.jpg"


def figure(draft: Draft) -> None:
    draft.image(address(draft), html=f'<div class="pic"><img src="{address(draft)}"></div>')


def opened(draft: Draft, story: Story, lead: str) -> None:
    draft.title = written(story.title)
    draft.dot = DOT
    draft.header_at = draft.published_at
    draft.url = f"https://cn.ft.com/story/{1000000 + draft.number:09}?full=y"
    draft.raw("<div></div>")
    draft.prose(lead, '<div class="story-lead">', "</div>", kind=ParagraphKind.LEAD)
    url = f"https://thumbor.ftacademy.cn/unsafe/1340x754/{address(draft)}"
    draft.image(url, html=f'<div class=" story-image image"><img src="{url}"></div>')
    draft.raw('<div class="story-body"><div id="story-body-container">')


def told(draft: Draft, story: Story, heading: tuple[str, str] | None) -> None:
    tell(
        draft,
        story,
        heading=heading,
        written=written,
        after={
            2: partial(draft.raw, AD.format(1)),
            3: partial(figure, draft),
            5: partial(draft.raw, AD.format(2)),
        },
    )


def translated(draft: Draft, story: Story, rng: Random) -> None:
    """A report from the English."""
    opened(draft, story, written(story.lead))
    told(draft, story, None)
    translator = rng.choice(staff("ft", "translator")).name
    draft.signed(translator, RoleKind.TRANSLATOR)
    draft.raw(f"<p>译者/{translator}</p>" if rng.random() < 0.9 else f"<p><i>译者/{translator}</i></p>")
    draft.raw('</div><div class="clearfloat"></div></div>')
    feed_tail(draft, rng, 0.2)


def column(draft: Draft, story: Story, rng: Random) -> None:
    """A contributor's column: the lead opens with the name, a note on opinion and editor closes it."""
    author = rng.choice(staff("cdt", "author")).name
    editor = rng.choice(staff("ft", "editor"))
    opened(draft, story, f"{author}：{written(story.lead)}")
    draft.signed(author, RoleKind.COLUMNIST)
    told(draft, story, ("<p><b>", "</b></p>"))
    draft.signed(editor.name, RoleKind.EDITOR)
    draft.raw(
        f"<p><i>（本文仅代表作者本人观点，责编：{editor.name} {editor.latin_name}@ftchinese.com）</i></p>"
        '</div><div class="clearfloat"></div></div>'
    )
    feed_tail(draft, rng, 0.2)


def live_figure(draft: Draft, story: Story) -> None:
    url = address(draft)
    draft.image(
        url,
        alt=story.topic.slug,
        html='<div class="n-content-layout"><figure class="n-content-picture n-content-layout__container">'
        f'<picture data-contains-dynamic-image=""><source media="screen and (max-width: 490px)" srcset="{url}" '
        f'data-dynamic-image=""><img src="{url}" data-image-type="graphic" alt="{story.topic.slug}" '
        'data-dynamic-image=""></picture></figure></div>',
    )


def live(draft: Draft, story: Story, rng: Random) -> None:
    """A page that is updated every day: charts between the paragraphs, nobody credited."""
    opened(draft, story, written(story.lead))
    draft.title = f"每日更新：{story.title}"
    draft.column_name = "每日更新"
    charts = {at: partial(live_figure, draft, story) for at in (0, 2, 4, 6)}
    tell(draft, story, written=written, after=charts)
    draft.raw('</div><div class="clearfloat"></div></div>')


LAYOUTS: dict[str, Renderer] = {"ft_translated": translated, "ft_column": column, "ft_live": live}
