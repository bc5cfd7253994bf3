"""`python -m recipes.tagger.compare ARCHIVE… --gold FILE_OR_FOLDER… [--weighed-by …]`: `make scores`.

Score recognition on annotated articles: ours, each teacher, both where they agree and where either speaks, by kind
and by outlet, and ours by script and of names in Latin letters. With --weighed-by (the gold that the recipe had) also
what both teachers, the archive and the evidence say together, which requires tagging the whole archive with both.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from etl.kinds import EntityKind
from etl.names.tagger.tagger import MODEL
from recipes.tagger.belief import BELIEVED
from recipes.tagger.scores import (
    Figures,
    Gold,
    by_outlet,
    by_script,
    figures,
    heading,
    of_latin_names,
    read_gold,
    row,
    score,
    surfaces,
    total,
)
from recipes.tagger.silver import Opinion, both_teachers, opinion, silver
from recipes.tagger.student import student
from recipes.tagger.texts import Text, read_texts

SEED = 1
OURS = Path(__file__).parents[2] / "etl" / "names" / "tagger" / MODEL


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m recipes.tagger.compare", description=__doc__)
    parser.add_argument("archives", nargs="+", metavar="ARCHIVE")
    parser.add_argument("--gold", nargs="+", type=Path, required=True)
    parser.add_argument("--weighed-by", nargs="*", type=Path, default=[])
    parser.add_argument("--model", type=Path, default=OURS)
    options = parser.parse_args(arguments)
    gold = read_gold(options.gold)
    texts = read_texts(options.archives)
    lost = set(gold) - {text.document_path for text in texts}
    print(
        f"{len(gold)} articles"
        + (f", {len(lost)} of them not in the archive: {sorted(lost)}" if lost else "")
    )
    ours = student(options.model.read_bytes())
    annotated = [text for text in texts if text.document_path in gold]
    read = texts if options.weighed_by else annotated
    teachers, marks = both_teachers(read)
    every = [opinion("ours", ours, annotated), *teachers, *_together(teachers)]
    print(heading())
    for one in every:
        print(row(one.name, figures(annotated, one.names, gold)))
    if options.weighed_by:
        print(
            row(
                "both, weighed by the archive",
                _weighed(texts, teachers, marks, gold, read_gold(options.weighed_by)),
            )
        )
    for script, those in by_script(annotated, every[0].names, gold).items():
        print(row(f"ours, script {script}", those))
    print(row("ours, names in Latin letters", of_latin_names(annotated, every[0].names, gold)))
    print(f"\n{_outlets(annotated, every[:4], gold)}")


def _together(teachers: Sequence[Opinion]) -> list[Opinion]:
    one, other = (teacher.names for teacher in teachers)
    return [
        Opinion(name="both agree", names={text: sorted({*one[text]} & {*other[text]}) for text in one}),
        Opinion(name="either", names={text: sorted({*one[text]} | {*other[text]}) for text in one}),
    ]


def _weighed(
    texts: Sequence[Text], teachers: Sequence[Opinion], marks: Mapping[str, str], gold: Gold, known: Gold
) -> dict[EntityKind, Figures]:
    found = silver(texts, teachers, marks, known, seed=SEED)
    names = {
        path: surfaces((label.sentence, label.spans_above(BELIEVED)) for label in found[path])
        for path in gold
        if path in found
    }
    return score(names, gold)


def _outlets(texts: Sequence[Text], opinions: Sequence[Opinion], gold: Gold) -> str:
    """F1 over all kinds of each outlet's articles."""
    columns = [by_outlet(texts, one.names, gold) for one in opinions]
    lines = [
        f"| {outlet} | {' | '.join(f'{total(column[outlet]).f1:.3f}' for column in columns)} |"
        for outlet in sorted(columns[0])
    ]
    names = ["outlet", *(one.name for one in opinions)]
    return "\n".join([f"| {' | '.join(names)} |", f"|{'---|' * len(names)}", *lines])


if __name__ == "__main__":
    main()
