"""Archives of our own making, in each kind of source."""

import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from etl.archive.open import FoundFile, Root, open_root
from etl.model import Limits, RawDocument

PAGE = "<!--1595243044000-->\n[港口]({url})\n------\n\n<p>{text}</p>\n"
ODD_NAMES = (
    "海港报/1_港口\n\n重开.md",
    "海港报/2_尾有空格 .md",
    "海港报/3_不断\u00a0空格.md",
    "海港报/4_昨日|重现？：.md",
    "海港报/5_" + "长" * 80 + ".md",
    "海港报/6_e\u0301 与 \u00e9",
    "海港报/7_无后缀",
    "根.txt",
)
ODD_BYTES = b"\xba\xa3/8_\xd0\xc2\xce\xc5.md"  # a name in GBK


def read_all(root: Root, limits: Limits | None = None) -> list[tuple[FoundFile, RawDocument]]:
    found_files = [found for chunk in root.scan() for found in chunk]
    return list(root.read(found_files, limits or Limits()))


def documents_of(address: Path | str, limits: Limits | None = None) -> dict[str, RawDocument]:
    return {found.document_path: document for found, document in read_all(open_root(str(address)), limits)}


def write_folder(folder: Path, files: Mapping[bytes, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name.decode("utf-8", "surrogateescape")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def write_tar(
    path: Path, files: Mapping[bytes, bytes], *members: tarfile.TarInfo, mode: str = "w:gz"
) -> Path:
    with tarfile.open(path, mode, encoding="utf-8", errors="surrogateescape") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name.decode("utf-8", "surrogateescape"))
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        for info in members:
            archive.addfile(info)
    return path


def tar_member(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def write_zip(path: Path, files: Mapping[str, bytes], *members: tuple[zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        for info, content in members:
            archive.writestr(info, content)
    return path


def odd_pages() -> dict[bytes, bytes]:
    """Odd names, each with its own page."""
    names = [name.encode() for name in ODD_NAMES]
    return {name: PAGE.format(url=f"https://a.example/{n}", text=n).encode() for n, name in enumerate(names)}
