"""自由亚洲电台: text parted by line breaks, related links in lists of one, a byline at the very end."""

import re

from etl.outlet import Byline, Layout, Outlet, Role, RoleKind, labelled_credits, name_list

PLONE = Layout(
    name="plone",
    has_head=False,
    marks=(
        "external-link",
        "image-inline",
        "image-caption",
        'class="single_image',
        "state-published",
        "result-title",
        # what an editor pasted: out of a mail, of a note, of a page with a player
        "gmail-",
        'class="p1"',
        '<br class=""',
        "videoWrapper",
    ),
    roles={
        "a.external-link": Role.RELATED,
        ".image-caption": Role.CAPTION,
        ".copyright": Role.CREDIT,
        ".single_image": Role.DROP,
        "#zoomattribute": Role.DROP,
        ".zoomattribute": Role.DROP,
    },
    has_plain_headings=True,
    repairs=((r"<p>(\s*<div class=\"image-inline)", r"\1"),),
)
# pages of which the archive kept no class: text and bare pictures
PLAIN = Layout(name="plain", has_head=False, is_bare=True, has_plain_headings=True)

GLUED = re.compile(
    r"(?P<prose>.*?[。！？”」])?\s*(?P<credit>[（(]?\s*(?:自由亚洲电台|自由亞洲電台|自由亚洲(?=记者)|记者|記者|特约)[^。]{0,60}?(?:(?<=报[导道])。)?\s*(?:责编|責編|网编|網編)[^。]{1,60})\s*$",
    re.DOTALL,
)
# what is amended before the byline is read: a sign mistyped, a full stop within it, where a reporter is posted
AMENDED = (
    (re.compile(r"(?<=编)；|(?<=編)；"), "："),
    (re.compile(r"(?<=报[导道])。|(?<=報[導道])。"), " "),
    (
        re.compile(r"自由(?:亚洲|亞洲)(?:电台|電台)?(?:驻[\u3400-\u9fff]{2,5}?)?(?:特约|特約)?(?=记者|記者)"),
        "",
    ),
)
# （本台记者A、B亦有贡献） behind the byline
HELPED = re.compile(r"[（(]\s*(?:本台)?记者(?P<names>[^（()）。]{2,30}?)(?:对本文)?[亦也]?有贡献\s*[）)]\s*$")
PLACES = re.compile(
    r"(?<=[^者：:\s]\s)(?P<place>[\u3400-\u9fff]{2,4}(?:[、/][\u3400-\u9fff]{2,4})+)(?=报[导道]|報[導道])"
)
COMPILED = re.compile(
    r"[（(]?(?:自由亚洲电台|本台)?记者[：:]?\s*(?P<names>[\u3400-\u9fff、]{2,12}?)(?:综合)?报[导道][，,；;。\s]\s*"
    r"(?:本台)?(?:记者)?(?P<further>[\u3400-\u9fff、]{2,40}?)(?:等)?(?:记者)?(?:对本文)?[亦也]有贡献[）)]?。?"
)
ASKED = re.compile(r"[。？！?!]$")


def signature(text: str) -> Byline | None:
    """记者：A台北报导 责编：B、C 网编：D, in a paragraph of its own or glued to the last one."""
    helped = HELPED.search(text)
    match = GLUED.fullmatch(text[: helped.start()] if helped else text)
    if match is None:
        return None
    credit = match["credit"]
    for pattern, amended in AMENDED:
        credit = pattern.sub(amended, credit)
    places = PLACES.search(credit)
    found = labelled_credits(PLACES.sub("", credit))
    if found is None:
        return None
    further = name_list(helped["names"], RoleKind.REPORTER) if helped else ()
    return Byline(
        credits=(*found.credits, *further),
        place=places["place"] if places else found.place,
        prose=match["prose"],
    )


def compiled(text: str) -> Byline | None:
    """Parse 记者A综合报道，B、C等记者也有贡献, in a paragraph of its own."""
    match = COMPILED.fullmatch(text)
    if match is None:
        return None
    return Byline(
        credits=(
            *name_list(match["names"], RoleKind.REPORTER),
            *name_list(match["further"], RoleKind.REPORTER),
        )
    )


def labelled(text: str) -> Byline | None:
    """记者：A, but no question that a reporter asks: 记者：谢谢您接受采访。"""
    return None if ASKED.search(text) else labelled_credits(text)


OUTLET = Outlet(
    outlet_id="rfa",
    outlet_name="自由亚洲电台",
    latin_name="Radio Free Asia",
    domains=("rfa.org",),
    aliases=("自由亞洲電台", "RFA"),
    timezone_name="America/New_York",
    same=((r"^https://(?:m|amp)\.", "https://"),),
    layouts=(PLONE, PLAIN),
    address=(
        r"/mandarin/(?:[A-Za-z]+/)*(?P<section>[A-Za-z]+)/[A-Za-z0-9_-]*?-(?P<month>\d\d)(?P<day>\d\d)(?P<year>20\d\d)\d{6}",
    ),
    drop=(r"视频\s*(?:[：:]?\s*【.{0,80}】|[：:].{0,40})?",),
    credits=(signature, compiled, labelled),
    decorations=(r"icon-zoom",),
)
