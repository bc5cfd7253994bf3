"""All marts of the published copy as a folder of files that says what it holds.

Here: one export of marts from begin to end. Not here: the file formats (parquet_file.py, csv_file.py), what may be
replaced (folder.py).
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from etl.export import csv_file, parquet_file
from etl.export.catalogue import Mart, Origin, read_marts, read_origin
from etl.export.croissant import write_croissant
from etl.export.datapackage import Resource, measure, write_package
from etl.export.folder import new_folder
from etl.export.forms import TableFormat

Tell = Callable[[int, int], None]  # marts written, of how many


def export_tables(
    connection: duckdb.DuckDBPyConnection,
    target: Path,
    format: TableFormat,
    tell: Tell,
    *,
    has_texts: bool = True,
    for_spreadsheet: bool = False,
) -> tuple[Resource, ...]:
    """Write every mart into the folder target, and say what was written.

    has_texts: whether the columns with articles' texts are written too. for_spreadsheet: see csv_file.py.
    Raises ExportError if the folder cannot be used, WarehouseError for a copy that is none of ours.
    """
    origin = read_origin(connection)
    marts = read_marts(connection)
    resources = []
    with new_folder(target) as folder:
        for done, mart in enumerate(marts):
            tell(done, len(marts))
            shown = mart if has_texts else mart.without_texts()
            if format is TableFormat.CSV:
                written = csv_file.write_mart(connection, shown, folder, for_spreadsheet=for_spreadsheet)
            else:
                written = parquet_file.write_mart(connection, shown, folder, _said(origin))
            resources.append(_resource(shown, format, folder, written))
        write_package(folder, resources, origin)
        write_croissant(folder, resources, origin)
        tell(len(marts), len(marts))
    return tuple(resources)


def _resource(mart: Mart, format: TableFormat, folder: Path, written: Iterator[tuple[Path, int]]) -> Resource:
    files, sha256 = measure(folder, written)
    return Resource(
        name=mart.name,
        description=mart.comment,
        format=str(format),
        media_type=csv_file.MEDIA_TYPE if format is TableFormat.CSV else parquet_file.MEDIA_TYPE,
        files=files,
        sha256=sha256,
        mart=mart,
    )


def _said(origin: Origin) -> dict[str, str]:
    return {"run_id": origin.run_id, "code_version": origin.code_version}
