-- grain: one row per document that was searched for quotations
select
    document_id,
    quotes
from base.quotes
