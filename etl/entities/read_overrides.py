"""Read overrides: reviewed corrections of entities, which win over every other decision (docs/ENTITIES.md).

Here: reading and checking them. Not here: applying them (apply_overrides.py), where the file lies (etl/settings.py).
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TypeVar

from etl import lexicon
from etl.kinds import EntityKind
from etl.names.known.gazetteer import gazetteer
from etl.normalize.shadow import shadow

Kind = TypeVar("Kind", bound=StrEnum)
COLUMNS = ("action", "entity_kind", "name", "where", "into")


class ActionKind(StrEnum):
    """What a row does."""

    BAN = "ban"  # the name is not an entity
    MERGE = "merge"  # the name is one of the names of `into`
    RENAME = "rename"  # the entity of that name is shown as `into`
    SPLIT = "split"  # where the condition holds, the name means `into`
    PLACE = "place"  # the name is the place of that id in the gazetteer


class WhereKind(StrEnum):
    """Which condition an article must meet for a row to apply to it."""

    OUTLET = "outlet"  # its outlet_id
    ARTICLE = "article"  # its article_id
    NAME = "name"  # another name that it uses
    COUNTRY = "country"  # a country that it names places of (alpha-2)


NEEDS_INTO = frozenset(ActionKind) - {ActionKind.BAN}
NEEDS_WHERE = frozenset({ActionKind.SPLIT})
TAKES_WHERE = frozenset({ActionKind.BAN, ActionKind.SPLIT, ActionKind.PLACE})


@dataclass(frozen=True, kw_only=True, slots=True)
class Where:
    """A condition on an article."""

    where_kind: WhereKind
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Override:
    """One correction."""

    action: ActionKind
    entity_kind: EntityKind | None  # None: of any kind; only a ban may say so
    name: str  # in shadow spelling (etl.normalize.shadow), as are the names it is compared with
    where: Where | None = None
    into: str | None = None


@dataclass(frozen=True, slots=True)
class Overrides:
    """Corrections in the order of precedence: shipped rows first, a user's later; the later row wins."""

    rows: tuple[Override, ...] = ()

    def of(self, action: ActionKind) -> tuple[Override, ...]:
        return tuple(row for row in self.rows if row.action is action)

    def then(self, others: "Overrides") -> "Overrides":
        """Append other overrides; their row replaces one here with the same action, name and condition."""
        kept = {_subject(row): row for row in (*self.rows, *others.rows)}
        return Overrides(tuple(kept.values()))


class OverrideError(ValueError):
    """An invalid row. The message names file, line and field, and says what is valid."""


@dataclass(frozen=True, slots=True)
class _Line:
    origin: str
    number: int
    fields: dict[str, str] = field(hash=False)

    def wrong(self, column: str, rule: str) -> OverrideError:
        found = self.fields.get(column, "")
        return OverrideError(f"{self.origin}, line {self.number}, {column} {found!r}: {rule}")


def parse_overrides(text: str, origin: str) -> Overrides:
    """Parse the text of a CSV file of overrides. Raises OverrideError at the first invalid row."""
    seen: dict[tuple[object, ...], int] = {}
    rows: list[Override] = []
    for line in _lines(text, origin):
        row = _override(line)
        before = seen.setdefault(_subject(row), line.number)
        if before != line.number:
            raise line.wrong("name", f"line {before} says the same action of it already")
        rows.append(row)
    _refuse_circles(rows, origin)
    return Overrides(tuple(rows))


@cache
def shipped_overrides() -> Overrides:
    """Read the overrides that ship with the package. Raises OverrideError if one is invalid."""
    return parse_overrides(lexicon.text("entity_overrides"), "etl/lexicon/entity_overrides.csv")


def _lines(text: str, origin: str) -> Iterator[_Line]:
    numbered = [
        (number, line)
        for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1)
        if line.strip() and not line.startswith("#")
    ]
    if not numbered:
        return
    header = tuple(name.strip() for name in next(csv.reader([numbered[0][1]])))
    if header != COLUMNS:
        raise OverrideError(
            f"{origin}, line {numbered[0][0]}: the first line must name the columns {','.join(COLUMNS)}"
        )
    for number, line in numbered[1:]:
        values = next(csv.reader([line]))
        if len(values) != len(COLUMNS):
            raise OverrideError(
                f"{origin}, line {number}: {len(values)} fields where there are {len(COLUMNS)} columns; "
                "an empty field still needs its comma"
            )
        yield _Line(origin, number, dict(zip(COLUMNS, (value.strip() for value in values), strict=True)))


def _override(line: _Line) -> Override:
    action = _one_of(ActionKind, line, "action")
    kind = _one_of(EntityKind, line, "entity_kind") if line.fields["entity_kind"] else None
    name, into = shadow(line.fields["name"]), shadow(line.fields["into"])
    if not name:
        raise line.wrong("name", "must not be empty")
    if kind is None and action is not ActionKind.BAN:
        raise line.wrong("entity_kind", f"a {action} needs one of {', '.join(EntityKind)}")
    if bool(into) is not (action in NEEDS_INTO):
        rule = "says what it becomes: must not be empty" if action in NEEDS_INTO else "a ban has none"
        raise line.wrong("into", rule)
    if into == name and action is not ActionKind.PLACE:
        raise line.wrong("into", "is the name itself")
    if action is ActionKind.PLACE:
        _check_place(line, kind, into)
    return Override(action=action, entity_kind=kind, name=name, where=_where(line, action), into=into or None)


def _check_place(line: _Line, kind: EntityKind | None, place_id: str) -> None:
    if kind is not EntityKind.PLACE:
        raise line.wrong("entity_kind", "must be place where the action is place")
    if place_id not in gazetteer().by_id:
        raise line.wrong(
            "into", "is no place_id of the gazetteer, such as iso:US, sub:US-CA, geonames:1566083"
        )


def _where(line: _Line, action: ActionKind) -> Where | None:
    text = line.fields["where"]
    if not text:
        if action in NEEDS_WHERE:
            raise line.wrong("where", f"a {action} needs a condition, such as country:TW or outlet:rfi")
        return None
    if action not in TAKES_WHERE:
        raise line.wrong("where", f"a {action} holds everywhere and takes no condition")
    kind, _, value = text.partition(":")
    if kind not in set(WhereKind) or not value.strip():
        raise line.wrong("where", f"must be one of {', '.join(WhereKind)}, a colon and a value")
    value = value.strip()
    if kind == WhereKind.COUNTRY and gazetteer().country(value) is None:
        raise line.wrong("where", "is no alpha-2 code of a country, such as TW")
    return Where(where_kind=WhereKind(kind), value=shadow(value) if kind == WhereKind.NAME else value)


def _one_of(kinds: type[Kind], line: _Line, column: str) -> Kind:
    try:
        return kinds(line.fields[column])
    except ValueError:
        raise line.wrong(column, f"must be one of {', '.join(kinds)}") from None


def _subject(row: Override) -> tuple[object, ...]:
    return row.action, row.entity_kind, row.name, row.where


def _refuse_circles(rows: Iterable[Override], origin: str) -> None:
    into = {
        (row.entity_kind, row.name): (row.entity_kind, row.into or "")
        for row in rows
        if row.action is ActionKind.MERGE
    }
    for start in into:
        walked: list[tuple[EntityKind | None, str]] = [start]
        while (following := into.get(walked[-1])) is not None:
            if following in walked:
                raise OverrideError(f"{origin}: merges go in a circle: {_arrows([*walked, following])}")
            walked.append(following)


def _arrows(walked: Sequence[tuple[EntityKind | None, str]]) -> str:
    return " → ".join(name for _, name in walked)
