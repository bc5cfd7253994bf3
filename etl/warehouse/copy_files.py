"""The files of the readers' copy: one for each publish, and the public name, a link that leads to the current one.

    published/dateline.duckdb -> versions/8/dateline.duckdb
    published/dateline.duckdb.wal, published/versions/8/dateline.duckdb.wal -> nowhere

A client in DuckDB's default mode opens the file to write. Its lock keeps all others out, and its log, named after the
file, is replayed by whoever opens the next copy under that name. So each copy has a file of its own, which nobody may
write, in a folder that nobody may write to. Root may do both all the same: no log can be made even so, for a link that
leads nowhere is in its place, beside the public name, where drivers before DuckDB 1.5 want it, and beside the file,
where later ones do. Here: names, links, permissions, sweeping. Not here: what is in a copy (publish.py).
"""

import errno
import os
import shutil
import stat
import sys
import time
from pathlib import Path

from etl.settings import Settings
from etl.warehouse.files import WarehouseError, sync

VERSIONS = "versions"
# A reader finds where the name leads and opens that file a moment later; one that holds it needs its name no more.
KEPT_SECONDS = 60
NOWHERE = "no-log-is-written-beside-a-copy/that-is-read-only"
WRITE_BITS = 0o222
FOLDER_MODE = 0o755  # of versions/; who may enter published/ decides
ACL = "system.posix_acl_access"  # Linux keeps a file's access list under this name


def make_place(settings: Settings) -> Path:
    """Make the folder of the next copy, give the path of its file, and sweep what is left of others."""
    target = settings.published_path
    if target.is_dir():
        raise WarehouseError(f"{target} is a folder, where the readers' copy belongs: move it away")
    sweep_copies(settings)
    place = _next_place(settings)
    place.parent.mkdir(parents=True)
    place.parent.parent.chmod(FOLDER_MODE)
    _bar_log(
        target
    )  # in the place of a log that a reader left there, of a copy that lay under the name itself
    return place


def lead_to_next(settings: Settings) -> None:
    """Let the public name lead to the file of the next copy, atomically, with the permissions of the current one."""
    target, place = settings.published_path, _next_place(settings)
    standing = _number(settings)
    if target.exists():
        _grant_as(target, place)
    place.chmod(stat.S_IMODE(place.stat().st_mode) & ~WRITE_BITS)
    sync(place)
    _bar_log(place)
    place.parent.chmod(FOLDER_MODE & ~WRITE_BITS)
    for folder in (place.parent, place.parent.parent):
        sync(folder)
    if standing:
        os.utime(_versions(settings) / str(standing))  # from here on it is a former one
    _link(target, str(place.relative_to(target.parent)))
    sync(target.parent)
    sweep_copies(settings)


def sweep_copies(settings: Settings) -> None:
    """Remove the former copies that nobody may be about to open, and what a killed publish left."""
    versions, current = _versions(settings), _number(settings)
    for folder in versions.iterdir() if versions.is_dir() else ():
        if not folder.name.isdigit():
            continue
        number = int(folder.name)
        is_former = number < current and abs(time.time() - folder.stat().st_mtime) > KEPT_SECONDS
        if is_former or number > current:
            folder.chmod(FOLDER_MODE)
            # NFS keeps the file of a reader on this machine in its folder until it is closed: a later run tries again
            shutil.rmtree(folder, ignore_errors=is_former)
    for name in (settings.published_path, _log_of(settings.published_path)):
        _unfinished(name).unlink(missing_ok=True)


def discard_next(settings: Settings) -> None:
    """Remove the next copy, unfinished, if there is one."""
    folder = _next_place(settings).parent
    if folder.exists():
        folder.chmod(FOLDER_MODE)
        shutil.rmtree(folder)


def copy_stamp(settings: Settings) -> str | None:
    """Give size and time of change of the standing copy; None without one. No other process should have written it."""
    try:
        state = settings.published_path.stat()
    except FileNotFoundError:
        return None
    return f"{state.st_size}:{state.st_mtime_ns}"


def _versions(settings: Settings) -> Path:
    return settings.published_path.parent / VERSIONS


def _number(settings: Settings) -> int:
    """Give the number of the current copy; 0 if there is none, or one that a version before this put there."""
    target = settings.published_path
    led_to = target.readlink() if target.is_symlink() else Path()
    is_ours = led_to.parent.parent == Path(VERSIONS) and led_to.parent.name.isdigit()
    return int(led_to.parent.name) if is_ours else 0


def _next_place(settings: Settings) -> Path:
    """Give the path of the next copy: its file has the public name, which is what drivers call the database."""
    return _versions(settings) / str(_number(settings) + 1) / settings.published_path.name


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def _unfinished(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")


def _bar_log(path: Path) -> None:
    """Let the name of a file's log lead nowhere: to a reader there is none, and a writer cannot make one."""
    _link(_log_of(path), NOWHERE)


def _link(name: Path, leads_to: str) -> None:
    """Make a name lead to a path, atomically, whatever it was before."""
    unfinished = _unfinished(name)
    unfinished.unlink(missing_ok=True)
    unfinished.symlink_to(leads_to)
    unfinished.replace(name)


def _grant_as(given: Path, taken: Path) -> None:
    """Give a file the group, access list and mode of another; a group that we may not give gets no right either."""
    state = given.stat()
    mode = stat.S_IMODE(state.st_mode)
    try:
        os.chown(taken, -1, state.st_gid)
    except PermissionError:
        mode &= ~stat.S_IRWXG
    else:
        _take_acl(given, taken)
    taken.chmod(mode & ~WRITE_BITS)


def _take_acl(given: Path, taken: Path) -> None:
    """Copy the access list, where the system and the file system know one."""
    if sys.platform != "linux":
        return
    try:
        os.setxattr(taken, ACL, os.getxattr(given, ACL))
    except OSError as error:
        if error.errno not in (errno.ENODATA, errno.ENOTSUP):
            raise
