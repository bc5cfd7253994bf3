"""Roles of elements: a layout's selectors over common ones over the meaning of tags, compiled for one look-up each.

Here: finding the role of an element. Not here: the roles themselves (etl/outlet.py), the common selectors
(lexicon/common_roles.csv) and what follows from a role (walk.py, draft.py).
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from bs4.element import Tag

from etl import lexicon
from etl.outlet import SELECTOR, Layout, Role

CLASSES = 4_096  # class attributes whose roles are kept: an outlet has few, but some sites make up new ones

Marked = tuple[tuple[str | None, Role], ...]  # tags, None for any, and the role that a mark gives them


class Roles:
    """A layout's selectors, compiled for one look-up per element.

    by_mark holds them by class, #id or Prefix*; by_attribute as attribute, value, tag and role.
    """

    def __init__(
        self,
        by_tag: Mapping[str, Role],
        by_mark: Mapping[str, Marked],
        by_attribute: Sequence[tuple[str, str | None, str | None, Role]],
    ) -> None:
        self._by_tag = by_tag
        self._by_mark = by_mark
        self._by_attribute = by_attribute
        self._attributes = frozenset(name for name, *_ in by_attribute)
        self._prefixes = tuple(mark[:-1] for mark in by_mark if mark.endswith("*"))
        self._of_classes = lru_cache(maxsize=CLASSES)(self._marked)

    def of(self, tag: Tag) -> Role | None:
        """The role that an element has by its own name, classes and attributes; the layout's words win."""
        name, attributes = tag.name, tag.attrs
        if attributes:
            classes = attributes.get("class")
            for element, role in self._of_classes(str(classes)) if classes else ():
                if element is None or element == name:
                    return role
            if "id" in attributes:
                for element, role in self._by_mark.get(f"#{attributes['id']}", ()):
                    if element is None or element == name:
                        return role
            if not self._attributes.isdisjoint(attributes):
                for attribute, value, element, role in self._by_attribute:
                    if attribute in attributes and (element is None or element == name):
                        found = attributes[attribute]
                        if value is None or value == found or value in str(found).split():
                            return role
        return self._by_tag.get(name)

    def _marked(self, classes: str) -> Marked:
        """What the classes of an element say, in their order; for each of them, whole names before prefixes."""
        return tuple(
            told
            for mark in classes.split()
            for known in (mark, *(f"{prefix}*" for prefix in self._prefixes if mark.startswith(prefix)))
            for told in self._by_mark.get(known, ())
        )


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
    return Roles(by_tag, {mark: tuple(found) for mark, found in by_mark.items()}, by_attribute)


def common_roles() -> Mapping[str, Role]:
    """Read the roles that tags, classes and attributes have on any website."""
    return {row["selector"]: Role(row["role"]) for row in lexicon.rows("common_roles")}
