"""An article in the format of a test case: what `dateline try` prints, and the case that `dateline try --case` writes.

Here: each field that a case may state, and the two files of a case. Not here: holding a
case against the parser (tests/outlets/), and the command (cli.py). Imports that take long are inside functions.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from etl.kinds import AgencyUseKind
from etl.model import Limits, ParsedArticle, RawDocument, Rejection


class CaseError(Exception):
    """A case that cannot be written; the message says why, and what to do."""


def _moment(value: datetime | None) -> str | None:
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if value else None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


# each field that a case may state, and its value as JSON
FIELDS: Mapping[str, Callable[[ParsedArticle], object]] = {
    "outlet_id": lambda one: one.outlet_id,
    "layout_name": lambda one: one.layout_name,
    "is_generic_layout": lambda one: one.is_generic_layout,
    "url": lambda one: one.url,
    "title": lambda one: one.title,
    "published_at": lambda one: _moment(one.published_at),
    "published_date": lambda one: _day(one.published_date),
    "published_source_kind": lambda one: one.published_source_kind,
    "published_local_at": lambda one: (
        one.published_local_at.isoformat(timespec="seconds") if one.published_local_at else None
    ),
    "is_exact_time": lambda one: one.is_exact_time,
    "header_at": lambda one: _moment(one.header_at),
    "page_at": lambda one: _moment(one.page_at),
    "page_date": lambda one: _day(one.page_date),
    "page_time_kind": lambda one: one.page_time_kind,
    "url_date": lambda one: _day(one.url_date),
    "script_kind": lambda one: one.script_kind,
    "section_name": lambda one: one.section_name,
    "column_name": lambda one: one.column_name,
    "dateline_place": lambda one: one.dateline_place,
    "paragraphs": lambda one: [[part.paragraph_kind, part.text] for part in one.paragraphs],
    "credits": lambda one: [
        [part.author_name, part.role_kind, part.author_kind, part.latin_name] for part in one.credits
    ],
    "images": lambda one: [
        {
            name: value
            for name in ("image_url", "alt_text", "caption", "credit")
            if (value := getattr(part, name)) is not None
        }
        for part in one.images
    ],
    "media": lambda one: [[part.media_kind, part.media_url, part.title] for part in one.media],
    "links": lambda one: [[part.link_kind, part.link_url, part.anchor_text] for part in one.links],
    "tags": lambda one: list(one.tags),
    "agency_use_kind": lambda one: one.agency_use_kind,
}
NOTHING: tuple[object, ...] = (None, [], AgencyUseKind.NONE)  # values that a case need not state


def stated(article: ParsedArticle) -> dict[str, object]:
    """Every field of FIELDS."""
    return {name: tell(article) for name, tell in FIELDS.items()}


def document_of(file: Path, limits: Limits) -> RawDocument:
    """Read the file as from an archive rooted in this folder; refused if it is too large."""
    from etl.archive.root import FoundFile, document_from, path_text

    path = os.fsencode(os.path.relpath(file) if file.absolute().is_relative_to(Path.cwd()) else file.name)
    found = FoundFile(
        root_name=".",
        root_position=0,
        document_path=path_text(path),
        path=path,
        byte_count=file.stat().st_size,
        modified_ns=file.stat().st_mtime_ns,
    )
    with file.open("rb") as content:
        return document_from(found, content, limits)


def write_case(folder: Path, document: RawDocument, outcome: ParsedArticle | Rejection) -> None:
    """Write page.md and expected.json to a folder: all fields of the article, to be reviewed and corrected by hand.

    Raises CaseError for a page that is not an article, and for a folder with another case.
    """
    if not isinstance(outcome, ParsedArticle) or document.content is None:
        raise CaseError(
            f"{folder}: not written, for a case states what an article says, and this page is rejected"
        )
    page, expected = folder / "page.md", folder / "expected.json"
    if expected.exists():
        raise CaseError(f"{expected} is there already: delete it to have it written anew")
    if page.exists() and page.read_bytes() != document.content:
        raise CaseError(f"{page} is there already, and is another page: choose another folder")
    folder.mkdir(parents=True, exist_ok=True)
    page.write_bytes(document.content)
    fields = {name: value for name, value in stated(outcome).items() if value not in NOTHING}
    expected.write_text(
        _laid_out({**_path_that_matters(folder, document, outcome), **fields}), encoding="utf-8"
    )


def _path_that_matters(folder: Path, document: RawDocument, article: ParsedArticle) -> dict[str, object]:
    """Give the page's path in its archive, if a case's own path would give another article; else None."""
    from etl.page.parse import parse_document

    own_path = f"{folder.absolute().parent.name}/{folder.name}.md"
    elsewhere = parse_document(replace(document, document_path=own_path))
    if isinstance(elsewhere, ParsedArticle) and stated(elsewhere) == stated(article):
        return {}
    return {"document_path": document.document_path}


def _laid_out(fields: Mapping[str, object]) -> str:
    """Format as JSON, a line per field and per item of a list."""
    lines = []
    for name, value in fields.items():
        told = _json(value)
        if isinstance(value, list) and any(isinstance(part, list | dict) for part in value):
            told = "[\n" + ",\n".join(f"    {_json(part)}" for part in value) + "\n  ]"
        lines.append(f"  {_json(name)}: {told}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
