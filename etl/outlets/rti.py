"""中央廣播電臺: a feed's excerpts: picture, one run of text that breaks off, the section before the title."""

from etl.outlet import Layout, Outlet

EXCERPT = Layout(
    name="excerpt",
    has_head=False,
    is_bare=True,
    # the reporter stands between two paragraphs that the feed joined
    repairs=(
        (r"[#＃]央廣(?=[\u4e00-\u9fff]{2,4}(?:的?採訪|綜合|的)?報導[#＃])(?!記者)", "#央廣記者"),
        (
            r"[#＃](?:請聽)?((?:央廣)?記者[^#＃<>]{2,14}?)的?((?:採訪|綜合)*報導)[#＃]",
            r"<br><br>#\1\2#<br><br>",
        ),
    ),
)

OUTLET = Outlet(
    outlet_id="rti",
    outlet_name="中央廣播電臺",
    latin_name="Radio Taiwan International",
    domains=("rti.org.tw",),
    aliases=("RTI 中央廣播電臺", "中央广播电台", "中央廣播電台", "央廣", "央广", "RTI"),
    language_code="zh-Hant",
    timezone_name="Asia/Taipei",
    layouts=(EXCERPT,),
    title_off=(r"\s+-\s*\d{6}-\d{1,3}$", r"^\[(?P<section>[^\[\]]{2,6})\]\s*"),
)
