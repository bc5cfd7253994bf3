"""泡泡: whole Drupal pages, with related articles and readers' comments below the text."""

from etl.outlet import Layout, Outlet, Role

NODE = Layout(
    name="node",
    has_head=False,
    marks=("field-name-body",),
    roles={
        ".element-invisible": Role.DROP,
        ".element-hidden": Role.DROP,
        ".submitted": Role.DROP,
        ".field-name-title": Role.DROP,
        ".field-name-author": Role.BYLINE,
        ".field-name-field-image-source": Role.CAPTION,
        ".service-links": Role.DROP,
        ".block-views": Role.RELATED,
        "ul.links": Role.DROP,
        "#comments": Role.DROP,
    },
)

OUTLET = Outlet(
    outlet_id="paopao",
    outlet_name="泡泡",
    latin_name="Pao-Pao",
    domains=("pao-pao.net",),
    aliases=("泡泡网", "泡泡網", "pao-pao"),
    timezone_name="Europe/Amsterdam",
    layouts=(NODE,),
    drop=(r".{0,20}在 星期.{0,30}提交|冒个泡吧！|[\w.-]+\.(?:jpe?g|png|gif)",),
)
