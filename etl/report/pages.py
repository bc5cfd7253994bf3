"""Filling the templates, which escape all that an archive says.

Here: the environment of every page, and how a value is written. Not here: what is on a page (quality.py, page.py).
"""

from datetime import UTC, datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

NONE = "–"


def environment() -> Environment:
    """Make the environment of the templates: a variable that is not there is an error, and all is escaped."""
    pages = Environment(
        loader=PackageLoader("etl.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters.update(words=_words, time=_time, share=share, count=count)
    return pages


def share(part: float | None) -> str:
    return NONE if part is None else f"{part:.1%}"


def count(number: float | None) -> str:
    return NONE if number is None else f"{number:,.0f}"


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _time(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}" if moment else NONE
