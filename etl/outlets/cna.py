"""中央社: a dateline in brackets, editors and the day of the Republic in brackets behind the last sentence."""

from etl.outlet import Layout, Outlet, Role

ARTICLE = Layout(
    name="article",
    has_head=False,
    marks=("picinfo", "moreArticle", 'class="paragraph"', "fullPic"),
    roles={
        ".picinfo": Role.CAPTION,
        ".moreArticle": Role.RELATED,
        ".insertGroup": Role.RELATED,
        ".book": Role.RELATED,
        ".book-title": Role.DROP,
        ".SubscriptionInner": Role.DROP,
        ".bottomArticleBanner": Role.DROP,
        ".infogram-embed": Role.EMBED,
        ".fb-video": Role.VIDEO,
        ".noWidthMedia": Role.MARGIN,
    },
    # a box that explains a word, in the middle of its sentence
    repairs=((r"<div\b[^>]*><p\b[^>]*>[^<]{1,30}小(?:百科|檔案)</p>(?s:.*?)關閉</div></div>", ""),),
)

OUTLET = Outlet(
    outlet_id="cna",
    outlet_name="中央社",
    latin_name="Central News Agency",
    domains=("cna.com.tw",),
    aliases=("(臺)中央社CNA", "中央社CNA", "中央通訊社", "中央通讯社", "CNA"),
    language_code="zh-Hant",
    timezone_name="Asia/Taipei",
    layouts=(ARTICLE,),
    address=(r"/news/(?!firstnews/)(?P<section>[a-z]+)/(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)\d{4}\.",),
    drop=(
        r"\d{7}|看更多|關閉|訂閱",
        r"上午8點同步發送電子報.*|.{0,8}訂閱.{0,12}電子報.*|.*中央社.{0,10}做朋友。",
    ),
    agency="中央社",
)
