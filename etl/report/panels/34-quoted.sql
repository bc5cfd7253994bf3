select
    speaker_name,
    speaker_kind,
    sum(quote_count) as quote_count,
    sum(direct_count) as direct_count,
    sum(quote_count) - sum(direct_count) as reported_count,
    sum(direct_count) / sum(quote_count) as direct_share,
    sum(article_count) as article_count,
    count(distinct outlet_id) as outlet_count
from marts.agg_speakers
where
    is_quoted
    and speaker_kind in ('person', 'organisation')
    and month between date_trunc('month', getvariable('day')) - interval 2 month and getvariable('day')
group by all
order by quote_count desc, speaker_name asc
limit 20
