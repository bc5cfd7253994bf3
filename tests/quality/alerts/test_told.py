"""Ten faults, each told once to a real webhook, mailbox and file over a day of repeats, and once when it is mended.

Here: faults in a real home, found by the real rules. Not here: the command line and Dagster (tests/command,
tests/assets).
"""

import json
import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email.message import Message as Mail
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MailHandler

from etl import steps
from etl.kinds import OutcomeKind
from etl.quality.alerts.failure import Findings
from etl.quality.alerts.find import RunEnd, failed_run
from etl.quality.alerts.tell import tell
from etl.quality.alerts.told import told_path
from etl.sample import SamplePage, sample_pages
from etl.settings import Settings
from etl.steps.alerting import find_now, send_trial_alert, tell_alerts
from etl.warehouse.publish import copy_stamp, put_in_place

HOURS = 24
NEW = re.compile(r"^new: (.*)$", re.MULTILINE)
PAGES = [page for page in sample_pages(articles=700, seed=11) if page.path.endswith(".md")]


@dataclass
class Receivers:
    """A webhook, a mail server and a file, and what they got."""

    addresses: tuple[str, ...]
    posts: list[dict[str, Any]]
    mails: list[Mail]
    file: Path
    told_before: int = 0

    def news(self) -> list[dict[str, Any]]:
        """The messages since the last call, by the file; the webhook and the mailbox must have got the same ones."""
        lines = self.file.read_text(encoding="utf-8").splitlines() if self.file.exists() else []
        records = [json.loads(line) for line in lines]
        assert len(records) == len(self.posts) == len(self.mails)
        new, self.told_before = records[self.told_before :], len(records)
        return new


@contextmanager
def webhook(posts: list[dict[str, Any]], port: int = 0) -> Iterator[str]:
    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"].startswith("application/json")
            posts.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", port), Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/services/hook"
        server.shutdown()


class Mailbox(MailHandler):
    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Mail] = []

    def handle_message(self, message: Mail) -> None:
        self.mails.append(message)


@pytest.fixture
def receivers(tmp_path: Path) -> Iterator[Receivers]:
    mailbox, posts = Mailbox(), []
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    file = tmp_path / "alerts.jsonl"
    with webhook(posts) as address:
        mail = f"smtp://127.0.0.1:{port}/desk@example.org?from=dateline@example.org"
        yield Receivers(
            addresses=(address, mail, f"file:{file}"), posts=posts, mails=mailbox.mails, file=file
        )
    server.stop()


@dataclass
class Newsroom:
    """A home, its archive, and a run as a build makes one, without looking for names."""

    settings: Settings
    pages: list[SamplePage] = field(default_factory=list)

    def save(self, pages: list[SamplePage], *damages: tuple[str, str]) -> None:
        for page in pages:
            path = Path(self.settings.archive[0]) / page.path
            path.parent.mkdir(parents=True, exist_ok=True)
            content = page.content
            for old, new in damages:
                content = content.replace(old.encode(), new.encode())
            path.write_bytes(content)

    def sql(self, statement: str) -> None:
        with steps.open_run(self.settings) as run:
            run.warehouse.execute(statement)

    def run(self) -> None:
        with steps.open_run(self.settings) as run:
            steps.ingest(self.settings, run)
            steps.parse(self.settings, run)
            steps.revise(self.settings, run)
            run.record()
            try:
                steps.publish(self.settings, run)
            except steps.PublishBlocked:
                assert run.outcome is OutcomeKind.BLOCKED

    def tell(self, end: RunEnd | None = None) -> None:
        """A day of runs that find the same; what they find is looked for twice."""
        for _ in range(2):
            assert tell_alerts(self.settings, end) == ()
        findings = find_now(self.settings, end)
        for _ in range(2, HOURS):
            assert tell(self.settings, findings) == ()


