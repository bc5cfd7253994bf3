"""Places: which one it is. The gazetteer tells, by the countries that the article speaks of; else the name itself.

Here: which place a name means in an article. Not here: which places there are (etl.names.known.gazetteer).
"""

from collections.abc import Mapping, Sequence

from etl.entities.entity_key import Decision, LinkMethod, latin_name_key, name_key, seed_key
from etl.entities.glossed import Told, dominant
from etl.entities.name_variants import latin_key
from etl.kinds import EntityKind
from etl.lexicon.confidences import confidence
from etl.names.known.gazetteer import GREAT_CITY, OWN_ENDS, Gazetteer, Place
from etl.names.known.seeds import Seeds

CERTAIN_ENOUGH = 0.55  # below it, another place of that name is meant rather than the gazetteer's
OFTEN_NAMED = frozenset({"US", "CN"})  # in most articles: a town there is not meant for that alone
WELL_KNOWN = 4  # articles that name a town, from which on it needs no country beside it
FAR_GREATER = 2  # times the people
Forms = Mapping[str, int]


class Places:
    """What is known of places' names."""

    def __init__(self, forms: Forms, told: Told, seeds: Seeds, gazetteer: Gazetteer) -> None:
        self.forms, self.told, self.seeds, self.gazetteer = forms, told, seeds, gazetteer
        self.by_told = self._by_told()

    def decide(self, name: str, country_codes: Sequence[str]) -> Decision:
        """The place that a name means in an article that speaks of these countries."""
        found = self.gazetteer.best(name, country_codes)
        if found and found[1] >= CERTAIN_ENOUGH and not self._is_far(name, found[0], country_codes):
            place = self._greater(name, found[0])
            return Decision(place.place_id, LinkMethod.GAZETTEER, found[1])
        seed = self.seeds.of_full(name)
        if seed and seed.entity_kind is EntityKind.PLACE:
            return Decision(seed_key(seed.seed_id), LinkMethod.SEED, confidence("place_by_seed"))
        if key := dominant(self.told.by_name.get(name, {})):
            told = self.by_told.get(key, latin_name_key(key))
            return Decision(told, LinkMethod.ARCHIVE, confidence("place_by_archive"))
        latin = latin_key(name) if name.isascii() else None
        own = name_key(name) if latin is None else self.by_told.get(latin, latin_name_key(latin))
        return Decision(own, LinkMethod.NAME, confidence("place_by_name"))

    def _is_far(self, name: str, place: Place, country_codes: Sequence[str]) -> bool:
        """A town of a country that the article never names: the name is rather a word, a person's or another town's."""
        is_town = place.place_kind == "city" and place.population < GREAT_CITY
        is_known = self.forms[name] >= WELL_KNOWN or name in self.gazetteer.always or name.endswith(OWN_ENDS)
        return is_town and place.country_code not in country_codes and not is_known

    def _greater(self, name: str, place: Place) -> Place:
        """The place itself, or a far greater one of its name, where all that speaks for it is a country often named."""
        if place.country_code not in OFTEN_NAMED or place.place_kind != "city":
            return place
        great = [
            one
            for one in self.gazetteer.of(name)
            if one.place_kind == "subdivision" or one.population >= FAR_GREATER * place.population
        ]
        return max(great, key=lambda one: one.population) if great else place

    def _by_told(self) -> dict[str, str]:
        """A Latin name whose Chinese one the gazetteer has is that place."""
        known: dict[str, str] = {}
        for name, counts in sorted(self.told.by_name.items()):
            places = self.gazetteer.of(name)
            key = dominant(counts)
            if key and len(places) == 1:
                known.setdefault(key, places[0].place_id)
        return known
