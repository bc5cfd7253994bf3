"""Base table of quotations: who said what in each document.

Here: what is stored of them. Not here: how they are found (etl/quotes/), how rows get in (etl/work/quote_batches.py).
"""

from etl.warehouse.tables.documents import DOCUMENT_ID, RUN_ID
from etl.warehouse.tables.schema import Column, Table, required

QUOTE_LIST = (
    Column("position", "integer", "Paragraph, counted from 1."),
    Column("start_offset", "integer", "First code point of the words in the paragraph, counted from 0."),
    Column("end_offset", "integer", "The code point behind the words."),
    Column("quote_text", "varchar", "The words as they stand there, without marks."),
    Column("quote_kind", "varchar", "direct, partial or indirect."),
    Column("speaker_name", "varchar", "Who speaks, as printed; null where nobody is told."),
    Column("speaker_kind", "varchar", "person, organisation, unnamed or document."),
    Column("speaker_position", "integer", "Paragraph in which that name stands."),
    Column("speaker_offset", "integer", "Its first code point there, counted from 0."),
    Column("speaker_entity_kind", "varchar", "Kind of the name, where it is a mention."),
    Column("speaker_referent", "varchar", "What that mention means in the article, in simplified script."),
    Column("via", "varchar", "What stands with the cue in place of the name."),
    Column("cue", "varchar", "The verb that reports; null where none stands there."),
    Column("evidence", "varchar", "The rule that found it."),
    Column("confidence", "double", "How sure it is, 0 to 1."),
)

QUOTES = Table(
    "quotes",
    "one row per document that was searched for quotations, with them",
    ("document_id",),
    (
        DOCUMENT_ID,
        required("quoter_version", "varchar", "What looked, and the recogniser whose names it used."),
        Column("prose_hash", "varchar", "Hash of what they were looked for in."),
        RUN_ID,
        Column("quotes", QUOTE_LIST, "The quotations in reading order."),
    ),
    mart="fct_quotes",
)
