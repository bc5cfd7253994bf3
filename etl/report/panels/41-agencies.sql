with

volumes as (
    select
        outlet_id,
        sum(article_count) as outlet_article_count
    from marts.agg_outlet_days
    group by outlet_id
),

uses as (
    select
        outlet_id,
        outlet_name,
        agency_name,
        agency_use_kind,
        sum(article_count) as article_count
    from marts.agg_agency_dependence
    where agency_use_kind in ('carried', 'based_on')
    group by all
)

select
    uses.outlet_name,
    uses.agency_name,
    if(uses.agency_use_kind = 'carried', 'its text', 'based on it') as use_kind,
    uses.article_count,
    volumes.outlet_article_count,
    uses.article_count / volumes.outlet_article_count as article_share
from uses
inner join volumes on uses.outlet_id = volumes.outlet_id
order by uses.article_count desc, uses.outlet_name asc, uses.agency_name asc, use_kind asc
limit 60
