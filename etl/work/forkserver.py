"""Start processes by forking from a server that has no threads and has imported the parser.

Here: that server. Not here: what the processes do (workers.py). Forking this process directly would hang, because
polars and duckdb start threads in it.
"""

from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext


def context() -> ForkServerContext:
    """Give the multiprocessing context whose processes share nothing with this one."""
    server = get_context("forkserver")
    server.set_forkserver_preload(["etl.work.preload"])
    return server


def start_server() -> None:
    """Start the server, so that it imports in parallel to this process. Idempotent."""
    context()
    forkserver.ensure_running()
