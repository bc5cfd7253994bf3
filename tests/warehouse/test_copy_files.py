"""The files of the copy: no client can write into one, lock the next one or leave it a log, whoever the client is."""

import json
import os
import shutil
import signal
import stat
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.settings import Settings
from etl.warehouse.copy_files import ACL, KEPT_SECONDS, sweep_copies
from etl.warehouse.publish import open_published, published_run_id, put_in_place
from etl.warehouse.views import apply_views
from etl.warehouse.warehouse import Warehouse, open_warehouse

PUBLISHES = 10
NOBODY = 65534
ROOT = 0
USERS = (ROOT, NOBODY) if os.geteuid() == ROOT else (os.geteuid(),)
# A client as somebody: `before` and beside every publish, in DuckDB's default mode, which is to read and write.
CLIENT = """
import json, os, sys
import duckdb
user, path = int(sys.argv[1]), sys.argv[2]
if user != os.geteuid():
    os.setgroups([]); os.setgid(user); os.setuid(user)
connection, told = None, {"opened": 0, "written": 0}
for line in sys.stdin:
    try:
        if line == "open\\n":
            connection = connection or duckdb.connect(path)
            told["opened"] += 1
        elif line == "write\\n" and connection:
            for statement in (
                "create schema if not exists mine",
                "create table mine.notes as select 1 as note",
                "insert into mine.notes values (2)",
                "delete from ops.runs",
                "drop table ops.runs",
            ):
                try:
                    connection.execute(statement)
                    told["written"] += 1
                except duckdb.Error as error:
                    told["said"] = str(error)
        elif line == "close\\n" and connection:
            connection.close()
            connection = None
    except duckdb.Error as error:
        told["said"] = str(error)
    print(json.dumps(told), flush=True)
"""
# A reader that opens the copy, asks and closes it without pause until it is told to stop, then says what failed.
READER = """
import json, os, select, sys
import duckdb
user, path = int(sys.argv[1]), sys.argv[2]
if user != os.geteuid():
    os.setgroups([]); os.setgid(user); os.setuid(user)
asked, faults = 0, []
print("ready", flush=True)
while not select.select([sys.stdin], [], [], 0)[0]:
    try:
        with duckdb.connect(path, read_only=True) as connection:
            connection.execute("select count(*) from ops.runs").fetchall()
            asked += 1
    except duckdb.Error as error:
        faults.append(str(error))
print(json.dumps({"asked": asked, "faults": faults}), flush=True)
"""
# A publisher that is killed at the nth call of a function of copy_files.
KILLED = """
import os, signal, sys
from pathlib import Path
from etl.settings import Settings
from etl.warehouse import copy_files
from etl.warehouse.publish import put_in_place
from etl.warehouse.warehouse import open_warehouse
name, last_call = sys.argv[2], int(sys.argv[3])
real, calls = getattr(copy_files, name), []
def killing(*given):
    calls.append(given)
    if len(calls) == last_call:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*given)
setattr(copy_files, name, killing)
settings = Settings(home=Path(sys.argv[1]))
with open_warehouse(settings) as warehouse:
    put_in_place(warehouse, settings)
"""


def record(warehouse: Warehouse, run_id: str) -> None:
    warehouse.execute(
        "insert into base.runs values (?, now(), now(), 1, 1, 0, 'v', 'published', null)", [run_id]
    )


@pytest.fixture
def home() -> Iterator[Settings]:
    """A home that other users may enter, which pytest's own folders forbid."""
    folder = Path(tempfile.mkdtemp(prefix="it's a home"))
    folder.chmod(0o755)
    yield Settings(home=folder)
    shutil.rmtree(folder)


@pytest.fixture
def warehouse(home: Settings) -> Iterator[Warehouse]:
    with open_warehouse(home) as warehouse:
        record(warehouse, "r0")
        apply_views(warehouse.connection)
        put_in_place(warehouse, home)
        yield warehouse


