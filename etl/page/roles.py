"""Roles of elements: a layout's selectors over common ones over the meaning of tags, compiled for one look-up each.

Here: finding the role of an element. Not here: the roles themselves (etl/outlet.py), the common selectors
(lexicon/common_roles.csv) and what follows from a role (walk.py, draft.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bs4.element import Tag

from etl import lexicon
from etl.outlet import SELECTOR, Layout, Role


@dataclass(frozen=True)
class Roles:
    """A layout's selectors, compiled for one look-up per element."""

    by_tag: Mapping[str, Role]
    by_mark: Mapping[str, tuple[tuple[str | None, Role], ...]]  # class, #id or Prefix* → (tag, role)
    by_attribute: tuple[tuple[str, str | None, str | None, Role], ...]  # attribute, value, tag, role
    prefixes: tuple[str, ...]

    def of(self, tag: Tag) -> Role | None:
        """The role that an element has by its own name, classes and attributes; the layout's words win."""
        attributes = tag.attrs
        if attributes:
            classes = attributes.get("class")
            for mark in str(classes).split() if classes else ():
                for element, role in self.by_mark.get(mark, ()):
                    if element is None or element == tag.name:
                        return role
                for prefix in self.prefixes:
                    if mark.startswith(prefix):
                        for element, role in self.by_mark[prefix + "*"]:
                            if element is None or element == tag.name:
                                return role
            if "id" in attributes:
                for element, role in self.by_mark.get(f"#{attributes['id']}", ()):
                    if element is None or element == tag.name:
                        return role
            for name, value, element, role in self.by_attribute:
                if name in attributes and (element is None or element == tag.name):
                    found = attributes[name]
                    if value is None or value == found or value in str(found).split():
                        return role
        return self.by_tag.get(tag.name)


def compile_roles(layout: Layout) -> Roles:
    """A layout's roles over the common ones over the meaning of tags."""
    by_tag: dict[str, Role] = {}
    by_mark: dict[str, list[tuple[str | None, Role]]] = {}
    by_attribute: list[tuple[str, str | None, str | None, Role]] = []
    for selector, role in (*layout.roles.items(), *common_roles().items()):
        match = SELECTOR.fullmatch(selector)
        if match is None:
            raise ValueError(f"layout {layout.name}: {selector!r} is not a selector")
        if match["attribute"]:
            by_attribute.append((match["attribute"], match["value"], match["tag"], role))
        elif match["name"]:
            mark = ("#" if match["mark"] == "#" else "") + match["name"] + (match["prefix"] or "")
            by_mark.setdefault(mark, []).append((match["tag"], role))
        else:
            by_tag.setdefault(match["tag"], role)
    prefixes = tuple(mark[:-1] for mark in by_mark if mark.endswith("*"))
    return Roles(
        by_tag, {mark: tuple(found) for mark, found in by_mark.items()}, tuple(by_attribute), prefixes
    )


def common_roles() -> Mapping[str, Role]:
    """Read the roles that tags, classes and attributes have on any website."""
    return {row["selector"]: Role(row["role"]) for row in lexicon.rows("common_roles")}
