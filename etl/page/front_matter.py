"""Parse the front matter of a Jekyll post to named values.

Here: YAML, and a lenient line parser for front matter that is not valid YAML (unescaped quotes in titles).
Not here: what the values mean for an article (header.py).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # scalars stay strings: 1984 may be a title

BLOCK = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
FIELD = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?=[ \t\"'\[]|$)(.*)$")
ITEM = re.compile(r"[ \t]*-[ \t]+(.*)$")
PERSONS = ("author", "authors")
NAME_KEYS = ("name", "title", "label", "display_name", "nickname", "id")
LONGEST = 64 * 1024  # characters; above this or DEEPEST nesting, only the line parser is used
DEEPEST = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontMatter:
    """Values by lower-case name: a text, or several where a list was written."""

    scalars: dict[str, str]
    lists: dict[str, tuple[str, ...]]

    def text(self, *names: str) -> str | None:
        """Give the first non-empty text under these names."""
        return next((self.scalars[name] for name in names if self.scalars.get(name)), None)

    def words(self, *names: str) -> tuple[str, ...]:
        """Give all values under these names; a single text is a list of one."""
        found = [self.lists.get(name, (self.scalars.get(name, ""),)) for name in names]
        return tuple(word for words in found for word in words if word)


def split_front_matter(text: str) -> tuple[str, str] | None:
    """Split off the lines between the two rows of dashes; None if the text does not begin with front matter."""
    block = BLOCK.match(text)
    return (block[1], text[block.end() :]) if block else None


def read_front_matter(block: str) -> FrontMatter:
    """Parse front matter. Never fails: what is not YAML is read line by line."""
    by_line = _by_line(block)
    by_yaml = _by_yaml(block)
    scalars = dict(by_line.scalars)
    lists = dict(by_line.lists)
    for key, value in by_yaml.items():
        name = str(key).lower()
        if isinstance(value, list | dict):
            lists[name] = tuple(_words(value, is_person=name in PERSONS))
            if any(isinstance(each, dict) for each in (value, *value)):
                scalars.pop(name, None)  # the line reader glued the lines of the map
        elif isinstance(value, str) and " #" not in scalars.get(
            name, ""
        ):  # to YAML a comment, to us a hashtag
            scalars[name] = value.strip()
    return FrontMatter(scalars=scalars, lists=lists)


def _words(value: object, *, is_person: bool) -> Iterator[str]:
    """The texts of a list, and of a map its name; of a map without a name its values, unless it is a person's."""
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, list):
        for each in value:
            yield from _words(each, is_person=is_person)
    elif isinstance(value, dict):
        named = next((value[key] for key in NAME_KEYS if isinstance(value.get(key), str)), None)
        if named is not None:
            yield named.strip()
            return
        for each in value.values():
            if not (is_person and isinstance(each, str)):
                yield from _words(each, is_person=is_person)


def _by_yaml(block: str) -> dict[object, object]:
    nesting = block.count("[") + block.count("{") + block.count("- ") + block.count("? ")
    if len(block) > LONGEST or nesting > DEEPEST:
        return {}
    try:
        values = yaml.load(block, Loader=Loader)
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: a character that libyaml cannot take
        return {}
    return values if isinstance(values, dict) else {}


def _by_line(block: str) -> FrontMatter:
    """Parse lines of name and value; continuation lines belong to the name above, those with - are list items."""
    values: dict[str, list[str]] = {}
    items: dict[str, list[str]] = {}
    name = ""
    for line in block.split("\n"):
        line = line.rstrip("\r")
        if field := FIELD.match(line):
            name = field[1].lower()
            values[name] = [field[2].strip()]
        elif name and (item := ITEM.match(line)):
            items.setdefault(name, []).append(item[1].strip())
        elif name and line.strip():
            values[name].append(line.strip())
    scalars = {name: " ".join(filter(None, lines)) for name, lines in values.items()}
    for name, value in scalars.items():
        if value.startswith("[") and value.endswith("]"):
            items[name] = [word.strip() for word in re.split(r"[,，]", value[1:-1])]
    return FrontMatter(
        scalars={name: _unquoted(value) for name, value in scalars.items()},
        lists={name: tuple(_unquoted(word) for word in words) for name, words in items.items()},
    )


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"')
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value
