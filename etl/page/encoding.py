"""Decode bytes to text: detect the encoding that reads all of a file.

Here: UTF-8, UTF-16, GB18030 and Big5, each strictly. A file that ends inside a character loses that character, and
CESU-8, UTF-8 with the pairs of UTF-16, is unambiguous. Not here: what the text means (header.py), text that was broken
before it was saved (mojibake.py), and repair: a file with a broken byte is refused with the offset of that byte,
because its content cannot be known.
"""

import codecs
import re
from functools import cache

from bs4.dammit import EncodingDetector

from etl import lexicon
from etl.kinds import RejectionKind
from etl.model import Refused

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
MAGIC = (
    (b"\x1f\x8b", "gzip data"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (WebP, WAV)"),
    (b"%PDF", "a PDF"),
)
# The codecs of a family in the order tried: each later one knows more characters than the one before.
FAMILIES = {"gb": ("gb18030",), "big5": ("big5", "cp950", "big5hkscs")}
DECLARED_FAMILIES = {"gb2312": "gb", "gbk": "gb", "gb18030": "gb", "big5": "big5", "big5-hkscs": "big5"}

FREQUENT = frozenset("".join(lexicon.column("frequent_characters", "characters")))
PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉「」『』【】—…·－　")

SURROGATE_PAIR = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
CUT = (
    "unexpected end of data",
    "incomplete multibyte sequence",
    "truncated data",
)  # what codecs say of the end

BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")

DECLARED_BONUS = 0.05  # share of everyday characters that a declaration is worth: a tie-break (judged)
MOST_CONTROLS = 0.001  # share of all characters: saved pages may contain a stray one (judged)
LEAST_PLAUSIBLE = 0.8  # share of the characters beyond ASCII that must be everyday ones (judged)


def decode(content: bytes) -> tuple[str, str]:
    """Decode to the text and the name of the encoding. Raises Refused if no encoding reads all of it."""
    if not content or content.isspace():
        raise Refused(RejectionKind.EMPTY, f"{len(content)} bytes, nothing but white space")
    text, encoding_name = _decode(content)
    if not text or text.isspace():
        raise Refused(
            RejectionKind.EMPTY, f"{len(content)} bytes of {encoding_name}, nothing but white space"
        )
    return text, encoding_name


def _decode(content: bytes) -> tuple[str, str]:
    for mark, encoding_name, codec in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], codec, offset=len(mark)), encoding_name
    if b"\0" in content:
        return _without_mark(content)
    try:
        return _whole(content, "utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        paired = SURROGATE_PAIR.sub(_joined, content)
        if paired != content:
            return _strictly(paired, "utf-8", offset=0, said="read as CESU-8"), "cesu-8"
        return _chinese(content, error)


def _joined(pair: re.Match[bytes]) -> bytes:
    units = pair[0].decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le").encode()


def _whole(content: bytes, codec: str) -> str:
    """Decode strictly, without a last character that is cut. Raises UnicodeDecodeError."""
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        text = (
            content[: error.start].decode(codec) if error.reason in CUT and error.end == len(content) else ""
        )
        if text.isascii():  # nothing shows that the codec is the right one
            raise
        return text


def _strictly(content: bytes, codec: str, *, offset: int, said: str = "") -> str:
    try:
        text = _whole(content, codec)
    except UnicodeDecodeError as error:
        detail = f"{said or f'marked as {codec}'}, but {_place(error, offset)} ({error.reason})"
        raise Refused(RejectionKind.UNDECODABLE, detail) from error
    if "\0" in text:
        detail = f"binary: marked as {codec}, with a NUL character at {text.index(chr(0))}"
        raise Refused(RejectionKind.UNDECODABLE, detail)
    return text


def _without_mark(content: bytes) -> tuple[str, str]:
    """Decode UTF-16 without a byte order mark, by the order that gives everyday characters; else it is binary."""
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text, codec
    place = content.index(b"\0")
    raise Refused(RejectionKind.UNDECODABLE, f"binary: {_magic(content)}a NUL byte at offset {place}")


def _chinese(content: bytes, utf8_error: UnicodeDecodeError) -> tuple[str, str]:
    """Decode GB18030 or Big5. Most Big5 files decode as GB18030 too: the reading with more everyday characters wins."""
    declared = EncodingDetector.find_declared_encoding(content, is_html=True, search_entire_document=False)
    failures = [f"utf-8: {_place(utf8_error)}"]
    readings: list[tuple[float, str, str]] = []
    for family, names in FAMILIES.items():
        for codec in names:
            try:
                text = _whole(content, codec)
            except UnicodeDecodeError as error:
                failure = f"{codec}: {_place(error)}"
                continue
            bonus = DECLARED_BONUS if DECLARED_FAMILIES.get((declared or "").lower()) == family else 0.0
            if _is_text(text):
                readings.append((frequent_share(text) + bonus, text, codec))
            failure = f"{codec}: decodes to characters that no text is made of"
            break
        failures.append(failure)
    if not readings:
        raise Refused(RejectionKind.UNDECODABLE, _magic(content) + "; ".join(failures))
    _, text, codec = max(readings, key=lambda reading: reading[0])
    return text, codec


def _is_text(text: str) -> bool:
    """Whether a text is mostly everyday characters, almost without control characters."""
    beyond_ascii = [character for character in text if character > "\x7f"]
    if "\0" in text or len(CONTROL.findall(text)) > MOST_CONTROLS * len(text):
        return False
    plain = _plain_characters()
    return sum(character in plain for character in beyond_ascii) >= LEAST_PLAUSIBLE * len(beyond_ascii)


def frequent_share(text: str) -> float:
    """Share of everyday Chinese characters and marks among those beyond ASCII."""
    beyond_ascii = sum(map(len, BEYOND_ASCII.findall(text)))
    return everyday_count(text) / max(1, beyond_ascii)


def everyday_count(text: str) -> int:
    """Count everyday Chinese characters and marks."""
    return sum(map(len, _everyday().findall(text)))


@cache
def _everyday() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted(FREQUENT | PUNCTUATION)))}]+")


@cache
def _plain_characters() -> frozenset[str]:
    """Collect everyday characters: the first levels of GB 2312 and Big5, signs, accented Latin."""
    pairs = [(lead, trail) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF)]
    simplified = b"".join(bytes(pair) for pair in pairs).decode("gb2312", errors="ignore")
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    pairs = [(lead, trail) for lead in range(0xA4, 0xC7) for trail in trails]
    traditional = b"".join(bytes(pair) for pair in pairs).decode("big5", errors="ignore")
    blocks = ((0xA0, 0x17F), (0x2000, 0x2070), (0x2190, 0x2700), (0x3000, 0x3030), (0xFF01, 0xFF5F))
    marks = (chr(code) for start, stop in blocks for code in range(start, stop))
    return frozenset(simplified) | frozenset(traditional) | frozenset(marks) | FREQUENT | PUNCTUATION


def _place(error: UnicodeDecodeError, offset: int = 0) -> str:
    return f"byte 0x{error.object[error.start]:02x} at offset {error.start + offset} does not fit"


def _magic(content: bytes) -> str:
    return next((f"{name}, " for magic, name in MAGIC if content.startswith(magic)), "")
