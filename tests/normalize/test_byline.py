"""Bylines: which lines are credits, who they name in which role, and what prose must stay prose."""

import pytest

from etl.kinds import AuthorKind, RoleKind
from etl.model import Credit
from etl.normalize.author import agencies_in, author_key, author_kind, name_list
from etl.normalize.byline import (
    closing_credits,
    closing_source,
    labelled_credits,
    names_with_agencies,
    reported_credits,
)

REPORTER, TRANSLATOR, EDITOR = RoleKind.REPORTER, RoleKind.TRANSLATOR, RoleKind.EDITOR
PROOFREADER, COLUMNIST, AGENCY = RoleKind.PROOFREADER, RoleKind.COLUMNIST, RoleKind.AGENCY
Named = list[tuple[str, RoleKind]]


def named(credits: tuple[Credit, ...]) -> Named:
    return [(credit.author_name, credit.role_kind) for credit in credits]


PHOTOGRAPHER = RoleKind.PHOTOGRAPHER
LABELLED: list[tuple[str, Named, str | None]] = [
    ("文/林小满 图/周远", [("林小满", REPORTER), ("周远", PHOTOGRAPHER)], None),
    (
        "撰文：林小满 排版：周远 视频：何晏",
        [("林小满", REPORTER), ("周远", EDITOR), ("何晏", PHOTOGRAPHER)],
        None,
    ),
    ("责任编辑：林小满 SN123", [("林小满", EDITOR)], None),
    ("责任编辑：林小满_NB12", [("林小满", EDITOR)], None),
    ("责任编辑：林小满 #", [("林小满", EDITOR)], None),
    ("编辑/林小满 校对/周远", [("林小满", EDITOR), ("周远", PROOFREADER)], None),
    (
        "文 | 白沙晚报记者 林小满 实习生 周远",
        [("白沙晚报", RoleKind.SOURCE), ("林小满", REPORTER), ("周远", REPORTER)],
        None,
    ),
    ("译者/何藜", [("何藜", TRANSLATOR)], None),
    ("译者：何藜", [("何藜", TRANSLATOR)], None),
    ("（译者：陆一鸣/核稿：温晓雯）", [("陆一鸣", TRANSLATOR), ("温晓雯", PROOFREADER)], None),
    ("（译者：陆一鸣/核稿：）", [("陆一鸣", TRANSLATOR)], None),
    (
        "（实习编译：姚启、柏青/核稿：温晓雯）",
        [("姚启", TRANSLATOR), ("柏青", TRANSLATOR), ("温晓雯", PROOFREADER)],
        None,
    ),
    ("编译 刘晴；审校 李岳", [("刘晴", TRANSLATOR), ("李岳", PROOFREADER)], None),
    ("编译 刘晴;审校 李岳 ", [("刘晴", TRANSLATOR), ("李岳", PROOFREADER)], None),
    (
        "编译 汪英/李晴  审校 杜霞/张荻生",
        [("汪英", TRANSLATOR), ("李晴", TRANSLATOR), ("杜霞", PROOFREADER), ("张荻生", PROOFREADER)],
        None,
    ),
    ("编译/审校 郑因", [("郑因", TRANSLATOR), ("郑因", PROOFREADER)], None),
    ("编译 王昌 发稿 朱珍", [("王昌", TRANSLATOR), ("朱珍", REPORTER)], None),
    ("记者 雷珍；审校 杨祯", [("雷珍", REPORTER), ("杨祯", PROOFREADER)], None),
    ("审校 杨祯", [("杨祯", PROOFREADER)], None),
    (
        "记者：吕晨 责编：胡立 许书  网编：瑞生",
        [("吕晨", REPORTER), ("胡立", EDITOR), ("许书", EDITOR), ("瑞生", EDITOR)],
        None,
    ),
    (
        "记者：蔡青巴黎报导 责编：胡立、许书 网编：瑞生",
        [("蔡青", REPORTER), ("胡立", EDITOR), ("许书", EDITOR), ("瑞生", EDITOR)],
        "巴黎",
    ),
    (
        "自由亚洲电台记者黄梅 台北报道 责编 许书 胡立 网编 瑞生",
        [("黄梅", REPORTER), ("许书", EDITOR), ("胡立", EDITOR), ("瑞生", EDITOR)],
        "台北",
    ),
    ("（记者：吕晨 责编：胡立 网编：瑞生）", [("吕晨", REPORTER), ("胡立", EDITOR), ("瑞生", EDITOR)], None),
    ("作者：顾云生", [("顾云生", REPORTER)], None),
    ("文/顾云生", [("顾云生", REPORTER)], None),
    ("文｜顾云生", [("顾云生", REPORTER)], None),
    ("翻译：晋其角、Harry Low", [("晋其角", TRANSLATOR), ("Harry Low", TRANSLATOR)], None),
    (".（翻译编辑：RFI法广电台 周一禾）.", [("周一禾", TRANSLATOR)], None),
    ("翻译：纽约时报中文网", [("纽约时报中文网", TRANSLATOR)], None),
    ("專欄作家：白水蓮", [("白水蓮", COLUMNIST)], None),
]


