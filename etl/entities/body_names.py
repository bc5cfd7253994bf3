"""Bring an organisation's name to one form: places in front by their ids, the end in one wording, no legal form.

Names of one form are one organisation's: 香港特别行政区律政司 and 香港律政司, 福建省宁德市看守所 and 宁德看守所,
北京市第二中级人民法院 and 北京第二中级法院. Here: comparing names by their words. Not here: evidence of the archive
(organisations.py).
"""

from functools import cache

from etl import lexicon
from etl.lexicon import column
from etl.names.known.gazetteer import Gazetteer, Place

LONGEST_PLACE = 8  # characters of a place's name in front of an organisation's
SMALL_WORDS = frozenset({"of", "at", "in", "the"})
LEAST_REST = 2  # characters left of a name when place or legal form is taken off (judged)
_LOCAL = frozenset({"subdivision", "city", "district", "county"})
_IN_FRONT = frozenset({*_LOCAL, "country"})


def one_form(name: str, gazetteer: Gazetteer) -> str:
    """Give the form that the names of one organisation share; a name with nothing to take off or replace is its own.

    name: in shadow spelling.
    """
    core = _without_legal_form(name, gazetteer)
    if core.isascii():
        return core.casefold()
    place, rest = _place_in_front(core, gazetteer)
    return f"{place}|{_in_one_wording(rest)}" if place else _in_one_wording(rest)


def behind_its_place(name: str, gazetteer: Gazetteer) -> tuple[str | None, str]:
    """Give the country of the place that a name begins with, and the rest of the name; none, and the name."""
    found = _longest_place(name, None, gazetteer)
    return (found[0].country_code, name[found[1] :]) if found else (None, name)


def without_legal_form(latin: str) -> str:
    """Strip Inc., Co., Ltd. and the like off a Latin name, as long as something is left."""
    for end in _latin_forms():
        core = latin.removesuffix(end).rstrip(" ,")
        if core != latin and len(core) >= LEAST_REST:
            return without_legal_form(core)
    return latin


def without_small_words(latin: str) -> str:
    """Leave out of, at, in and the: University of California at San Diego is University of California, San Diego."""
    return " ".join(word for word in latin.split() if word.casefold() not in SMALL_WORDS)


def _without_legal_form(name: str, gazetteer: Gazetteer) -> str:
    if name.isascii():
        return without_legal_form(name)
    if not name.endswith((*_company_ends(), " ")):
        return name
    for end in _company_ends():
        core = name.removesuffix(end).rstrip(" ")
        if core != name and len(core) >= LEAST_REST and not gazetteer.by_name.get(core):
            return core
    return name


def _place_in_front(name: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """Split a name into the id of the smallest place that it begins with, and the rest; no id where that is unclear."""
    around: Place | None = None
    rest = name
    while found := _longest_place(rest, around, gazetteer):
        place, length = found
        around, rest = place, rest[length:]
    return (around.place_id, rest) if around else ("", name)


def _longest_place(text: str, around: Place | None, gazetteer: Gazetteer) -> tuple[Place, int] | None:
    if text[:2] not in gazetteer.beginnings:  # of most names
        return None
    for length in range(min(LONGEST_PLACE, len(text) - LEAST_REST), 1, -1):
        places = _places(text[:length], gazetteer)
        fitting = [place for place in places if _is_in(place, around)]
        if len(fitting) == 1 or (fitting and fitting[0].place_kind in ("country", "subdivision")):
            return fitting[0], length
    return None


def _places(name: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Look up the places of a name that bodies bear in front; not those that are also words (大陆, 内地).

    Nor a part that the gazetteer takes for the whole: 南加州大学 is not 加州大学.
    """
    found = gazetteer.of(name) if name.endswith(_place_ends()) else gazetteer.by_name.get(name, ())
    if found and found[0].place_kind == "country" and len(name) == 2 and name != found[0].name_hans:
        return ()
    if found and found[0] in gazetteer.by_name.get(name[1:], ()):
        return ()
    return tuple(place for place in found if place.place_kind in _IN_FRONT)


def _is_in(place: Place, around: Place | None) -> bool:
    if around is None:
        return True
    if place.place_kind not in _LOCAL or place.country_code != around.country_code:
        return False
    return around.place_kind == "country" or place.subdivision_code == around.subdivision_code


def _in_one_wording(text: str) -> str:
    end = next((end for end in _wordings() if text.endswith(end)), "")
    return text.removesuffix(end) + _wordings()[end] if end else text


@cache
def _wordings() -> dict[str, str]:
    """Map each end to the one that stands for it, the longest first."""
    found = {row["word"]: row["same_as"] for row in lexicon.rows("body_words")}
    return dict(sorted(found.items(), key=lambda each: (-len(each[0]), each[0])))


@cache
def _place_ends() -> tuple[str, ...]:
    return column("place_ends", "end", is_left_out="yes")


@cache
def _company_ends() -> tuple[str, ...]:
    return column("organisation_ends", "end", is_only_a_form="yes")


@cache
def _latin_forms() -> tuple[str, ...]:
    return tuple(end for end in _company_ends() if end.isascii())
