"""Lines of fields: whose text it is and when, however the fields are parted."""

import pytest

from etl.kinds import RoleKind
from etl.normalize.field_line import read_fields

SOURCE, REPORTER, EDITOR, AGENCY = RoleKind.SOURCE, RoleKind.REPORTER, RoleKind.EDITOR, RoleKind.AGENCY


@pytest.mark.parametrize(
    ("line", "credits", "times"),
    [
        (
            "来源：白沙日报\u3000\u3000作者：林小满\u3000\u3000时间：2020-07-20 15:05",
            [("白沙日报", SOURCE), ("林小满", REPORTER)],
            ["2020-07-20 15:05"],
        ),
        (
            "2020-07-20 15:05来源：白沙日报编辑：林小满点击：1024",
            [("白沙日报", SOURCE), ("林小满", EDITOR)],
            ["2020-07-20 15:05"],
        ),
        (
            "发布于 2020年7月20日 15:05 | 来源：白沙日报 | 编辑：林小满 | 阅读 1234",
            [("白沙日报", SOURCE), ("林小满", EDITOR)],
            ["2020年7月20日 15:05"],
        ),
        ("2020-07-20 15:05 白沙日报 字号 T T", [("白沙日报", SOURCE)], ["2020-07-20 15:05"]),
        ("2020年07月20日15:05 来源：新华社", [("新华社", AGENCY)], ["2020年07月20日15:05"]),
        ("本文来源：白沙日报 责任编辑：林小满_NB12", [("白沙日报", SOURCE), ("林小满", EDITOR)], []),
        (
            "來源：白沙日報 作者：林小滿、周遠",
            [("白沙日報", SOURCE), ("林小滿", REPORTER), ("周遠", REPORTER)],
            [],
        ),
        ("来源：网络 时间：2020-07-20 15:05", [], ["2020-07-20 15:05"]),
    ],
)
def test_a_line_of_fields_gives_credits_and_times(
    line: str, credits: list[tuple[str, RoleKind]], times: list[str]
) -> None:
    fields = read_fields(line)
    assert fields is not None
    assert [(credit.author_name, credit.role_kind) for credit in fields.credits] == credits
    assert list(fields.times) == times


@pytest.mark.parametrize(
    "text",
    [
        "编辑：林小满",
        "记者：林小满 责编：周远",
        "来源：白沙日报说，作者：他们都不知道",
        "2020年7月20日，港口来源：不明的货物又多了。",
        "时间：2020年",
        "他问记者：时间：几点？",
        "时间：下午三点 来源：港务局的一份通知，没有署名",
        "2020-07-20 15:05",
        "",
    ],
)
def test_a_line_of_names_alone_or_of_prose_is_none(text: str) -> None:
    assert read_fields(text) is None
