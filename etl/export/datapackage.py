"""The descriptor of an export: what its files are, by the Data Package standard (Frictionless), version 2.0.

Here: types, keys, comments, sizes and hashes. Not here: writing the files (tables.py).
Of a resource in several files, bytes and hash are those of all of them, one after the other, as the standard's tools
compute them; `parts` names each with its own.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.export.catalogue import Column, Mart, Origin
from etl.export.folder import MARK, PACKAGE

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DESCRIPTION = (
    "Articles of an archive of saved Chinese news pages, and what Dateline read in them. The articles' texts belong to"
    " their publishers."
)
GEONAMES = {"title": "GeoNames, CC BY 4.0: places", "path": "https://www.geonames.org"}
BLOCK = 1 << 20  # bytes read at once for a hash

# DuckDB's types in the words of Table Schema; lists and structs are JSON in a CSV file.
TYPES = {
    "BIGINT": "integer",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DOUBLE": "number",
    "FLOAT": "number",
    "HUGEINT": "integer",
    "INTEGER": "integer",
    "SMALLINT": "integer",
    "TIMESTAMP": "datetime",
    "TIMESTAMP WITH TIME ZONE": "datetime",
    "TINYINT": "integer",
    "UBIGINT": "integer",
    "VARCHAR": "string",
}
WITHOUT_ZONE = "%Y-%m-%dT%H:%M:%S"
WITH_ZONE = "%Y-%m-%dT%H:%M:%S.%fZ"


@dataclass(frozen=True, kw_only=True)
class File:
    """A file of an export: its path below the folder with `/`, sha256 in hex, and rows."""

    path: str
    byte_count: int
    sha256: str
    row_count: int


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One table or list in one or several files. mart: None for articles in another form than a mart's rows."""

    name: str
    description: str
    format: str
    media_type: str
    files: tuple[File, ...]
    sha256: str  # of all files, one after the other
    mart: Mart | None = None

    @property
    def byte_count(self) -> int:
        return sum(file.byte_count for file in self.files)

    @property
    def row_count(self) -> int:
        return sum(file.row_count for file in self.files)


def measure(folder: Path, written: Iterable[tuple[Path, int]]) -> tuple[tuple[File, ...], str]:
    """Give size and hash of each file, in order, and the hash of all of them one after the other."""
    files, together = [], hashlib.sha256()
    for path, row_count in written:
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
                together.update(block)
        files.append(
            File(
                path=path.relative_to(folder).as_posix(),
                byte_count=path.stat().st_size,
                sha256=digest.hexdigest(),
                row_count=row_count,
            )
        )
    return tuple(files), together.hexdigest()


def write_package(folder: Path, resources: Sequence[Resource], origin: Origin) -> None:
    """Write datapackage.json for these resources."""
    names = {resource.name for resource in resources}
    package = {
        "$schema": PROFILE,
        "name": "dateline",
        "title": "Dateline",
        "description": DESCRIPTION,
        "created": f"{origin.finished_at:%Y-%m-%dT%H:%M:%SZ}",
        "sources": [GEONAMES],
        MARK: {"run_id": origin.run_id, "code_version": origin.code_version},
        "resources": [_resource(resource, names) for resource in resources],
    }
    write_json(folder / PACKAGE, package)


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _resource(resource: Resource, names: Collection[str]) -> dict[str, Any]:
    paths = [file.path for file in resource.files]
    described: dict[str, Any] = {
        "name": resource.name,
        "type": "table",
        "description": resource.description,
        "path": paths[0] if len(paths) == 1 else paths,
        "format": resource.format,
        "mediatype": resource.media_type,
        "bytes": resource.byte_count,
        "hash": f"sha256:{resource.sha256}",
        "rows": resource.row_count,
    }
    if resource.format == "csv":
        described["encoding"] = "utf-8"
    if len(paths) > 1:
        described["parts"] = [
            {
                "path": file.path,
                "bytes": file.byte_count,
                "hash": f"sha256:{file.sha256}",
                "rows": file.row_count,
            }
            for file in resource.files
        ]
    if resource.mart is None:
        del described["type"]
        return described
    return described | {"schema": _schema(resource.mart, resource.format, names)}


def _schema(mart: Mart, format: str, names: Collection[str]) -> dict[str, Any]:
    """The columns of a mart, its key, and the columns that lead to marts which are exported too."""
    schema: dict[str, Any] = {
        "fields": [_field(column, format) for column in mart.columns],
        "primaryKey": list(mart.key),
    }
    keys = [
        {"fields": [column], "reference": {"resource": other, "fields": [theirs]}}
        for column, (other, theirs) in mart.references().items()
        if other in names
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column, format: str) -> dict[str, Any]:
    field = {"name": column.name, "type": TYPES.get(column.sql_type, "array"), "description": column.comment}
    if format == "csv" and field["type"] == "datetime":
        field["format"] = WITHOUT_ZONE if column.sql_type == "TIMESTAMP" else WITH_ZONE
    return field
