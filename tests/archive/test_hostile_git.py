"""A git archive made by an enemy: its settings start no program and ask no server, its paths lead nowhere."""

import subprocess
import tempfile
from pathlib import Path

import pytest

from etl.archive.open import open_root
from etl.archive.scratch import LOCK, PREFIX
from etl.model import Limits
from etl.settings import Settings
from tests.archive.test_history import commit, git
from tests.steps.newsstand import load, page, table

SIGNED = "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n\n"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "clone"
    git(tmp_path, "init", "--quiet", "--initial-branch=main", str(folder))
    commit(folder, 0, {"post/1.md": page(1)})
    return folder


def said(folder: Path, *arguments: str, given: str = "") -> str:
    ran = subprocess.run(
        ["git", *arguments], cwd=folder, input=given, capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


def test_no_program_that_its_settings_name_is_started(clone: Path, tmp_path: Path) -> None:
    trace, program = tmp_path / "started", tmp_path / "program.sh"
    program.write_text(f"#!/bin/sh\necho started >> '{trace}'\nexit 1\n")
    program.chmod(0o755)
    commit_text = f"{said(clone, 'cat-file', 'commit', 'HEAD')}\n"
    signed = commit_text.replace("\n\n", SIGNED, 1)
    signed_id = said(clone, "hash-object", "-t", "commit", "-w", "--stdin", given=signed)
    said(clone, "update-ref", "refs/heads/main", signed_id)
    for name, value in (
        ("log.showSignature", "true"),
        ("gpg.program", str(program)),
        ("core.fsmonitor", str(program)),
        ("core.sshCommand", str(program)),
        ("core.pager", str(program)),
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", str(tmp_path)),
        ("remote.origin.uploadpack", str(program)),
        ("protocol.allow", "always"),
        ("protocol.file.allow", "always"),
    ):
        said(clone, "config", name, value)
    blob_id = said(clone, "rev-parse", "HEAD:post/1.md")
    (clone / ".git" / "objects" / blob_id[:2] / blob_id[2:]).unlink()
    trace.unlink(missing_ok=True)
    root = open_root(f"history:{clone}")
    (found_files,) = root.scan()
    [(_, document)] = root.read(found_files, Limits())
    assert document.refusal is not None
    assert document.refusal.rejection_detail == "git: missing"
    assert not trace.exists()


def test_a_path_that_leads_out_of_the_archive_is_a_rejection(clone: Path, tmp_path: Path) -> None:
    blob_id = said(clone, "rev-parse", "HEAD:post/1.md")
    inner = said(clone, "mktree", given=f"100644 blob {blob_id}\tpasswd.md\n")
    raw = b"40000 ..\0" + bytes.fromhex(inner)
    written = subprocess.run(
        ["git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin"],
        cwd=clone,
        input=raw,
        capture_output=True,
        check=True,
    )
    names = ("-c", "user.name=bot", "-c", "user.email=bot@harbourpost.example")
    tip = said(clone, *names, "commit-tree", written.stdout.decode().strip(), "-m", "out", "-p", "HEAD")
    said(clone, "update-ref", "refs/heads/main", tip)
    settings = Settings(archive=(f"history:{clone}",), home=tmp_path / "home")
    load(settings)
    rejected = "select rejection_kind, rejection_detail from base.rejected_documents"
    assert table(settings, rejected) == [("outside_root", "path ../passwd.md points out of the archive")]


def test_what_a_killed_process_unpacked_is_swept_and_what_is_in_use_stays(
    clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    left = tmp_path / "temporary" / f"{PREFIX}left"
    left.mkdir(parents=True)
    (left / LOCK).touch()
    git(clone, "bundle", "create", "--quiet", str(tmp_path / "pages.bundle"), "main")
    roots = [open_root(f"history:{tmp_path / 'pages.bundle'}") for _ in range(2)]
    assert [len(found_files) for root in roots for found_files in root.scan()] == [1, 1]
    assert not left.exists()
    assert len(list((tmp_path / "temporary").iterdir())) == 2
