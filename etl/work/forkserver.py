"""How other processes are started: forked from a server that has no threads and has imported the parser.

Here: that server. Not here: what the processes do (workers.py). A fork of this process would hang: polars and duckdb
start threads in it.
"""

from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext


def context() -> ForkServerContext:
    """Where processes come from that share nothing with this one."""
    server = get_context("forkserver")
    server.set_forkserver_preload(["etl.work.preload"])
    return server


def start_server() -> None:
    """Let the server begin its imports, beside those of this process. Calling it again changes nothing."""
    context()
    forkserver.ensure_running()
