"""Base tables of mentions and entities.

Here: what is stored of them. Not here: how rows get in (etl/work/mention_batches.py, etl/work/entity_tables.py).
"""

from etl.warehouse.tables.documents import ARTICLE_ID, DOCUMENT_ID, RUN_ID
from etl.warehouse.tables.schema import Column, Table, required

ENTITY_KIND = required("entity_kind", "varchar", "person, organisation or place.")
ENTITY_ID = required("entity_id", "varchar", "Hash of the entity's kind and key.")

MENTION_LIST = (
    Column("position", "integer", "Paragraph, counted from 1; 0 is the title."),
    Column("start_offset", "integer", "First code point of the name in the paragraph, counted from 0."),
    Column("end_offset", "integer", "The code point behind the name."),
    Column("surface", "varchar", "The name as it stands there."),
    Column("entity_kind", "varchar", "person, organisation or place."),
    Column(
        "method_kind",
        "varchar",
        "How it was found: tagger, seed, gazetteer, gloss, compound, pattern or repeat.",
    ),
    Column("score", "double", "How sure it is that this is a name of this kind, 0 to 1."),
    Column("referent", "varchar", "What the article itself says is meant, in simplified script."),
)
GLOSS_LIST = (
    Column("position", "integer", "Paragraph, counted from 1; 0 is the title."),
    Column("start_offset", "integer", "First code point of the Chinese name, counted from 0."),
    Column("end_offset", "integer", "The code point behind the Chinese name."),
    Column("chinese_name", "varchar", "The Chinese name, in simplified script."),
    Column("latin_name", "varchar", "What stands in brackets behind it."),
    Column("gloss_kind", "varchar", "name, acronym or ticker."),
    Column("score", "double", "How sure the left edge of the Chinese name is, 0 to 1."),
)

MENTIONS = Table(
    "mentions",
    "one row per document that was searched for names, with its mentions",
    ("document_id",),
    (
        DOCUMENT_ID,
        required(
            "recogniser_version",
            "varchar",
            "What looked: its version, hash of model and gazetteer.",
        ),
        Column("prose_hash", "varchar", "Hash of what they were looked for in."),
        RUN_ID,
        required("naming_kind", "varchar", "read, or not_chinese where there is no Chinese text."),
        Column("mentions", MENTION_LIST, "The names in reading order."),
        Column("glosses", GLOSS_LIST, "Names with a Latin one in brackets, in reading order."),
    ),
    mart="fct_mentions",
)

RESOLVER_VERSION = required(
    "resolver_version", "varchar", "What decided: its version, hashes of gazetteer and overrides."
)

ENTITIES = Table(
    "entities",
    "one row per person, organisation or place that articles mention",
    ("entity_id",),
    (
        ENTITY_ID,
        RESOLVER_VERSION,
        RUN_ID,
        ENTITY_KIND,
        required("entity_name", "varchar", "The name to show."),
        Column("latin_name", "varchar", "Its Latin name."),
        Column("country_code", "varchar", "ISO 3166-1 alpha-2."),
        Column("subdivision_code", "varchar", "ISO 3166-2."),
        Column("geonames_id", "bigint", "Number in GeoNames."),
        Column("latitude", "double", "Degrees north."),
        Column("longitude", "double", "Degrees east."),
        required("entity_key", "varchar", "What the id is a hash of: seed:…, iso:…, geonames:…, name:…"),
        Column("is_confirmed", "boolean", "Whether it is surely a name of that kind."),
        Column("place_kind", "varchar", "Kind of place, of those in the gazetteer."),
        Column(
            "basis", "bigint", "Hash of the mentions, glosses and figures that row and names are made of."
        ),
    ),
    mart="dim_entities",
)

ENTITY_ALIASES = Table(
    "entity_aliases",
    "one row per name of an entity, kind of name and source",
    ("entity_id", "alias", "alias_kind", "source_kind"),
    (
        ENTITY_ID,
        required("alias", "varchar", "The name."),
        required("alias_kind", "varchar", "full, short, latin, variant or traditional."),
        required("source_kind", "varchar", "gazetteer, gloss, seed or corpus."),
        RUN_ID,
        required("support_count", "bigint", "Articles that use it so."),
    ),
    mart="dim_entity_aliases",
)

ENTITY_LINKS = Table(
    "entity_links",
    "one row per article, kind and referent, with the entity that it means",
    ("article_id", "entity_kind", "referent"),
    (
        ARTICLE_ID,
        required("entity_kind", "varchar", "Kind that its mentions were given."),
        required("referent", "varchar", "What the article itself says is meant."),
        ENTITY_ID,
        RUN_ID,
        required("method_kind", "varchar", "How it was decided."),
        required("confidence", "double", "How sure that is, 0 to 1."),
    ),
    mart="fct_mentions",
)

ENTITY_REDIRECTS = Table(
    "entity_redirects",
    "one row per retired entity id, with the entity that replaces it",
    ("old_entity_id",),
    (
        required("old_entity_id", "varchar", "The id that was."),
        ENTITY_ID,
        required("merged_at", "timestamptz", "When that was found."),
        RUN_ID,
    ),
    mart="dim_entity_redirects",
)

RESOLUTIONS = Table(
    "resolutions",
    "one row per pass over the whole archive: the inputs that its answer was made of",
    ("resolution_name",),
    (
        required("resolution_name", "varchar", "The pass over the whole archive, such as entities."),
        RESOLVER_VERSION,
        required("fingerprint", "varchar", "Hash of the articles and names that it was made of."),
        RUN_ID,
    ),
)

NAME_TABLES = (MENTIONS, ENTITIES, ENTITY_ALIASES, ENTITY_LINKS, ENTITY_REDIRECTS, RESOLUTIONS)
