"""A published copy of a small sample, and the report of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.report.page import write_page
from etl.sample import write_sample
from etl.settings import Settings
from etl.steps.building import build
from etl.warehouse.publish import open_published
from tests.report.browser import Page, opened_browser


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("report")
    write_sample(folder / "sample", articles=150, seed=7)
    settings = Settings(archive=(str(folder / "sample"),), home=folder / "data", workers=1)
    build(settings)
    return settings


@pytest.fixture(scope="session")
def report(built: Settings) -> Path:
    with open_published(built) as copy:
        return write_page(copy, built.home / "report" / "index.html")


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with opened_browser(tmp_path_factory.mktemp("chromium")) as page:
        yield page
