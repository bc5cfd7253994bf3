"""大纪元: 【大纪元…日讯】（大纪元记者…报导）opens the text, 责任编辑：…# closes it; tags are links in the prose."""

import re

from etl.outlet import Byline, Layout, Outlet, Role, RoleKind, labelled_credits, name_list

ARTICLE = Layout(
    name="article",
    has_head=False,
    marks=("wp-caption", "video_fit_container", "epochtimes.com/gb/tag/"),
    roles={
        ".epoch_player": Role.VIDEO,
        ".DC-embed": Role.EMBED,
        ".related_post": Role.RELATED,
    },
)

PLAIN = Layout(name="plain", has_head=False, is_bare=True)

HELPED = re.compile(
    r"[（(][^（()）]{0,16}?[记記]者(?P<names>[^（()）]{2,80}?)[对對]本文.{0,6}[贡貢][献獻]。?[)）]"
)


def helpers(text: str) -> Byline | None:
    """Parse （英文大纪元记者A和B对本文有贡献。）."""
    match = HELPED.fullmatch(text)
    return Byline(credits=name_list(match["names"].replace("和", "、"), RoleKind.REPORTER)) if match else None


OUTLET = Outlet(
    outlet_id="epochtimes",
    outlet_name="大纪元",
    latin_name="The Epoch Times",
    domains=("epochtimes.com", "epochtimes.com.tw", "dajiyuan.com"),
    aliases=("大紀元", "大纪元时报", "大紀元時報", "Epoch Times"),
    timezone_name="America/New_York",
    layouts=(ARTICLE, PLAIN),
    address=(r"/(?:gb|b5)/(?P<year>\d\d)/(?P<month>\d\d?)/(?P<day>\d\d?)/n\d+",),
    title_keeps=(r"^【(?P<column>[^】]{2,12})】",),
    drop=(
        r".{0,30}支持大[纪紀]元(?:\s|[：:])*(?:https?://\S+)?|https?://\S+|听新闻：|聽新聞：",
        r"[^。，]{0,12}《?[^。，]{2,20}》?[制製]作[组組]\W*|[（(]?待[续續][）)]?|【[^】]{2,20}】请点击这里。?",
        r"（?[点點][击擊](?:这里|這裡).{0,20}）?",
    ),
    credits=(labelled_credits, helpers),
)
