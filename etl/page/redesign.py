"""The last layout of a described outlet: it reads a page whose markup is none that its file describes.

Here: what stays true of an outlet when its class names are new (its first line is its time, its headings and leads have
the same form), over what tags and classes mean anywhere. Not here: the outlets' own layouts (etl/outlets/), finding the
element that holds the prose (generic.py), captions by their place (frame.py).
"""

from etl.outlet import SELECTOR, Layout, Outlet, Role
from etl.page.generic import generic_layout

NAME = "redesigned"
REACH = 2  # elements from the prose out to the lead picture of a page as an archive keeps it (judged)


def redesigned_layout(outlet: Outlet) -> Layout:
    """The layout for pages of an outlet that none of its layouts fits: all of them together, without their marks.

    Of their roles, all stay but two: DROP of a tag whatever its class, which one layout's habits teach and a page may
    break; and BODY, for what was text beside the text of a known page would be taken for all the text of this one.
    """
    layouts = outlet.layouts
    roles: dict[str, Role] = {}
    for layout in layouts:
        for selector, role in layout.roles.items():
            if role is not Role.BODY and not (role is Role.DROP and _is_tag(selector)):
                roles.setdefault(selector, role)
    for selector, role in generic_layout().roles.items():
        roles.setdefault(selector, role)
    return Layout(
        name=NAME,
        roles=roles,
        repairs=tuple(dict.fromkeys(repair for layout in layouts for repair in layout.repairs)),
        headings=tuple(dict.fromkeys(pattern for layout in layouts for pattern in layout.headings)),
        has_bold_headings=all(layout.has_bold_headings for layout in layouts),
        has_bold_lead=any(layout.has_bold_lead for layout in layouts),
        has_plain_headings=any(layout.has_plain_headings for layout in layouts),
        is_half_day_clock=any(layout.is_half_day_clock for layout in layouts),
        card={label: role for layout in layouts for label, role in layout.card.items()},
    )


def _is_tag(selector: str) -> bool:
    match = SELECTOR.fullmatch(selector)
    return match is not None and match["name"] is None and match["attribute"] is None
