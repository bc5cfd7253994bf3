# ruff: noqa: E501 - markup stands here as it stands in the pages
"""纽约时报中文网: a byline in capitals, captions under each picture, a newsletter prompt, credits on lines at the end."""

from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from etl.kinds import AuthorKind, LinkKind, RoleKind
from etl.sample.markup.flow import PROXY_WITHOUT_SLASH, Renderer, feed_tail, half_width_glosses, tell
from etl.sample.page import Draft
from etl.sample.prose import Story
from etl.sample.words import staff

BEIJING = ZoneInfo("Asia/Shanghai")
PROMPT = (
    '<p><i>（欢迎</i><a rel="nofollow" target="_blank" href="https://sso.nytcn.me/email/?source=top-right"><i>点击此处</i></a>'
    '<i>订阅</i><a rel="nofollow" target="_blank" href="https://m.cn.nytimes.com/morning-brief/"><i>NYT简报</i></a>'
    "<i>，我们将在每个工作日发送最新内容至您的邮箱。）</i></p>"
)


def picture(draft: Draft, story: Story, at: int) -> None:
    path = f"static01.nyt.com/images/{draft.published_at:%Y/%m/%d}/world/{draft.number}-{len(draft.images)}-articleLarge.jpg"
    caption = f"{story.captions[at]}。"
    draft.image(
        f"https://{path}",
        caption=caption,
        html=f'<img src="{PROXY_WITHOUT_SLASH}{path}" width="100%"><div><small style="color: #999;">{caption}</small></div>',
    )


def linked(draft: Draft, story: Story) -> None:
    """A paragraph with a link in the prose."""
    url = (
        f"https://cn.nytimes.com/world/{draft.published_at:%Y%m%d}/{story.topic.slug}-{draft.number}-before/"
    )
    words = "此前的报道"
    text = f"本报{words}曾描述{story.city}的情况。"
    draft.prose(
        text,
        markup=f'本报<a rel="nofollow" target="_blank" href="{url}" title="Link: {url}">{words}</a>曾描述{story.city}的情况。',
    )
    draft.link(url, words, LinkKind.INLINE)


def byline(draft: Draft, rng: Random) -> str:
    shape = rng.random()
    if shape < 0.08:
        draft.signed("纽约时报", RoleKind.SOURCE, AuthorKind.MEDIUM)
        return "《纽约时报》"
    author = rng.choice(staff("nyt", "reporter")).name
    draft.signed(author, RoleKind.REPORTER)
    return f"{author.upper()},{author.upper()}" if shape < 0.4 else author.upper()


def article(draft: Draft, story: Story, rng: Random) -> None:
    draft.title = story.title
    draft.section_name = "world"
    local = draft.published_at.astimezone(BEIJING)
    draft.page_at = draft.published_at
    draft.seen_after(rng.uniform(0.2, 58))
    draft.url = f"https://cn.nytimes.com/world/{local:%Y%m%d}/{story.topic.slug}-{draft.number}/"
    draft.raw(f"<div><i>{byline(draft, rng)}<br>{local:%Y-%m-%d %H:%M:%S}</i></div>")
    picture(draft, story, 0)
    draft.raw(PROMPT)
    place = ""
    if rng.random() < 0.5:
        draft.dateline_place = story.capital
        place = f"{story.capital}——"
    draft.prose(half_width_glosses(f"{place}{story.lead}"))
    extras = {
        1: partial(linked, draft, story),
        4: partial(picture, draft, story, 1),
        7: partial(picture, draft, story, 3),
    }
    tell(draft, story, after=extras, written=half_width_glosses)
    credited(draft, story, rng)
    feed_tail(draft, rng, 0.2)


def credited(draft: Draft, story: Story, rng: Random) -> None:
    """The last paragraph: who helped, who translated, where the English stands, a line each."""
    translator = rng.choice(staff("nyt", "translator")).name
    is_desk = translator.startswith("纽约时报")
    draft.signed(translator, RoleKind.TRANSLATOR, AuthorKind.DESK if is_desk else AuthorKind.PERSON)
    url = (
        f"https://www.nytimes.com/{draft.published_at:%Y/%m/%d}/world/{story.topic.slug}-{draft.number}.html"
    )
    helped = ""
    if rng.random() < 0.4:
        contributor = rng.choice(staff("nyt", "contributor"))
        draft.signed(contributor.name, RoleKind.REPORTER, latin_name=contributor.latin_name)
        gloss = f"({contributor.latin_name})" if contributor.latin_name else ""
        helped = f"{contributor.name}{gloss}对本文有报道贡献。<br/>"
    draft.link(
        url,
        "点击查看本文英文版。",
        LinkKind.TRANSLATION,
        f'<p>{helped}翻译：{translator}<br/><a rel="nofollow" target="_blank" href="{url}">点击查看本文英文版。</a></p>',
    )


LAYOUTS: dict[str, Renderer] = {"nyt_article": article}
