"""Whom a text names as its source: the outlet of the text it carries, or an agency that both carry.

Here: evidence on the page for who copied whom. Not here: what follows from it (judge.py), the names of outlets
(etl/outlets/) and agencies (lexicon/agencies.csv).
"""

import re
from functools import cache

from etl import lexicon
from etl.copies.article import Article
from etl.copies.reading import Reading
from etl.kinds import AuthorKind, CopyEvidenceKind
from etl.normalize.author import agencies_in, author_key, source_credit
from etl.normalize.dateline import read_dateline
from etl.normalize.shadow import shadow
from etl.outlets import outlets

HEAD_COUNT = 2  # first paragraphs: they hold a dateline, and say whose news it is


def evidence(copy: Reading, original: Reading) -> CopyEvidenceKind | None:
    """The strongest evidence that a text was taken from the outlet of another; None without any, or in one outlet."""
    outlet_id = original.article.outlet_id
    names = _names(outlet_id)
    if copy.article.outlet_id == outlet_id or not names:
        return None
    if not names.isdisjoint(_credited(copy.article)):
        return CopyEvidenceKind.CREDIT
    if not names.isdisjoint(_in_datelines(copy.article)):
        return CopyEvidenceKind.DATELINE
    if _pattern(outlet_id).search(copy.prose) or _pattern(outlet_id).search(shadow(copy.article.title)):
        return CopyEvidenceKind.PHRASE
    return None


def common_agencies(one: Reading, other: Reading) -> frozenset[str]:
    """The news agencies that both texts credit or name first, those left out that one of the outlets is."""
    own = _names(one.article.outlet_id) | _names(other.article.outlet_id)
    return (_agencies(one) & _agencies(other)) - own


@cache
def _names(outlet_id: str) -> frozenset[str]:
    """The keys of all names by which an outlet is credited."""
    outlet = outlets().get(outlet_id)
    if outlet is None:
        return frozenset()
    said = {outlet.outlet_name, outlet.latin_name, *outlet.aliases, *filter(None, (outlet.agency,))}
    return frozenset(author_key(name) for one in said for name in (one, source_credit(one).author_name))


@cache
def _pattern(outlet_id: str) -> re.Pattern[str]:
    """Match a name of the outlet in folded prose; one in Latin letters as a word of its own."""
    outlet = outlets()[outlet_id]
    names = {shadow(name) for name in (outlet.outlet_name, outlet.latin_name, *outlet.aliases)}
    latin = {name for name in names if name.isascii()}
    parts = [lexicon.any_word(names - latin)] if names - latin else []
    parts += [rf"(?<![A-Za-z0-9]){lexicon.any_word(latin)}(?![A-Za-z0-9])"] if latin else []
    return re.compile("|".join(parts))


def _credited(article: Article) -> set[str]:
    return {author_key(name) for one in article.credited for name in (one, source_credit(one).author_name)}


def _in_datelines(article: Article) -> set[str]:
    read = (read_dateline(text) for text in article.paragraphs[:HEAD_COUNT])
    return {author_key(each.author_name) for found in read if found for each in found.agencies}


def _agencies(reading: Reading) -> frozenset[str]:
    head = "\n".join(reading.article.paragraphs[:HEAD_COUNT])
    named = {each.author_name for each in agencies_in(head)}
    credited = (source_credit(name) for name in reading.article.credited)
    named |= {each.author_name for each in credited if each.author_kind is AuthorKind.AGENCY}
    return frozenset(map(author_key, named))
