select
    published_date,
    outlet_name,
    title,
    url,
    coalesce(marked_text, '[-' || old_text || '-]', '{+' || new_text || '+}') as marked_text
from marts.fct_corrections
where published_date <= getvariable('day')
order by published_date desc, article_id asc, revision_number asc, change_number asc
limit 30
