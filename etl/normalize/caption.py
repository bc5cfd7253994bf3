"""Find the credit in a caption: who made or owns the picture."""

import re

from etl.lexicon import either, words
from etl.normalize.author import AGENCIES
from etl.normalize.text import clean_line, fold_name

DATED = re.compile(
    rf"\s*(?:{either('caption_words', 'archive')}"
    r"|(?:19|20)?\d\d年(?:\d\d?月)?(?:\d\d?[日号號])?|(?:\d\d?月)?\d\d?[日号號])\s*"
)
TAKEN = re.compile(rf"(?P<name>.+?){either('caption_words', 'made')}$")
FIRST_MARK = re.compile(
    rf"^{either('caption_words', 'label')}\s*[:：﹕/／|｜]\s*(?P<name>.+)$", re.IGNORECASE
)
BETWEEN = re.compile(r"(\s*[/／、，]\s*)")  # two makers of one picture
POST = re.compile(rf"^{either('caption_words', 'own_post')}\s*|^{either('caption_words', 'taken_from')}")
_FLAT = r"[^（()）【】\[\]]"
# a bracket at the end, which may hold another one
BRACKET = re.compile(
    rf"[（(【\[](?P<inside>{_FLAT}{{1,40}}(?:[（(]{_FLAT}{{1,20}}[）)]{_FLAT}{{0,20}})?)[）)】\]]\s*[。.]?$"
)
SIGNED = re.compile(
    r"(?:(?P<slash>(?:[A-Z][\w .,'’&/\-]{2,60} )?via REUTERS|REUTERS(?:\s?/\s?[^。，]{2,40})?)"
    r"|©\s*(?P<sign>[^©]{2,40})"
    rf"|{either('caption_words', 'source')}[:：]\s*(?P<source>\S{{2,30}})"
    rf"|(?<=[。！？\s]){either('caption_words', 'maker')}[:：]\s*"
    rf"(?P<maker>[^\s。，；：:]{{2,30}}?){either('caption_words', 'taken')}?"
    rf"|(?<=[。！？])\s*(?:{either('caption_words', 'own_post')}\s*)?"
    rf"(?P<taker>[\u3400-\u9fff·]{{2,5}})\s*{either('caption_words', 'taken')}"
    rf"|{either('caption_words', 'picture')}由[\s“「]*(?P<giver>[^，。；“”「」]{{2,24}}?)[\s”」]*"
    rf"{either('caption_words', 'given')}。?"
    r"|(?<=\s)Credit\s*[:：.…]+\s*(?P<credited>[A-Z][\w .,'’&/\-]{2,60})"
    r"|[Pp]hoto by (?P<photographer>[A-Z][\w '’\-]{2,40}?)(?: on [A-Z]\w+|\. Courtesy [^，。]{2,40})?)\s*$"
)
# the house's own reporter behind the last sentence, with the day behind it: 某社記者甲攝 109年10月3日
OWN_REPORTER = re.compile(
    rf"(?<=[。！？」）)])\s*(?P<name>[\u3400-\u9fff]{{2,7}}{either('byline_words', 'post')}[\u3400-\u9fff]{{2,3}})"
    rf"[\u3400-\u9fff]{{0,6}}{either('caption_words', 'taken')}[^。，]{{0,14}}$"
)
TAKEN_FROM = re.compile(rf"(?:^|[/／，,]\s*){either('caption_words', 'taken_from')}\s*(?P<where>.{{2,40}})$")
PARTS = re.compile(r"\s*(?:[/／]|\bvia\b)\s*")  # NAME/POOL/AFP via Getty Images
PICTURE = re.compile(rf".*{either('caption_words', 'shown')}\S*$", re.IGNORECASE)
# a medium's name with its photographer's behind it
HOUSE = re.compile("|".join(re.escape(name) for name in AGENCIES if len(name) > 2 and not name.isascii()))
_FIGURE, _TABLE = either("caption_words", "figure"), either("caption_words", "table")
FIGURE_TITLE = re.compile(rf"(?:{_FIGURE}[表\s]?\d{{1,2}}|{_TABLE})\s*[：:、.．\s]\s*.{{2,60}}")
MEDIUM_TITLE = re.compile(rf"{either('caption_words', 'medium')}\s*[：:].{{2,80}}")
POINTER = re.compile(rf"^(?:{either('caption_words', 'pointer')}\ufe0f?\s*)+")
FIGURE_NOTE = re.compile(
    rf"(?:{either('caption_words', 'pointer')}\ufe0f?\s*)+[^▲△]{{2,100}}"
    rf"|{either('caption_words', 'opening')}.{{2,100}}"
    rf"|[^。]{{2,60}}[（(](?:{either('caption_words', 'archive')})[）)]"
    rf"|[（(][^（()）。]{{0,30}}(?:{either('caption_words', 'made')}|{either('caption_words', 'archive')}"
    rf"|{either('caption_words', 'picture')})[）)]"
    rf"|.{{0,80}}{either('caption_words', 'credited')}\s*[/／|｜]\s*[^。，]{{2,25}}"
    rf"|[^。]{{2,60}}(?:\s|／|/)[\u3400-\u9fff·]{{2,8}}\s*{either('caption_words', 'taken')}[）)]?"
    rf"|{either('caption_words', 'source_of')}?{either('caption_words', 'drawn_from')}\s*[：:].{{1,60}}"
)
NO_CREDIT = frozenset(words("caption_words", "no_credit"))


