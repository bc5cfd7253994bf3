"""Copies by example: a folder holds two articles and the copy expected of them, or null."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.copies.article import Article
from etl.copies.clusters import cluster_ids
from etl.copies.judge import copy_of
from etl.copies.reading import Reading
from etl.copies.shingles import LATIN_LENGTH, LENGTH, folded, plain, shingles
from etl.copies.signature import BAND_COUNT, LEAST, signatures

CASES = sorted((Path(__file__).parent / "cases").iterdir())
TEXT = "渡轮公司星期一说，从白沙到青岛的夜班航线将在八月恢复，每天两班，票价不变，船员已经接受培训。" * 2
SHINGLES = [13341064955001572868, 13435922808578217097, 212370460451142074]
BANDS = [-633049226, -425392261, 709957673, -479636840]
PAIRS = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=12)


def articles(case: Path) -> list[Reading]:
    given_ = json.loads((case / "articles.json").read_text(encoding="utf-8"))
    return [
        Reading(
            Article(
                **{
                    **each,
                    "paragraphs": tuple(each["paragraphs"]),
                    "credited": tuple(each.get("credited", ())),
                    "published_at": datetime.fromisoformat(each["published_at"]),
                }
            )
        )
        for each in given_
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_pair_is_judged_alike_in_either_order(case: Path) -> None:
    one, other = articles(case)
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    for pair in ((one, other), (other, one)):
        copy = copy_of(*pair)
        found = copy and {name: value for name, value in asdict(copy).items() if name in (expected or ())}
        assert found == expected


def test_shares_are_of_the_shorter_text_of_the_copy_and_of_both() -> None:
    whole, half = (
        Reading(
            Article(
                article_id=name,
                outlet_id="harbour",
                title="渡轮",
                paragraphs=(text,),
                published_at=None,
                is_exact_time=False,
            )
        )
        for name, text in (("a", "".join(map(chr, range(0x4E00, 0x4E00 + 104)))),
                           ("b", "".join(map(chr, range(0x4E00, 0x4E00 + 54)))))
    )  # fmt: skip
    copy = copy_of(half, whole)
    assert copy is not None
    assert (copy.article_id, copy.original_article_id) == ("b", "a")
    assert (copy.contained_share, copy.copied_share, copy.similarity_share) == (1.0, 1.0, 0.5)
    assert (copy.lag_minutes, copy.is_direction_sure) == (None, False)


def test_script_spacing_case_and_punctuation_make_no_other_text() -> None:
    assert plain("渡輪，開往 Ｑingdao ！") == plain("渡轮开往qingdao")
    assert (shingles(folded("渡輪將在八月、恢復。")) == shingles(folded("渡轮将在 八月恢复"))).all()


def test_a_shingle_of_latin_letters_is_longer() -> None:
    letters = "the ferry will sail again in August"
    assert len(shingles(folded(letters))) == len(plain(letters)) - LATIN_LENGTH + 1
    assert len(shingles(folded(TEXT))) == len(plain(TEXT)) - LENGTH + 1
    assert len(shingles(folded("渡轮公司"))) == 0


def test_shingles_and_signatures_are_the_same_numbers_on_every_machine() -> None:
    """They are kept in the warehouse: others are another COPIER."""
    hashes = shingles(folded(TEXT))
    [bands] = signatures([hashes])
    assert hashes[:3].tolist() == SHINGLES
    assert bands[:4].tolist() == BANDS


def test_neither_order_nor_repetition_nor_company_changes_a_signature() -> None:
    hashes = shingles(folded(TEXT))
    [alone] = signatures([hashes])
    others = signatures([hashes[:LEAST], np.r_[hashes[::-1], hashes], hashes[: LEAST - 1]])
    assert (others[1] == alone).all()
    assert len(alone) == BAND_COUNT
    assert len(others[2]) == 0
    assert len(signatures([])) == 0


def test_texts_with_a_third_in_common_share_a_band_and_others_do_not() -> None:
    chunks = [[chr(0x4E00 + 300 * part + place) for place in range(300)] for part in range(3)]
    texts = ["".join(chunks[0] + chunks[1]), "".join(chunks[1] + chunks[2]), "".join(chunks[2])[::-1]]
    one, other, stranger = signatures([shingles(folded(text)) for text in texts])
    assert (one == other).any()
    assert not (one == stranger).any()


@given(PAIRS)
def test_clusters_are_what_pairs_link_in_any_order(pairs: list[tuple[str, str]]) -> None:
    linked = cluster_ids(pairs)
    assert set(linked) == {name for pair in pairs for name in pair}
    assert all(linked[one] == linked[other] for one, other in pairs)
    assert cluster_ids([(other, one) for one, other in reversed(pairs)]) == linked
    for one in linked:
        together = {one}
        for _ in pairs:
            together |= {name for pair in pairs if together & {*pair} for name in pair}
        assert together == {other for other in linked if linked[other] == linked[one]}
