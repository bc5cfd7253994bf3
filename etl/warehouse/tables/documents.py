"""Base tables of files, articles, outlets and runs.

Here: what is stored of them. Not here: how rows get in (etl/warehouse/frames.py, etl/warehouse/warehouse.py).
"""

from etl.warehouse.tables.schema import Column, Table, required

DOCUMENT_ID = required("document_id", "varchar", "Hash of the document's path and content.")
ARTICLE_ID = required("article_id", "varchar", "The article.")
RUN_ID = required("run_id", "varchar", "The run that wrote the row.")
PARSER_VERSION = required(
    "parser_version",
    "varchar",
    "What decided: version of the shared parser, outlet and its version, and the limit if one decided.",
)

ARCHIVE_FILES = Table(
    "archive_files",
    "one row per file of a root as it was last seen, so that unchanged files are skipped",
    ("root_name", "document_path"),
    (
        required("root_name", "varchar", "The root: an absolute path or an address."),
        required(
            "document_path", "varchar", "Path below the root, with /; empty for a root that is one file."
        ),
        required("byte_count", "bigint", "Size when last seen."),
        required("modified_ns", "bigint", "Modification time when last seen, in nanoseconds since 1970."),
        Column("document_id", "varchar", "The document it held; null for a root that is one file."),
        Column(
            "reader_version",
            "varchar",
            "Of a root that is one file: what read it, and the limit past which it refused a member.",
        ),
        Column("commit_id", "varchar", "Of a git history: the newest commit that was read."),
    ),
)

RAW_DOCUMENTS = Table(
    "raw_documents",
    "one row per file of the archive at one content",
    ("document_id",),
    (
        DOCUMENT_ID,
        required("content_hash", "varchar", "Hash of the bytes; equal for equal contents."),
        required(
            "document_path", "varchar", "Path below its root, with /; bytes that are not UTF-8 as \\xNN."
        ),
        required("root_name", "varchar", "The root it was first seen in."),
        Column("folder_name", "varchar", "The folder that holds it; null at the root."),
        Column("source_name", "varchar", "The outlet as the front matter calls it."),
        Column("url", "varchar", "Address as the file states it."),
        Column("url_host", "varchar", "Host of the address, lower case, without www."),
        required("format_kind", "varchar", "Shape of the file: header, dated, post, bare_post or unknown."),
        Column("encoding_name", "varchar", "Encoding that reads all of it; null where none does."),
        required("byte_count", "bigint", "Size in bytes."),
        Column("header_at", "timestamptz", "Stamp of the file's header: mostly when the archive fetched it."),
        required(
            "indexed_at", "timestamptz", "Arrival: start of the run, plus the root's place in microseconds."
        ),
        Column(
            "archived_at",
            "timestamptz",
            "When the archive's own history says it was saved: its first commit.",
        ),
        Column(
            "returned_at",
            "timestamptz",
            "When the path last went back to this content from another one; null if it never did.",
        ),
        required("has_content", "boolean", "Whether the bytes were read and kept."),
        RUN_ID,
    ),
    mart="fct_documents",
)

CONTENTS = Table(
    "contents",
    "one row per part of a distinct content, in a separate file, for parsing again",
    ("content_hash", "part_number"),
    (
        required("content_hash", "varchar", "Hash of the bytes of all parts."),
        required("content", "blob", "The bytes of this part as they were read."),
        Column(
            "part_number",
            "integer",
            "Place among the content's parts, from 1; null: all of it, as older versions stored it.",
        ),
    ),
    known_by=("content_hash",),
)

PARAGRAPHS = (
    Column("paragraph_kind", "varchar", "lead, body, list_item, quote or heading."),
    Column("text", "varchar", "The paragraph as a reader sees it."),
)
CREDITS = (
    Column("author_name", "varchar", "Name as printed, cleaned."),
    Column("latin_name", "varchar", "Latin name printed beside it."),
    Column("author_kind", "varchar", "person, agency, medium or desk."),
    Column(
        "role_kind",
        "varchar",
        "reporter, columnist, translator, editor, proofreader, photographer, agency or source.",
    ),
)
IMAGES = (
    Column("image_url", "varchar", "Address of the picture itself, its proxy taken off."),
    Column("alt_text", "varchar", "Alternative text."),
    Column("caption", "varchar", "Caption, with its bracketed credit."),
    Column("credit", "varchar", "Who made or owns the picture."),
)
MEDIA = (
    Column("media_kind", "varchar", "video, audio or embed."),
    Column("media_url", "varchar", "Address of the medium."),
    Column("title", "varchar", "Title or caption."),
)
LINKS = (
    Column("link_url", "varchar", "Address, absolute."),
    Column("anchor_text", "varchar", "Text of the link."),
    Column("link_kind", "varchar", "related, inline, source or translation."),
    Column("target_domain", "varchar", "Host of the address, without www."),
    Column("target_article_id", "varchar", "What the article would be called, if it is in the archive."),
)

