"""Link places: choose among gazetteer namesakes by the countries the article names; else keep the name itself.

Here: which place a name means in an article. Not here: which places there are (etl.names.known.gazetteer).
"""

from collections.abc import Mapping, Sequence

from etl.entities.entity_key import Decision, LinkMethod, latin_name_key, name_key, seed_key
from etl.entities.glossed import GlossIndex, dominant
from etl.entities.name_variants import latin_key
from etl.kinds import EntityKind
from etl.lexicon.scores import score_of
from etl.names.known.gazetteer import GREAT_CITY, LIKE_CITIES, OWN_ENDS, Gazetteer, Place
from etl.names.known.seeds import Seeds

CERTAIN_ENOUGH = (
    0.55  # least certainty of a gazetteer place; below it, an unlisted namesake is likelier (judged)
)
OFTEN_NAMED = frozenset({"US", "CN"})  # in most articles, so that they are weak evidence for a town (judged)
WELL_KNOWN = 4  # articles naming a town from which on it needs no mention of its country (judged)
KNOWN_CITY = GREAT_CITY // 2  # people of a city that is meant wherever it is not said otherwise …
DWARFING = 10  # … if it is so many times as large as a namesake in a country of the article (judged)
FAR_GREATER = 2  # times the population at which a namesake is preferred (judged)
Forms = Mapping[str, int]  # name → articles that use it


class Places:
    """The places that an archive's names can mean."""

    def __init__(self, forms: Forms, glosses: GlossIndex, seeds: Seeds, gazetteer: Gazetteer) -> None:
        self.forms, self.glosses, self.seeds, self.gazetteer = forms, glosses, seeds, gazetteer
        self.by_latin = self._by_latin()

    def decide(self, name: str, country_codes: Sequence[str]) -> Decision:
        """Decide which place a name means in an article with these countries, the most mentioned first."""
        found = self.gazetteer.best(name, country_codes)
        if found and found[1] >= CERTAIN_ENOUGH and not self._is_far(name, found[0], country_codes):
            place = self._greater(name, found[0])
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

    def _is_far(self, name: str, place: Place, country_codes: Sequence[str]) -> bool:
        """Whether it is a little-known town in a country the article does not name: probably a false match."""
        is_town = place.place_kind == "city" and place.population < GREAT_CITY
        is_known = self.forms[name] >= WELL_KNOWN or name in self.gazetteer.always or name.endswith(OWN_ENDS)
        return is_town and place.country_code not in country_codes and not is_known

    def _greater(self, name: str, place: Place) -> Place:
        """Prefer a far larger namesake to a town whose only evidence is its country.

        The oftener that country is named, the less it says. Washington is not the town in England, whatever Britain
        does in the article.
        """
        if place.place_kind != "city" or place.country_code in LIKE_CITIES:
            return place
        if place.country_code in OFTEN_NAMED:
            least, is_subdivision_great = FAR_GREATER * place.population, True
        else:
            least, is_subdivision_great = max(KNOWN_CITY, DWARFING * place.population), False
        great = [
            one
            for one in self.gazetteer.of(name)
            if one.population >= least or (is_subdivision_great and one.place_kind == "subdivision")
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
