"""Text that was decoded wrongly before it was saved. The sentences are our own."""

import pytest

from etl.kinds import RejectionKind
from etl.model import Rejection
from etl.page.mojibake import mojibake_in
from etl.page.parse import parse_document
from tests.page.documents import page

HANS = "<p>市政府说，这个港口将在下个月重新开放，附近的居民对噪音和交通表示担心。</p>" * 3
HANT = "<p>市政府說，這個港口將在下個月重新開放，附近的居民對噪音和交通表示擔心。</p>" * 3
SOUND = {
    "simplified": HANS,
    "traditional": HANT,
    "french": "<p>Le maire a déclaré que le port rouvrirait à la fin de l'été, après six mois fermé.</p>" * 5,
    "russian": "<p>Порт снова откроется в следующем месяце, сообщила мэрия.</p>" * 3,
    "japanese": "<p>市役所によると、この港は来月また開くことになり、住民は騒音を心配している。</p>" * 3,
    "korean": "<p>시청은 이 항구가 다음 달 다시 열릴 것이라고 밝혔다.</p>" * 3,
    "blacked out": "<p>■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■</p>",
    "about it": f"<p>屏幕上只有“锟斤拷”，他说，这是\ufffd的错。</p>{HANS}",
}


def misread(text: str, written: str, read: str) -> str:
    return text.encode(written).decode(read, "replace")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (misread(HANS, "utf-8", "cp1252"), "UTF-8 read as a Latin encoding"),
        (misread(HANT, "utf-8", "latin-1"), "UTF-8 read as a Latin encoding"),
        (misread(HANS, "gbk", "latin-1"), "GBK read as a Latin encoding"),
        (misread(HANS, "gbk", "cp1252"), "GBK read as a Latin encoding"),
        (misread(HANT, "big5", "latin-1"), "Big5 read as a Latin encoding"),
        (misread(HANS, "utf-8", "gb18030"), "UTF-8 read as GBK"),
        (misread(HANT, "big5", "gb18030"), "Big5 read as GBK"),
        (misread(HANS, "gbk", "big5"), "GBK read as Big5"),
        (misread(misread(HANS, "gbk", "utf-8"), "utf-8", "gb18030"), "U+FFFD read as GBK"),
        (misread(HANS, "gbk", "utf-8"), "are U+FFFD"),
    ],
)
def test_garbled_text_is_told_with_what_was_done_to_it(text: str, said: str) -> None:
    found = mojibake_in(text)
    assert found is not None
    assert said in found


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND.keys())
def test_sound_text_of_any_language_is_left_alone(text: str) -> None:
    assert mojibake_in(text) is None


def test_a_garbled_page_is_a_rejection_of_its_own_kind() -> None:
    rejection = parse_document(page(misread(HANS, "utf-8", "cp1252")))
    assert isinstance(rejection, Rejection)
    assert rejection.rejection_kind is RejectionKind.MOJIBAKE
