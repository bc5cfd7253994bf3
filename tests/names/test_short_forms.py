"""Whether one name may be short for another."""

import pytest

from etl.names.article.short_forms import (
    introduced,
    is_short_organisation,
    is_short_person,
    is_short_place,
    whole_of,
)

PERSONS = [
    ("贝克尔", "汉斯·贝克尔", True),
    ("汉斯", "汉斯·贝克尔", True),
    ("汉斯·贝克尔", "汉斯·约阿希姆·贝克尔", True),
    ("约翰逊", "鲍里斯-约翰逊", True),
    ("贝克", "汉斯·贝克尔", False),
    ("林郑", "林郑月娥", True),
    ("陈太", "陈太上京", False),
    ("家喜", "丁家喜", True),
    ("苟晶", "约苟晶", False),
    ("Keller", "Maria Keller", True),
    ("Maria", "Maria Keller", True),
    ("文亮", "李文亮", True),  # whose full name is known
    ("汤和", "羡汤和", False),
]
ORGANISATIONS = [
    ("外交部", "越南外交部", True),
    ("东海", "东海大学", True),
    ("国安委", "国家安全委员会", True),
    ("东海看守所", "东海县看守所", True),
    ("公司", "港湾公司", False),
    ("东海大学", "东海", False),
    ("海大", "东海大学", False),
    ("东海大学", "东海理工大学", False),
    ("立法会", "香港立法会", True),
    ("立法会", "港湾党立法会", False),
]
PLACES = [("蓝石", "蓝石县", True), ("蓝石", "蓝石山", False), ("北京", "北京市", False)]


@pytest.mark.parametrize(("short", "full", "expected"), PERSONS)
def test_people(short: str, full: str, expected: bool) -> None:
    assert is_short_person(short, full) is expected


@pytest.mark.parametrize(("short", "full", "expected"), ORGANISATIONS)
def test_organisations(short: str, full: str, expected: bool) -> None:
    assert is_short_organisation(short, full) is expected


@pytest.mark.parametrize(("short", "full", "expected"), PLACES)
def test_places_that_are_known_are_linked_elsewhere(short: str, full: str, expected: bool) -> None:
    assert is_short_place(short, full) is expected


def test_a_text_introduces_a_short_form() -> None:
    assert dict(introduced("东海海洋管理委员会（以下简称“海委会”）周五开会。")) == {
        "海委会": "东海海洋管理委员会"
    }


def test_a_faculty_is_its_university() -> None:
    assert whole_of("东海大学法学院") == "东海大学"
    assert whole_of("东海大学") == "东海大学"
