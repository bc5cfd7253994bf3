"""Dagster as a user starts it: `dateline ui` on a free port, runs launched through GraphQL, one of them killed."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from etl.sample import write_sample

ARTICLES = 400  # enough for a run to be killed before it ends
START_SECONDS = 240
RUN_SECONDS = 300

LAUNCH = """
mutation ($job: String!) {
  launchRun(executionParams: {selector: {
    repositoryLocationName: "dateline", repositoryName: "__repository__", jobName: $job}, runConfigData: {}}) {
    ... on LaunchRunSuccess { run { runId } }
    ... on PythonError { message }
  }
}"""
RUN = """
query ($id: ID!) {
  runOrError(runId: $id) { ... on Run { status eventConnection { events { ... on MessageEvent { message } } } } }
}"""


class Server:
    """A started `dateline ui`."""

    def __init__(self, home: Path, archive: Path, log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.home, self.log = home, log
        environment = {**os.environ, "DATELINE_HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[2])}
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "from etl.command.cli import main; main()",
                "ui",
                str(archive),
                "--port",
                str(self.port),
            ],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log.open("w"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def ask(self, query: str, **variables: str) -> dict[str, object]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/graphql",
            json.dumps({"query": query, "variables": variables}).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["data"]

    def launch(self, job: str) -> str:
        launched = self.ask(LAUNCH, job=job)["launchRun"]
        assert "run" in launched, launched
        return launched["run"]["runId"]

    def run(self, run_id: str) -> tuple[str, list[str]]:
        """Status and messages."""
        run = self.ask(RUN, id=run_id)["runOrError"]
        return run["status"], [event.get("message", "") for event in run["eventConnection"]["events"]]

    def wait(self, run_id: str, *statuses: str) -> str:
        until(lambda: self.run(run_id)[0] in statuses, RUN_SECONDS, self.log)
        return self.run(run_id)[0]

    def is_up(self) -> bool:
        try:
            return "repositoriesOrError" in self.ask("{ repositoriesOrError { __typename } }")
        except OSError:
            return False

    def stop(self) -> None:
        """As Ctrl-C does; whatever is left after that is killed, by its session."""
        self.process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(30)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def until(holds: Callable[[], bool], seconds: float, log: Path) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, log.read_text()[-3000:]
        time.sleep(0.3)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("newsroom")
    write_sample(folder / "sample", articles=ARTICLES, seed=11)
    server = Server(folder / "data", folder / "sample", folder / "ui.log")
    try:
        until(server.is_up, START_SECONDS, server.log)
        yield server
    finally:
        server.stop()


def test_a_killed_run_frees_the_next_which_publishes_all(server: Server) -> None:
    killed, waiting = server.launch("refresh"), server.launch("refresh")

    def pid() -> re.Match[str] | None:
        return re.search(r"\(pid: (\d+)\)", " ".join(server.run(killed)[1]))

    until(lambda: server.run(killed)[0] == "STARTED" and pid() is not None, RUN_SECONDS, server.log)
    assert server.run(waiting)[0] in ("QUEUED", "NOT_STARTED")
    found = pid()
    assert found is not None
    os.kill(int(found[1]), signal.SIGKILL)
    assert server.wait(killed, "FAILURE", "SUCCESS") == "FAILURE"
    assert server.wait(waiting, "FAILURE", "SUCCESS") == "SUCCESS"
    published = server.home / "published" / "dateline.duckdb"
    with duckdb.connect(str(published), read_only=True) as connection:
        assert connection.execute("select count(*) from marts.fct_articles").fetchall() == [(ARTICLES,)]
        assert connection.execute(
            "select outcome_kind from ops.runs where run_id = ?", [waiting]
        ).fetchall() == [("published",)]


def test_a_run_with_nothing_new_succeeds_without_touching_the_copy(server: Server) -> None:
    published = server.home / "published" / "dateline.duckdb"
    before = published.stat()
    assert server.wait(server.launch("refresh"), "FAILURE", "SUCCESS") == "SUCCESS"
    assert published.stat() == before


def test_dagsters_state_lies_below_home_and_it_listens_on_loopback_alone(server: Server) -> None:
    assert (server.home / "dagster" / "history").is_dir()
    listening = f"http://127.0.0.1:{server.port}"
    assert listening in server.log.read_text()


def test_it_started_without_a_warning(server: Server) -> None:
    said = [line for line in server.log.read_text().splitlines() if "warn" in line.lower()]
    assert said == []
