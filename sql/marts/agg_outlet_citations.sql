-- grain: one row per (outlet_id, cited_name): outlet, and whom it credits, links to, copies or reports from
with

organisations as (
    select
        macros.folded_name(aliases.alias) as name,
        arg_max(entities.entity_id, (entities.article_count, entities.entity_id)) as entity_id
    from marts.dim_entity_aliases as aliases
    inner join marts.dim_entities as entities on aliases.entity_id = entities.entity_id
    where entities.entity_kind = 'organisation'
    group by macros.folded_name(aliases.alias)
),

outlets as (
    select
        dim_outlets.outlet_id,
        dim_outlets.outlet_name,
        dim_outlets.latin_name,
        dim_outlets.domain,
        coalesce(named.entity_id, named_in_latin.entity_id, named_by_id.entity_id) as entity_id
    from marts.dim_outlets as dim_outlets
    left join organisations as named on macros.folded_name(dim_outlets.outlet_name) = named.name
    left join organisations as named_in_latin
        on macros.folded_name(dim_outlets.latin_name) = named_in_latin.name
    left join organisations as named_by_id on dim_outlets.outlet_id = named_by_id.name
),

outlet_names as (
    select
        macros.folded_name(unnest([outlet_name, latin_name])) as name,
        outlet_id
    from outlets
),

-- Every name of an outlet, an agency, a medium or an organisation, and what it names.
names as (
    select
        name,
        outlet_id,
        cast(null as varchar) as entity_id,
        true as is_medium
    from outlet_names
    where name is not null
    union all
    select
        macros.folded_name(author_name) as name,
        cast(null as varchar) as outlet_id,
        cast(null as varchar) as entity_id,
        true as is_medium
    from marts.dim_authors
    where author_kind in ('agency', 'medium')
    union all
    select
        name,
        cast(null as varchar) as outlet_id,
        entity_id,
        false as is_medium
    from organisations
),

sources as (
    select
        name,
        min(outlet_id) as outlet_id,
        min(entity_id) as entity_id,
        bool_or(is_medium) as is_medium
    from names
    group by name
),

media as (
    select entity_id
    from sources
    where is_medium and entity_id is not null
    union
    select entity_id
    from outlets
    where entity_id is not null
),

entity_outlets as (
    select
        entity_id,
        min(outlet_id) as outlet_id,
        arg_min(outlet_name, outlet_id) as outlet_name
    from outlets
    where entity_id is not null
    group by entity_id
),

-- A host is of the outlet with the longest domain that it ends in.
hosts as (
    select
        links.target_domain,
        arg_max(outlets.outlet_id, length(outlets.domain)) as outlet_id
    from (select distinct target_domain from marts.fct_article_links) as links
    inner join outlets
        on links.target_domain = outlets.domain or ends_with(links.target_domain, '.' || outlets.domain)
    group by links.target_domain
),

cited as (
    select
        credits.article_id,
        sources.outlet_id,
        sources.entity_id,
        credits.author_name as name,
        'credit' as evidence
    from marts.fct_article_credits as credits
    left join sources on macros.folded_name(credits.author_name) = sources.name
    where credits.role_kind in ('source', 'agency')
    union all
    select
        links.article_id,
        coalesce(targets.outlet_id, hosts.outlet_id) as outlet_id,
        cast(null as varchar) as entity_id,
        cast(null as varchar) as name,
        'link' as evidence
    from marts.fct_article_links as links
    left join marts.fct_articles as targets on links.target_article_id = targets.article_id
    left join hosts on links.target_domain = hosts.target_domain
    where links.link_kind <> 'related' and coalesce(targets.outlet_id, hosts.outlet_id) is not null
    union all
    select
        copies.article_id,
        copies.original_outlet_id as outlet_id,
        cast(null as varchar) as entity_id,
        cast(null as varchar) as name,
        'copy' as evidence
    from marts.fct_article_copies as copies
    where copies.is_direction_sure
    union all
    -- A medium whose words are told is a source by that, another organisation where a phrase names it as one.
    select
        quotes.article_id,
        sources.outlet_id,
        coalesce(speakers.entity_id, sources.entity_id) as entity_id,
        quotes.speaker_name as name,
        'prose' as evidence
    from marts.fct_quotes as quotes
    left join staging.stg_entities as speakers
        on quotes.speaker_entity_id = speakers.entity_id and speakers.entity_kind = 'organisation'
    left join media on speakers.entity_id = media.entity_id
    left join sources
        on
            case when quotes.speaker_entity_id is null then macros.folded_name(quotes.speaker_name) end
            = sources.name
    where
        quotes.speaker_kind = 'organisation'
        and coalesce(speakers.entity_id, sources.name) is not null
        and (quotes.is_source or media.entity_id is not null or sources.is_medium)
),

-- An outlet that is known by its entity alone, an entity by its outlet.
resolved as (
    select
        cited.article_id,
        cited.evidence,
        coalesce(known.outlet_id, entity_outlets.outlet_id) as outlet_id,
        coalesce(cited.entity_id, known.entity_id) as entity_id,
        coalesce(known.outlet_name, entity_outlets.outlet_name, entities.entity_name, cited.name) as name
    from cited
    left join outlets as known on cited.outlet_id = known.outlet_id
    left join entity_outlets
        on case when cited.outlet_id is null then cited.entity_id end = entity_outlets.entity_id
    left join staging.stg_entities as entities on cited.entity_id = entities.entity_id
)

select
    articles.outlet_id,
    articles.outlet_name,
    resolved.name as cited_name,
    min(resolved.outlet_id) as cited_outlet_id,
    min(resolved.entity_id) as cited_entity_id,
    count(distinct resolved.article_id) as article_count,
    count(distinct resolved.article_id) filter (where not articles.is_wire) as wire_free_article_count,
    count(distinct resolved.article_id) filter (where not articles.is_copy) as copy_free_article_count,
    count(distinct resolved.article_id) filter (where resolved.evidence = 'credit') as credit_article_count,
    count(distinct resolved.article_id) filter (where resolved.evidence = 'link') as link_article_count,
    count(distinct resolved.article_id) filter (where resolved.evidence = 'copy') as copy_article_count,
    count(distinct resolved.article_id) filter (where resolved.evidence = 'prose') as prose_article_count,
    min(articles.published_date) as first_published_date,
    max(articles.published_date) as last_published_date
from resolved
inner join marts.fct_articles as articles on resolved.article_id = articles.article_id
where
    coalesce(resolved.outlet_id <> articles.outlet_id, true)
    and not (resolved.evidence = 'credit' and articles.agency_use_kind = 'own')
group by articles.outlet_id, articles.outlet_name, resolved.name
