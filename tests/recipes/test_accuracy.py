"""Reading what a scorer printed."""

from recipes.accuracy.__main__ import figures, joined

PRINTED = """\
loaded                    1.000  7/7
published_at              0.667  2/3
body whole                1.000  0/0
image credits             0.800  P 0.667 R 1.000  hit 2 predicted 3 gold 2
entities PER              0.000  P 1.000 R 0.000  hit 0 predicted 0 gold 4
  title | a page | 1/2
"""


def test_shares_and_sets_are_read_with_their_n_and_what_had_no_case_is_left_out() -> None:
    assert list(figures(PRINTED)) == [
        ("loaded", "share", 7, 7),
        ("published_at", "share", 2, 3),
        ("image_credits", "precision", 2, 3),
        ("image_credits", "recall", 2, 2),
        ("entities_per", "recall", 0, 4),
    ]


def test_rows_of_other_fields_stay_and_the_outlets_are_in_order() -> None:
    held = [
        ("bbc", "title", "share", "1", "2", "2020-07-01"),
        ("dw", "topic", "share", "1", "2", "2020-07-01"),
    ]
    measured = [("dw", "topic", "share", 3, 4, "2020-07-02"), ("bbc", "topic", "share", 5, 6, "2020-07-02")]
    assert joined(held, measured) == [held[0], measured[1], measured[0]]