@pytest.mark.parametrize(("line", "credits", "place"), LABELLED)
def test_a_line_of_labels_and_names_is_credits_all_through(
    line: str, credits: Named, place: str | None
) -> None:
    found = labelled_credits(line)
    assert found is not None
    assert named(found.credits) == credits
    assert found.place == place
    assert found.prose is None


@pytest.mark.parametrize(
    "prose",
    [
        "记者：您见过那位邮差吗？",
        "图：苗圃网站",
        "视频：渡轮复航",
        "记者周三从医院获悉，三名伤者已经出院。",
        "记者在现场看到，工人已经开始拆除栏杆。",
        "作者：我写这本书的时候，河还没有改道。",
        "编译这份名单用了三年时间，参与者超过一百人。",
        "文中提到的三座桥都在上游。",
        "译者注意到原文里没有这一句。",
        "审校制度在去年被取消，编辑们为此争论不休。",
        "报道说，渡轮将在周五复航。",
        "采访在一间没有窗户的屋子里进行。",
        "翻译软件把“长椅”译成了“长官”。",
        "责编：“这一段必须删掉。”",
        "居民：见过一次。",
        "港务局没有回应。",
        "",
        "（完）",
    ],
)
def test_prose_that_begins_like_a_credit_is_not_a_credit(prose: str) -> None:
    assert labelled_credits(prose) is None
    assert names_with_agencies(prose, REPORTER) is None
    assert reported_credits(prose) is None


@pytest.mark.parametrize(
    ("line", "credits"),
    [
        (
            "周远/李安（德新社，路透社等）",
            [("周远", REPORTER), ("李安", REPORTER), ("德新社", AGENCY), ("路透社", AGENCY)],
        ),
        (
            "周远／李安 (法新社、德新社)",
            [("周远", REPORTER), ("李安", REPORTER), ("法新社", AGENCY), ("德新社", AGENCY)],
        ),
        (
            "周远 / 李安 / 何晏（美联社）",
            [("周远", REPORTER), ("李安", REPORTER), ("何晏", REPORTER), ("美联社", AGENCY)],
        ),
        ("周远（综合报道）", [("周远", REPORTER)]),
        ("周远 综合报道", [("周远", REPORTER)]),
        ("江南/何晏(美聯社)", [("江南", REPORTER), ("何晏", REPORTER), ("美联社", AGENCY)]),
    ],
)
def test_names_before_a_bracket_of_agencies_are_people(line: str, credits: Named) -> None:
    found = names_with_agencies(line, REPORTER)
    assert found is not None
    assert named(found.credits) == credits
    assert found.is_compiled


