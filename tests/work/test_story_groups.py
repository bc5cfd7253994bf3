"""What a changed article reaches: all that pairs of a bond or more link with it, through others too, and no more."""

from itertools import pairwise
from pathlib import Path

from etl.settings import Settings
from etl.stories.article import Pair
from etl.stories.gather import BOUNDS
from etl.warehouse.warehouse import open_warehouse
from etl.work.story_groups import reached_from
from etl.work.story_pairs import add_pairs

CHAIN = [f"chain {number:02}" for number in range(30)]


def test_a_chain_of_any_length_is_one_part_and_a_weak_pair_links_nothing(tmp_path: Path) -> None:
    with open_warehouse(Settings(home=tmp_path)) as warehouse:
        assert reached_from(warehouse, {"new"}) == ["new"]
        pairs = [
            *(
                Pair(article_id=one, other_article_id=other, likeness=BOUNDS.bond)
                for one, other in pairwise(CHAIN)
            ),
            Pair(article_id=CHAIN[-1], other_article_id="weakly", likeness=BOUNDS.bond - 1),
            Pair(article_id="apart", other_article_id="weakly", likeness=BOUNDS.bond),
        ]
        add_pairs(warehouse, pairs, "run")
        assert reached_from(warehouse, {CHAIN[0]}) == reached_from(warehouse, {CHAIN[17]}) == CHAIN
        assert reached_from(warehouse, {"apart", "new"}) == ["apart", "new", "weakly"]
        assert reached_from(warehouse, {"new"}) == ["new"]
