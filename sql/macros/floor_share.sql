-- floor_share: the least share of new pages that still fits the past share of them. It lies 4 standard errors
-- lower on the arcsine scale, where shares near 0 and 1 vary like others. Half a page more or less keeps a
-- short past and few new pages from being sure. The past weighs 50 pages at most: the news differs by day.
-- Both numbers are of real pages: in seven months of 19 outlets, day by day, all that falls is a change
-- of markup, and no news; with 3.5 a day of galleries does too.
create or replace macro macros.floor_share(past_share, past_count, page_count) as
sin(greatest(
    asin(sqrt((past_share * past_count + 0.5) / (past_count + 1)))
    - 2 * sqrt(1 / (page_count - 0.5) + 1 / least(past_count, 50)),
    0
)) ** 2
