"""Panels: what the report shows, as data: two files each in panels/, a select and what is said and drawn of its rows.

Here: reading and refusing them. Not here: running the selects and drawing (figures.py, page.py). The words of a
declaration are explained in panels/README.md; a chart is a Vega-Lite specification without its data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PANELS = Path(__file__).with_name("panels")
CELL_KINDS = frozenset({"text", "integer", "number", "share", "date", "time", "state", "changes"})
TOLD = ("section", "title", "reading", "uncertainty", "nothing")  # sentences that every panel has
WORDS = frozenset({*TOLD, "chart", "columns", "aspect", "network", "cards"})
COLUMN_WORDS = frozenset({"name", "title", "kind", "link"})
NETWORK_WORDS = frozenset({"source", "target", "weight"})


class PanelError(ValueError):
    """A panel cannot be used; the message names the file, the field and the rule."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a panel's table: kind, of CELL_KINDS, says how it is written, link which column has its addresses."""

    name: str
    title: str
    kind: str = "text"
    link: str | None = None

    @property
    def is_number(self) -> bool:
        return self.kind in {"integer", "number", "share"}


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A panel; without a chart its table is what it shows, and with is_cards its rows are the figures in front."""

    panel_id: str
    sql: str
    section: str
    title: str
    reading: str
    uncertainty: str
    nothing: str
    columns: Sequence[Column]
    chart: Mapping[str, Any] | None = None
    aspect: float | None = None  # height by width, of a chart whose height follows its width
    network: Mapping[str, str] | None = None  # the columns that are a link's ends and weight
    is_cards: bool = False


def read_panels(folder: Path = PANELS) -> tuple[Panel, ...]:
    """Read all panels in the order of their files' names. Raises PanelError."""
    declared, selects = ({file.stem: file for file in folder.glob(f"*.{end}")} for end in ("yaml", "sql"))
    for lonely in sorted(declared.keys() ^ selects.keys()):
        raise PanelError(f"{folder / lonely}: a panel is two files, {lonely}.sql and {lonely}.yaml")
    return tuple(_panel(declared[name], selects[name]) for name in sorted(declared))


def _panel(file: Path, select: Path) -> Panel:
    said = yaml.safe_load(file.read_text(encoding="utf-8"))
    if not isinstance(said, dict):
        raise PanelError(f"{file}: must be a list of fields, as {', '.join(TOLD)}")
    _refuse_unknown(file, said, WORDS)
    for field in TOLD:
        if not isinstance(said.get(field), str) or not said[field].strip():
            raise PanelError(f"{file}: {field}: every panel says it, as text")
    chart = said.get("chart")
    if chart is not None and (not isinstance(chart, dict) or "data" in chart):
        raise PanelError(
            f"{file}: chart: must be a Vega-Lite specification without data, which the select gives"
        )
    network = said.get("network")
    if network is not None and set(network) != NETWORK_WORDS:
        raise PanelError(f"{file}: network: must name the columns {', '.join(sorted(NETWORK_WORDS))}")
    return Panel(
        panel_id=file.stem.split("-", 1)[-1],
        sql=select.read_text(encoding="utf-8").strip(),
        **{field: " ".join(said[field].split()) for field in TOLD},
        columns=[_column(file, each) for each in said.get("columns", ())],
        chart=chart,
        aspect=said.get("aspect"),
        network=network,
        is_cards=bool(said.get("cards")),
    )


def _column(file: Path, said: Mapping[str, str]) -> Column:
    _refuse_unknown(file, said, COLUMN_WORDS)
    if not {"name", "title"} <= said.keys():
        raise PanelError(f"{file}: columns: {dict(said)}: each has a name and a title")
    column = Column(**said)
    if column.kind not in CELL_KINDS:
        raise PanelError(
            f"{file}: columns: {column.name}: kind must be one of {', '.join(sorted(CELL_KINDS))}"
        )
    return column


def _refuse_unknown(file: Path, said: Mapping[str, object], words: frozenset[str]) -> None:
    if unknown := sorted(said.keys() - words):
        raise PanelError(f"{file}: {unknown[0]}: unknown; known are {', '.join(sorted(words))}")
