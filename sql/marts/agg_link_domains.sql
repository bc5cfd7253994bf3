-- grain: one row per (outlet_id, target_domain, link_kind): host that an outlet links to, and kind of link
select
    articles.outlet_id,
    articles.outlet_name,
    links.target_domain,
    links.link_kind,
    coalesce(
        links.target_domain = coalesce(outlets.domain, articles.outlet_id)
        or ends_with(links.target_domain, '.' || coalesce(outlets.domain, articles.outlet_id)),
        false
    ) as is_own_domain,
    count(*) as link_count,
    count(*) filter (where not articles.is_wire) as wire_free_link_count,
    count(*) filter (where not articles.is_copy) as copy_free_link_count,
    count(distinct links.article_id) as article_count,
    count(distinct links.article_id) filter (where not articles.is_wire) as wire_free_article_count,
    count(distinct links.article_id) filter (where not articles.is_copy) as copy_free_article_count,
    min(articles.published_date) as first_published_date,
    max(articles.published_date) as last_published_date
from marts.fct_article_links as links
inner join marts.fct_articles as articles on links.article_id = articles.article_id
left join marts.dim_outlets as outlets on articles.outlet_id = outlets.outlet_id
where links.target_domain is not null
group by all
