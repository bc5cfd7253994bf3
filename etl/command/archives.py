"""What a person may name as an archive on the command line: roots, and git archives whose history counts.

Here: arguments and their help. Not here: commands (cli.py), opening what is named (etl/archive/open.py).
"""

from pathlib import Path
from typing import Annotated

import typer

Archives = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ARCHIVE...",
        help="Folders, .tar.gz or .zip files, or addresses such as s3://bucket/pages."
        " Without any: those in DATELINE_ARCHIVE.",
    ),
]

Histories = Annotated[
    list[Path] | None,
    typer.Option(
        "--history",
        metavar="CLONE",
        help="A git clone, bare or not, or a bundle: every version that was ever committed, by the time of its commit.",
    ),
]
