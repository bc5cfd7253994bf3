"""联合早报: paragraphs between slots for advertisements, pictures with a figcaption."""

from etl.outlet import Layout, Outlet, Role

ARTICLE = Layout(
    name="article",
    has_head=False,
    marks=("dfp-tag-wrapper", "figure-media", "innity-in-post"),
    roles={
        "#imu": Role.DROP,
        "#innity-in-post": Role.DROP,
        ".dfp-tag-wrapper": Role.DROP,
        ".figure-media-gallery-nav": Role.DROP,
        ".gtx-trans-icon": Role.DROP,
        ".article-byline": Role.BYLINE,
    },
)

OUTLET = Outlet(
    outlet_id="zaobao",
    outlet_name="联合早报",
    latin_name="Lianhe Zaobao",
    domains=("zaobao.com", "zaobao.com.sg", "zbcdn.com"),
    aliases=("聯合早報", "早报", "联合早报网", "Zaobao"),
    timezone_name="Asia/Singapore",
    layouts=(ARTICLE,),
    address=(
        r"/(?:realtime|news|forum|finance|lifestyle)/(?:(?P<section>[a-z-]+)/)?story(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)-",
    ),
)
