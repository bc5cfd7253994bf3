"""Fit the confidences of links and of mentions, test them, and write both; `make calibrate` runs it.

The warehouse is a working one, built by this code from the archive that the judgements were drawn from. Confidences
are tested on articles that their weights were not fitted to: in ten folds by article, both models anew in each. Here:
the order of the steps, and the files that are written. Not here: verdicts, figures, models, measures.
"""

import re
import sys
from collections.abc import Sequence
from hashlib import md5
from itertools import product
from pathlib import Path
from textwrap import indent

import polars as pl

from etl.entities.entity_key import LinkMethod
from etl.kinds import EntityKind, MethodKind
from recipes.confidence import reliability
from recipes.confidence.annotated import MENTION, read_gold, verdicts
from recipes.confidence.mentions import mentions_of
from recipes.confidence.weights import Model, fitted, probability

ROOT = Path(__file__).parents[2]
LINK_WEIGHTS = ROOT / "etl/lexicon/link_calibration.csv"
MENTION_WEIGHTS = ROOT / "sql/macros/mention_calibration.sql"
CARD, PICTURE = ROOT / "docs/MODEL.md", ROOT / "docs/reliability.svg"
START, END = "<!-- reliability: written by make calibrate -->", "<!-- end of reliability -->"
FOLDS = 10
MARGIN = 0.01  # of a link's confidence from 0 and 1, as in fct_mentions.sql
LINK_FIGURES = ("holds_odds", "certainty_odds")
MENTION_FIGURES = ("link_odds", "score_odds", "length_log")
LINK_CELLS = [(kind.value, method.value) for kind, method in product(EntityKind, LinkMethod)]
MENTION_CELLS = [(kind.value, method.value) for kind, method in product(EntityKind, MethodKind)]


def models(rows: pl.DataFrame) -> tuple[Model, Model]:
    """Fit the model of links, and on its answers the model of mentions."""
    link = fitted(rows, "kind", "link_method", LINK_FIGURES, LINK_CELLS)
    known = rows.with_columns(link_odds=_link_odds(rows, link))
    return link, fitted(known, "entity_kind", "method_kind", MENTION_FIGURES, MENTION_CELLS)


def confidence_of(rows: pl.DataFrame, link: Model, mention: Model) -> pl.Series:
    """Compute confidence as a build does (etl/entities/link_confidence.py, fct_mentions.sql)."""
    known = rows.with_columns(link_odds=_link_odds(rows, link))
    return pl.Series(probability(mention.log_odds(known, "entity_kind", "method_kind")))


def _link_odds(rows: pl.DataFrame, link: Model) -> pl.Series:
    share = pl.Series(probability(link.log_odds(rows, "kind", "link_method"))).clip(MARGIN, 1 - MARGIN)
    return (share / (1 - share)).log()


def tested(rows: pl.DataFrame) -> pl.DataFrame:
    """Add confidence, by models of the nine tenths of the articles that a mention's article is not in."""
    fold = rows["article_id"].map_elements(
        lambda each: int(md5(each.encode()).hexdigest(), 16) % FOLDS, pl.Int64
    )
    parts = []
    for number in range(FOLDS):
        rest, part = rows.filter(fold != number), rows.filter(fold == number)
        parts.append(part.with_columns(confidence=confidence_of(part, *models(rest))))
    return pl.concat(parts).sort(MENTION)


def main(arguments: Sequence[str]) -> None:
    warehouse, *gold = map(Path, arguments)
    mentions, documents = mentions_of(warehouse)
    rows = verdicts(mentions, read_gold(gold, documents)).join(mentions, on=MENTION).sort(MENTION)
    link, mention = models(rows)
    LINK_WEIGHTS.write_text(_link_file(link, rows.height), encoding="utf-8")
    MENTION_WEIGHTS.write_text(_mention_file(mention), encoding="utf-8")
    report, svg = _report(tested(rows))
    PICTURE.write_text(svg, encoding="utf-8")
    card = CARD.read_text(encoding="utf-8")
    pattern = f"{re.escape(START)}.*{re.escape(END)}"
    CARD.write_text(re.sub(pattern, lambda _: f"{START}\n{report}\n{END}", card, flags=re.S), "utf-8")
    print(report)


def _link_file(model: Model, count: int) -> str:
    holds, certainty = (model.figures[name] for name in LINK_FIGURES)
    lines = [
        "# weights of the logistic model of whether a link is right, by kind and method"
        f" (etl/entities/link_confidence.py); fitted to {count} annotated mentions by make calibrate",
        "entity_kind,method_kind,constant,holds_weight,certainty_weight",
        *(
            f"{kind},{method},{value:.3f},{holds:.3f},{certainty:.3f}"
            for (kind, method), value in sorted(model.constants.items())
        ),
    ]
    return "\n".join(lines) + "\n"


def _mention_file(model: Model) -> str:
    link, score, length = (model.figures[name] for name in MENTION_FIGURES)
    values = ",\n".join(
        f"('{kind}', '{method}', {value:.3f}, {link:.3f}, {score:.3f}, {length:.3f})"
        for (kind, method), value in sorted(model.constants.items())
    )
    columns = ("entity_kind", "method_kind", "constant", "link_weight", "score_weight", "length_weight")
    inner = indent(f"values\n{values}", " " * 4)
    select = (
        f"with\n\nfitted ({', '.join(columns)}) as (\n{inner}\n)\n\n"
        "select\n    " + ",\n    ".join(columns) + "\nfrom fitted\n"
    )
    return (
        "-- mention_calibration: weights of a mention's confidence, a row for every kind and method\n"
        "-- Fitted to annotated mentions and written by make calibrate (docs/MODEL.md): do not edit.\n"
        f"create or replace macro macros.mention_calibration() as table\n{indent(select, ' ' * 4)}"
    )


def _report(rows: pl.DataFrame) -> tuple[str, str]:
    """Describe how well confidence was met, in Markdown, and as a picture."""
    read, gold = rows.filter(~pl.col("is_gold")), rows.filter("is_gold")
    by_band, plain = reliability.bands(read), reliability.bands(read.with_columns(weight=pl.lit(1.0)))
    lines = [
        f"{read.height} mentions at random, each read in its context and weighted by how many it stands for:"
        f" mean error over bands {reliability.mean_error(by_band):.3f}"
        f" ({reliability.mean_error(plain):.3f} where each counts once), Brier score {reliability.brier(read):.3f}."
        f" {gold.height} mentions of annotated articles: mean confidence {_mean(gold, 'confidence'):.3f},"
        f" right {_mean(gold, 'is_right'):.3f}: the lists were reviewed with these articles at hand, and their"
        " annotation does not say where a name stands, so that they are an upper bound.",
        "",
        "![Share of right mentions against confidence](reliability.svg)",
        "",
        *reliability.table(by_band),
        "",
        "By method and kind (confidence and right of the mentions at random; cells with fewer than 30 say little):",
        "",
        *reliability.table(reliability.cells(read)),
    ]
    return "\n".join(lines), reliability.picture(by_band)


def _mean(rows: pl.DataFrame, name: str) -> float:
    return float(rows.select(pl.col(name).cast(pl.Float64).mean()).item())


if __name__ == "__main__":
    main(sys.argv[1:])
