"""Readers that never pause while builds publish: no question fails, and no connection sees two copies mixed.

Here: the readers, each a process with its own kind of client, and the builds beside them. Not here: what is published
(archives.py).
"""

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import duckdb

from bench.torture.archives import write_waves
from etl import steps
from etl.settings import Settings

# In one copy these are equal, whatever copy it is; the last tells which copy it is.
QUESTIONS = (
    "select count(*) from marts.fct_documents",
    "select (select count(*) from marts.fct_documents where status_kind = 'parsed')"
    " + (select count(*) from marts.fct_documents where status_kind = 'rejected')",
    "select sum(document_count)::bigint from ops.runs",
)
COPY = "select count(*) from ops.runs"
ASKED_PER_CONNECTION = 8

Ask = Callable[[str], Any]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What one reader did: connections opened, questions answered, copies seen, and what failed."""

    client: str
    connections: int
    questions: int
    copies: int
    faults: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Builds that published, and the readers beside them."""

    publishes: int
    readers: tuple[Reader, ...]


@contextmanager
def by_duckdb(path: Path) -> Iterator[Ask]:
    """DuckDB's own client, as a notebook uses it."""
    with duckdb.connect(str(path), read_only=True) as connection:
        yield lambda sql: connection.execute(sql).fetchall()[0][0]


@contextmanager
def by_command(path: Path) -> Iterator[Ask]:
    """The sandboxed connection of `dateline query`."""
    with steps.published_warehouse(Settings(home=path.parents[1])) as copy:
        yield lambda sql: copy.query(sql).item()


@contextmanager
def by_sqlalchemy(path: Path) -> Iterator[Ask]:
    """SQLAlchemy, as BI tools use it."""
    import sqlalchemy

    engine = sqlalchemy.create_engine(
        f"duckdb:///{path}", connect_args={"read_only": True}, poolclass=sqlalchemy.pool.NullPool
    )
    try:
        with engine.connect() as connection:
            yield lambda sql: connection.execute(sqlalchemy.text(sql)).scalar()
    finally:
        engine.dispose()


@contextmanager
def by_adbc(path: Path) -> Iterator[Ask]:
    """ADBC with the driver that duckdb's wheel holds."""
    import adbc_driver_duckdb.dbapi
    import adbc_driver_manager

    options = {
        "driver": adbc_driver_duckdb.driver_path(),
        "entrypoint": "duckdb_adbc_init",
        "path": str(path),
        "access_mode": "READ_ONLY",
    }
    with (
        adbc_driver_manager.AdbcDatabase(**options) as database,
        adbc_driver_manager.AdbcConnection(database) as connection,
        closing(adbc_driver_manager.dbapi.Connection(database, connection)) as session,
        session.cursor() as cursor,
    ):

        def ask(sql: str) -> object:
            cursor.execute(sql)
            return cursor.fetchall()[0][0]

        yield ask


CLIENTS = {"duckdb": by_duckdb, "command": by_command, "sqlalchemy": by_sqlalchemy, "adbc": by_adbc}
NEEDED = {"sqlalchemy": "duckdb_sqlalchemy", "adbc": "adbc_driver_manager"}


def clients_here() -> list[str]:
    """List the clients that are installed; the last ones come with the extra `torture`."""
    return [name for name in CLIENTS if find_spec(NEEDED.get(name, "duckdb"))]


def is_mixed(states: Set[tuple[Any, ...]]) -> bool:
    """Whether one connection saw several copies, or one that does not agree with itself."""
    return len(states) > 1 or any(len(set(state[1:])) > 1 for state in states)


def read_without_pause(client: str, path: Path, over: Event, told: "multiprocessing.Queue[Reader]") -> None:
    """Open, ask, close, over and over, until the event is set; then tell what was seen."""
    connections = questions = 0
    copies: set[object] = set()
    faults: list[str] = []
    while not over.is_set():
        try:
            with CLIENTS[client](path) as ask:
                connections += 1
                states: set[tuple[Any, ...]] = set()
                for _ in range(ASKED_PER_CONNECTION):
                    states.add((ask(COPY), *(ask(sql) for sql in QUESTIONS)))
                    questions += 1 + len(QUESTIONS)
                if is_mixed(states):
                    faults.append(f"mixed: {sorted(states)}")
                copies |= {state[0] for state in states}
        except Exception as error:  # a question that failed is what this trial looks for
            faults.append(f"{type(error).__name__}: {error}")
            time.sleep(0.01)
    told.put(
        Reader(
            client=client,
            connections=connections,
            questions=questions,
            copies=len(copies),
            faults=tuple(faults[:5]),
        )
    )


def read_while_publishing(
    folder: Path, *, publishes: int, articles: int, seed: int, clients: Sequence[str]
) -> Reading:
    """Publish so many times, each time with one more file, while each client reads in a process of its own."""
    archive = folder / "growing"
    archive.mkdir(parents=True)
    *_, last = write_waves(folder / "archive", articles=articles, seed=seed)
    settings = Settings(archive=(last[0], str(archive)), home=folder / "home", workers=1)
    steps.build(settings)
    more = sorted(path for path in Path(last[1]).rglob("*.md"))
    context = multiprocessing.get_context("spawn")
    over, told = context.Event(), context.Queue()
    processes = [
        context.Process(target=read_without_pause, args=(client, settings.published_path, over, told))
        for client in clients
    ]
    for process in processes:
        process.start()
    published = 0
    try:
        for number in range(publishes):
            file = more[number % len(more)]
            file.replace(archive / f"{number}_{file.name}") if file.exists() else _again(archive, number)
            published += steps.build(settings).outcome == "published"
    finally:
        over.set()
        readers = tuple(told.get(timeout=60) for _ in processes)
        for process in processes:
            process.join()
    return Reading(publishes=published, readers=readers)


def _again(archive: Path, number: int) -> None:
    """Save some page once more under another name, where the sample has no more."""
    page = min(archive.iterdir())
    (archive / f"{number}_again.md").write_bytes(page.read_bytes())
