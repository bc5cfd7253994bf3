"""One page: from its HTML to the parts of an article. Pure, and steered by an Outlet and its Layout.

HTML → tree → walk → blocks → draft → body. roles say what elements are; paragraph, figure and credit each read one
kind of part; generic chooses among the parts of a page that no layout fits; structured reads what a page states for
machines; title reads title and address, which are given outside of the page.
"""
