-- grain: one row per (outlet_id, cited_name): outlet, and whom it credits, links to or copies
with

outlets as (
    select
        outlet_id,
        outlet_name,
        latin_name,
        domain
    from marts.dim_outlets
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
        outlets.outlet_id as cited_outlet_id,
        coalesce(outlets.outlet_name, credits.author_name) as cited_name,
        'credit' as evidence
    from marts.fct_article_credits as credits
    left join outlets on credits.author_name in (outlets.outlet_name, outlets.latin_name)
    where credits.role_kind in ('source', 'agency')
    union all
    select
        links.article_id,
        outlets.outlet_id as cited_outlet_id,
        outlets.outlet_name as cited_name,
        'link' as evidence
    from marts.fct_article_links as links
    left join marts.fct_articles as targets on links.target_article_id = targets.article_id
    left join hosts on links.target_domain = hosts.target_domain
    inner join outlets on coalesce(targets.outlet_id, hosts.outlet_id) = outlets.outlet_id
    where links.link_kind <> 'related'
    union all
    select
        copies.article_id,
        copies.original_outlet_id as cited_outlet_id,
        coalesce(copies.original_outlet_name, copies.original_outlet_id) as cited_name,
        'copy' as evidence
    from marts.fct_article_copies as copies
    where copies.is_direction_sure
)

select
    articles.outlet_id,
    articles.outlet_name,
    cited.cited_name,
    any_value(cited.cited_outlet_id) as cited_outlet_id,
    count(distinct cited.article_id) as article_count,
    count(distinct cited.article_id) filter (where not articles.is_wire) as wire_free_article_count,
    count(distinct cited.article_id) filter (where not articles.is_copy) as copy_free_article_count,
    count(distinct cited.article_id) filter (where cited.evidence = 'credit') as credit_article_count,
    count(distinct cited.article_id) filter (where cited.evidence = 'link') as link_article_count,
    count(distinct cited.article_id) filter (where cited.evidence = 'copy') as copy_article_count,
    min(articles.published_date) as first_published_date,
    max(articles.published_date) as last_published_date
from cited
inner join marts.fct_articles as articles on cited.article_id = articles.article_id
where
    coalesce(cited.cited_outlet_id <> articles.outlet_id, true)
    and not (cited.evidence = 'credit' and articles.agency_use_kind = 'own')
group by articles.outlet_id, articles.outlet_name, cited.cited_name
