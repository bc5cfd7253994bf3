"""A file of a folder that changes, and changes back."""

from pathlib import Path

from etl import steps
from etl.settings import Settings
from tests.steps.newsstand import age, load, page, table, write

OLD, NEW = "早上的船进了港，货物已经卸下。", "早上的船进了港，货物还没有卸下。"


def test_a_file_that_changes_back_is_the_newest_version_again(tmp_path: Path) -> None:
    settings = Settings(archive=(str(tmp_path / "root"),), home=tmp_path / "home", workers=1)
    for seconds, text in ((300, OLD), (200, NEW), (100, OLD), (0, OLD)):
        write(tmp_path / "root" / "1.md", page(1, text=text))
        age(tmp_path / "root" / "1.md", seconds)
        load(settings)
    assert table(
        settings, "select revision_kind from marts.fct_article_revisions order by revision_number"
    ) == [
        ("first",),
        ("text",),
        ("text",),
    ]
    [(body,)] = table(settings, "select body from marts.fct_articles")
    assert OLD in str(body)


def test_a_folder_that_is_touched_brings_nothing_back(tmp_path: Path) -> None:
    """Two folders hold the path, each its own content: the second was read later, and stays the newer one."""
    folders = (tmp_path / "first", tmp_path / "second")
    settings = Settings(archive=tuple(map(str, folders)), home=tmp_path / "home", workers=1)
    for folder, text in zip(folders, (OLD, NEW), strict=True):
        write(folder / "1.md", page(1, text=text))
    load(settings)
    age(folders[0] / "1.md", 100)
    with steps.open_run(settings) as run:
        assert steps.ingest(settings, run).read_count == 1
    load(settings)
    [(body,)] = table(settings, "select body from marts.fct_articles")
    assert NEW in str(body)
