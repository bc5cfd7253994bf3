"""Link places: choose among gazetteer namesakes by countries and subdivisions of the article; else keep the name.

Here: which place a name means in an article. Not here: which places there are (etl.names.known.gazetteer).
"""

from collections.abc import Collection, Mapping, Sequence

from etl.entities.entity_key import Decision, LinkMethod, latin_name_key, name_key, seed_key
from etl.entities.glossed import GlossIndex, dominant
from etl.entities.name_variants import latin_key
from etl.kinds import EntityKind
from etl.lexicon.scores import score_of
from etl.names.known.gazetteer import GREAT_CITY, LARGE, LIKE_CITIES, OWN_ENDS, Gazetteer, Place
from etl.names.known.seeds import Seeds

CERTAIN_ENOUGH = (
    0.55  # least certainty of a gazetteer place; below it, an unlisted namesake is likelier (judged)
)
OFTEN_NAMED = frozenset({"US", "CN"})  # in most articles, so that they are weak evidence for a town (judged)
WELL_KNOWN = 4  # articles naming a town from which on it needs no mention of its country (judged)
LIKE_NO_WORD = (
    3  # characters of a name from which on it is hardly a word that the tagger took for a town (judged)
)
KNOWN_CITY = GREAT_CITY // 2  # people of a city that is meant wherever it is not said otherwise …
DWARFING = 10  # … if it is so many times as large as a namesake in a country of the article (judged)
# times the population at which a namesake is preferred to a town in a country that is in most articles; to a town whose
# subdivision is named, only one whose country is named (judged)
GREATER = 1.2
Forms = Mapping[str, int]  # name → articles that use it


class Places:
    """The places that an archive's names can mean."""

    def __init__(self, forms: Forms, glosses: GlossIndex, seeds: Seeds, gazetteer: Gazetteer) -> None:
        self.forms, self.glosses, self.seeds, self.gazetteer = forms, glosses, seeds, gazetteer
        self.by_latin = self._by_latin()

    def decide(self, name: str, country_codes: Sequence[str]) -> Decision:
        """Decide which place a name means in an article with these countries, the most mentioned first.

        After the countries may follow the subdivisions that the article names places of: CN, US, CN-SD.
        """
        found = self.gazetteer.best(name, country_codes)
        if found and found[1] >= CERTAIN_ENOUGH and not self._is_far(name, found[0], country_codes):
            place = self._greater(name, found[0], country_codes)
            return Decision(place.place_id, LinkMethod.GAZETTEER, found[1])
        seed = self.seeds.of_full(name)
        if seed and seed.entity_kind is EntityKind.PLACE:
            return Decision(seed_key(seed.seed_id), LinkMethod.SEED, score_of("place_by_seed"))
        if key := dominant(self.glosses.by_name.get(name, {})):
            linked = self.by_latin.get(key, latin_name_key(key))
            return Decision(linked, LinkMethod.ARCHIVE, score_of("place_by_archive"))
        latin = latin_key(name) if name.isascii() else None
        own = name_key(name) if latin is None else self.by_latin.get(latin, latin_name_key(latin))
        return Decision(own, LinkMethod.NAME, score_of("place_by_name"))

    def heeds(self, name: str) -> Collection[str]:
        """List the countries and subdivisions of the places that may be meant."""
        found = self.gazetteer.of(name)
        codes = (code for place in found for code in (place.country_code, place.subdivision_code))
        return {code for code in codes if code}

    def _is_far(self, name: str, place: Place, country_codes: Sequence[str]) -> bool:
        """Whether it is a little-known town in a country the article does not name: probably a false match."""
        is_no_word = len(name) >= LIKE_NO_WORD and name in self.gazetteer.by_name
        least = LARGE if is_no_word else GREAT_CITY
        is_town = place.place_kind == "city" and place.population < least
        is_known = self.forms[name] >= WELL_KNOWN or name in self.gazetteer.always or name.endswith(OWN_ENDS)
        return is_town and place.country_code not in country_codes and not is_known

    def _greater(self, name: str, place: Place, codes: Sequence[str]) -> Place:
        """Prefer a larger namesake to a town whose only evidence is its country, a far larger one to any.

        The oftener that country is named, the less it says: Venice is not the one in California. Washington is not the
        town in England, whatever Britain does in the article. A town whose subdivision is named gives way to one that
        dwarfs it, or whose country is named.
        """
        if place.place_kind != "city" or place.country_code in LIKE_CITIES:
            return place
        is_near, is_often = place.subdivision_code in codes, place.country_code in OFTEN_NAMED
        dwarfing = DWARFING * place.population if is_near else max(KNOWN_CITY, DWARFING * place.population)
        great = [
            one
            for one in self.gazetteer.of(name)
            if one.population >= dwarfing
            or (_is_greater(one, place) and (one.country_code in codes if is_near else is_often))
            or (one.place_kind == "subdivision" and is_often and not is_near)
        ]
        return max(great, key=lambda one: one.population) if great else place

    def _by_latin(self) -> dict[str, str]:
        """Map the dominant gloss of each unambiguous gazetteer name to its place."""
        known: dict[str, str] = {}
        for name, counts in sorted(self.glosses.by_name.items()):
            places = self.gazetteer.of(name)
            key = dominant(counts)
            if key and len(places) == 1:
                known.setdefault(key, places[0].place_id)
        return known


def _is_greater(one: Place, place: Place) -> bool:
    return one.country_code != place.country_code and one.population >= GREATER * place.population
