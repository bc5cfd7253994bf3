"""Starting Dagster's web server and daemon, with their state below DATELINE_HOME.

Here: the environment that they are started in. Not here: what they load (assets/), which etl never imports.
"""

import os
import socket
import sys
from importlib.resources import files
from pathlib import Path

from etl.archive.open import open_root
from etl.settings import Settings, SettingsError

LOOPBACK = "127.0.0.1"
# Dagster's advice to use its other command; this one starts the same processes
SILENCED = "ignore:Function `dev_command` is superseded"


def start(settings: Settings, port: int) -> None:
    """Become Dagster's process. It ends with Ctrl-C, and takes its children with it.

    Raises ArchiveError for a root that is not there, SettingsError for a port in use.
    """
    _refuse_busy(port)
    for position, root in enumerate(settings.archive):
        open_root(root, root_position=position)
    home = settings.dagster_home
    home.mkdir(parents=True, exist_ok=True)
    for name in ("dagster.yaml", "workspace.yaml"):  # in a checkout, links to those at its root
        (home / name).write_bytes((files("assets") / name).read_bytes())
    roots = [root if "://" in root else str(Path(root).expanduser().absolute()) for root in settings.archive]
    environment = {
        **os.environ,
        "DAGSTER_HOME": str(home),
        "DATELINE_HOME": str(settings.home),
        "DATELINE_ARCHIVE": ("," if any("://" in root for root in roots) else os.pathsep).join(roots),
        "PYTHONWARNINGS": ",".join(filter(None, (os.environ.get("PYTHONWARNINGS"), SILENCED))),
    }
    command = [sys.executable, "-m", "dagster", "dev", "-w", "workspace.yaml", "-h", LOOPBACK]
    os.chdir(home)  # in a checkout, Dagster would look at the dagster.yaml there and warn
    os.execve(sys.executable, [*command, "-p", str(port)], environment)


def _refuse_busy(port: int) -> None:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
        except OSError as error:
            raise SettingsError(f"port {port} is in use: choose another with --port") from error
