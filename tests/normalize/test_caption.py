"""Captions: the credit that a caption ends or begins with, and brackets that are none."""

import pytest

from etl.normalize.caption import caption_credit


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("国务卿在记者会上（路透社）", "路透社"),
        ("国务卿在记者会上(路透社)", "路透社"),
        ("市民领取树苗（美国之音/方远）", "美国之音/方远"),
        ("码头全景。（推特图片）", "推特图片"),
        ("码头全景。（图/港务局网站）", "港务局网站"),
        ("乘客在机场。（AP）", "AP"),
        ("居民在会场外。(黄一鸣摄)", "黄一鸣"),
        ("林中小屋（美国之音远山2019年4月3日摄）", "美国之音远山"),
        ("货轮驶入港口。REUTERS/Martin Harbour", "REUTERS/Martin Harbour"),
        ("长椅搬走后的草地 © 网络图片", "网络图片"),
        ("图片来源：谢盈川", "谢盈川"),
        ("长椅搬走后的草地。图：苗圃网站", "苗圃网站"),
        ("长椅搬走后的草地。摄：方远摄", "方远"),
        ("长椅搬走后的草地（供图：园林公司）", "园林公司"),
        ("《长椅》展览现场，2020年 图片由北坡画廊提供", "北坡画廊"),
        ("长椅展览现场。照片由 “北坡” 提供。", "北坡"),
        ("Photo by Martin Harbour on Unsplash", "Martin Harbour"),
        ("画廊主在办公室 Credit Photo by Martin Harbour. Courtesy North Slope", "Martin Harbour"),
        ("苗圃门口。（视频截图/路透社）", "路透社"),
        ("发言人在苗圃。（资料照、记者黄一鸣摄）", "黄一鸣"),
        ("领取树苗的人。（志愿者提供/记者黄一鸣）", "志愿者/黄一鸣"),
        ("游行的人。（Jay Ann摄、园林基金会提供）", "Jay Ann、园林基金会"),
        ("苗圃的通知。(截图自官网)", "官网"),
        ("苗圃的旧门（受访者独家提供，拍摄日期不详）", "受访者"),
        ("图/本刊记者 谢盈川", "谢盈川"),
        ("图为旧城的夜市。谢盈川 摄", "谢盈川"),
        ("（新华社记者 谢盈川 摄）", "新华社记者 谢盈川"),
    ],
)
def test_a_caption_names_its_credit(caption: str, credit: str) -> None:
    assert caption_credit(caption) == credit


@pytest.mark.parametrize(
    "caption",
    [
        "",
        "苗圃一角",
        "苗圃一角（2020年7月1日）",
        "苗圃一角。（资料图片）",
        "苗圃一角。（视频截图）",
        "园林局长（左）与市民（右）",
        "基金会副总裁杰伊·安（Jay Ann）",
        "德意志银行大楼(资料照)",
        "苗圃的账目由会计提供",
        "上图：苗圃。",
    ],
)
def test_a_bracket_with_a_day_a_place_or_a_name_beside_a_name_is_no_credit(caption: str) -> None:
    assert caption_credit(caption) is None