@pytest.mark.parametrize(
    "prose",
    [
        "阿尔卑斯山的小镇格林瓦尔（Grünwall）",
        "他说这是三十年来第一次（当地媒体）",
        "世界卫生组织宣布进入紧急状态（路透社）。",
    ],
)
def test_a_sentence_with_a_bracket_at_its_end_is_no_signature(prose: str) -> None:
    found = names_with_agencies(prose, REPORTER)
    assert found is None or not any(credit.role_kind is AGENCY for credit in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("PETER BAKER", ["Peter Baker"]),
        ("ANNA MARSH, ANNA MARSH", ["Anna Marsh"]),
        ("ANNA McCABE", ["Anna McCabe"]),
        ("SEÁN O’NEILL and JAN VAN DYCK", ["Seán O’Neill", "Jan Van Dyck"]),
        ("CHOE SANG-JU", ["Choe Sang-Ju"]),
        ("ARD", ["ARD"]),
        ("周远、李安", ["周远", "李安"]),
        ("周远/李安/周远", ["周远", "李安"]),
        ("周远 李安", ["周远", "李安"]),
        ("null 周远", ["周远"]),
        ("  江南 （综合报道）", ["江南"]),
        ("采访记者： 江南", ["江南"]),
        ("张 飞", ["张飞"]),
        ("安东•里弗斯", ["安东•里弗斯"]),
        ("综合报道", []),
        ("", []),
        ("、，/", []),
        ("他说这是三十年来第一次。", []),
    ],
)
def test_a_list_of_names_gives_each_name_once(text: str, names: list[str]) -> None:
    assert [credit.author_name for credit in name_list(text, REPORTER)] == names


def test_a_name_keeps_the_latin_name_in_its_bracket() -> None:
    [credit] = name_list("沈一帆（Ivan Shum）", REPORTER)
    assert (credit.author_name, credit.latin_name) == ("沈一帆", "Ivan Shum")


def test_an_agency_in_a_list_of_names_has_the_role_agency() -> None:
    credits = name_list("周远、路透", REPORTER)
    assert [(c.author_name, c.role_kind, c.author_kind) for c in credits] == [
        ("周远", REPORTER, AuthorKind.PERSON),
        ("路透社", AGENCY, AuthorKind.AGENCY),
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("法新社", AuthorKind.AGENCY),
        ("临江通讯社", AuthorKind.AGENCY),
        ("白沙晚报", AuthorKind.MEDIUM),
        ("路透中文新闻部", AuthorKind.DESK),
        ("纽约时报中文网", AuthorKind.DESK),
        ("周远", AuthorKind.PERSON),
        ("Anna McCabe", AuthorKind.PERSON),
    ],
)
def test_people_agencies_media_and_desks_are_told_apart(name: str, kind: AuthorKind) -> None:
    assert author_kind(name) is kind


@pytest.mark.parametrize(
    ("line", "names"),
    [("沈一帆（Ivan Shum）伦敦补充报道", ["沈一帆"]), ("周远、李安柏林报道", ["周远", "李安"])],
)
def test_a_line_of_names_and_a_place_of_report_is_a_credit(line: str, names: list[str]) -> None:
    found = reported_credits(line)
    assert found is not None
    assert [credit.author_name for credit in found.credits] == names


def test_the_agencies_of_a_note_are_named_once_each_under_one_name() -> None:
    credits = agencies_in("（本文依据了路透社、法新社和路透的报道）")
    assert [credit.author_name for credit in credits] == ["路透社", "法新社"]


@pytest.mark.parametrize(
    ("text", "credits", "prose"),
    [
        (
            "渡輪復航。（譯者：林小滿/核稿：周遠）1091020",
            [("林小滿", TRANSLATOR), ("周遠", PROOFREADER)],
            "渡輪復航。",
        ),
        ("渡輪復航。（編輯：林小滿）1090804", [("林小滿", EDITOR)], "渡輪復航。"),
        ("（编辑：林小满）（校对：周远）", [("林小满", EDITOR), ("周远", PROOFREADER)], None),
        ("渡轮复航。（白沙报记者 林小满 报导）", [("林小满", REPORTER)], "渡轮复航。"),
        ("（白沙报记者林小满台北报导）", [("林小满", REPORTER)], None),
        ("#白沙报记者林小滿採訪報導#", [("林小滿", REPORTER)], None),
    ],
)
def test_last_brackets_are_credits_and_what_precedes_them_is_prose(
    text: str, credits: Named, prose: str | None
) -> None:
    found = closing_credits(text)
    assert found is not None
    assert named(found.credits) == credits
    assert found.prose == prose


