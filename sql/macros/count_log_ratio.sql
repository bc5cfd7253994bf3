-- count_log_ratio: a count times the logarithm of it over what was expected; 0 for none
create or replace macro macros.count_log_ratio(seen_count, expected_count) as
case when seen_count > 0 and expected_count > 0 then seen_count * ln(seen_count / expected_count) else 0 end
