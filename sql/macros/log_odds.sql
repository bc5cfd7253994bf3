-- log_odds: of a share, kept as far from 0 and 1 as the margin says
create or replace macro macros.log_odds(share, margin) as
ln(least(greatest(share, margin), 1 - margin) / (1 - least(greatest(share, margin), 1 - margin)))
