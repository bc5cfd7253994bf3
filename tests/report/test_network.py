"""Networks: what is linked is near, the largest part alone is placed, and the order of rows means nothing."""

from itertools import combinations
from math import dist

from hypothesis import given
from hypothesis import strategies as st

from etl.report.network import arrange

NAMES = "甲乙丙丁戊己庚"
LINKS = st.lists(st.sampled_from(list(combinations(NAMES, 2))), min_size=1, unique=True)


def rows_of(links: list[tuple[str, str]]) -> list[dict[str, object]]:
    return [
        {"one": one, "other": other, "count": 3, "one_kind": None, "other_kind": None} for one, other in links
    ]


def arranged(links: list[tuple[str, str]]):
    return arrange(rows_of(links), source="one", target="other", weight="count")


def test_a_chain_is_laid_out_in_its_order() -> None:
    found = arranged([("甲", "乙"), ("乙", "丙"), ("丙", "丁")])
    at = {node["name"]: (node["x"], node["y"]) for node in found["nodes"]}
    assert dist(at["甲"], at["乙"]) < dist(at["甲"], at["丙"]) < dist(at["甲"], at["丁"])
    first = found["links"][0]
    assert (first["x"], first["y"], first["weight"]) == (*at["甲"], 3)


def test_only_the_largest_part_is_placed() -> None:
    found = arranged([("己", "庚"), ("甲", "乙"), ("乙", "丙")])
    assert [node["name"] for node in found["nodes"]] == ["丙", "乙", "甲"]
    assert len(found["links"]) == 2


@given(LINKS, st.randoms())
def test_order_does_not_matter_and_all_is_within_the_square(links, random) -> None:
    shuffled = random.sample(links, len(links))
    found = arranged(links)["nodes"]
    assert found == arranged(shuffled)["nodes"]
    assert all(0 <= node["x"] <= 1 and 0 <= node["y"] <= 1 for node in found)
