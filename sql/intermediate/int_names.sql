-- grain: one row per article, kind, referent and surface: the input of entity resolution
with

mentions as (
    select * from intermediate.int_found_mentions
),

articles as (
    select * from intermediate.int_articles
),

outlets as (
    select * from staging.stg_outlets
),

kinds as (
    select ['compound', 'gazetteer', 'gloss', 'pattern', 'repeat', 'seed', 'tagger'] as every_kind
),

-- Methods as bits while rows are grouped: DuckDB cannot spill lists to disk.
marked as (
    select
        mentions.*,
        1 << (list_position(kinds.every_kind, mentions.method_kind) - 1) as method_bit
    from mentions
    cross join kinds
),

-- Scores as decimals, whose sum does not depend on the order.
counts as (
    select
        article_id,
        entity_kind,
        referent,
        surface,
        count(*) as mention_count,
        max(score) as max_score,
        avg(cast(score as decimal(4, 3))) as mean_score,
        bit_or(method_bit) as method_bits,
        bool_or(position = 0) as is_in_title
    from marked
    group by all
),

counts_with_kinds as (
    select
        counts.*,
        kinds.every_kind
    from counts
    cross join kinds
),

names as (
    select
        *,
        [
            kind for kind in every_kind
            if method_bits & (1 << (list_position(every_kind, kind) - 1)) > 0
        ] as method_kinds
    from counts_with_kinds
)

select
    names.article_id,
    articles.outlet_id,
    outlets.outlet_name,
    articles.published_date,
    names.entity_kind,
    names.referent,
    names.surface,
    names.mention_count,
    names.max_score,
    names.mean_score,
    names.method_kinds,
    names.is_in_title
from names
inner join articles on names.article_id = articles.article_id
left join outlets on articles.outlet_id = outlets.outlet_id
