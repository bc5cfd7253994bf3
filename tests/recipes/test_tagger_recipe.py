"""The recipe's parts that need no network: labels, who is believed, swaps, scores."""

import json
from pathlib import Path

import pytest

from etl.kinds import EntityKind, ScriptKind
from etl.names.tagger.decode import TAGS
from etl.names.tagger.encode import tokens
from recipes.tagger.belief import Archive, Tagged, chosen, labelled
from recipes.tagger.evidence import Evidence, evidence_of, judged, no_names
from recipes.tagger.labels import Labelled, targets_of
from recipes.tagger.scores import Figures, by_script, figures, of_latin_names, read_gold, score, total
from recipes.tagger.swaps import edition, inventory, swapped
from recipes.tagger.texts import Text, sample_of
from recipes.tagger.vocabulary import vocabulary_of

PERSON, PLACE, ORGANISATION = EntityKind.PERSON, EntityKind.PLACE, EntityKind.ORGANISATION
ROW = Labelled(
    sentence="美国的王明说Al Gore来",
    spans=((0, 2, PLACE), (3, 5, PERSON), (6, 13, PERSON)),
    probabilities=(1.0, 1.0, 1.0),
)


def tags(row: Labelled) -> list[str]:
    targets = targets_of([row], tokens([row.sentence]))
    return [TAGS[tag] if weight else "?" for tag, weight in zip(targets.tags, targets.weights, strict=True)]


def test_labels_of_tokens() -> None:
    assert tags(ROW) == [
        *("B-place", "E-place", "O", "B-person", "E-person", "O", "B-person", "E-person", "O"),
    ]


def test_the_rest_of_a_probability_is_no_names() -> None:
    row = Labelled(sentence="王明说", spans=((0, 2, PERSON),), probabilities=(0.25,))
    assert targets_of([row], tokens([row.sentence])).probabilities.tolist() == [0.25, 0.25, 1.0]


def test_a_name_that_ends_within_a_token_is_left_out() -> None:
    row = Labelled(sentence="在Google", spans=((1, 4, ORGANISATION),), probabilities=(0.9,))
    assert tags(row) == ["O", "?"]


def test_the_more_probable_of_two_that_overlap() -> None:
    row = chosen("中国外交部说", {(0, 2, PLACE): 0.8, (0, 5, ORGANISATION): 0.9, (2, 5, ORGANISATION): 0.4})
    assert row.spans == ((0, 5, ORGANISATION),)


def test_labels_are_as_probable_as_they_were_weighed() -> None:
    row = chosen("王明和李华", {(0, 2, PERSON): 0.3, (3, 5, PERSON): 0.01})
    assert (row.spans, row.probabilities) == (((0, 2, PERSON),), (0.3,))
    assert row.spans_above(0.5) == []


def tagged(path: str, *sentences: tuple[str, str, set, set]) -> Tagged:
    return Tagged(
        document_path=path,
        sentences=tuple(text for text, *_ in sentences),
        spans=tuple(tuple(frozenset(row[tagger]) for row in sentences) for tagger in (2, 3)),
        marks=tuple(row[1] for row in sentences),
    )


def test_what_two_taggers_say_is_counted_here_and_everywhere() -> None:
    one = tagged(
        "a",
        ("王明来了", "XxCc", {(0, 2, PERSON)}, {(0, 2, PERSON)}),
        ("王明", "Xx", {(0, 2, PERSON)}, set()),
    )
    two = tagged("b", ("王明在家", "XxCC", set(), {(0, 2, PLACE)}))
    assert [counts["王明", PERSON] for counts in one.counts] == [2, 1, 1, 0]
    archive = Archive([one, two], Evidence(kinds={}, gloss_counts={}))
    assert archive.features(one).shape[0] == 1
    assert archive.features(one).shape[1] == archive.features(two).shape[1]
    assert labelled(one, {("王明", PERSON): 0.9})[1].spans == ((0, 2, PERSON),)


def test_how_a_surface_stands_among_words() -> None:
    found = {(0, 2, PLACE), (3, 5, PLACE)}
    text = tagged("a", ("河道与神山路的河道", "CcCXxxCCc", found, set()), ("河道路", "Xxx", set(), set()))
    assert text.occurrences == {"河道": (3, 2, 2), "神山": (1, 0, 0)}


def test_what_people_judged_to_be_none_is_no_name() -> None:
    assert no_names() >= {key for key, is_name in judged().items() if not is_name}
    assert ("穆斯林", ORGANISATION) in no_names()
    assert ("外交部", ORGANISATION) not in no_names()


def test_a_sample_is_its_paths_and_grows_with_its_share() -> None:
    texts = [
        Text(document_path=str(number), outlet_id="x", script_kind=ScriptKind.HANS, sentences=())
        for number in range(400)
    ]
    some, more = sample_of(texts, 0.2), sample_of(texts[::-1], 0.4)
    assert 40 < len(some) < 120
    assert {text.document_path for text in some} < {text.document_path for text in more}
    assert sample_of(texts, 0.0, always=["7"]) == [texts[7]]


def test_known_names_are_found_but_within_longer_ones() -> None:
    evidence = evidence_of([], gloss_kinds={})
    assert evidence.tag("联合国与日本") == [(0, 3, ORGANISATION), (4, 6, PLACE)]
    assert evidence.tag("日本渔业协会", [(0, 6, ORGANISATION)]) == []


def test_a_name_is_swapped_for_the_same_name_wherever_it_stands() -> None:
    row = Labelled(
        sentence="王明说，王明的美国朋友来了",
        spans=((0, 2, PERSON), (4, 6, PERSON), (7, 9, PLACE), (9, 11, PERSON)),
        probabilities=(0.9, 0.8, 0.9, 0.4),
    )
    other = swapped(row, lambda surface, kind: {PERSON: "欧阳小红", PLACE: "法国"}[kind])
    assert other.sentence == "欧阳小红说，欧阳小红的法国朋友来了"
    assert [other.sentence[start:end] for start, end, _ in other.spans] == [
        *("欧阳小红", "欧阳小红", "法国", "朋友"),
    ]
    assert other.probabilities == row.probabilities


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
    text = Text(
        document_path="a.md",
        outlet_id="x",
        script_kind=ScriptKind.HANT,
        sentences=("邓小平访问美国", "Deng(邓小平)"),
    )
    names = {
        "邓小平访问美国": [(0, 3, PERSON), (5, 7, PLACE)],
        "Deng(邓小平)": [(0, 4, PERSON), (5, 8, PERSON)],
    }
    gold = read_gold([gold_file])
    assert total(figures([text], names, gold)) == Figures(hit=2, wrong=1)
    assert by_script([text], names, gold) == {"hant": figures([text], names, gold)}
    assert total(of_latin_names([text], names, gold)) == Figures(wrong=1)
