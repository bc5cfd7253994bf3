select
    outlet_name,
    sum(resaved_article_count) as resaved_article_count,
    sum(changed_article_count) as changed_article_count,
    sum(headline_article_count) as headline_article_count,
    sum(corrected_article_count) as corrected_article_count,
    sum(rewritten_article_count) as rewritten_article_count,
    sum(changed_article_count) / sum(resaved_article_count) as changed_article_share
from marts.agg_revision_rates
where resaved_article_count > 0
group by all
order by resaved_article_count desc, outlet_name asc
