-- log_likelihood: Dunning's G2 of two things counted together: how far they depart from chance, 0 for chance
-- It grows with the evidence, as lift does not: 3.84 is the 95 % point, and two cases rarely go beyond 40.
create or replace macro macros.log_likelihood(both_count, one_count, other_count, total_count) as
2 * (
    macros.count_log_ratio(both_count, one_count * other_count / total_count)
    + macros.count_log_ratio(one_count - both_count, one_count * (total_count - other_count) / total_count)
    + macros.count_log_ratio(other_count - both_count, (total_count - one_count) * other_count / total_count)
    + macros.count_log_ratio(
        total_count - one_count - other_count + both_count,
        (total_count - one_count) * (total_count - other_count) / total_count
    )
)
