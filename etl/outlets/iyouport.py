"""iYouPort: whole WordPress posts, with their head, share bar and footer."""

from etl.outlet import Layout, Outlet, Role

POST = Layout(
    name="post",
    has_head=False,
    marks=("entry-content",),
    roles={
        "header.entry-header": Role.DROP,
        ".entry-meta": Role.MARGIN,
        ".byline": Role.BYLINE,
        "[rel=category]": Role.SECTION,
        "time.published": Role.DATE,
        "time.updated": Role.DROP,
        ".word-count": Role.DROP,
        ".sharedaddy": Role.DROP,
        ".jp-relatedposts": Role.DROP,
        ".entry-footer": Role.MARGIN,
        ".entry-author-wrapper": Role.DROP,
    },
)

OUTLET = Outlet(
    outlet_id="iyouport",
    outlet_name="iYouPort",
    latin_name="iYouPort",
    domains=("iyouport.org",),
    aliases=("iyouport", "IYP"),
    timezone_name="Asia/Shanghai",
    layouts=(POST,),
    drop=(r"\d+ Minutes?|共享此文章[：:]|相关|Tagged|Published|赞|正在加载…*",),
)
