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
mutation ($params: ExecutionParams!) {
  launchRun(executionParams: $params) {
    ... on LaunchRunSuccess { run { runId } }
    ... on RunConfigValidationInvalid { errors { message } }
    ... on PythonError { message }
  }
}"""
AGAIN = """
mutation ($id: String!) {
  launchRunReexecution(reexecutionParams: {parentRunId: $id, strategy: FROM_FAILURE}) {
    ... on LaunchRunSuccess { run { runId } }
    ... on PythonError { message }
  }
}"""
LOCATION = (
    "{ workspaceOrError { ... on Workspace { locationEntries { locationOrLoadError { __typename } } } } }"
)
RELOAD = """mutation { reloadRepositoryLocation(repositoryLocationName: "dateline") { __typename } }"""
EVERY_ASSET = "__ASSET_JOB"  # Dagster's own name for what is chosen in the graph
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

    def ask(self, query: str, **variables: object) -> dict[str, object]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/graphql",
            json.dumps({"query": query, "variables": variables}).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["data"]

    def start(self, job: str, config: dict[str, object] | None = None, **chosen: object) -> dict[str, object]:
        """What the page sends when somebody starts a run: LaunchRunSuccess, or why not."""
        selector = {"repositoryLocationName": "dateline", "repositoryName": "__repository__", "jobName": job}
        params = {"selector": {**selector, **chosen}, "runConfigData": config or {}}
        return self.ask(LAUNCH, params=params)["launchRun"]

    def launch(self, job: str, config: dict[str, object] | None = None, **chosen: object) -> str:
        launched = self.start(job, config, **chosen)
        assert "run" in launched, launched
        return launched["run"]["runId"]

    def launch_again(self, run_id: str) -> str:
        """A re-execution from where the run failed."""
        return self.ask(AGAIN, id=run_id)["launchRunReexecution"]["run"]["runId"]

    def run(self, run_id: str) -> tuple[str, list[str]]:
        """Status and messages."""
        run = self.ask(RUN, id=run_id)["runOrError"]
        return run["status"], [event.get("message", "") for event in run["eventConnection"]["events"]]

    def wait(self, run_id: str, *statuses: str) -> str:
        until(lambda: self.run(run_id)[0] in statuses, RUN_SECONDS, self.log)
        return self.run(run_id)[0]

    def location(self) -> str:
        """RepositoryLocation, or PythonError as the page shows it if the code cannot be reached."""
        (entry,) = self.ask(LOCATION)["workspaceOrError"]["locationEntries"]
        return entry["locationOrLoadError"]["__typename"]

    def code_process(self) -> int:
        """The process that holds the definitions: Dagster's `api grpc` in the server's session."""
        (found,) = (
            int(process.name)
            for process in Path("/proc").iterdir()
            if process.name.isdecimal()
            and os.getsid(int(process.name)) == self.process.pid
            and b"\0api\0grpc\0" in (process / "cmdline").read_bytes()
        )
        return found

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


def test_it_started_without_a_warning(server: Server) -> None:
    said = [line for line in server.log.read_text().splitlines() if "warn" in line.lower()]
    assert said == []


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


def asset(path: str) -> dict[str, object]:
    return {"assetSelection": [{"path": path.split("/")}]}


def check_alone(path: str, name: str) -> dict[str, object]:
    return {
        "assetSelection": [],
        "assetCheckSelection": [{"assetKey": {"path": path.split("/")}, "name": name}],
    }


def parse_config(**config: object) -> dict[str, object]:
    return {"ops": {"parse": {"config": config}}}


@pytest.mark.parametrize(
    ("job", "config", "chosen"),
    [
        (EVERY_ASSET, None, {}),
        (EVERY_ASSET, None, asset("marts/fct_articles")),
        (EVERY_ASSET, None, asset("published_copy")),
        (EVERY_ASSET, None, check_alone("marts/fct_articles", "article_id_is_unique")),
        (EVERY_ASSET, None, check_alone("published_copy", "drivers_since_duckdb_1_2_open_it")),
        ("reparse", parse_config(again=True), {}),
        ("reparse", parse_config(outlets=["bbc"], again=True), {}),
        ("find_names_again", {"ops": {"recognise": {"config": {"again": True}}}}, {}),
    ],
    ids=[
        "all",
        "one asset",
        "the copy",
        "one check",
        "a check of the copy",
        "reparse",
        "reparse an outlet",
        "find names again",
    ],
)
def test_each_start_that_the_page_offers_ends_well(
    server: Server, job: str, config: dict[str, object] | None, chosen: dict[str, object]
) -> None:
    assert server.wait(server.launch(job, config, **chosen), "FAILURE", "SUCCESS") == "SUCCESS"


def test_a_choice_that_is_none_fails_at_once_and_again_from_failure(server: Server) -> None:
    failed = server.launch("reparse", parse_config(outlets=["bcc"], again=True))
    assert server.wait(failed, "FAILURE", "SUCCESS") == "FAILURE"
    again = server.launch_again(failed)
    assert server.wait(again, "FAILURE", "SUCCESS") == "FAILURE"
    assert not any("Exceeded max_retries" in message for message in server.run(again)[1])


def test_a_field_that_is_unknown_is_refused_before_the_start(server: Server) -> None:
    refused = server.start("reparse", parse_config(outlet=["bbc"]))
    assert 'unexpected config entry "outlet"' in refused["errors"][0]["message"]


def test_a_killed_code_process_is_shown_and_reload_brings_it_back(server: Server) -> None:
    os.kill(server.code_process(), signal.SIGKILL)
    until(lambda: server.location() == "PythonError", START_SECONDS, server.log)
    server.ask(RELOAD)
    until(lambda: server.location() == "RepositoryLocation", START_SECONDS, server.log)
    assert (
        server.wait(server.launch(EVERY_ASSET, **asset("marts/dim_dates")), "FAILURE", "SUCCESS") == "SUCCESS"
    )


def test_dagsters_state_lies_below_home_and_it_listens_on_loopback_alone(server: Server) -> None:
    assert (server.home / "dagster" / "history").is_dir()
    listening = f"http://127.0.0.1:{server.port}"
    assert listening in server.log.read_text()


def test_the_terminal_has_none_of_dagsters_own_events(server: Server) -> None:
    assert (
        server.wait(server.launch(EVERY_ASSET, **asset("marts/dim_dates")), "FAILURE", "SUCCESS") == "SUCCESS"
    )
    assert [line for line in server.log.read_text().splitlines() if "DEBUG" in line] == []
