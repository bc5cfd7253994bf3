"""How much names sound alike."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.names.gloss.phonetics import endings, latin_sounds, likeness, similarity, sounds_of

with (Path(__file__).parent / "sounds.csv").open(
    encoding="utf-8"
) as lines:  # each pair of classes that agree, once
    SOUNDS = [tuple(row.values()) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("one", "other", "figure"), SOUNDS)
def test_how_well_two_sounds_agree(one: str, other: str, figure: str) -> None:
    heard = similarity(one, other) if other.isascii() else likeness(one, other)
    assert heard == pytest.approx(float(figure), abs=0.006)


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [
        ("约翰逊", "Johnson"),
        ("默克尔", "Merkel"),
        ("梅克尔", "Merkel"),
        ("特朗普", "Trump"),
        ("佛奇", "Fauci"),
        ("福西", "Fauci"),
        ("普丁", "Putin"),
        ("查尔斯·米歇尔", "Charles Michel"),
        ("沃尔夫冈", "Wolfgang"),
        ("诺伊曼", "Neumann"),
        ("恰斯科夫斯基", "Trzaskowski"),
        ("欧尔斯泰兹", "Ørsted"),
    ],
)
def test_a_transliteration_sounds_like_its_name(chinese: str, latin: str) -> None:
    assert similarity(chinese, latin) >= 0.6


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [
        ("世界卫生组织", "Merkel"),
        ("北京", "Merkel"),
        ("总统", "Fauci"),
        ("人权观察", "Putin"),
        ("ABC", "ABC"),
        ("", "x"),
    ],
)
def test_a_translation_does_not(chinese: str, latin: str) -> None:
    assert similarity(chinese, latin) < 0.5


@pytest.mark.parametrize(
    ("one", "other"), [("福奇", "佛奇"), ("蓬佩奥", "庞皮欧"), ("博尔顿", "波顿"), ("鲁比奥", "卢比奥")]
)
def test_transliterations_of_one_name_sound_alike(one: str, other: str) -> None:
    assert likeness(one, other) >= 0.8
    assert likeness(one, other) == pytest.approx(likeness(other, one))


def test_each_start_is_judged_at_once() -> None:
    found = endings("外长默克尔", "Merkel")
    assert len(found) == 5
    assert max(range(5), key=found.__getitem__) == 2
    assert found[2] == pytest.approx(similarity("默克尔", "Merkel"))


def test_classes_of_sounds() -> None:
    assert (sounds_of("佛"), sounds_of("尔"), sounds_of("顿"), sounds_of("·")) == ("F", "L", "Dn", "")
    assert latin_sounds("Schröder") == latin_sounds("SCHRODER") == "SLDL"


@given(st.text(max_size=12), st.text(max_size=24))
def test_every_figure_is_a_share(chinese: str, latin: str) -> None:
    assert 0 <= similarity(chinese, latin) <= 1 + 1e-9
    assert 0 <= likeness(chinese, latin) <= 1 + 1e-9
