"""Whether two names are forms of one."""

import pytest

from etl.entities.name_variants import (
    Part,
    latin_key,
    near_latin,
    part_named,
    same_latin,
    shares_enough,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ronan O'Darra", "Ronan C. O’Darra"),
        ("Norbert Rüttgen", "norbert ruttgen"),
        ("RonanDarra", "Ronan Darra"),
        ("Bashar al-Amid", "Bashar Al Amid"),
    ],
)
def test_spellings_of_one_latin_name(one: str, other: str) -> None:
    assert same_latin(one, other)
    assert latin_key(one) == latin_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mike Darra", "Michael R. Darra"),
        ("Michael Kovrin", "Michael Korvin"),
        ("Heiko Maas", "Heiko Mass"),
        ("George Perry Lund", "George Lund"),
        ("Narendra Valli", "Narenda Valli"),
    ],
)
def test_near_latin_names(one: str, other: str) -> None:
    assert near_latin(one, other)
    assert near_latin(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tim Scott", "Rick Scott"),
        ("Fred Lund Jr.", "Fred Lund Sr."),
        ("Fred Lund", "Fred Lund III"),
        ("George W. Lund", "George H. W. Lund"),
        ("Dakar", "Dhaka"),
        ("Berlin", "Dublin"),
        ("Kate Brown", "Kerry Brown"),
        ("Lund", "George Lund"),
        ("", "George Lund"),
    ],
)
def test_two_people(one: str, other: str) -> None:
    assert not near_latin(one, other)


@pytest.mark.parametrize(
    ("chinese", "latin", "part"),
    [
        ("鲍里斯·约翰逊", "Boris Johnson", Part.WHOLE),
        ("约翰逊", "Boris Johnson", Part.LAST),
        ("强生", "Boris Johnson", Part.LAST),
        ("冯德莱恩", "Ursula von der Leyen", Part.LAST),
        ("迈克尔", "Michael Spindler", Part.FIRST),
        ("何瑞恩", "Ryan Hass", Part.LAST),
        ("麦艾文", "Evan Tandry", Part.OWN),
        ("希拉蕊", "Hillary Trandon", Part.FIRST),
        ("华盛顿特区", "Mike Otto", None),
    ],
)
def test_what_a_chinese_name_stands_for(chinese: str, latin: str, part: Part | None) -> None:
    assert part_named(chinese, latin) is part


def test_forms_of_an_acronym() -> None:
    assert shares_enough("经合组织", "经济合作暨发展组织")
    assert shares_enough("欧洲央行", "欧洲中央银行")
    assert not shares_enough("战略与国际研究中心", "加拿大安全情报局")
