"""Captions: who made or owns the picture, where the caption says so."""

import re

from etl.normalize.byline import AGENCIES
from etl.normalize.text import clean_line, fold_name

DATED = re.compile(
    r"\s*(?:资料(?:照片?|图片?)|資料(?:照片?|圖片?)|档案(?:照片?|图片)|檔案(?:照片?|圖片)"
    r"|(?:19|20)?\d\d年(?:\d\d?月)?(?:\d\d?[日号號])?|(?:\d\d?月)?\d\d?[日号號])\s*"
)
TAKEN = re.compile(r"(?P<name>.+?)(?:摄影?|攝影?|拍攝|拍摄|提供|制图|製圖)$")
FIRST_MARK = re.compile(
    r"^(?:图片?来源|圖片?來源|图源|圖源|[供制]图|[供製]圖|图片拍摄|图片|图|圖|摄影?|攝影?|来源|來源"
    r"|Photo(?: by| credit)?|Credit|Image)"
    r"\s*[:：﹕/／|｜]\s*(?P<name>.+)$",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"(\s*[/／、，]\s*)")  # two makers of one picture
POST = re.compile(r"^(?:本[台报報刊网網])?[记記]者\s*|^(?:视频|視頻|网页|網頁)?截[图圖]自\s*")
BRACKET = re.compile(r"[（(【\[](?P<inside>[^（()）【】\[\]]{1,40})[）)】\]]\s*[。.]?$")
SIGNED = re.compile(
    r"(?:(?P<slash>(?:[A-Z][\w .,'’&/\-]{2,60} )?via REUTERS|REUTERS(?:\s?/\s?[^。，]{2,40})?)|©\s*(?P<sign>[^©]{2,40})"
    r"|(?:图片来源|图源|来源)[:：]\s*(?P<source>\S{2,30})"
    r"|(?<=[。！？\s])(?:供?图|供?圖|摄影?|攝影?)[:：]\s*(?P<maker>[^\s。，；：:]{2,30}?)[摄攝]?"
    r"|(?:图片|照片|圖片)由[\s“「]*(?P<giver>[^，。；“”「」]{2,24}?)[\s”」]*提供。?"
    r"|[Pp]hoto by (?P<photographer>[A-Z][\w '’\-]{2,40}?)(?: on [A-Z]\w+|\. Courtesy [^，。]{2,40})?)\s*$"
)
PICTURE = re.compile(
    r".*(?:图片|照片|截图|视频|推特|微博|脸书|网站|网|百科|提供|AP|AFP|Public Domain|Reuters|EPA|Getty|Photo"
    r"|社|台)\S*$",
    re.IGNORECASE,
)
# a medium's name with its photographer's behind it
HOUSE = re.compile("|".join(re.escape(name) for name in AGENCIES if len(name) > 2 and not name.isascii()))
FIGURE_TITLE = re.compile(r"(?:[图圖表][表\s]?\d{1,2}|[图圖]表)\s*[：:、.．\s]\s*.{2,60}")
FIGURE_NOTE = re.compile(
    r".{0,80}(?:图|圖|摄影?|攝影?|供图|供圖|图源|圖源)\s*[/／|｜]\s*[^。，]{2,25}|[^。]{2,60}(?:\s|／|/)[\u3400-\u9fff·]{2,8}\s*(?:摄|攝|供图)"
    r"|(?:资料|資料|数据|數據|图片|圖片|信息)?(?:来源|來源)\s*[：:].{1,60}"
)
NO_CREDIT = frozenset(
    (
        "资料图片",
        "资料照片",
        "资料照",
        "資料圖片",
        "資料照片",
        "档案照",
        "示意图",
        "图片",
        "视频截图",
        "視頻截圖",
        "截图",
        "左",
        "右",
        "中",
        "前",
        "后",
    )
)


def caption_credit(caption: str) -> str | None:
    """The credit at the end of a caption, or None: (路透社), （…摄）, REUTERS/NAME, © 网络图片, Photo by NAME."""
    caption = clean_line(caption)
    signed = SIGNED.search(caption)
    if signed:
        return _closed(next(name for name in signed.groups() if name).strip(" 。"))
    first = FIRST_MARK.match(caption)
    if first and len(first["name"]) <= 30:
        return _makers(first["name"].strip(" 。）)"))
    bracket = BRACKET.search(caption)
    return _from_bracket(bracket["inside"]) if bracket else None


def _from_bracket(inside: str) -> str | None:
    """A bracket is a credit where it says who took the picture, or names an agency or a source of pictures."""
    inside = inside.strip()
    marked = FIRST_MARK.match(inside)
    if marked and inside.endswith("。"):  # （图：…。）says what is seen
        return None
    if marked:
        return _makers(marked["name"].strip())
    taken = TAKEN.fullmatch(inside)
    name = DATED.sub("", taken["name"] if taken else inside).strip(" ，,、/）)")
    if not name or name in NO_CREDIT:
        return None
    if taken:
        return _makers(name)
    head = re.split(r"[/／\s]", name)[0]
    if fold_name(head) in AGENCIES or PICTURE.fullmatch(name) or HOUSE.match(fold_name(name)):
        return _makers(name)
    return None


def _makers(name: str) -> str | None:
    """The makers as they are called: A摄、B提供 is A、B; 视频截图/A is A; 记者A is A."""
    pieces = BETWEEN.split(name)  # makers at even places, what stands between them at odd ones
    credit = ""
    for mark, piece in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        taken = TAKEN.fullmatch(piece)
        maker = POST.sub("", taken["name"] if taken else piece).strip()
        if maker and maker not in NO_CREDIT:
            credit += mark + maker if credit else maker
    return credit or None


def _closed(name: str) -> str:
    """A name without a bracket that was opened before it."""
    return name if re.search(r"[（(]", name) else name.rstrip(" ）)")