class Client:
    """A process that does what it is told, a line each, and answers in a line."""

    def __init__(self, program: str, user: int, path: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, str(user), str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def tell(self, line: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.answer())
        return answer

    def close(self) -> None:
        self.process.communicate(timeout=60)


@contextmanager
def reading(user: int, path: Path) -> Iterator[dict[str, Any]]:
    """Let a reader ask without pause until the end of the block; fill in what it says then."""
    told: dict[str, Any] = {}
    with closing(Client(READER, user, path)) as reader:
        assert reader.answer() == "ready\n"
        yield told
        told.update(reader.tell("stop"))


def seen(home: Settings) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """What a reader in a process of its own would see of the copy: its runs and its tables."""
    with open_published(home) as reader:
        return (
            reader.execute("select run_id from ops.runs order by run_id").fetchall(),
            reader.execute("select schema_name, table_name from duckdb_tables() order by all").fetchall(),
        )


def publish_beside(client: Client, warehouse: Warehouse, home: Settings) -> dict[str, Any]:
    """Publish again and again beside a client that opens the copy before, writes before and after, and closes late."""
    tables = seen(home)[1]
    for number in range(1, PUBLISHES + 1):
        client.tell("open")
        client.tell("write")
        record(warehouse, f"r{number:02}")
        put_in_place(warehouse, home)
        told = client.tell("write")
        runs = [("r0",), *((f"r{earlier:02}",) for earlier in range(1, number + 1))]
        assert seen(home) == (runs, tables)
        if number % 3 == 0:
            client.tell("close")
            assert seen(home) == (runs, tables)
    return told


@pytest.mark.parametrize("user", USERS)
def test_a_client_that_would_write_writes_nothing_and_stops_no_reader(
    user: int, home: Settings, warehouse: Warehouse
) -> None:
    # Nothing keeps root from opening the file, and while it does it locks this one copy; so no reader beside it.
    beside = nullcontext({"faults": []}) if user == ROOT else reading(user, home.published_path)
    with closing(Client(CLIENT, user, home.published_path)) as client, beside as read:
        told = publish_beside(client, warehouse, home)
    assert told["written"] == 0
    assert read["faults"] == []
    if user == ROOT:
        assert told["opened"] == PUBLISHES
        assert "Cannot open file" in told["said"]
    else:
        assert (told["opened"], read["asked"] > 0) == (0, True)
        assert "Permission denied" in told["said"]


def test_no_log_can_be_made_beside_the_public_name_or_the_file_it_leads_to(
    home: Settings, warehouse: Warehouse
) -> None:
    for path in (home.published_path, home.published_path.resolve()):
        log = path.with_name(f"{path.name}.wal")
        assert not log.exists()
        with pytest.raises(FileNotFoundError):
            log.write_bytes(b"a log")


def test_a_copy_that_lay_under_the_public_name_itself_is_replaced_and_so_is_a_readers_log(
    home: Settings, warehouse: Warehouse
) -> None:
    target = home.published_path
    whole = target.read_bytes()
    shutil.rmtree(target.parent)
    target.parent.mkdir()
    target.write_bytes(whole)
    log = target.with_name(f"{target.name}.wal")
    with duckdb.connect(str(target)) as writer:
        writer.execute("pragma disable_checkpoint_on_shutdown")
        writer.execute("create table mine as select 1 as note")
    assert log.exists()
    with open_published(home) as reader:  # holds the old file
        record(warehouse, "r1")
        put_in_place(warehouse, home)
        assert reader.execute("select run_id from ops.runs").fetchall() == [("r0",)]
    assert seen(home)[0] == [("r0",), ("r1",)]
    assert (target.is_symlink(), log.exists()) == (True, False)


def test_the_database_is_called_dateline_whatever_file_the_name_leads_to(
    home: Settings, warehouse: Warehouse
) -> None:
    put_in_place(warehouse, home)
    with duckdb.connect(str(home.published_path), read_only=True) as reader:
        assert reader.execute("select run_id from dateline.ops.runs").fetchall() == [("r0",)]


def test_the_copy_can_be_moved_with_its_folder(home: Settings, warehouse: Warehouse) -> None:
    moved = Settings(home=home.home / "moved")
    moved.home.mkdir()
    home.published_path.parent.rename(moved.published_path.parent)
    assert published_run_id(moved) == "r0"


def test_mode_group_and_access_list_are_kept_and_never_let_anybody_write(
    home: Settings, warehouse: Warehouse
) -> None:
    target = home.published_path
    assert stat.S_IMODE(target.stat().st_mode) & 0o222 == 0
    group = max({*os.getgroups(), os.getegid()} if os.geteuid() else {1})
    os.chown(target, -1, group)
    target.chmod(0o660)
    put_in_place(warehouse, home)
    assert (target.stat().st_gid, stat.S_IMODE(target.stat().st_mode)) == (group, 0o440)
    entries = [(1, 6, -1), (2, 6, NOBODY), (4, 4, -1), (16, 6, -1), (32, 0, -1)]  # tag, rights, whose
    acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries)
    os.setxattr(target, ACL, acl)
    put_in_place(warehouse, home)
    kept = list(struct.iter_unpack("<HHi", os.getxattr(target, ACL)[4:]))
    assert kept == [
        (1, 4, -1),
        (2, 6, NOBODY),
        (4, 4, -1),
        (16, 4, -1),
        (32, 0, -1),
    ]  # 16: the most that counts
    if os.geteuid() == ROOT:
        with reading(NOBODY, target) as read:
            time.sleep(0.2)
        assert read["faults"] == []


