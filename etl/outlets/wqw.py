"""维权网: posts of a Blogspot blog, written in Word; pictures below the text."""

from etl.outlet import Layout, Outlet, Role

POST = Layout(
    name="post",
    has_head=False,
    marks=("MsoNormal", "separator", "name='more'", "entry-content"),
    roles={".entry-title": Role.DROP, ".tr-caption": Role.CAPTION},
)

PLAIN = Layout(name="plain", has_head=False, is_bare=True)

# before a colon: what is no author
NO_AUTHOR = r"维权|特约|紧急|投诉|快讯|控告|申诉|声明|通报|[^：:]{0,8}(?:案|通报|举报|邀请|呼吁|妻子)[：:]"

OUTLET = Outlet(
    outlet_id="wqw",
    outlet_name="维权网",
    latin_name="Weiquanwang",
    domains=("wqw2010.blogspot.com", "weiquanwang.org", "msguancha.com"),
    aliases=("維權網", "Rights Defense Network"),
    timezone_name="Asia/Shanghai",
    layouts=(POST, PLAIN),
    address=(r"/(?P<year>20\d\d)/(?P<month>\d\d)/",),
    title_keeps=(
        r"^(?:特约)?(?P<column>维权评论)[：:]",
        rf"^(?!{NO_AUTHOR})(?:[\u3400-\u9fff]{{2,6}}(?:律师|公民|妻子|妹妹|姐姐|母亲|父亲))?"
        r"(?P<author>[\u3400-\u9fff]{2,3}(?:、[\u3400-\u9fff]{2,3}){0,2})(?:律师)?[：:]",
    ),
)
