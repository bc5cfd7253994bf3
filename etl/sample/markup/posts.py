# ruff: noqa: E501 - markup stands here as it stands in the pages
"""Jekyll posts: front matter, then the header form or only HTML; of outlets that no parser knows."""

from functools import cache, partial
from random import Random

from etl.kinds import RoleKind
from etl.sample.markup.flow import Renderer, escaped
from etl.sample.page import Draft, escape
from etl.sample.prose import Story
from etl.sample.words import rows


@cache
def outlets() -> tuple[dict[str, str], ...]:
    return tuple(rows("posters"))


def post(draft: Draft, story: Story, rng: Random, *, has_header: bool) -> None:
    outlet = outlets()[draft.number % len(outlets())]
    source = outlet["source_name"]
    draft.title = story.title
    draft.has_header = has_header
    draft.header_at = draft.published_at if has_header else None
    draft.url = f"https://{outlet['domain']}/{draft.published_at:%Y/%m}/{escaped(story.topic.slug)}-{draft.number}.html"
    author = outlet["author"] or source
    if outlet["author"]:
        draft.signed(author, RoleKind.REPORTER)
    draft.tags.extend(story.tags[:2])
    tags = ", ".join((source, *draft.tags))
    draft.front_matter = (
        f'---\nlayout: post\ntitle: "{story.title}"\ndate: {draft.published_at:%Y-%m-%dT%H:%M:%S}.000Z\nauthor: {author}\n'
        f"from: {draft.url}\ntags: [ {tags} ]\ncategories: [ {source} ]\n---\n"
    )
    if has_header:
        simple(draft, story, rng)
    else:
        nested(draft, story)


def simple(draft: Draft, story: Story, rng: Random) -> None:
    draft.raw("<div>\n")
    if rng.random() < 0.5:
        url = f"https://img.{draft.url.split('/')[2]}/{draft.number}.jpg"
        caption = story.captions[0]
        html = (
            f'<figure class="image-box"><img src="{url}" alt=""><figcaption>{caption}</figcaption></figure>'
        )
        draft.image(url, caption=caption, html=html)
    draft.prose(story.lead)
    for section in story.sections:
        if section.heading is not None:
            draft.heading(section.heading, "<h2>", "</h2>")
        for text in section.paragraphs:
            draft.prose(text)
    draft.raw("\n</div>")


def nested(draft: Draft, story: Story) -> None:
    """HTML alone, indented, with navigation around the article."""
    draft.raw(
        '<article class="post type-post">\n <header class="page-header">\n  <h1 class="page-title">\n   '
        f'{story.title}\n  </h1>\n </header>\n <div class="entry-content">\n'
    )
    draft.prose(story.lead, "  <p>\n   ", "\n  </p>\n")
    for section in story.sections:
        if section.heading is not None:
            draft.heading(section.heading, "  <h3>\n   ", "\n  </h3>\n")
        for text in section.paragraphs:
            draft.prose(text, "  <p>\n   ", "\n  </p>\n", markup=escape(text))
    draft.raw(
        ' </div>\n <footer class="entry-footer">\n  <nav class="post-navigation">\n   <a href="/archive">归档</a>\n'
        "  </nav>\n </footer>\n</article>"
    )


LAYOUTS: dict[str, Renderer] = {
    "post_with_header": partial(post, has_header=True),
    "post_of_html": partial(post, has_header=False),
}