PARSED_ARTICLES = Table(
    "parsed_articles",
    "one row per document that is an article",
    ("document_id",),
    (
        DOCUMENT_ID,
        PARSER_VERSION,
        RUN_ID,
        required("outlet_id", "varchar", "The outlet: by domain, front matter or folder."),
        required("article_id", "varchar", "Hash of the canonical address."),
        Column("url", "varchar", "Address as the file states it."),
        Column("canonical_url", "varchar", "Address with what does not matter taken off."),
        required("title", "varchar", "Title, with column and section taken off."),
        Column("published_at", "timestamptz", "When the outlet published it, as well as the page tells."),
        Column("published_date", "date", "Day of publication by the outlet's own clock."),
        Column(
            "published_source_kind", "varchar", "The clock chosen: page, header, front_matter, url or path."
        ),
        Column(
            "published_local_at",
            "timestamp",
            "published_at by the outlet's own clock; UTC where its zone is not known.",
        ),
        required("is_exact_time", "boolean", "The outlet itself states the hour of publication."),
        Column("header_at", "timestamptz", "Stamp of the file's header."),
        Column(
            "page_at", "timestamptz", "Time printed on the page; null where it prints only a day, or none."
        ),
        Column("page_date", "date", "Day printed on the page, by the page's own clock."),
        Column(
            "page_time_kind",
            "varchar",
            "minute, day or day_of_unread_hour: how much of the page's time was read.",
        ),
        Column("url_date", "date", "Day in the address."),
        required("script_kind", "varchar", "hans, hant or latin."),
        required("is_generic_layout", "boolean", "No layout of the outlet's fitted."),
        required("layout_name", "varchar", "The layout that read the page."),
        Column("section_name", "varchar", "Section of the outlet."),
        Column("column_name", "varchar", "Column or series."),
        Column("dateline_place", "varchar", "Place in the dateline."),
        Column("paragraphs", PARAGRAPHS, "Paragraphs and headings in order."),
        Column("credits", CREDITS, "Who wrote, translated, edited."),
        Column("images", IMAGES, "Pictures in order."),
        Column("media", MEDIA, "Videos, sound and embeds in order."),
        Column("links", LINKS, "Links in order."),
        Column("tags", "varchar[]", "Tags in order."),
        Column("agency_use_kind", "varchar", "The text is an agency's: own, carried, based_on or none."),
        Column("author_keys", "varchar[]", "Per credit, what names the author in any spelling."),
        Column("prose_hash", "varchar", "Hash of what names are looked for in: script, title, paragraphs."),
    ),
    mart="fct_articles",
)

REJECTED_DOCUMENTS = Table(
    "rejected_documents",
    "one row per document that is not an article",
    ("document_id",),
    (
        DOCUMENT_ID,
        PARSER_VERSION,
        RUN_ID,
        Column("outlet_id", "varchar", "The outlet, where it could be told."),
        required("rejection_kind", "varchar", "Reason, from a closed list."),
        required("rejection_detail", "varchar", "What exactly was found."),
    ),
    mart="fct_documents",
)

OUTLETS = Table(
    "outlets",
    "one row per outlet that has a file of its own",
    ("outlet_id",),
    (
        required("outlet_id", "varchar", "Name of the outlet's file."),
        required("outlet_name", "varchar", "Chinese name."),
        required("latin_name", "varchar", "Latin name."),
        required("domain", "varchar", "First of its domains."),
        required("language_code", "varchar", "BCP 47 language of its articles."),
        required("timezone_name", "varchar", "IANA time zone of its own day."),
    ),
    mart="dim_outlets",
)

RUNS = Table(
    "runs",
    "one row per run that had something to do",
    ("run_id",),
    (
        RUN_ID,
        required("started_at", "timestamptz", "Start."),
        Column(
            "finished_at", "timestamptz", "End, or a later write; null while it runs or after it was killed."
        ),
        required("document_count", "bigint", "Documents that arrived."),
        required("parsed_count", "bigint", "Documents parsed, again or anew."),
        required("rejected_count", "bigint", "Documents rejected, again or anew."),
        required("code_version", "varchar", "Hash of the versions of all parts, the views and the rules."),
        required(
            "outcome_kind",
            "varchar",
            "running, published, unpublished (a part of the work), blocked (by a check), failed or interrupted.",
        ),
        Column("copy_stamp", "varchar", "Size and time of change of the readers' copy that it put in place."),
    ),
)
