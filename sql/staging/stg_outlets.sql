-- grain: one row per outlet that has a file of its own
select
    outlet_id,
    outlet_name,
    latin_name,
    domain,
    language_code,
    timezone_name
from base.outlets