def numbers(home: Settings) -> set[str]:
    return {path.name for path in (home.published_path.parent / "versions").iterdir()}


def test_former_copies_are_swept_once_nobody_can_be_about_to_open_them(
    home: Settings, warehouse: Warehouse
) -> None:
    versions = home.published_path.parent / "versions"
    (versions / "mine").mkdir()
    for _ in range(2):
        put_in_place(warehouse, home)
    assert numbers(home) == {"1", "2", "3", "mine"}
    with open_published(home) as reader:
        put_in_place(warehouse, home)
        past = time.time() - KEPT_SECONDS - 1
        for former in ("1", "3"):
            os.utime(versions / former, (past, past))
        (versions / "2" / "dateline.duckdb.tmp").mkdir()
        sweep_copies(home)
        assert numbers(home) == {"2", "4", "mine"}
        assert reader.execute("select run_id from ops.runs").fetchall() == [("r0",)]  # held, and gone
    os.utime(versions / "4", (past, past))
    sweep_copies(home)
    assert numbers(home) == {"2", "4", "mine"}  # the current one, however old


@pytest.mark.parametrize(
    ("name", "last_call", "is_led"),
    [
        ("_grant_as", 1, False),
        ("sync", 1, False),
        ("_bar_log", 2, False),
        ("_link", 3, False),
        ("sync", 4, True),
        ("sweep_copies", 2, True),
    ],
)
def test_a_publish_that_is_killed_between_any_two_steps_leaves_a_whole_copy(
    name: str, last_call: int, is_led: bool, home: Settings
) -> None:
    with open_warehouse(home) as warehouse:
        record(warehouse, "r0")
        apply_views(warehouse.connection)
        put_in_place(warehouse, home)
        record(warehouse, "r1")
    publisher = subprocess.run(
        [sys.executable, "-c", KILLED, str(home.home), name, str(last_call)], check=False
    )
    assert publisher.returncode == -signal.SIGKILL
    runs = [("r0",), ("r1",)]
    assert seen(home)[0] == runs[: 1 + is_led]
    sweep_copies(home)
    assert numbers(home) == ({"1", "2"} if is_led else {"1"})
    with open_warehouse(home) as warehouse:
        put_in_place(warehouse, home)
    assert seen(home)[0] == runs
    assert numbers(home) == ({"1", "2", "3"} if is_led else {"1", "2"})
    names = {"dateline.duckdb", "dateline.duckdb.wal", "versions"}
    assert {path.name for path in home.published_path.parent.iterdir()} == names
