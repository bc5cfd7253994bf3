"""新闻联播文字版: a day's programme as a list of its items, each a link to its text."""

from etl.outlet import Layout, Outlet

PROGRAMME = Layout(name="programme", has_head=False, is_bare=True)

OUTLET = Outlet(
    outlet_id="govopendata",
    outlet_name="新闻联播",
    latin_name="Xinwen Lianbo",
    domains=("govopendata.com",),
    aliases=("CCTV新闻联播", "央视新闻联播", "新聞聯播"),
    timezone_name="Asia/Shanghai",
    layouts=(PROGRAMME,),
    address=(r"/xinwenlianbo/(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)",),
    title_keeps=(r"^[\d-]+\s*(?P<column>新闻联播)",),
)
