"""Which encoding reads all of a file. The sentences are our own."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.kinds import RejectionKind
from etl.model import Refused
from etl.page.encoding import decode

SIMPLIFIED = "<!--1595243044000-->\n[港口重新开放](https://news.example/1)\n------\n\n<p>市政府说，这个港口将在下个月重新开放。</p>\n"
TRADITIONAL = "<!--1595243044000-->\n[港口重新開放](https://news.example/1)\n------\n\n<p>市政府說，這個港口將在下個月重新開放。</p>\n"


def refusal_of(content: bytes) -> Refused:
    with pytest.raises(Refused) as refused:
        decode(content)
    return refused.value


@pytest.mark.parametrize(
    ("content", "encoding_name", "text"),
    [
        (SIMPLIFIED.encode(), "utf-8", SIMPLIFIED),
        (codecs.BOM_UTF8 + SIMPLIFIED.encode(), "utf-8-sig", SIMPLIFIED),
        (codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le"), "utf-16-le", SIMPLIFIED),
        (codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be"), "utf-16-be", SIMPLIFIED),
        (codecs.BOM_UTF32_LE + SIMPLIFIED.encode("utf-32-le"), "utf-32-le", SIMPLIFIED),
        (SIMPLIFIED.encode("utf-16-le"), "utf-16-le", SIMPLIFIED),
        (SIMPLIFIED.encode("utf-16-be"), "utf-16-be", SIMPLIFIED),
        (SIMPLIFIED.encode("gb18030"), "gb18030", SIMPLIFIED),
        (TRADITIONAL.encode("gb18030"), "gb18030", TRADITIONAL),
        (TRADITIONAL.encode("big5"), "big5", TRADITIONAL),
        (
            TRADITIONAL.replace("港口", "啲港").encode("big5hkscs"),
            "big5hkscs",
            TRADITIONAL.replace("港口", "啲港"),
        ),
    ],
)
def test_each_encoding_is_told_from_the_bytes(content: bytes, encoding_name: str, text: str) -> None:
    assert decode(content) == (text, encoding_name)


def test_big5_bytes_that_also_are_gb18030_are_read_as_big5() -> None:
    content = TRADITIONAL.encode("big5")
    assert content.decode("gb18030") != TRADITIONAL
    assert decode(content)[0] == TRADITIONAL


@pytest.mark.parametrize("encoding_name", ["gb18030", "big5"])
def test_one_short_sentence_is_enough(encoding_name: str) -> None:
    sentence = "你好，世界"
    assert decode(sentence.encode(encoding_name)) == (sentence, encoding_name)


def test_line_ends_and_control_characters_stay() -> None:
    assert decode("一行\r\n二行\r三行\x7f".encode())[0] == "一行\r\n二行\r三行\x7f"


def test_a_stray_control_character_does_not_make_gb18030_binary() -> None:
    text = SIMPLIFIED * 20 + "\x08"
    assert decode(text.encode("gb18030")) == (text, "gb18030")


@pytest.mark.parametrize(
    "content", [b"", b" \r\n\t\n", "　\u00a0".encode(), codecs.BOM_UTF8, codecs.BOM_UTF16_LE]
)
def test_nothing_but_white_space_is_empty(content: bytes) -> None:
    assert refusal_of(content).kind is RejectionKind.EMPTY


def test_one_broken_byte_refuses_the_file_and_is_named() -> None:
    content = SIMPLIFIED.encode()
    place = len(content) // 2
    refused = refusal_of(content[:place] + b"\xff" + content[place:])
    assert refused.kind is RejectionKind.UNDECODABLE
    assert "utf-8: byte 0x" in refused.detail
    assert "offset" in refused.detail


@pytest.mark.parametrize("cut", [1, 2])
def test_a_file_cut_inside_a_character_loses_that_character_only(cut: int) -> None:
    assert decode(SIMPLIFIED.strip().encode() + "。".encode()[:-cut])[0] == SIMPLIFIED.strip()
    assert decode(codecs.BOM_UTF8 + "市政府说".encode()[:-cut])[0] == "市政府"


@pytest.mark.parametrize(
    ("encoding_name", "text"), [("gb18030", SIMPLIFIED), ("big5", TRADITIONAL), ("utf-16-le", SIMPLIFIED)]
)
def test_so_does_one_in_another_encoding(encoding_name: str, text: str) -> None:
    mark = codecs.BOM_UTF16_LE if encoding_name == "utf-16-le" else b""
    content = mark + text.strip().encode(encoding_name) + "港".encode(encoding_name)[:1]
    assert decode(content)[0] == text.strip()


def test_a_lone_broken_end_behind_plain_ascii_shows_no_encoding() -> None:
    assert refusal_of(b"plain \xe5\xb8").kind is RejectionKind.UNDECODABLE


@pytest.mark.parametrize("sign", ["😀", "👨\u200d👩", "𠮷"])
def test_pairs_of_utf16_in_utf8_are_the_character_that_they_are(sign: str) -> None:
    units = sign.encode("utf-16-be")
    pairs = (int.from_bytes(units[at : at + 2]) for at in range(0, len(units), 2))
    content = "".join(map(chr, pairs)).encode("utf-8", "surrogatepass")
    assert decode(SIMPLIFIED.encode() + content) == (SIMPLIFIED + sign, "cesu-8")


def test_half_a_pair_is_a_broken_byte() -> None:
    assert refusal_of(SIMPLIFIED.encode() + b"\xed\xa0\xbd!").kind is RejectionKind.UNDECODABLE


def test_a_mark_that_lies_is_refused_with_the_place() -> None:
    refused = refusal_of(codecs.BOM_UTF8 + "港口".encode("gb18030"))
    assert "marked as utf-8, but byte 0xb8 at offset 3" in refused.detail


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4, "PNG"),
        (b"\x1f\x8b\x08\x00" + bytes(range(255, -1, -1)) * 4, "gzip"),
        (b"\xff\xd8\xff\xe0\x10JFIF" + bytes(range(1, 256)) * 4, "JPEG"),
        (b"a page with a NUL \0 in it", "NUL byte at offset 18"),
    ],
)
def test_binary_is_refused_and_named(content: bytes, said: str) -> None:
    refused = refusal_of(content)
    assert refused.kind is RejectionKind.UNDECODABLE
    assert said in refused.detail


CHINESE = st.text(st.sampled_from("的國国在一是中人有不这這了为為和大个個，。"), min_size=4)


@given(CHINESE, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
def test_what_was_encoded_is_decoded(text: str, encoding_name: str) -> None:
    assert decode(text.encode(encoding_name))[0] == text


@given(st.text(st.sampled_from("的國在一是中人有不這了為和大個，。"), min_size=4))
def test_big5_comes_back(text: str) -> None:
    assert decode(text.encode("big5")) == (text, "big5")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=1))
def test_any_utf8_without_nul_comes_back_or_is_empty(text: str) -> None:
    if text.isspace():
        assert refusal_of(text.encode()).kind is RejectionKind.EMPTY
    else:
        assert decode(text.encode()) == (text, "utf-8")


@given(st.binary())
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        text, _ = decode(content)
    except Refused as refused:
        assert refused.kind in (RejectionKind.EMPTY, RejectionKind.UNDECODABLE)
        assert refused.detail
    else:
        assert text
        text.encode()  # no lone surrogate: DuckDB takes it
