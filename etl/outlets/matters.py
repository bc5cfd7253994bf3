"""Matters: what members write; figures with a caption, embedded players."""

from etl.outlet import Layout, Outlet

POST = Layout(
    name="post", has_head=False, marks=('class="image"', "embed-video", "iframe-container", "smart")
)
PLAIN = Layout(name="plain", has_head=False, is_bare=True)

OUTLET = Outlet(
    outlet_id="matters",
    outlet_name="Matters",
    latin_name="Matters",
    domains=("matters.news", "matters.town"),
    aliases=("matters", "Matters Lab", "馬特市", "马特市"),
    language_code="zh-Hant",
    timezone_name="Asia/Hong_Kong",
    layouts=(POST, PLAIN),
)
