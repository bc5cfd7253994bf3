"""Datelines and openings: whose text a paragraph says it is, who reported it and from where."""

import pytest

from etl.normalize.dateline import agencies_drawn_on, read_dateline, retold_agency


@pytest.mark.parametrize(
    ("text", "place", "agencies", "reporters"),
    [
        ("（法新社白沙5日电） 渡轮今天复航。", "白沙", ["法新社"], []),
        ("（中央社記者林小滿台北28日電）渡輪今天復航。", "台北", ["中央社"], ["林小滿"]),
        ("（中央社記者林小滿桃園3日電）渡輪今天復航。", "桃園", ["中央社"], ["林小滿"]),
        ("（中央社記者林小滿、周遠15日綜合報導）渡輪今天復航。", None, ["中央社"], ["林小滿", "周遠"]),
        ("（中央社華盛頓14日綜合外電報導）渡輪今天復航。", "華盛頓", ["中央社"], []),
        ("（中央社記者林小滿東京5日專電）渡輪今天復航。", "東京", ["中央社"], ["林小滿"]),
        ("【白沙纪元2020年12月18日讯】（白沙纪元记者周远综合报导）渡轮复航。", None, [], ["周远"]),
        ("（白沙纪元记者周远台北报导）渡轮复航。", "台北", [], ["周远"]),
        ("新华社白沙7月1日电（记者林小满）渡轮今天复航。", "白沙", ["新华社"], ["林小满"]),
        ("新华社白沙7月1日电 渡轮今天复航。", "白沙", ["新华社"], []),
        ("路透北京7月1日 - 渡轮今天复航。", "北京", ["路透社"], []),
    ],
)
def test_a_dateline_names_house_reporters_and_place(
    text: str, place: str | None, agencies: list[str], reporters: list[str]
) -> None:
    read = read_dateline(text)
    assert read is not None
    assert [credit.author_name for credit in read.agencies] == agencies
    assert [credit.author_name for credit in read.reporters] == reporters
    assert read.place == place


@pytest.mark.parametrize(
    "text",
    [
        "路透社5日报道，渡轮今天复航。",
        "法新社记者周三在码头看到，渡轮没有开。",
        "（图片来自路透社）渡轮今天复航。",
        "（白沙讯）渡轮今天复航。",
        "港务局5日电告各码头，渡轮停航。",
        "",
    ],
)
def test_prose_about_an_agency_is_no_dateline(text: str) -> None:
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("据路透社今天报道称，白沙港重开。", "路透社"),
        ("根据法新社消息，白沙港重开。", "法新社"),
        ("路透社7月9日援引两名消息人士的话指，白沙港重开。", "路透社"),
        ("（白沙之声）据日本共同社报道，白沙港重开。", "共同社"),
        ("據中央社報導，白沙港重開。", "中央社"),
    ],
)
def test_first_words_attribute_a_text_to_an_agency(text: str, agency: str) -> None:
    assert retold_agency(text) == agency


@pytest.mark.parametrize(
    "text",
    [
        "路透社报道了这份文件，港务局没有回应。",
        "白沙港重开。据路透社报道，渡轮停航三天。",
        "据港务局消息，白沙港重开。",
        "法新社的一名记者在码头受伤。",
    ],
)
def test_an_agency_that_is_only_named_is_not_whose_text_it_is(text: str) -> None:
    assert retold_agency(text) is None


def test_agencies_drawn_on_are_named_anywhere_in_a_paragraph() -> None:
    text = "白沙港重开。法新社报道，渡轮停航三天。船长对美联社说，雾太大；另据新华社报道，雾已散。"
    assert agencies_drawn_on(text) == {"法新社", "新华社"}
