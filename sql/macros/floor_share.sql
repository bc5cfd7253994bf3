-- floor_share: the least share of new pages that still fits the past share of them. It lies 4 standard errors
-- lower on the arcsine scale, where shares near 0 and 1 vary like others. The past weighs 50 pages or less,
-- for the news differs by day. 4 and 50 are from real pages: in seven months of 19 outlets, day by day, all
-- that falls below is an outlet's own change of markup; with 3.5 a day of galleries does too.
create or replace macro macros.floor_share(past_share, past_count, page_count) as
sin(greatest(asin(sqrt(past_share)) - 2 * sqrt(1 / page_count + 1 / least(past_count, 50)), 0)) ** 2