def caption_credit(caption: str) -> str | None:
    """Find the credit that ends a caption; None without: (路透社), （…摄）, REUTERS/NAME, © 网络图片, Photo by NAME."""
    caption = clean_line(caption)
    signed = SIGNED.search(caption)
    if signed:
        return _closed(next(name for name in signed.groups() if name).strip(" 。"))
    reporter = OWN_REPORTER.search(caption)
    if reporter:
        return reporter["name"]
    first = FIRST_MARK.match(caption)
    if first and len(first["name"]) <= 30:
        return _makers(first["name"].strip(" 。）)"))
    bracket = BRACKET.search(caption)
    return _from_bracket(bracket["inside"]) if bracket else None


def _from_bracket(inside: str) -> str | None:
    """Read a bracket as a credit if it says who took the picture, or names an agency or source; else None."""
    inside = inside.strip()
    marked = FIRST_MARK.match(inside)
    if marked and inside.endswith("。"):  # （图：…。）says what is seen
        return None
    if marked:
        return _makers(marked["name"].strip())
    source = TAKEN_FROM.search(inside)
    if source:
        return source["where"].strip()
    taken = TAKEN.fullmatch(inside)
    name = _closed(DATED.sub("", taken["name"] if taken else inside).strip(" ，,、/"))
    if not name or name in NO_CREDIT:
        return None
    if taken:
        return _makers(name)
    head = re.split(r"[/／\s]", name)[0]
    is_signed = any(fold_name(part) in AGENCIES for part in (head, *PARTS.split(name)))
    if is_signed or PICTURE.fullmatch(name) or HOUSE.match(fold_name(name)):
        return _makers(name)
    return None


def _makers(name: str) -> str | None:
    """Strip verbs and posts from makers: A摄、B提供 is A、B; 视频截图/A is A; 记者A is A."""
    pieces = BETWEEN.split(name)  # makers at even indexes, separators at odd ones
    credit = ""
    for mark, piece in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        taken = TAKEN.fullmatch(piece)
        maker = POST.sub("", taken["name"] if taken else piece).strip()
        if maker and maker not in NO_CREDIT:
            credit += mark + maker if credit else maker
    return credit or None


def _closed(name: str) -> str:
    """Strip a closing bracket whose opening one is not in the name."""
    return name if re.search(r"[（(]", name) else name.rstrip(" ）)")
