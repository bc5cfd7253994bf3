-- wilson_bound: bound of the 95 % interval (Wilson) of a share, the lower (side -1) or the upper (side 1) one
create or replace macro macros.wilson_bound(right_count, case_count, side) as
(right_count + 1.9208 + side * 1.96 * sqrt(right_count * (1 - right_count / case_count) + 0.9604))
/ (case_count + 3.8416)