@pytest.mark.parametrize(
    "text",
    [
        "渡轮复航（见图二）。",
        "他在白沙长大（编辑部的同事都知道）",
        "渡轮复航（法新社）",
        "港口的编号是（一）1091020",
        "渡轮在2020",
        "（完）",
        "",
    ],
)
def test_a_last_bracket_without_label_and_names_is_prose(text: str) -> None:
    assert closing_credits(text) is None


@pytest.mark.parametrize(
    ("text", "names", "prose"),
    [
        ("（来源：河湾民意基金会）", ["河湾民意基金会"], None),
        ("(文章来源: 河湾日报)。", ["河湾日报"], None),
        ("来源：河湾日报", ["河湾日报"], None),
        ("（来源：网络）", [], None),
        ("渡轮复航。（来源：河湾日报）", ["河湾日报"], "渡轮复航。"),
    ],
)
def test_a_source_ends_a_text(text: str, names: list[str], prose: str | None) -> None:
    found = closing_source(text, is_last=True)
    assert found is not None
    assert named(found.credits) == [(name, RoleKind.SOURCE) for name in names]
    assert found.prose == prose


@pytest.mark.parametrize(
    ("text", "is_last"),
    [
        ("渡轮复航。（来源：河湾日报）", False),
        ("来源：他说，没有人知道。", True),
        ("渡轮复航。（来源：网络）", True),
        ("渡轮（来源：河湾日报）复航", True),
        ("", True),
    ],
)
def test_a_source_amid_a_text_is_prose(text: str, is_last: bool) -> None:
    assert closing_source(text, is_last=is_last) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('<a href="/u/1">林小满</a>', ["林小满"]),
        ("By <b>Zhao Mei</b> and Lin Xiaoman", ["Zhao Mei", "Lin Xiaoman"]),
        ("{name: 林小满, email: }", []),
        ("unknown", []),
        ("Admin", []),
        ("匿名", []),
        ("佚名、网络", []),
        ("北美科技记者", []),
        ("杨缘北京", ["杨缘"]),
        ("楊緣臺北", ["楊緣"]),
        ("今日美国", ["今日美国"]),
        ("据约翰宁（Boris Johnning）", ["约翰宁"]),
        ("林小满 白沙中文记者", ["林小满"]),
        ("白沙中文记者 林小满", ["林小满"]),
        ("林小满 12345678", []),
    ],
)
def test_a_name_holds_no_markup_post_place_or_number(text: str, names: list[str]) -> None:
    assert [credit.author_name for credit in name_list(text, REPORTER)] == names


@pytest.mark.parametrize(
    ("role", "kept"),
    [
        (REPORTER, AGENCY),
        (COLUMNIST, AGENCY),
        (RoleKind.SOURCE, AGENCY),
        (PHOTOGRAPHER, PHOTOGRAPHER),
        (EDITOR, EDITOR),
    ],
)
def test_an_agency_that_writes_is_credited_as_agency(role: RoleKind, kept: RoleKind) -> None:
    assert [(c.role_kind, c.author_kind) for c in name_list("法新社", role)] == [(kept, AuthorKind.AGENCY)]


@pytest.mark.parametrize("name", ["白沙晚报", "白沙笔记"])
def test_what_a_text_is_taken_from_is_a_medium(name: str) -> None:
    (credit,) = name_list(name, RoleKind.SOURCE)
    assert (credit.role_kind, credit.author_kind) == (RoleKind.SOURCE, AuthorKind.MEDIUM)


@pytest.mark.parametrize(
    "spellings",
    [("陸一鳴", "陆一鸣"), ("Lin  Xiaoman", "lin xiaoman"), ("让·白沙", "让•白沙")],
)
def test_all_spellings_of_an_author_have_one_key(spellings: tuple[str, str]) -> None:
    assert author_key(spellings[0]) == author_key(spellings[1])
    assert author_key(spellings[0]) != author_key("周远")
