"""Scripts: simplified, traditional, or hardly any Han at all."""

import pytest

from etl.kinds import ScriptKind
from etl.normalize.script import script_kind


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("渡轮停航，码头开始检修。", ScriptKind.HANS),
        ("渡輪停航，碼頭開始檢修。", ScriptKind.HANT),
        ("渡轮停航，码头开始检修。居民引用告示：「暫停開放」。", ScriptKind.HANS),
        ("渡輪停航，碼頭開始檢修。居民引用告示：“暂停开放”。", ScriptKind.HANT),
        ("山高水長", ScriptKind.HANT),
        ("山中人", ScriptKind.HANS),  # nothing tells: simplified is what most pages are
        ("The ferry stopped.", ScriptKind.LATIN),
        ("The ferry to 白沙 stopped running on Saturday, the harbour board said.", ScriptKind.LATIN),
        ("使用Zoom和FaceTime的居民越来越多。", ScriptKind.HANS),
        ("", ScriptKind.LATIN),
        ("12345 ……", ScriptKind.LATIN),
    ],
)
def test_a_text_has_the_script_of_most_of_its_telling_characters(text: str, script: ScriptKind) -> None:
    assert script_kind(text) is script