def of(outlet: str, pages: list[SamplePage]) -> list[SamplePage]:
    return [page for page in pages if page.path.startswith(f"{outlet}/")]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with 300 pages that are published."""
    home = tmp_path_factory.mktemp("home")
    settings = Settings(archive=(str(home / "archive"),), home=home)
    newsroom = Newsroom(settings)
    newsroom.save(PAGES[:300])
    with steps.open_run(settings) as run:
        steps.ingest(settings, run)
        steps.parse(settings, run)
        steps.revise(settings, run)
        run.record()
        steps.prepare(settings, run)
        run.finish(OutcomeKind.PUBLISHED)
        put_in_place(run.warehouse, settings)
        run.warehouse.execute("update base.runs set copy_stamp = ?", [copy_stamp(settings)])
    return home


@pytest.fixture
def newsroom(built: Path, tmp_path: Path, receivers: Receivers) -> Newsroom:
    home = tmp_path / "home"
    shutil.copytree(built, home, symlinks=True)
    return Newsroom(Settings(archive=(str(home / "archive"),), home=home, alerts=receivers.addresses))


Act = Callable[[Newsroom], None]


@dataclass(frozen=True)
class Fault:
    """How a fault comes, how it is mended, and what must be said of it."""

    inject: Act
    mend: Act
    kind: str
    subject: str


def ended(error: str | None) -> Act:
    return lambda newsroom: newsroom.tell(RunEnd(error=error))


def changed(statement: str) -> Act:
    """Change the warehouse, and let a run find it."""

    def act(newsroom: Newsroom) -> None:
        newsroom.sql(statement)
        newsroom.run()
        newsroom.tell(RunEnd())

    return act


def saved(outlet: str, first: int, last: int, *damages: tuple[str, str]) -> Act:
    """Let the archive save pages of an outlet, and a run read them."""

    def act(newsroom: Newsroom) -> None:
        newsroom.save(of(outlet, PAGES[300:])[first:last], *damages)
        newsroom.run()
        newsroom.tell(RunEnd())

    return act


def killed(newsroom: Newsroom) -> None:
    """What a run leaves whose process is killed."""
    newsroom.sql(
        "insert into base.runs by name select * replace ('killed' as run_id, current_timestamp as started_at,"
        " null as finished_at, 'running' as outcome_kind) from base.runs limit 1"
    )
    newsroom.tell()


def run_again(newsroom: Newsroom) -> None:
    newsroom.run()
    newsroom.tell()


def torn(newsroom: Newsroom) -> None:
    path = newsroom.settings.warehouse_path
    path.rename(path.with_suffix(".aside"))
    path.write_bytes(b"half a file")
    newsroom.tell()


def put_back(newsroom: Newsroom) -> None:
    path = newsroom.settings.warehouse_path
    path.with_suffix(".aside").replace(path)
    newsroom.tell(RunEnd())


ONE = "where document_id = (select min(document_id) from base.parsed_articles)"
OF_RFI = "where document_id in (select document_id from base.parsed_articles where outlet_id = 'rfi')"
# the sample's summer as if it were saved until so long ago, and read as it came
SAVED_UNTIL = (
    "update base.raw_documents set header_at = null where header_at between '2020-08-01' and '2024-01-01';"
    " update base.raw_documents set header_at = header_at + (current_timestamp - interval '{}' -"
    " (select max(header_at) from base.raw_documents));"
    " update base.raw_documents set indexed_at = header_at + interval 1 minute where header_at is not null"
)
WITHOUT_LEAD = ("<strong", "<x-strong")
FAULTS = {
    "a-run-fails": Fault(
        ended("/pages: there is no such folder or file"), ended(None), "failed run", "the last run"
    ),
    "a-run-is-killed": Fault(killed, run_again, "failed run", "the last run"),
    "the-warehouse-is-torn": Fault(torn, put_back, "failed run", "the last run"),
    "titles-are-empty": Fault(
        changed(
            f"update base.parsed_articles set title = ' ' || title, tags = [title] {ONE};"
            f" update base.parsed_articles set title = '' {ONE}"
        ),
        changed(f"update base.parsed_articles set title = tags[1], tags = [] {ONE}"),
        "broken rule",
        "parsed_articles.title_is_not_empty",
    ),
    "documents-are-mojibake": Fault(
        changed("update base.rejected_documents set rejection_kind = 'mojibake'"),
        changed("update base.rejected_documents set rejection_kind = 'empty'"),
        "broken rule",
        "rejected_documents.no_document_is_mojibake",
    ),
    "a-script-is-unknown": Fault(
        changed(f"update base.parsed_articles set script_kind = 'runes' {ONE}"),
        changed(f"update base.parsed_articles set script_kind = 'hans' {ONE}"),
        "blocked publish",
        "parsed_articles.script_is_from_the_list",
    ),
    "a-size-is-negative": Fault(
        changed(f"update base.raw_documents set byte_count = -byte_count {ONE}"),
        changed(f"update base.raw_documents set byte_count = -byte_count {ONE}"),
        "blocked publish",
        "raw_documents.size_is_not_negative",
    ),
    "a-selector-is-renamed": Fault(
        saved("法广", 0, 14, WITHOUT_LEAD),
        saved("法广", 14, 40),
        "drift",
        "法国国际广播电台: lead",
    ),
    "a-layout-is-replaced": Fault(
        saved("路透", 0, 4, ("StandardArticleBody_", "ArticlePage_")),
        saved("路透", 0, 24),
        "drift",
        "路透中文网: own_layout",
    ),
    "the-whole-archive-stops": Fault(
        changed(SAVED_UNTIL.format("10 days")),
        changed(SAVED_UNTIL.format("0 days")),
        "stale archive",
        "the whole archive",
    ),
    "an-outlet-falls-silent": Fault(
        changed(f"update base.raw_documents set header_at = header_at - interval 30 days {OF_RFI}"),
        changed(f"update base.raw_documents set header_at = header_at + interval 30 days {OF_RFI}"),
        "stale outlet",
        "法国国际广播电台",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_once_in_a_day_of_repeats_and_once_when_it_is_mended(
    name: str, newsroom: Newsroom, receivers: Receivers
) -> None:
    fault = FAULTS[name]
    newsroom.tell()
    before = receivers.news()
    assert before == [], "a clean day is silent"
    fault.inject(newsroom)
    (told,) = receivers.news()
    assert (told["kind"], told["is_mended"]) == (fault.kind, False)
    assert fault.subject in told["subject"]
    assert told["since"] and told["command"].startswith("dateline ")
    if fault.kind != "failed run":
        assert 1 <= len(told["examples"]) <= 3
    if fault.kind in ("drift", "stale outlet"):
        assert len(told["outlets"]) == 1
    fault.mend(newsroom)
    (mended,) = receivers.news()
    assert (mended["key"], mended["is_mended"]) == (told["key"], True)
    newsroom.tell(RunEnd())
    assert receivers.news() == []


def test_a_further_field_of_an_outlet_is_told_once_more_and_all_are_mended_once(
    newsroom: Newsroom, receivers: Receivers
) -> None:
    saved("法广", 0, 14, WITHOUT_LEAD)(newsroom)
    (first,) = receivers.news()
    assert (first["key"], first["parts"]) == ("drift:rfi", ["lead"])
    saved("法广", 14, 28, WITHOUT_LEAD, ("<img", "<x-img"))(newsroom)
    (further,) = receivers.news()
    assert (further["key"], further["is_mended"]) == ("drift:rfi", False)
    assert "lead" in further["subject"] and "image" in further["subject"]
    assert "new: image" in further["text"]
    saved("法广", 0, 40)(newsroom)
    (mended,) = receivers.news()
    assert (mended["key"], mended["is_mended"]) == ("drift:rfi", True)


FALLS = {  # fields fallen as run after run finds them, and what is told: the new ones, or that all hold again
    "one-after-the-other": (["lead", "lead image", "lead image", ""], ["", "image", "mended"]),
    "one-comes-and-goes": (["lead image", "image", "lead image", "lead", ""], ["", "mended"]),
    "another-instead": (["lead", "image", "lead image", ""], ["", "image", "mended"]),
    "again-after-all-held": (["lead", "", "lead"], ["", "mended", ""]),
}


@pytest.mark.parametrize("name", FALLS)
def test_each_part_of_a_failure_is_told_once_while_it_stands(name: str, tmp_path: Path) -> None:
    found, expected = FALLS[name]
    file = tmp_path / "alerts.jsonl"
    settings = Settings(archive=(), home=tmp_path, alerts=(f"file:{file}",))
    for parts in found:
        failure = replace(failed_run("-"), key="drift:rfi", parts=tuple(parts.split()))
        for _ in range(2):
            assert tell(settings, Findings(failures=(failure,) if parts else ())) == ()
    told = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    news = ["mended" if each["is_mended"] else "".join(NEW.findall(each["text"])) for each in told]
    assert news == expected


def test_a_failure_that_older_code_told_without_its_parts_is_told_once_more(tmp_path: Path) -> None:
    file = tmp_path / "alerts.jsonl"
    settings = Settings(archive=(), home=tmp_path, alerts=(f"file:{file}",))
    findings = Findings(
        failures=(replace(failed_run("-"), parts=("lead",)), replace(failed_run("-"), key="a"))
    )
    assert tell(settings, findings) == ()
    records = json.loads(told_path(settings).read_text(encoding="utf-8"))
    for failure in next(iter(records.values())).values():
        del failure["parts"]
    told_path(settings).write_text(json.dumps(records), encoding="utf-8")
    for _ in range(2):
        assert tell(settings, findings) == ()
    keys = [json.loads(line)["key"] for line in file.read_text(encoding="utf-8").splitlines()]
    assert keys == ["run", "a", "run"]


def test_a_receiver_that_cannot_be_reached_is_told_later_and_the_others_at_once(
    newsroom: Newsroom, receivers: Receivers, tmp_path: Path
) -> None:
    posts: list[dict[str, Any]] = []
    with webhook(posts) as address:
        port = int(address.split(":")[2].partition("/")[0])
    settings = replace(newsroom.settings, alerts=(address, f"file:{tmp_path / 'other.jsonl'}"))
    failed = RunEnd(error="the disk is full")
    (sentence,) = tell_alerts(settings, failed)
    assert sentence.startswith("http:127.0.0.1#") and "services" not in sentence
    with webhook(posts, port):
        assert tell_alerts(settings, failed) == ()
        assert tell_alerts(settings, failed) == ()
    assert len(posts) == 1
    assert len((tmp_path / "other.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_a_failure_that_is_over_before_a_receiver_could_be_reached_is_not_told(newsroom: Newsroom) -> None:
    settings = replace(newsroom.settings, alerts=("http://127.0.0.1:9/hook",))
    assert len(tell_alerts(settings, RunEnd(error="no"))) == 1
    assert tell_alerts(settings, RunEnd()) == ()


def test_a_torn_record_of_what_was_told_tells_again_rather_than_not(
    newsroom: Newsroom, receivers: Receivers
) -> None:
    failed = RunEnd(error="no")
    newsroom.tell(failed)
    told_path(newsroom.settings).write_text('{"http', encoding="utf-8")
    newsroom.tell(failed)
    assert [each["kind"] for each in receivers.news()] == ["failed run", "failed run"]


def test_what_an_archive_says_is_no_markup_and_no_header(newsroom: Newsroom, receivers: Receivers) -> None:
    newsroom.tell(RunEnd(error="<!channel> <https://evil.example|click>\r\nBcc: all@example.org"))
    receivers.news()
    (post,), (mail,) = receivers.posts, receivers.mails
    assert "<" not in post["text"] and "&lt;!channel&gt;" in post["text"]
    assert mail["Bcc"] is None and mail["Subject"].startswith("Dateline: failed run")


def test_a_trial_reaches_everybody_and_is_not_remembered(newsroom: Newsroom, receivers: Receivers) -> None:
    assert send_trial_alert(newsroom.settings) == ()
    assert [each["subject"] for each in receivers.news()] == ["a trial"]
    newsroom.tell(RunEnd())
    assert receivers.news() == []
