"""Solidot: one paragraph with links to its sources, and the site's picture below it."""

from etl.outlet import Layout, Outlet

STORY = Layout(name="story", has_head=False)

OUTLET = Outlet(
    outlet_id="solidot",
    outlet_name="Solidot",
    latin_name="Solidot",
    domains=("solidot.org",),
    aliases=("奇客", "奇客Solidot", "solidot奇客"),
    timezone_name="Asia/Shanghai",
    layouts=(STORY,),
    decorations=(r"img\.solidot\.org/+0/446/liiLIZF8Uh6yM",),
)
