"""The sample archive: repeatable, complete, and true to what it says of itself."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from etl.kinds import ScriptKind
from etl.sample import PageKind, SampleError, SamplePage, sample_pages, write_sample
from etl.sample.cast import person, roles
from etl.sample.markup import LAYOUTS
from etl.sample.words import Slot, countries, names, sentences

ENOUGH = 300  # articles that hold every layout
OUTLETS = {"bbc", "cdt", "dw", "ft", "nyt", "reuters", "rfa", "rfi", "voa", "post"}


@pytest.fixture(scope="module")
def pages() -> list[SamplePage]:
    return list(sample_pages(articles=3 * ENOUGH, seed=7))


def tree(directory: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(directory)): file.read_bytes() for file in directory.rglob("*") if file.is_file()
    }


def decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030", "big5"):
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("a page in no encoding that the sample uses")


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    write_sample(tmp_path / "one", articles=120, seed=3)
    write_sample(tmp_path / "two", articles=120, seed=3)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_another_seed_gives_another_sample() -> None:
    one = {page.content for page in sample_pages(articles=60, seed=1) if page.kind is not PageKind.BAD}
    other = {page.content for page in sample_pages(articles=60, seed=2) if page.kind is not PageKind.BAD}
    assert not one & other


def test_a_small_sample_is_the_beginning_of_a_large_one(tmp_path: Path) -> None:
    write_sample(tmp_path / "small", articles=50, seed=5)
    write_sample(tmp_path / "large", articles=90, seed=5)
    small, large = tree(tmp_path / "small"), tree(tmp_path / "large")
    del small[".sample"]
    assert small.items() <= large.items()


def test_the_counts_are_those_of_the_folder(tmp_path: Path) -> None:
    heard: list[int] = []
    counts = write_sample(tmp_path, articles=250, seed=1, progress=heard.append)
    seen = [path for path in tree(tmp_path) if not path.startswith(".")]
    assert counts.files == len(seen) == sum(counts.by_outlet.values())
    assert counts.files == counts.articles + counts.resaves + counts.edits + counts.bad_files
    assert heard == [100, 200, 250]


def test_a_second_write_leaves_every_file_untouched(tmp_path: Path) -> None:
    first = write_sample(tmp_path, articles=40, seed=1)
    stamps = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")}
    (lost, *_) = tmp_path.glob("法广/*.md")
    lost.unlink()
    assert write_sample(tmp_path, articles=40, seed=1) == first
    assert lost.is_file()
    assert all(
        file.stat().st_mtime_ns == stamp for file, stamp in stamps.items() if file.is_file() and file != lost
    )


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SampleError, match="neither empty"):
        write_sample(tmp_path, articles=1, seed=1)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_a_sample_of_other_size_or_seed_is_not_mixed_in(tmp_path: Path) -> None:
    write_sample(tmp_path, articles=2, seed=1)
    with pytest.raises(SampleError):
        write_sample(tmp_path, articles=2, seed=2)


def test_every_outlet_and_layout_occurs_in_a_small_sample(pages: list[SamplePage]) -> None:
    first = list(sample_pages(articles=ENOUGH, seed=7))
    articles = [page for page in first if page.kind is not PageKind.BAD]
    assert {page.layout_name for page in articles} == set(LAYOUTS)
    assert {page.outlet_id for page in articles} == OUTLETS
    assert {page.kind for page in first} == set(PageKind)


def test_the_shares_are_those_of_the_archive(pages: list[SamplePage]) -> None:
    kinds, outlets = Counter(page.kind for page in pages), Counter(page.outlet_id for page in pages)
    assert 0.005 < kinds[PageKind.BAD] / len(pages) < 0.02
    assert 0.25 < outlets["rfi"] / len(pages) < 0.35
    assert 0.12 < outlets["reuters"] / len(pages) < 0.22
    assert all(0.02 < outlets[outlet] / len(pages) < 0.15 for outlet in OUTLETS - {"rfi", "reuters"})


def test_no_two_files_share_a_path_and_every_name_fits(pages: list[SamplePage]) -> None:
    paths = [page.path for page in pages]
    assert len(set(paths)) == len(paths)
    assert all(len(part.encode()) <= 255 for path in paths for part in path.split("/"))


def test_odd_file_names_occur() -> None:
    paths = [page.path for page in sample_pages(articles=2_000, seed=7)]
    for oddity in (" .md", "\xa0", "\n", "|", "[", "？"):
        assert any(oddity in path for path in paths), oddity


def test_several_encodings_and_both_scripts_occur(pages: list[SamplePage]) -> None:
    truths = [page.truth for page in pages if page.truth is not None]
    assert {truth.script_kind for truth in truths} == {ScriptKind.HANS, ScriptKind.HANT}
    whole = [page.content for page in pages if page.truth is not None]
    assert any(content.startswith(b"\xff\xfe") for content in whole)
    assert any(content.startswith(b"\xef\xbb\xbf") for content in whole)
    assert any(not is_utf8(content) and not content.startswith(b"\xff\xfe") for content in whole)


def is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_what_the_truth_says_stands_in_the_page(pages: list[SamplePage]) -> None:
    for page in pages:
        if page.truth is None:
            continue
        text = "".join(decoded(page.content).replace("&amp;", "&").split())
        said = [
            page.truth.title,
            page.truth.url,
            *(paragraph.text for paragraph in page.truth.paragraphs if not is_woven(paragraph.text)),
            *(image.caption for image in page.truth.images if image.caption and not is_woven(image.caption)),
            *(link.anchor_text for link in page.truth.links),
            *page.truth.tags,
        ]
        missing = [words for words in said if "".join(words.split()) not in text]
        assert not missing, (page.path, missing)


def is_woven(text: str) -> bool:
    """Whether its page has markup within it: a link, a ticker, a picture's bold title."""
    return any(
        words in text for words in ("此前的报道", "上市的相关企业", "公布的报告", "：", "的記錄", "的记录")
    )


