"""Make etl/stories/rarity.zlib: in how many articles of a home's warehouse each term, figure and name stands.

    python -m recipes.stories HOME

The shipped table is of 8,961 articles: an archive of June and July 2020, and some 45 further sources up to January
2021. Another table is another version of stories by itself (etl/code_version.py). Not here: the weights of likeness
(fit_weights.py).
"""

import sys
import zlib
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from etl.settings import Settings
from etl.stories.article import Article
from etl.stories.rarity import FILE, LEAST_COUNT, PLACES, STEP
from etl.stories.reading import place_of_name, read
from etl.warehouse.warehouse import open_warehouse
from etl.work.story_pairs import all_articles


def levels_of(articles: list[Article]) -> npt.NDArray[np.uint8]:
    """Measure the rarity of what stands at each place of the table."""
    readings = read(articles, np.ones(PLACES, np.int64))
    names = [
        place
        for article in articles
        for place in {place_of_name(name.entity_kind, name.entity_name) for name in article.names}
    ]
    counted = (readings.has_term.indices, readings.figures.indices, np.array(names, np.int64))
    counts = np.max([np.bincount(places, minlength=PLACES) for places in counted], axis=0)
    rarity = STEP * np.log(len(articles) / np.maximum(counts, LEAST_COUNT))
    levels: npt.NDArray[np.uint8] = np.rint(rarity).astype(np.uint8)
    return levels


def main(home: Path) -> None:
    """Write the table of the articles of a home."""
    with open_warehouse(Settings(home=home)) as warehouse:
        levels = levels_of(all_articles(warehouse))
    Path(str(files("etl.stories") / FILE)).write_bytes(zlib.compress(levels.tobytes(), 9))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
