"""Every block of docs/CLIENTS.md sees a new copy in its next question, though it asked the one before."""

import re
from pathlib import Path

import pytest

from etl.settings import Settings
from etl.warehouse.publish import put_in_place
from etl.warehouse.views import apply_views
from etl.warehouse.warehouse import open_warehouse

TEXT = (Path(__file__).parents[1] / "docs" / "CLIENTS.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.+?)^```\n", TEXT, flags=re.MULTILINE | re.DOTALL)
RUN = "insert into base.runs values (?, now(), now(), 1, 1, 0, 'v', 'published', null)"
QUESTION = "select count(*)::int from dateline.ops.runs"


def test_every_block_sees_the_next_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings(home=tmp_path / "data")
    clients = []
    for block in BLOCKS:
        names: dict[str, object] = {}
        exec(block, names)
        clients.append(names["ask"])
    assert len(clients) >= 5
    with open_warehouse(settings) as warehouse:
        apply_views(warehouse.connection)
        for count in (1, 2, 3):
            warehouse.execute(RUN, [f"r{count}"])
            put_in_place(warehouse, settings)
            assert [[tuple(row) for row in ask(QUESTION)] for ask in clients] == [[(count,)]] * len(clients)