def test_a_page_is_either_true_or_refused_or_of_unknown_worth(pages: list[SamplePage]) -> None:
    for page in pages:
        assert (page.kind is PageKind.BAD) == (page.rejection_kind is not None)
        assert not (page.truth and page.rejection_kind)
        assert page.truth is None or page.truth.paragraphs


def test_a_copy_repeats_the_page_before_it(pages: list[SamplePage]) -> None:
    articles = [page for page in pages if page.kind in {PageKind.ARTICLE, PageKind.COPY}]
    copies = [
        (one.truth, other.truth)
        for one, other in pairwise(articles)
        if other.kind is PageKind.COPY and one.truth and other.truth
    ]
    assert copies
    for one, other in copies:
        shared = {paragraph.text for paragraph in one.paragraphs} & {
            paragraph.text for paragraph in other.paragraphs
        }
        assert len(shared) >= len(one.paragraphs) // 2
        assert one.url != other.url
        assert one.published_at <= other.published_at


def test_an_edit_keeps_the_address_and_changes_the_text(pages: list[SamplePage]) -> None:
    articles = {page.truth.url: page.truth for page in pages if page.truth and page.kind is PageKind.ARTICLE}
    edits = [page.truth for page in pages if page.kind is PageKind.EDIT and page.truth]
    pairs = [(articles[edit.url], edit) for edit in edits if edit.url in articles]
    assert pairs
    assert (
        sum((one.title, one.paragraphs) != (other.title, other.paragraphs) for one, other in pairs)
        > len(pairs) / 2
    )


def test_a_resave_is_the_same_bytes_elsewhere(pages: list[SamplePage]) -> None:
    articles = {page.content: page.path for page in pages if page.kind in {PageKind.ARTICLE, PageKind.COPY}}
    resaves = [page for page in pages if page.kind is PageKind.RESAVE]
    assert resaves
    whole = [page for page in resaves if page.content in articles]  # not those whose first save was cut short
    assert len(whole) > len(resaves) / 2
    assert all(articles[page.content] != page.path for page in whole)


def test_no_two_people_share_a_name() -> None:
    everyone = [person(country, role).name for country in countries() for role in roles()]
    assert len(set(everyone)) == len(everyone)


def test_every_slot_of_every_sentence_can_be_filled() -> None:
    places = {*"CDKTUVW", "univ", "date", "day", *"opxy", "org"}
    slots = [
        part
        for patterns in sentences().values()
        for one in patterns
        for part in one
        if isinstance(part, Slot)
    ]
    unknown = {slot.name for slot in slots if not slot.high} - places
    assert {name.removeprefix("D_") for name in unknown} <= set(roles())
    assert all(slot.low < slot.high for slot in slots if slot.high)


def test_every_country_has_names_and_cities() -> None:
    for country in countries():
        assert names(country.name_group, "given")
        assert names(country.name_group, "surname")
        assert country.cities
