"""Conditions of rules that are longer than a line, or that several suites state, as SQL over a row named `this`.

Here: what they say of a row, of base.parsed_articles where nothing else is said. Not here: the rules (suites/).
"""

HAS_ARTICLE = "this.article_id in (select article_id from marts.fct_articles)"  # of any mart
HAS_DOCUMENT = "this.document_id in (select document_id from base.parsed_articles)"
HAS_ORIGINAL = "this.original_article_id in (select article_id from marts.fct_articles)"  # of marts of copies

OF_A_KNOWN_OUTLET = "this.outlet_id in (select outlet_id from base.outlets)"
# an outlet of whose pages hardly any states a date has layouts without one: nothing was lost there
DATED_BY_PAGE = (
    f"case when {OF_A_KNOWN_OUTLET} and this.outlet_id in (select outlet_id from base.parsed_articles"
    " group by outlet_id having avg((page_date is not null)::int) > 0.1) then this.page_date is not null end"
)
# by the share of each outlet, for the bad pages of one are lost among all; fewer than 10 pages show no habit
HOUR_READ = (
    "case when this.page_time_kind = 'day_of_unread_hour' then"
    " avg(cast(this.page_time_kind = 'day_of_unread_hour' as integer)) over (partition by this.outlet_id)"
    " <= 0.01 or count(*) over (partition by this.outlet_id) < 10 end"
)
DAY_OF_ADDRESS = (
    f"case when {OF_A_KNOWN_OUTLET} and this.is_exact_time and this.url_date <> this.published_date then"
    " avg(case when this.is_exact_time then cast(this.url_date <> this.published_date as integer) end)"
    " over (partition by this.outlet_id) <= 0.2"
    " or count(case when this.is_exact_time then this.url_date end) over (partition by this.outlet_id) < 10 end"
)
# of marts.fct_articles; by the share of each outlet too: two odd pages, or 0.5 %, are no change of its markup
OWN_LAYOUT = (
    f"case when {OF_A_KNOWN_OUTLET} then not this.is_generic_layout"
    " or sum(cast(this.is_generic_layout as integer)) over (partition by this.outlet_id)"
    " <= greatest(2, 0.005 * count(*) over (partition by this.outlet_id)) end"
)
# Only the texts that are compared are joined: those of all would not fit in memory.
_SAVED_TWICE = "select article_id from base.parsed_articles group by article_id having count(*) > 1"
_TEXTS = (
    "(select article_id, document_id, title, list_transform(paragraphs, lambda each: each.text) as texts"
    f" from base.parsed_articles where article_id in ({_SAVED_TWICE}))"
)
# the least that two documents of one article have in common: a title or a paragraph
LIKE_ANOTHER = (
    f"case when this.article_id in ({_SAVED_TWICE}) then this.document_id in (select one.document_id"
    f" from {_TEXTS} as one inner join {_TEXTS} as other"
    " on one.article_id = other.article_id and one.document_id <> other.document_id"
    " where one.title = other.title or list_has_any(one.texts, other.texts)) end"
)
# apart from the row's own columns, for windows would hold the texts of all rows
PROSE_COUNT = (
    "case when this.document_id in (select document_id from base.parsed_articles"
    " where len(list_filter(paragraphs, lambda each: each.paragraph_kind <> 'heading')) = 0) then 0 else 1 end"
)

PAIRS = ("（(", "）)"), ("【", "】"), ("《", "》"), ("「", "」"), ("『", "』"), ("“", "”")
_IS_HALVED = " or ".join(
    f"len(regexp_extract_all(this.{{0}}, '[{opening}]')) <> len(regexp_extract_all(this.{{0}}, '[{closing}]'))"
    for opening, closing in PAIRS
)
_BRACKETS = "".join(opening + closing for opening, closing in PAIRS)
# of a column with a name; hardly any has a bracket
HALF_A_PAIR = f"case when regexp_matches(this.{{0}}, '[{_BRACKETS}]') then {_IS_HALVED} else false end"

# of rows of a summary: a column with a name; and a column that holds what stands in `text` from start to end
OUT_OF_BOUNDS = "count(*) filter (where not coalesce(this.{0} between 0 and 1, false))"
UNTRUE_OFFSETS = (
    "count(*) filter (where this.{0} is distinct from"
    " substring(this.text, this.start_offset + 1, this.end_offset - this.start_offset))"
)
