"""The recipe's parts that need no network: labels, who is believed, swaps, scores."""

import json
from pathlib import Path

import pytest

from etl.kinds import EntityKind
from etl.names.tagger.decode import TAGS
from etl.names.tagger.encode import tokens
from recipes.tagger.belief import Archive, Tagged, chosen, labelled, merged
from recipes.tagger.evidence import Evidence, evidence_of
from recipes.tagger.labels import MASKED, Labelled, tag_ids
from recipes.tagger.scores import Figures, figures, read_gold, score, total
from recipes.tagger.swaps import edition, inventory, swapped
from recipes.tagger.texts import Text
from recipes.tagger.vocabulary import vocabulary_of

PERSON, PLACE, ORGANISATION = EntityKind.PERSON, EntityKind.PLACE, EntityKind.ORGANISATION
ROW = Labelled(sentence="美国的王明说Al Gore来", spans=((0, 2, PLACE), (3, 5, PERSON), (6, 13, PERSON)))


def tags(row: Labelled) -> list[str]:
    return [TAGS[tag] if tag != MASKED else "?" for tag in tag_ids([row], tokens([row.sentence]))]


def test_labels_of_tokens() -> None:
    assert tags(ROW) == [
        *("B-place", "E-place", "O", "B-person", "E-person", "O", "B-person", "E-person", "O"),
    ]


def test_doubtful_spans_are_masked() -> None:
    assert tags(Labelled(sentence="王明说", doubtful=((0, 2),))) == ["?", "?", "O"]


def test_a_name_that_ends_within_a_token_is_masked() -> None:
    assert tags(Labelled(sentence="在Google", spans=((1, 4, ORGANISATION),))) == ["O", "?"]


def test_the_more_probable_of_two_that_overlap() -> None:
    row = chosen("中国外交部说", {(0, 2, PLACE): 0.8, (0, 5, ORGANISATION): 0.9, (2, 5, ORGANISATION): 0.4})
    assert row.spans == ((0, 5, ORGANISATION),)
    assert row.doubtful == ()


def test_probabilities_in_between_are_doubtful() -> None:
    row = chosen("王明和李华", {(0, 2, PERSON): 0.3, (3, 5, PERSON): 0.1})
    assert row.spans == ()
    assert row.doubtful == ((0, 2),)


def test_spans_that_overlap_are_merged() -> None:
    assert merged([(4, 6), (0, 3), (2, 4)]) == ((0, 4), (4, 6))


def tagged(path: str, *sentences: tuple[str, set, set]) -> Tagged:
    return Tagged(
        document_path=path,
        sentences=tuple(text for text, *_ in sentences),
        spans=tuple(tuple(frozenset(row[tagger]) for row in sentences) for tagger in (1, 2)),
    )


def test_what_two_taggers_say_is_counted_here_and_everywhere() -> None:
    one = tagged("a", ("王明来了", {(0, 2, PERSON)}, {(0, 2, PERSON)}), ("王明", {(0, 2, PERSON)}, set()))
    two = tagged("b", ("王明在家", set(), {(0, 2, PLACE)}))
    assert [counts["王明", PERSON] for counts in one.counts] == [2, 1, 1, 0]
    assert one.occurrences == {"王明": 2}
    archive = Archive([one, two], Evidence(kinds={}, gloss_counts={}))
    assert archive.features(one).shape[0] == 1
    assert archive.features(one).shape[1] == archive.features(two).shape[1]
    assert labelled(one, {("王明", PERSON): 0.9})[1].spans == ((0, 2, PERSON),)


def test_known_names_are_found_but_within_longer_ones() -> None:
    evidence = evidence_of([], gloss_kinds={})
    assert evidence.tag("联合国与日本") == [(0, 3, ORGANISATION), (4, 6, PLACE)]
    assert evidence.tag("日本渔业协会", [(0, 6, ORGANISATION)]) == []


def test_a_name_is_swapped_for_the_same_name_wherever_it_stands() -> None:
    row = Labelled(
        sentence="王明说，王明的美国朋友来了",
        spans=((0, 2, PERSON), (4, 6, PERSON), (7, 9, PLACE)),
        doubtful=((9, 11),),
    )
    other = swapped(row, lambda surface, kind: {PERSON: "欧阳小红", PLACE: "法国"}[kind])
    assert other.sentence == "欧阳小红说，欧阳小红的法国朋友来了"
    assert [other.sentence[start:end] for start, end, _ in other.spans] == ["欧阳小红", "欧阳小红", "法国"]
    assert [other.sentence[start:end] for start, end in other.doubtful] == ["朋友"]


def test_an_edition_is_its_seeds() -> None:
    names = inventory([("李华", PERSON), ("周强", PERSON), ("法国", PLACE), ("a=b", PERSON)])
    assert ("a=b",) not in names.values()
    rows = [ROW] * 50
    assert edition(rows, names, seed=1) == edition(rows, names, seed=1)
    assert edition(rows, names, seed=1) != edition(rows, names, seed=2)
    assert edition(rows, names, seed=1, share=0.0) == rows


def test_the_vocabulary_holds_frequent_signs() -> None:
    found = vocabulary_of(tokens(["中国人"] * 6 + ["龘"] + ["Google来"] * 20))
    assert set("中国人来") < set(found.signs)
    assert "龘" not in found.signs
    assert found.words == ("Google",)
    assert "中国" in [found.pairs[place : place + 2] for place in range(0, len(found.pairs), 2)]


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    entities = [
        {"name": "鄧小平", "type": "PER", "aliases": ["小平"]},
        {"name": "美国", "type": "LOC"},
        {"name": "新华社", "type": "ORG", "optional": True},
    ]
    file = tmp_path / "gold.json"
    file.write_text(json.dumps([{"file": "a.md", "entities": entities}, {"file": "b.md", "entities": []}]))
    return file


def test_scores_by_kind(gold_file: Path) -> None:
    gold = read_gold([gold_file])
    assert list(gold) == ["a.md"]
    found = score(
        {"a.md": {("邓小平", PERSON), ("小平", PERSON), ("美国", ORGANISATION), ("新华社", ORGANISATION)}},
        gold,
    )
    assert found[PERSON] == Figures(hit=1)
    assert found[PLACE] == Figures(missed=1)
    assert found[ORGANISATION] == Figures(wrong=1)
    assert total(found).f1 == pytest.approx(0.5)


def test_scores_of_a_tagger(gold_file: Path) -> None:
    text = Text(document_path="a.md", outlet_id="x", sentences=("邓小平访问美国",))
    names = {"邓小平访问美国": [(0, 3, PERSON), (5, 7, PLACE)]}
    assert total(figures([text], names, read_gold([gold_file]))).f1 == 1.0
