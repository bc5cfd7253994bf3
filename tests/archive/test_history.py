"""Git archives whose history counts: real repositories of invented pages, clones and bundles of them."""

import os
import subprocess
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl import steps
from etl.archive.history import HistoryRoot
from etl.archive.open import ArchiveError, open_root
from etl.settings import Settings
from tests.steps.newsstand import STAMP, load, marts, page, table

HOUR = 3600
FIRST = STAMP // 1000
OLD, NEW = "早上的船进了港，货物已经卸下。", "早上的船进了港，货物还没有卸下。"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "clone"
    git(folder.parent, "init", "--quiet", "--initial-branch=main", str(folder))
    return folder


def git(folder: Path, *arguments: str, hour: int = 0) -> None:
    clock = {f"GIT_{who}_DATE": f"{FIRST + hour * HOUR} +0000" for who in ("AUTHOR", "COMMITTER")}
    names = ("-c", "user.name=bot", "-c", "user.email=bot@harbourpost.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *names, *arguments], cwd=folder, env={**os.environ, **clock}, check=True)


def commit(folder: Path, hour: int, files: dict[str, str | None]) -> None:
    """Commit contents of paths; None deletes a path."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(exist_ok=True)
        if content is None:
            file.unlink()
        else:
            file.write_text(content, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", f"hour {hour}", hour=hour)


def settings_for(address: Path, home: Path) -> Settings:
    return Settings(archive=(f"history:{address}",), home=home, workers=1)


REVISIONS = (
    "select revision_number, archived_at, revision_kind, change_class_kind from marts.fct_article_revisions"
    " inner join marts.fct_articles using (article_id) where fct_articles.url like '%/1.html' order by 1"
)


def test_every_version_counts_and_what_was_deleted_stays(clone: Path, tmp_path: Path) -> None:
    commit(clone, 0, {"post/船-1.md": page(1, text=OLD), "post/2.md": page(2), ".bot/state.md": page(3)})
    commit(clone, 1, {"post/船-1.md": page(1, text=NEW)})
    commit(clone, 2, {"post/船-1.md": None, "post/2.md": None})
    settings = settings_for(clone, tmp_path / "home")
    load(settings)
    first, second = (datetime.fromtimestamp(FIRST + hour * HOUR, UTC) for hour in (0, 1))
    assert table(settings, REVISIONS) == [(1, first, "first", None), (2, second, "text", "rewrite")]
    assert table(settings, "select count(*) from marts.fct_articles") == [(2,)]


def test_commits_that_come_later_are_read_alone_and_end_in_the_same_marts(
    clone: Path, tmp_path: Path
) -> None:
    commit(clone, 0, {"post/1.md": page(1, text=OLD)})
    settings = settings_for(clone, tmp_path / "home")
    load(settings)
    commit(clone, 1, {"post/1.md": page(1, text=NEW), "post/2.md": page(2)})
    with steps.open_run(settings) as run:
        assert steps.ingest(settings, run).found_count == 2
        assert steps.ingest(settings, run).found_count == 0
    load(settings)
    at_once = settings_for(clone, tmp_path / "another")
    load(at_once)
    assert marts(settings) == marts(at_once)


def test_a_path_that_goes_back_to_a_content_has_that_version_again(clone: Path, tmp_path: Path) -> None:
    for hour, text in enumerate((OLD, NEW, OLD)):
        commit(clone, hour, {"post/1.md": page(1, text=text)})
    settings = settings_for(clone, tmp_path / "home")
    load(settings)
    times = [datetime.fromtimestamp(FIRST + hour * HOUR, UTC) for hour in range(3)]
    assert table(settings, REVISIONS) == [
        (1, times[0], "first", None),
        (2, times[1], "text", "rewrite"),
        (3, times[2], "text", "rewrite"),
    ]
    [(body,)] = table(settings, "select body from marts.fct_articles")
    assert OLD in str(body)


def test_a_bare_clone_a_bundle_and_a_rewritten_history_are_read_too(clone: Path, tmp_path: Path) -> None:
    commit(clone, 0, {"post/1.md": page(1, text=OLD)})
    commit(clone, 1, {"post/1.md": page(1, text=NEW)})
    git(tmp_path, "clone", "--quiet", "--bare", str(clone), "bare.git")
    git(clone, "bundle", "create", "--quiet", str(tmp_path / "history.bundle"), "main")
    found = []
    for name in ("bare.git", "history.bundle"):
        settings = settings_for(tmp_path / name, tmp_path / f"home of {name}")
        load(settings)
        found.append(marts(settings))
    assert found[0] == found[1]
    settings = settings_for(clone, tmp_path / "home")
    load(settings)
    git(clone, "reset", "--quiet", "--hard", "HEAD~1")
    commit(clone, 3, {"post/3.md": page(3)})
    load(settings)
    assert table(settings, "select count(*) from marts.fct_documents") == [(3,)]


def test_a_bundle_is_unpacked_once_also_when_only_what_is_new_is_read(
    clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(clone, 0, {"post/1.md": page(1)})
    first = subprocess.run(["git", "rev-parse", "HEAD"], cwd=clone, stdout=subprocess.PIPE, check=True)
    commit(clone, 1, {"post/2.md": page(2)})
    git(clone, "bundle", "create", "--quiet", str(tmp_path / "history.bundle"), "main")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    root = open_root(f"history:{tmp_path / 'history.bundle'}")
    assert isinstance(root, HistoryRoot)
    newer = root.after(first.stdout.decode().strip())
    assert [found.document_path for files in newer.scan() for found in files] == ["post/2.md"]
    assert newer.pack_state == root.pack_state
    assert len(list(temporary.iterdir())) == 1


def test_a_folder_that_was_read_before_gets_the_times_of_its_commits(clone: Path, tmp_path: Path) -> None:
    commit(clone, 0, {"post/1.md": page(1, text=OLD)})
    home = tmp_path / "home"
    load(Settings(archive=(str(clone),), home=home, workers=1))
    settings = settings_for(clone, home)
    load(settings)
    assert table(settings, REVISIONS)[0][1] == datetime.fromtimestamp(FIRST, UTC)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.mkdir(), "no git history"),
        (lambda path: path.write_text("no bundle"), "no git history"),
        (lambda path: None, "there is no such clone or bundle"),
        (lambda path: git(path.parent, "init", "--quiet", str(path)), "without any commit"),
    ],
)
def test_what_is_no_history_is_named(make: Callable[[Path], None], said: str, tmp_path: Path) -> None:
    path = tmp_path / "strange"
    make(path)
    with pytest.raises(ArchiveError, match=f"strange: .*{said}"):
        _ = open_root(f"history:{path}").pack_state
