"""The machine-learning descriptor of an export: the same files in MLCommons' Croissant 1.0, which is JSON-LD.

Here: files, record sets and fields. Not here: the Data Package, which has the keys between marts (datapackage.py).
Parts of a large mart are one file set; their hashes are in the Data Package. No licence is stated: the articles' texts
belong to their publishers, whose leave is not ours to give.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from etl.export.catalogue import Mart, Origin
from etl.export.datapackage import DESCRIPTION, TYPES, Resource, write_json
from etl.export.folder import CROISSANT

STANDARD = "http://mlcommons.org/croissant/1.0"
# what Croissant's tools know Parquet by; other formats go by their media types
MEDIA_TYPES = {"parquet": "application/x-parquet"}
DATA_TYPES = {
    "array": "sc:Text",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "string": "sc:Text",
}
OWN_WORDS = (
    *("citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject", "fileSet"),
    *("format", "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet"),
    *(
        "references",
        "regex",
        "repeated",
        "replace",
        "samplingRate",
        "separator",
        "source",
        "subField",
        "transform",
    ),
)
# the context that the standard prescribes
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{word: f"cr:{word}" for word in OWN_WORDS},
}


def write_croissant(folder: Path, resources: Sequence[Resource], origin: Origin) -> None:
    """Write croissant.json for these resources; one that is no mart's rows is a file without a record set."""
    write_json(
        folder / CROISSANT,
        {
            "@context": CONTEXT,
            "@type": "sc:Dataset",
            "conformsTo": STANDARD,
            "name": "dateline",
            "description": DESCRIPTION,
            "datePublished": f"{origin.finished_at:%Y-%m-%d}",
            "version": f"{origin.finished_at:%Y.%-m.%-d}",
            "distribution": [_files(resource) for resource in resources],
            "recordSet": [_records(resource, resource.mart) for resource in resources if resource.mart],
        },
    )


def _files(resource: Resource) -> dict[str, Any]:
    media_type = MEDIA_TYPES.get(resource.format, resource.media_type)
    described = {
        "@id": _files_id(resource),
        "encodingFormat": media_type,
        "description": resource.description,
    }
    if len(resource.files) > 1:
        depth = resource.files[0].path.count("/") - 1
        pattern = f"{resource.name}/{'*/' * depth}*.{resource.format}"
        return described | {"@type": "cr:FileSet", "name": resource.name, "includes": pattern}
    (file,) = resource.files
    return described | {
        "@type": "cr:FileObject",
        "name": file.path,
        "contentUrl": file.path,
        "contentSize": f"{file.byte_count} B",
        "sha256": file.sha256,
    }


def _files_id(resource: Resource) -> str:
    return f"files/{resource.name}"


def _records(resource: Resource, mart: Mart) -> dict[str, Any]:
    kind = "fileSet" if len(resource.files) > 1 else "fileObject"
    return {
        "@type": "cr:RecordSet",
        "@id": mart.name,
        "name": mart.name,
        "description": mart.comment,
        "key": [{"@id": f"{mart.name}/{name}"} for name in mart.key],
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{mart.name}/{column.name}",
                "name": column.name,
                "description": column.comment,
                "dataType": DATA_TYPES[TYPES.get(column.sql_type, "array")],
                "source": {kind: {"@id": _files_id(resource)}, "extract": {"column": column.name}},
            }
            for column in mart.columns
        ],
    }
