"""What an article owes to agencies, told from its credits, dateline, notes and first words."""

from dataclasses import replace

import pytest

from etl.kinds import AgencyUseKind, ParagraphKind, RoleKind
from etl.model import Credit, Paragraph
from etl.normalize.author import name_list
from etl.normalize.dateline import Dateline
from etl.outlet import Outlet
from etl.page.agency import Wire, WireNotes, agency_use

OUTLET = Outlet(
    outlet_id="harbour_post",
    outlet_name="港口邮报",
    latin_name="Harbour Post",
    domains=("harbourpost.example",),
)
SILENT = Wire(opening=Dateline(), notes=WireNotes(), is_compiled=False)
AFP = name_list("法新社", RoleKind.SOURCE)
BOTH = name_list("法新社、路透社", RoleKind.SOURCE)
WRITER = name_list("林小满", RoleKind.REPORTER)
BLOG = name_list("白沙笔记", RoleKind.SOURCE)
TRANSLATOR = name_list("周远", RoleKind.TRANSLATOR)
PLAIN = ("港口今天重开。", "船长说，雾散了。")
RETOLD = ("港口今天重开。", "据路透社今天报道，船长说雾散了。", "该报道称，渡轮复航。")
MIXED = (*RETOLD, "法新社报道，渡轮停航了三天。")
OWN, CARRIED = AgencyUseKind.OWN, AgencyUseKind.CARRIED
BASED_ON, NONE = AgencyUseKind.BASED_ON, AgencyUseKind.NONE


def paragraphs(texts: tuple[str, ...]) -> list[Paragraph]:
    return [Paragraph(paragraph_kind=ParagraphKind.BODY, text=text) for text in texts]


def used(
    credits: tuple[Credit, ...] = (),
    prose: tuple[str, ...] = PLAIN,
    wire: Wire = SILENT,
    title_source: str | None = None,
) -> AgencyUseKind:
    return agency_use(credits, paragraphs(prose), wire, OUTLET, title_source)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (used(), NONE),
        (used(WRITER), NONE),
        (used(BLOG), NONE),
        (used(AFP), CARRIED),
        (used((*AFP, *TRANSLATOR)), CARRIED),
        (used((*WRITER, *AFP)), CARRIED),
        (used((*WRITER, *AFP), wire=replace(SILENT, is_compiled=True)), BASED_ON),
        (used(WRITER, wire=replace(SILENT, is_compiled=True)), BASED_ON),
        (used(AFP, wire=replace(SILENT, is_compiled=True)), CARRIED),
        (used(BOTH, wire=replace(SILENT, is_compiled=True)), BASED_ON),
        (used(BOTH), BASED_ON),
        (used(AFP, wire=replace(SILENT, notes=WireNotes(agencies=AFP))), BASED_ON),
        (used(AFP, wire=replace(SILENT, notes=WireNotes(agencies=AFP, is_owned=True))), CARRIED),
        (used((*WRITER, *AFP), wire=replace(SILENT, opening=Dateline(agencies=AFP))), CARRIED),
        (used((*WRITER, *AFP), title_source="法新社"), CARRIED),
        (used(BLOG, title_source="白沙笔记"), NONE),
        (used(prose=RETOLD), CARRIED),
        (used(TRANSLATOR, prose=RETOLD), CARRIED),
        (used(WRITER, prose=RETOLD), BASED_ON),
        (used(BLOG, prose=RETOLD), NONE),
        (used(prose=MIXED), BASED_ON),
        (used(prose=(*RETOLD, *PLAIN * 7)), BASED_ON),
        (used(prose=("港口今天重开。根据法新社报道，雾散了。", "船长没有说话。")), BASED_ON),
        (used(prose=(*PLAIN, "据路透社报道，雾散了。")), NONE),
    ],
)
def test_an_articles_debt_to_agencies(kind: AgencyUseKind, expected: AgencyUseKind) -> None:
    assert kind is expected


def test_an_agencys_own_pages_are_its_own() -> None:
    assert agency_use(AFP, paragraphs(PLAIN), SILENT, replace(OUTLET, agency="法新社"), None) is OWN
